// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/PortableMath.h"

#include <QFile>
#include <QTest>

#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Function = std::function<double(double, double)>;

Function ofOne(double (*function)(double))
{
    return [function](double x, double) { return function(x); };
}

const std::map<QByteArray, Function> &functions()
{
    static const std::map<QByteArray, Function> all{
        {"pow", portable::pow},
        {"hypot", portable::hypot},
        {"atan2", portable::atan2},
        {"exp", ofOne(portable::exp)},
        {"expm1", ofOne(portable::expm1)},
        {"log", ofOne(portable::log)},
        {"log1p", ofOne(portable::log1p)},
        {"log2", ofOne(portable::log2)},
        {"log10", ofOne(portable::log10)},
        {"cbrt", ofOne(portable::cbrt)},
        {"sin", ofOne(portable::sin)},
        {"cos", ofOne(portable::cos)},
        {"tan", ofOne(portable::tan)},
        {"asin", ofOne(portable::asin)},
        {"acos", ofOne(portable::acos)},
        {"atan", ofOne(portable::atan)},
        {"sinh", ofOne(portable::sinh)},
        {"cosh", ofOne(portable::cosh)},
        {"tanh", ofOne(portable::tanh)},
        {"asinh", ofOne(portable::asinh)},
        {"acosh", ofOne(portable::acosh)},
        {"atanh", ofOne(portable::atanh)},
    };
    return all;
}

double fromBits(const QByteArray &hex)
{
    return std::bit_cast<double>(hex.toULongLong(nullptr, 16));
}

} // namespace

/// Functions that are the same everywhere, against values that were worked out with 400 bits: a line for each
/// with the function, its arguments and the double next to the true value, as their bits.
class TestPortableMath : public QObject
{
    Q_OBJECT

private slots:
    void givesTheDoubleNextToTheTrueValue()
    {
        QFile file(QStringLiteral(PERDURA_TEST_DATA "/math/values.txt"));
        QVERIFY(file.open(QFile::ReadOnly | QFile::Text));
        int lines = 0;
        QByteArrayList wrong;
        while (!file.atEnd()) {
            const QByteArrayList parts = file.readLine().trimmed().split(' ');
            const double second = parts.size() > 3 ? fromBits(parts[2]) : 0;
            const double value = functions().at(parts[0])(fromBits(parts[1]), second);
            ++lines;
            if (std::bit_cast<std::uint64_t>(value) != parts.last().toULongLong(nullptr, 16))
                wrong.append(parts.join(' ') + ", not " +
                             QByteArray::number(qulonglong(std::bit_cast<std::uint64_t>(value)), 16));
        }
        QCOMPARE(wrong, QByteArrayList());
        QVERIFY(lines > 1000);
    }

    void knowsWhatHasNoSingleValue()
    {
        QVERIFY(std::isnan(portable::pow(1, infinity)));
        QVERIFY(std::isnan(portable::pow(-2, 0.5)));
        QCOMPARE(portable::pow(-2, 3), -8.0);
        QCOMPARE(portable::pow(2, -1074), 5e-324);
        QCOMPARE(portable::pow(10, 308), 1e308);
        QCOMPARE(portable::pow(10, 309), infinity);
        QCOMPARE(portable::pow(0.5, infinity), 0.0);
        QCOMPARE(portable::pow(std::nan(""), 0), 1.0);
        QCOMPARE(portable::exp(-infinity), 0.0);
        QCOMPARE(portable::exp(710), infinity);
        QVERIFY(std::isnan(portable::exp(std::nan(""))));
        QCOMPARE(portable::log(0), -infinity);
        QVERIFY(std::isnan(portable::log(-1)));
        QCOMPARE(portable::log(infinity), infinity);
        QCOMPARE(portable::log1p(-1), -infinity);
        QCOMPARE(portable::log10(1000), 3.0);
        QCOMPARE(portable::log2(8), 3.0);
        QCOMPARE(portable::cbrt(-27), -3.0);
        QCOMPARE(portable::hypot(3, -4), 5.0);
        QCOMPARE(portable::hypot(3e300, 4e300), 5e300);
        QCOMPARE(portable::expm1(infinity), infinity);
        QCOMPARE(portable::expm1(-infinity), -1.0);
        QVERIFY(std::isnan(portable::sin(infinity)));
        QVERIFY(std::signbit(portable::sin(-0.0)));
        QCOMPARE(portable::cos(0), 1.0);
        QVERIFY(std::isnan(portable::asin(1.5)));
        QCOMPARE(portable::acos(1), 0.0);
        QCOMPARE(portable::acosh(1), 0.0);
        QCOMPARE(portable::atanh(-1), -infinity);
        QCOMPARE(portable::tanh(-infinity), -1.0);
        QCOMPARE(portable::cosh(-infinity), infinity);
        for (const double y : {0.0, -0.0, 1.0, -1.0, infinity, -infinity}) {
            for (const double x : {0.0, -0.0, 1.0, -1.0, infinity, -infinity}) {
                const double value = portable::atan2(y, x);
                QCOMPARE(value, std::atan2(y, x));
                QCOMPARE(std::signbit(value), std::signbit(y));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestPortableMath)
#include "tst_portable_math.moc"
