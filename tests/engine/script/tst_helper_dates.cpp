// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Time.h"
#include "tests/engine/script/ScriptRun.h"

using namespace perdura;

class TestHelperDates : public QObject
{
    Q_OBJECT

    ScriptRun m_run;

    void compareRow()
    {
        QFETCH(QByteArray, expression);
        QTEST(m_run("return " + expression.toStdString()), "expected");
    }

private slots:
    void timeIsAdded_data()
    {
        expressionColumns();
        row("addTime('2026-11-22T08:30:00Z', '2 h')", "\"2026-11-22T10:30:00.000000Z\"");
        row("addTime('2026-11-22T08:30:00Z', '-3 d')", "\"2026-11-19T08:30:00.000000Z\"");
        row("addTime('2026-11-22', 90)", "\"2026-11-22T00:01:30.000000Z\"");
        row("addTime('2026-11-22T10:00+02:00', 0)", "\"2026-11-22T08:00:00.000000Z\"");
        row("addTime('2026-11-22 10:00:00.5 -0130', '1 min')", "\"2026-11-22T11:31:00.500000Z\"");
        row("addTime('2026-11-22T08:30:00.123456Z', '-500 ms')", "\"2026-11-22T08:29:59.623456Z\"");
        row("addTime('1969-12-31T23:59:59.999999Z', 0.000001)", "\"1970-01-01T00:00:00.000000Z\"");
        row("addTime('1970-01-01', -0.000001)", "\"1969-12-31T23:59:59.999999Z\"");
        row("addTime('2024-02-28T23:00:00Z', '1 h')", "\"2024-02-29T00:00:00.000000Z\"");
        row("addTime('2100-02-28T23:00:00Z', '1 h')", "\"2100-03-01T00:00:00.000000Z\"");
        row("addTime(new Date('2026-11-22T08:30:00.250Z'), '1 h')", "\"2026-11-22T09:30:00.250000Z\"");
        row("addTime('0001-01-01', 0)", "\"0001-01-01T00:00:00.000000Z\"");
        row("addTime('0001-01-01', '9998 w')", "\"0192-08-13T00:00:00.000000Z\"");
        row("addTime('9999-12-31T23:59:59.999999Z', 0)", "\"9999-12-31T23:59:59.999999Z\"");
        row("addTime('2026-11-22T08:30:00.123456Z', '0 s') === '2026-11-22T08:30:00.123456Z'", "true");
        row("addTime('9999-12-31', '1 d')", "error: addTime: the result is not within the years 1 to 9999.");
        row("addTime('0001-01-01', '-1 ms')",
            "error: addTime: the result is not within the years 1 to 9999.");
        row("addTime()",
            "error: addTime: date is missing; it must be like “2026-11-22” or “2026-11-22T08:30:00Z”.");
        row("addTime('2026-02-29', '1 d')",
            "error: addTime: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not “2026-02-29”.");
        row("addTime('0000-01-01', '1 d')",
            "error: addTime: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not “0000-01-01”.");
        row("addTime('2026-13-01', '1 d')",
            "error: addTime: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not “2026-13-01”.");
        row("addTime('2026-11-22T24:00:00Z', '1 d')", "error: addTime: date must be like “2026-11-22” or "
                                                      "“2026-11-22T08:30:00Z”, not “2026-11-22T24:00:00Z”.");
        row("addTime('2026-11-22T08:30:60Z', '1 d')", "error: addTime: date must be like “2026-11-22” or "
                                                      "“2026-11-22T08:30:00Z”, not “2026-11-22T08:30:60Z”.");
        row("addTime('2026-11-22T08:30:00+25:00', '1 d')",
            "error: addTime: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not "
            "“2026-11-22T08:30:00+25:00”.");
        row("addTime('tomorrow', '1 d')",
            "error: addTime: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not “tomorrow”.");
        row("addTime(1795336200, '1 d')",
            "error: addTime: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not 1795336200.");
        row("addTime(null, '1 d')",
            "error: addTime: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not null.");
        row("addTime(new Date('x'), '1 d')", "error: addTime: date must be like “2026-11-22” or "
                                             "“2026-11-22T08:30:00Z”, not a date that is none.");
        row("addTime('2026-11-22')", "error: addTime: duration is missing; it must be like “2 h”, “1 h 30 "
                                     "min”, “-3 d” or “PT90S”, or a number of seconds.");
        row("addTime('2026-11-22', 'soon')", "error: addTime: duration must be like “2 h”, “1 h 30 min”, “-3 "
                                             "d” or “PT90S”, or a number of seconds, not “soon”.");
    }
    void timeIsAdded() { compareRow(); }

