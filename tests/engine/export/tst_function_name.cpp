// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/FunctionName.h"

#include <QTest>

using namespace perdura;

class TestFunctionName : public QObject
{
    Q_OBJECT

private slots:
    void aFunctionHasOnlyWhatAFunctionAppAllows_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("words") << "Function chaining"
                               << "FunctionChaining";
        QTest::newRow("one word") << "monitor"
                                  << "monitor";
        QTest::newRow("activity") << "http.request"
                                  << "http_request";
        QTest::newRow("dash and line") << "my-own_step"
                                       << "my-own_step";
        QTest::newRow("signs") << "Do it! (now)"
                               << "DoItNow";
        QTest::newRow("digit first") << "3 steps"
                                     << "F3Steps";
        QTest::newRow("no letter of the alphabet") << "任务"
                                                   << "F";
        QTest::newRow("empty") << ""
                               << "F";
        QTest::newRow("too long") << QString(200, u'a') << QString(127, u'a');
    }
    void aFunctionHasOnlyWhatAFunctionAppAllows()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(functionName(name.toStdString())), expected);
    }

    void aVariableIsWrittenLikeOne_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("words") << "Ask for approval"
                               << "askForApproval";
        QTest::newRow("digits first") << "2 more"
                                      << "more";
        QTest::newRow("none") << "任务"
                              << "";
    }
    void aVariableIsWrittenLikeOne()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(variableName(name.toStdString())), expected);
    }
};

QTEST_APPLESS_MAIN(TestFunctionName)

#include "tst_function_name.moc"
