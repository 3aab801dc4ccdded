// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/PowerOperator.h"

#include <QTest>

using namespace perdura;

class TestPowerOperator : public QObject
{
    Q_OBJECT

private slots:
    void becomesACall_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *expression, const char *expected) {
            QTest::newRow(expression) << QByteArray(expression) << QByteArray(expected);
        };
        row("1 + 2", "1 + 2");
        row("a ** b", "Math.pow(a , b)");
        row("1.1**10", "Math.pow(1.1,10)");
        row("2 ** 0.5 + 1", "Math.pow(2 , 0.5) + 1");
        row("2 ** -n", "Math.pow(2 , -n)");
        row("a ** b ** c", "Math.pow(a , Math.pow(b , c))");
        row("(a ** b) ** c", "Math.pow((Math.pow(a , b)) , c)");
        row("-(x ** 2)", "-(Math.pow(x , 2))");
        row("1 + input.rate ** vars.years * 2", "1 + Math.pow(input.rate , vars.years) * 2");
        row("nodes['A b'].output.list[i + 1]?.x ** f(2, 3)[0].y",
            "Math.pow(nodes['A b'].output.list[i + 1]?.x , f(2, 3)[0].y)");
        row("(1 + r) ** n / [2][0] ** 2", "Math.pow((1 + r) , n) / Math.pow([2][0] , 2)");
        row("list.map(x => x ** 2)", "list.map(x => Math.pow(x , 2))");
        row("list.map(x => f(x) ** 2).reduce((a, b) => a + b, 0) ** 0.5",
            "Math.pow(list.map(x => Math.pow(f(x) , 2)).reduce((a, b) => a + b, 0) , 0.5)");
        row("`${a ** 2} **`", "`${Math.pow(a , 2)} **`");
        row("'2 ** 3'", "'2 ** 3'");
        row("a\n** b // **", "Math.pow(a\n, b) // **");
        row("a ? b ** 2 : c ** 2", "a ? Math.pow(b , 2) : Math.pow(c , 2)");
    }
    void becomesACall()
    {
        QFETCH(const QByteArray, expression);
        QFETCH(const QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(withPortablePowers(expression.toStdString())), expected);
    }

    void staysWhereItIsNotSure_data()
    {
        QTest::addColumn<QByteArray>("expression");
        for (const char *expression :
             {"1.5e-3 ** 2", "2 ** 1e-3", "x ** new Y()", "new Y() ** 2", "x++ ** 2", "x **", "** x",
              "x ** {}", "f`a` ** 2", ".5 ** 2", "typeof x ** 2", "x ** (", "a) ** 2"})
            QTest::newRow(expression) << QByteArray(expression);
    }
    void staysWhereItIsNotSure()
    {
        QFETCH(const QByteArray, expression);
        QCOMPARE(QByteArray::fromStdString(withPortablePowers(expression.toStdString())), expression);
    }
};

QTEST_APPLESS_MAIN(TestPowerOperator)
#include "tst_power_operator.moc"