    void monthsAreAdded_data()
    {
        expressionColumns();
        row("addMonths('2026-01-31T10:20:30.5Z', 1)", "\"2026-02-28T10:20:30.500000Z\"");
        row("addMonths('2024-01-31', 1)", "\"2024-02-29T00:00:00.000000Z\"");
        row("addMonths('2024-02-29', 12)", "\"2025-02-28T00:00:00.000000Z\"");
        row("addMonths('2026-03-31', -1)", "\"2026-02-28T00:00:00.000000Z\"");
        row("addMonths('2026-01-15', -13)", "\"2024-12-15T00:00:00.000000Z\"");
        row("addMonths('2026-11-22', 0)", "\"2026-11-22T00:00:00.000000Z\"");
        row("addMonths('2026-01-31T23:30:00Z', 1, '+02:00')", "\"2026-02-28T23:30:00.000000Z\"");
        row("addMonths('2026-01-31T23:30:00Z', 1)", "\"2026-02-28T23:30:00.000000Z\"");
        row("addMonths('2026-03-30T23:30:00Z', 1, '+02:00')", "\"2026-04-29T23:30:00.000000Z\"");
        row("addMonths('9999-12-31', 1)", "error: addMonths: the result is not within the years 1 to 9999.");
        row("addMonths('2026-11-22', 1.5)",
            "error: addMonths: months must be a whole number from -120000 to 120000, not 1.5.");
        row("addMonths('2026-11-22', '1')",
            "error: addMonths: months must be a whole number from -120000 to 120000, not “1”.");
        row("addMonths('2026-11-22', NaN)",
            "error: addMonths: months must be a whole number from -120000 to 120000, not NaN.");
        row("addMonths('x', 1)",
            "error: addMonths: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not “x”.");
        row("addMonths('2026-11-22', 1, 'CET')",
            "error: addMonths: offset must be like “+02:00”, not “CET”.");
    }
    void monthsAreAdded() { compareRow(); }

    void timeBetweenDatesIsCounted_data()
    {
        expressionColumns();
        row("timeBetween('2026-11-22', '2026-11-23')", "86400");
        row("timeBetween('2026-11-23', '2026-11-22T12:00:00Z')", "-43200");
        row("timeBetween('2026-11-22T10:00:00+02:00', '2026-11-22T08:00:00.25Z')", "0.25");
        row("timeBetween('0001-01-01', '9999-12-31')", "315537811200");
        row("timeBetween('2026-11-22', 5)",
            "error: timeBetween: to must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not 5.");
        row("timeBetween({}, '2026-11-22')",
            "error: timeBetween: from must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not an object.");
    }
    void timeBetweenDatesIsCounted() { compareRow(); }

