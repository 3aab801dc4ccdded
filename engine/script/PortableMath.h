// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perdura::portable {

// The functions of JavaScript's Math that a machine's library gives its own last digit: glibc's depends on
// the processor. These give the same everywhere, nearly always the double next to the true value. As
// JavaScript wants them of infinities, zeros and what is no number. Some microseconds at most. Any thread.

[[nodiscard]] double pow(double base, double exponent);
[[nodiscard]] double exp(double x);
[[nodiscard]] double expm1(double x);
[[nodiscard]] double log(double x);
[[nodiscard]] double log1p(double x);
[[nodiscard]] double log2(double x);
[[nodiscard]] double log10(double x);
[[nodiscard]] double cbrt(double x);
[[nodiscard]] double hypot(double x, double y);

[[nodiscard]] double sin(double x);
[[nodiscard]] double cos(double x);
[[nodiscard]] double tan(double x);
[[nodiscard]] double asin(double x);
[[nodiscard]] double acos(double x);
[[nodiscard]] double atan(double x);
[[nodiscard]] double atan2(double y, double x);

[[nodiscard]] double sinh(double x);
[[nodiscard]] double cosh(double x);
[[nodiscard]] double tanh(double x);
[[nodiscard]] double asinh(double x);
[[nodiscard]] double acosh(double x);
[[nodiscard]] double atanh(double x);

} // namespace perdura::portable
