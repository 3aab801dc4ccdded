// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace perdura {

/// A number of some 106 bits as the sum of two doubles, the second less than half a unit in the last place of
/// the first. Made of additions, multiplications, divisions and square roots alone, which IEEE 754 gives the
/// same on every machine.
struct DoubleDouble
{
    double high = 0;
    double low = 0;
    constexpr DoubleDouble(double value) // NOLINT(google-explicit-constructor): a double is one of them
        : high(value)
    {}
    constexpr DoubleDouble(double first, double second)
        : high(first)
        , low(second)
    {}
};

/// The sum without a loss; |a| >= |b|.
inline DoubleDouble quickSum(double a, double b)
{
    const double sum = a + b;
    return {sum, b - (sum - a)};
}

/// The sum without a loss.
inline DoubleDouble exactSum(double a, double b)
{
    const double sum = a + b;
    const double part = sum - a;
    return {sum, (a - (sum - part)) + (b - part)};
}

/// The product without a loss, by halves of 26 bits: a fused multiplication is not the same everywhere. For
/// factors up to 1e290.
inline DoubleDouble exactProduct(double a, double b)
{
    constexpr double splitter = 134217729.0; // 2^27 + 1
    const double product = a * b;
    const double wideA = splitter * a;
    const double highA = wideA - (wideA - a);
    const double lowA = a - highA;
    const double wideB = splitter * b;
    const double highB = wideB - (wideB - b);
    const double lowB = b - highB;
    return {product, ((highA * highB - product) + highA * lowB + lowA * highB) + lowA * lowB};
}

inline DoubleDouble operator-(const DoubleDouble &a)
{
    return {-a.high, -a.low};
}

inline DoubleDouble operator+(const DoubleDouble &a, const DoubleDouble &b)
{
    DoubleDouble high = exactSum(a.high, b.high);
    const DoubleDouble low = exactSum(a.low, b.low);
    high = quickSum(high.high, high.low + low.high);
    return quickSum(high.high, high.low + low.low);
}

inline DoubleDouble operator-(const DoubleDouble &a, const DoubleDouble &b)
{
    return a + -b;
}

inline DoubleDouble operator*(const DoubleDouble &a, const DoubleDouble &b)
{
    const DoubleDouble product = exactProduct(a.high, b.high);
    return quickSum(product.high, product.low + (a.high * b.low + a.low * b.high));
}

inline DoubleDouble operator/(const DoubleDouble &a, const DoubleDouble &b)
{
    const double first = a.high / b.high;
    const DoubleDouble rest = a - b * first;
    const double second = rest.high / b.high;
    const double third = (rest - b * second).high / b.high;
    return quickSum(first, second) + third;
}

inline DoubleDouble squareRoot(const DoubleDouble &a)
{
    if (!(a.high > 0))
        return 0.0;
    const double root = std::sqrt(a.high);
    return exactSum(root, (a - exactProduct(root, root)).high / (2 * root));
}

/// Times a power of two.
inline DoubleDouble scaled(const DoubleDouble &a, int exponent)
{
    return {std::ldexp(a.high, exponent), std::ldexp(a.low, exponent)};
}

} // namespace perdura