    void datesGoBackToTheBeginningOfAUnit_data()
    {
        expressionColumns();
        row("startOf('2026-11-22T08:30:15.5Z', 'minute')", "\"2026-11-22T08:30:00.000000Z\"");
        row("startOf('2026-11-22T08:30:15.5Z', 'hour')", "\"2026-11-22T08:00:00.000000Z\"");
        row("startOf('2026-11-22T08:30:15.5Z', 'day')", "\"2026-11-22T00:00:00.000000Z\"");
        row("startOf('2026-11-22T08:30:15.5Z', 'week')", "\"2026-11-16T00:00:00.000000Z\"");
        row("startOf('2026-11-23', 'week')", "\"2026-11-23T00:00:00.000000Z\"");
        row("startOf('2026-11-22T08:30:15.5Z', 'month')", "\"2026-11-01T00:00:00.000000Z\"");
        row("startOf('2026-11-22T08:30:15.5Z', 'year')", "\"2026-01-01T00:00:00.000000Z\"");
        row("startOf('1969-05-05T05:05:05Z', 'hour')", "\"1969-05-05T05:00:00.000000Z\"");
        row("startOf('1969-12-31T23:59:59Z', 'week')", "\"1969-12-29T00:00:00.000000Z\"");
        row("startOf('2026-11-22T23:30:00Z', 'day', '+02:00')", "\"2026-11-22T22:00:00.000000Z\"");
        row("startOf('2026-12-31T23:30:00Z', 'year', '+01:00')", "\"2026-12-31T23:00:00.000000Z\"");
        row("startOf('2026-11-22T08:10:00Z', 'hour', '+05:30')", "\"2026-11-22T07:30:00.000000Z\"");
        row("startOf('2026-11-22', 'weak')",
            "error: startOf: unit must be “minute”, “hour”, “day”, “week”, “month” or “year”, not “weak”.");
        row("startOf('2026-11-22', 'toString')", "error: startOf: unit must be “minute”, “hour”, “day”, "
                                                 "“week”, “month” or “year”, not “toString”.");
        row("startOf('2026-11-22')", "error: startOf: unit is missing; it must be “minute”, “hour”, “day”, "
                                     "“week”, “month” or “year”.");
        row("startOf('2026-11-22', 'day', 2)", "error: startOf: offset must be like “+02:00”, not 2.");
        row("startOf('2026-11-22', 'day', '+19:00')",
            "error: startOf: offset must be like “+02:00”, not “+19:00”.");
    }
    void datesGoBackToTheBeginningOfAUnit() { compareRow(); }

    void datesAreFormatted_data()
    {
        expressionColumns();
        row("formatDate('2026-09-05T08:05:09.25Z', 'yyyy-MM-dd HH:mm:ss.SSS')",
            "\"2026-09-05 08:05:09.250\"");
        row("formatDate('2026-09-05T08:05:09.25Z', 'd.M.yyyy H')", "\"5.9.2026 8\"");
        row("formatDate('2026-09-05', 'EEEE, EEE, MMMM, MMM')", "\"Saturday, Sat, September, Sep\"");
        row("formatDate('2026-11-22T23:05:00Z', 'd MMM HH:mm Z', '+05:30')", "\"23 Nov 04:35 +05:30\"");
        row("formatDate('2026-11-22T01:05:00Z', 'd MMM HH:mm Z', '-03:00')", "\"21 Nov 22:05 -03:00\"");
        row("formatDate('2026-11-22T01:05:00+09:00', 'd HH Z')", "\"21 16 Z\"");
        row("formatDate('0033-04-03', 'yyyy')", "\"0033\"");
        row("formatDate('1969-12-31T23:59:59.999999Z', 'ss.SSS')", "\"59.999\"");
        row("formatDate('2026-11-22', \"d 'of' MMMM, 'o''clock' ''\")", "\"22 of November, o'clock '\"");
        row("formatDate('2026-11-22', '…/—')", "\"…/—\"");
        row("formatDate('2026-11-22', 'YYYY')",
            "error: formatDate: pattern has “YYYY”, which means nothing; it knows yyyy, MMMM, MMM, MM, M, "
            "dd, d, EEEE, EEE, HH, H, mm, ss, SSS, Z and 'text' in quotes.");
        row("formatDate('2026-11-22', \"d 'of\")",
            "error: formatDate: pattern “d 'of” has a quote that is not closed.");
        row("formatDate('2026-11-22', '')", "error: formatDate: pattern must be like “yyyy-MM-dd”, not “”.");
        row("formatDate('2026-11-22')", "error: formatDate: pattern is missing; it must be a text.");
        row("formatDate('2026-11-22', ' '.repeat(1001))",
            "error: formatDate: pattern must have at most 1000 characters, not 1001.");
        row("formatDate('22.11.2026', 'd')",
            "error: formatDate: date must be like “2026-11-22” or “2026-11-22T08:30:00Z”, not “22.11.2026”.");
    }
    void datesAreFormatted() { compareRow(); }

