// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/PortableMath.h"

#include "engine/script/DoubleDouble.h"

#include <limits>

namespace perdura::portable {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();
constexpr DoubleDouble ln2(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);
constexpr DoubleDouble ln10(0x1.26bb1bbb55516p+1, -0x1.f48ad494ea3e9p-53);

/// e^x as (1 + rest) * 2^exponent.
struct Power
{
    DoubleDouble rest;
    int exponent = 0;

    [[nodiscard]] DoubleDouble value() const { return scaled(rest + 1.0, exponent); }
    [[nodiscard]] DoubleDouble minusOne() const { return exponent == 0 ? rest : value() - 1.0; }
};

/// For |x| below 800: the series of a 256th of what is left of x without multiples of ln 2, squared 8 times.
Power powerOf(const DoubleDouble &x)
{
    constexpr int halvings = 8;
    const double twos = std::round(x.high / ln2.high);
    const DoubleDouble r = scaled(x - ln2 * twos, -halvings);
    DoubleDouble sum = r;
    DoubleDouble term = r;
    for (int n = 2; n <= 11; ++n) {
        term = term * r / double(n);
        sum = sum + term;
    }
    for (int i = 0; i < halvings; ++i)
        sum = scaled(sum, 1) + sum * sum;
    return {sum, int(twos)};
}

/// For finite x above 0: the series of the area tangent of the mantissa.
DoubleDouble logarithm(const DoubleDouble &x)
{
    int exponent = 0;
    double mantissa = std::frexp(x.high, &exponent);
    if (mantissa < 0.70710678118654752)
        --exponent;
    const DoubleDouble m = scaled(x, -exponent);
    const DoubleDouble s = (m - 1.0) / (m + 1.0);
    const DoubleDouble square = s * s;
    DoubleDouble sum = DoubleDouble(1.0) / 47.0;
    for (int n = 45; n >= 1; n -= 2)
        sum = sum * square + DoubleDouble(1.0) / double(n);
    return ln2 * double(exponent) + scaled(s * sum, 1);
}

bool isFinitePositive(double x)
{
    return x > 0 && x < infinity;
}

/// base^exponent for finite positive bases.
double positivePower(double base, double exponent)
{
    const DoubleDouble log = logarithm(base);
    const double rough = log.high * exponent;
    if (rough > 710)
        return infinity;
    if (rough < -746)
        return 0;
    const Power power = powerOf(std::abs(exponent) < 1e280 ? log * exponent : DoubleDouble(rough));
    return std::ldexp((power.rest + 1.0).high, power.exponent);
}

} // namespace

double pow(double base, double exponent)
{
    if (exponent == 0)
        return 1;
    if (std::isnan(base) || std::isnan(exponent) || (std::abs(base) == 1 && std::isinf(exponent)))
        return noNumber;
    if (base == 0 || std::isinf(base) || std::isinf(exponent))
        return std::pow(base, exponent); // all of them exact
    if (base > 0)
        return positivePower(base, exponent);
    if (exponent != std::trunc(exponent))
        return noNumber;
    const double size = positivePower(-base, exponent);
    return std::fmod(exponent, 2) == 0 ? size : -size;
}

double exp(double x)
{
    if (std::isnan(x) || x > 710)
        return x + infinity;
    if (x < -746)
        return 0;
    const Power power = powerOf(x);
    return std::ldexp((power.rest + 1.0).high, power.exponent);
}

double expm1(double x)
{
    if (x == 0 || std::isnan(x) || x > 700) // where the one is beyond the last digit
        return x == 0 ? x : exp(x);
    return x < -60 ? -1 : powerOf(x).minusOne().high;
}

double log(double x)
{
    return isFinitePositive(x) ? logarithm(x).high : x == 0 ? -infinity : x > 0 ? x : noNumber;
}

double log1p(double x)
{
    if (x == 0 || !(x > -1 && x < infinity))
        return x == 0 || x == infinity ? x : x == -1 ? -infinity : noNumber;
    return logarithm(exactSum(1, x)).high;
}

double log2(double x)
{
    return isFinitePositive(x) ? (logarithm(x) / ln2).high : log(x);
}

double log10(double x)
{
    return isFinitePositive(x) ? (logarithm(x) / ln10).high : log(x);
}

double cbrt(double x)
{
    if (x == 0 || !std::isfinite(x))
        return x;
    const Power power = powerOf(logarithm(std::abs(x)) / 3.0);
    return std::copysign(power.value().high, x);
}

double hypot(double x, double y)
{
    if (std::isinf(x) || std::isinf(y))
        return infinity;
    const double larger = std::fmax(std::abs(x), std::abs(y));
    if (std::isnan(x) || std::isnan(y) || larger == 0)
        return x * x + y * y;
    int exponent = 0;
    (void)std::frexp(larger, &exponent);
    const double a = std::ldexp(x, -exponent);
    const double b = std::ldexp(y, -exponent);
    return std::ldexp(squareRoot(exactProduct(a, a) + exactProduct(b, b)).high, exponent);
}

double sinh(double x)
{
    if (x == 0 || !std::isfinite(x))
        return x;
    const double size = std::abs(x);
    if (size > 711)
        return std::copysign(infinity, x);
    const Power power = powerOf(size);
    if (size > 40)
        return std::copysign(std::ldexp((power.rest + 1.0).high, power.exponent - 1), x);
    const DoubleDouble more = power.minusOne();
    return std::copysign(scaled(more + more / (more + 1.0), -1).high, x);
}

double cosh(double x)
{
    const double size = std::abs(x);
    if (!(size <= 711))
        return size + infinity;
    const Power power = powerOf(size);
    if (size > 40)
        return std::ldexp((power.rest + 1.0).high, power.exponent - 1);
    const DoubleDouble value = power.value();
    return scaled(value + DoubleDouble(1.0) / value, -1).high;
}

double tanh(double x)
{
    if (x == 0 || std::isnan(x))
        return x;
    if (std::abs(x) > 22)
        return std::copysign(1, x);
    const DoubleDouble more = powerOf(2 * std::abs(x)).minusOne();
    return std::copysign((more / (more + 2.0)).high, x);
}

double asinh(double x)
{
    const double size = std::abs(x);
    if (!(size > 1e-9 && size < infinity)) // its third power is beyond the last digit
        return x;
    if (size > 1e140)
        return std::copysign((logarithm(size) + ln2).high, x);
    const DoubleDouble square = exactProduct(size, size);
    const DoubleDouble more = square / (squareRoot(square + 1.0) + 1.0);
    return std::copysign(logarithm(exactSum(1, size) + more).high, x);
}

double acosh(double x)
{
    if (!(x >= 1 && x < infinity))
        return x == infinity ? x : noNumber;
    if (x > 1e140)
        return (logarithm(x) + ln2).high;
    return logarithm(squareRoot(exactSum(x, -1) * exactSum(x, 1)) + x).high;
}

double atanh(double x)
{
    const double size = std::abs(x);
    if (!(size < 1))
        return size == 1 ? std::copysign(infinity, x) : noNumber;
    if (size < 1e-9) // as above
        return x;
    return std::copysign(scaled(logarithm(exactSum(1, size) / exactSum(1, -size)), -1).high, x);
}

} // namespace perdura::portable
