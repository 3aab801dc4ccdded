// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/DoubleDouble.h"
#include "engine/script/PortableMath.h"

#include <array>
#include <cstdint>
#include <limits>

namespace perdura::portable {

namespace {

constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<double, 3> halfPiParts{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54,
                                            -0x1.f1976b7ed8fbcp-110};
constexpr DoubleDouble halfPi(halfPiParts[0], halfPiParts[1]);
constexpr DoubleDouble pi(2 * halfPiParts[0], 2 * halfPiParts[1]);

/// What is left of an angle without quarters of a turn, from -pi/4 to pi/4.
struct Reduced
{
    DoubleDouble rest;
    int quarters = 0; ///< 0 to 3
};

// The bits of 2/pi, as many as the largest double needs.
constexpr std::array<std::uint32_t, 42> twoOverPi{
    0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu,
    0xdebbc561u, 0xb7246e3au, 0x424dd2e0u, 0x06492eeau, 0x09d1921cu, 0xfe1deb1cu, 0xb129a73eu,
    0xe88235f5u, 0x2ebb4484u, 0xe99c7026u, 0xb45f7e41u, 0x3991d639u, 0x835339f4u, 0x9c845f8bu,
    0xbdf9283bu, 0x1ff897ffu, 0xde05980fu, 0xef2f118bu, 0x5a0a6d1fu, 0x6d367ecfu, 0x27cb09b7u,
    0x4f463f66u, 0x9e5fea2du, 0x7527bac7u, 0xebe5f17bu, 0x3d0739f7u, 0x8a5292eau, 0x6bfb5fb1u,
    0x1f8d5d08u, 0x56033046u, 0xfc7b6babu, 0xf0cfbc20u, 0x9af4361du, 0xa9e39161u, 0x5ee61b08u};

constexpr int windowWords = 7;

/// The 32 bits of 2/pi from that one on; the first after the point is bit 1.
std::uint32_t bitsFrom(int first)
{
    const std::size_t word = std::size_t(first - 1) / 32;
    const int shift = (first - 1) % 32;
    const std::uint64_t two = (std::uint64_t(twoOverPi[word]) << 32) | twoOverPi[word + 1];
    return std::uint32_t(two >> (32 - shift));
}

/// For large angles m * 2^e with whole m of 53 bits: of 2/pi, the bits that whole turns leave out are passed
/// over; then m times the next 224 bits, with two bits before the point, is the angle in quarters.
Reduced reducedLarge(double x)
{
    int exponent = 0;
    const auto mantissa = std::uint64_t(std::ldexp(std::frexp(x, &exponent), 53));
    const int first = exponent - 53 - 1;
    const std::array<std::uint64_t, 2> factor{mantissa & 0xffffffffu, mantissa >> 32};
    std::array<std::uint32_t, windowWords> product{}; // the lowest word first
    for (std::size_t j = 0; j < factor.size(); ++j) {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i + j < product.size(); ++i) {
            const std::uint64_t digit = bitsFrom(first + 32 * int(product.size() - 1 - i));
            carry += factor[j] * digit + product[i + j];
            product[i + j] = std::uint32_t(carry);
            carry >>= 32;
        }
    }
    int quarters = int(product.back() >> 30);
    const bool isAboveHalf = (product.back() >> 29) & 1u;
    product.back() &= 0x3fffffffu;
    DoubleDouble fraction(isAboveHalf ? -1.0 : 0.0);
    for (std::size_t i = product.size(); i-- > 0;)
        fraction = fraction + std::ldexp(double(product[i]), 32 * int(i) - (32 * windowWords - 2));
    quarters += isAboveHalf ? 1 : 0;
    return {fraction * halfPi, quarters & 3};
}

Reduced reduced(double x)
{
    if (std::abs(x) >= 0x1p54) {
        Reduced large = reducedLarge(std::abs(x));
        return x > 0 ? large : Reduced{-large.rest, (4 - large.quarters) & 3};
    }
    const double quarters = std::round(x / halfPi.high);
    DoubleDouble rest(x);
    for (const double part : halfPiParts)
        rest = rest - exactProduct(quarters, part);
    return {rest, int(std::fmod(quarters, 4) + 4) & 3};
}

/// The series that begins with that term, whose next ones are times x^2 / (n (n + 1)).
DoubleDouble alternating(const DoubleDouble &x, DoubleDouble term, int n)
{
    const DoubleDouble square = -(x * x);
    DoubleDouble sum = term;
    for (; n < 30; n += 2) {
        term = term * square / double(n * (n + 1));
        sum = sum + term;
    }
    return sum;
}

DoubleDouble sine(const DoubleDouble &x)
{
    return alternating(x, x, 2);
}

DoubleDouble cosine(const DoubleDouble &x)
{
    return alternating(x, 1.0, 1);
}

DoubleDouble sineOf(const Reduced &angle)
{
    const DoubleDouble value = angle.quarters % 2 == 0 ? sine(angle.rest) : cosine(angle.rest);
    return angle.quarters < 2 ? value : -value;
}

/// For x from 0 to 1: a rough value, whose tangent tells what is missing.
DoubleDouble smallArcTangent(const DoubleDouble &x)
{
    double third = x.high;
    for (int i = 0; i < 3; ++i)
        third = third / (1 + std::sqrt(1 + third * third));
    const double s = third * third;
    const DoubleDouble rough = 8 * third * (1 - s * (1.0 / 3 - s * (1.0 / 5 - s / 7)));
    const DoubleDouble tangent = sine(rough) / cosine(rough);
    const DoubleDouble missing = (x - tangent) / (x * tangent + 1.0);
    return rough + (missing - missing * missing * missing / 3.0);
}

/// For finite x from 0 on.
DoubleDouble arcTangent(const DoubleDouble &x)
{
    return x.high > 1 ? halfPi - smallArcTangent(DoubleDouble(1.0) / x) : smallArcTangent(x);
}

} // namespace