    void datesAreParsed_data()
    {
        expressionColumns();
        row("parseDate('22.11.2026', 'dd.MM.yyyy')", "\"2026-11-22T00:00:00.000000Z\"");
        row("parseDate('5/9/2026 8:05', 'd/M/yyyy H:mm')", "\"2026-09-05T08:05:00.000000Z\"");
        row("parseDate('22.11.2026 10:05', 'dd.MM.yyyy HH:mm', '+02:00')", "\"2026-11-22T08:05:00.000000Z\"");
        row("parseDate('Sun, 22 Nov 2026 10:05:01 +0100', 'EEE, d MMM yyyy HH:mm:ss Z')",
            "\"2026-11-22T09:05:01.000000Z\"");
        row("parseDate('sunday 22 november 2026', 'EEEE d MMMM yyyy')", "\"2026-11-22T00:00:00.000000Z\"");
        row("parseDate('20261122080509250Z', 'yyyyMMddHHmmssSSSZ')", "\"2026-11-22T08:05:09.250000Z\"");
        row("parseDate('2026', 'yyyy')", "\"2026-01-01T00:00:00.000000Z\"");
        row("parseDate('week of 2026-11-22', \"'week of 'yyyy-MM-dd\")", "\"2026-11-22T00:00:00.000000Z\"");
        row("parseDate(formatDate('2026-11-22T08:05:09.25Z', 'd MMM yyyy HHmmssSSS'), 'd MMM yyyy "
            "HHmmssSSS')",
            "\"2026-11-22T08:05:09.250000Z\"");
        row("parseDate('Mon 22 Nov 2026', 'EEE d MMM yyyy')",
            "error: parseDate: text must be a date written as “EEE d MMM yyyy”, not “Mon 22 Nov 2026”.");
        row("parseDate('30.2.2026', 'd.M.yyyy')",
            "error: parseDate: text must be a date written as “d.M.yyyy”, not “30.2.2026”.");
        row("parseDate('22.11.26', 'd.M.yyyy')",
            "error: parseDate: text must be a date written as “d.M.yyyy”, not “22.11.26”.");
        row("parseDate('22.11.2026 x', 'd.M.yyyy')",
            "error: parseDate: text must be a date written as “d.M.yyyy”, not “22.11.2026 x”.");
        row("parseDate('22.11.2026', 'd.M.yyyy HH')",
            "error: parseDate: text must be a date written as “d.M.yyyy HH”, not “22.11.2026”.");
        row("parseDate('2026 25', 'yyyy HH')",
            "error: parseDate: text must be a date written as “yyyy HH”, not “2026 25”.");
        row("parseDate('22.11.', 'd.M.')",
            "error: parseDate: pattern must be one with a year, “yyyy”, not “d.M.”.");
        row("parseDate(20261122, 'yyyyMMdd')", "error: parseDate: text must be a text, not 20261122.");
    }
    void datesAreParsed() { compareRow(); }

    void durationsBecomeSeconds_data()
    {
        expressionColumns();
        row("[seconds('1 h 30 min'), seconds('90 s'), seconds('3 d'), seconds('500 ms')]",
            "[5400,90,259200,0.5]");
        row("[seconds('1h30m'), seconds('2 w'), seconds('1 day'), seconds('2 DAYS'), seconds('4 sec')]",
            "[5400,1209600,86400,172800,4]");
        row("[seconds('1.5 h'), seconds(' 72 h '), seconds('10'), seconds('1e3'), seconds('.5'), "
            "seconds('+5')]",
            "[5400,259200,10,1000,0.5,5]");
        row("[seconds('PT72H'), seconds('P3DT12H'), seconds('PT0.5S'), seconds('P1W2D'), "
            "seconds('PT1H1M1S')]",
            "[259200,302400,0.5,777600,3661]");
        row("[seconds('-2 h'), seconds('- 1 h 30 min'), seconds('-PT1M'), seconds(-1.5), seconds('-0')]",
            "[-7200,-5400,-60,-1.5,0]");
        row("[seconds(0.0000004), seconds(0.0000006), seconds(-0.0000006)]", "[0,1e-06,-1e-06]");
        row("seconds('')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, or "
                           "a number of seconds, not “”.");
        row("seconds('h')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, "
                            "or a number of seconds, not “h”.");
        row("seconds('2 moons')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or "
                                  "“PT90S”, or a number of seconds, not “2 moons”.");
        row("seconds('2 h x')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or "
                                "“PT90S”, or a number of seconds, not “2 h x”.");
        row("seconds('P1Y')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, "
                              "or a number of seconds, not “P1Y”.");
        row("seconds('P')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, "
                            "or a number of seconds, not “P”.");
        row("seconds('P1DT')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or "
                               "“PT90S”, or a number of seconds, not “P1DT”.");
        row("seconds('1 h -30 min')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or "
                                      "“PT90S”, or a number of seconds, not “1 h -30 min”.");
        row("seconds('2 constructor')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” "
                                        "or “PT90S”, or a number of seconds, not “2 constructor”.");
        row("seconds('1 000 s')", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or "
                                  "“PT90S”, or a number of seconds, not “1 000 s”.");
        row("seconds(NaN)", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, "
                            "or a number of seconds, not NaN.");
        row("seconds(Infinity)", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or "
                                 "“PT90S”, or a number of seconds, not Infinity.");
        row("seconds(4e11)", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, "
                             "or a number of seconds, not 400000000000.");
        row("seconds(null)", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, "
                             "or a number of seconds, not null.");
        row("seconds([])", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, or "
                           "a number of seconds, not a list.");
        row("seconds(true)", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, "
                             "or a number of seconds, not true.");
        row("seconds(x => 1)", "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or "
                               "“PT90S”, or a number of seconds, not a function.");
        row("seconds('9'.repeat(101))",
            "error: seconds: duration must be like “2 h”, “1 h 30 min”, “-3 d” or “PT90S”, or a number of "
            "seconds, not “99999999999999999999999999999999999999999999999999999999999…”.");
    }
    void durationsBecomeSeconds() { compareRow(); }