double sin(double x)
{
    return std::isfinite(x) && x != 0 ? sineOf(reduced(x)).high : x == 0 ? x : noNumber;
}

double cos(double x)
{
    if (!std::isfinite(x))
        return noNumber;
    Reduced angle = reduced(x);
    angle.quarters = (angle.quarters + 1) & 3;
    return sineOf(angle).high;
}

double tan(double x)
{
    if (x == 0 || !std::isfinite(x))
        return x == 0 ? x : noNumber;
    const Reduced angle = reduced(x);
    const DoubleDouble opposite = sine(angle.rest);
    const DoubleDouble adjacent = cosine(angle.rest);
    return angle.quarters % 2 == 0 ? (opposite / adjacent).high : -(adjacent / opposite).high;
}

double asin(double x)
{
    const double size = std::abs(x);
    if (x == 0 || !(size < 1))
        return x == 0 ? x : size == 1 ? std::copysign(halfPi.high, x) : noNumber;
    const DoubleDouble side = squareRoot(exactSum(1, -size) * exactSum(1, size));
    return std::copysign(arcTangent(DoubleDouble(size) / side).high, x);
}

double acos(double x)
{
    if (!(x > -1 && x < 1))
        return x == 1 ? 0 : x == -1 ? pi.high : noNumber;
    const DoubleDouble half = arcTangent(squareRoot(exactSum(1, -x) / exactSum(1, x)));
    return scaled(half, 1).high;
}

double atan(double x)
{
    if (x == 0 || std::isnan(x))
        return x;
    const double size = std::abs(x);
    return std::copysign(size > 1e100 ? halfPi.high : arcTangent(size).high, x);
}

double atan2(double y, double x)
{
    if (std::isnan(x) || std::isnan(y))
        return noNumber;
    DoubleDouble angle = halfPi;
    if (std::isinf(x) && std::isinf(y))
        angle = scaled(halfPi, -1);
    else if (y == 0 || std::isinf(x))
        angle = 0.0;
    else if (x != 0 && !std::isinf(y) && std::abs(y / x) < 1e100)
        angle = arcTangent(std::abs(y / x) < 1e-250 ? DoubleDouble(std::abs(y / x))
                                                    : DoubleDouble(std::abs(y)) / std::abs(x));
    return std::copysign((std::signbit(x) ? pi - angle : angle).high, y);
}

} // namespace perdura::portable