    void durationsAreWritten_data()
    {
        expressionColumns();
        row("[formatDuration(5400), formatDuration(0), formatDuration(59), formatDuration(3600), "
            "formatDuration(86401)]",
            "[\"1 h 30 min\",\"0 s\",\"59 s\",\"1 h\",\"1 d 1 s\"]");
        row("[formatDuration('PT26H'), formatDuration(-90), formatDuration(1.5), formatDuration(0.000001), "
            "formatDuration('2 w')]",
            "[\"1 d 2 h\",\"-1 min 30 s\",\"1.5 s\",\"0.000001 s\",\"14 d\"]");
        row("[0, 1, -93784.5, 0.25, 1e9].every(x => seconds(formatDuration(x)) === x)", "true");
        row("formatDuration('x')", "error: formatDuration: duration must be like “2 h”, “1 h 30 min”, “-3 d” "
                                   "or “PT90S”, or a number of seconds, not “x”.");
    }
    void durationsAreWritten() { compareRow(); }

    void durationsAndDatesAreReadAsTheProgramReadsThem()
    {
        for (const char *text :
             {"72 h",   "90min", "1 d 12 h", "500 ms", "10 s",   "PT72H",        "P3DT12H",
              "PT0.5S", "P1W",   "PT1M",     "1.25 w", "3 Days", "12",           "0.000001",
              "1e2",    "5.",    ".5",       "+5",     " 7 s ",  "1 day 2 days", "",
              "h",      "1 x",   "P",        "PT",     "P1DT",   "P1M",          "PT1.5H",
              "1 h,",   "0x10",  "inf",      "nan",    "1,5 h",  "400000000000"}) {
            const auto expected = parseDuration(text);
            const QByteArray found = m_run("return seconds(input)", text);
            const double seconds = expected ? double(expected->count()) / 1e6 : -1;
            QCOMPARE(found.startsWith("error"), !expected);
            QCOMPARE(expected ? found.toDouble() : -1, seconds);
        }
        for (const char *text :
             {"2026-11-22", "2026-11-22T08:30:00Z", "2026-11-22 08:30", "2026-11-22T08:30:00.1234567z",
              "2026-11-22T08:30:00+05:45", "2026-11-22T08:30:00 -0330", "2024-02-29", "2026-02-29",
              "2026-00-01", "2026-11-22T8:30", "2026-11-22T25:00", "2026-11-22T08:30:61Z", "22.11.2026", "",
              "0001-01-01"}) {
            const auto expected = instantFromIso(text);
            const QByteArray found = m_run("return addTime(input, 0)", text);
            QCOMPARE(found.startsWith("error"), !expected);
            if (expected)
                QCOMPARE(found, '"' + QByteArray::fromStdString(toIso(*expected)) + '"');
        }
    }
};

QTEST_GUILESS_MAIN(TestHelperDates)
#include "tst_helper_dates.moc"
