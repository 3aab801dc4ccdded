// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/PortableMath.h"

#include <QObject>

namespace perdura {

/// Gives the sandbox's Math the functions that are the same on every machine. Lives with its engine.
class MathBridge : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE double pow(double base, double exponent) const { return portable::pow(base, exponent); }
    Q_INVOKABLE double hypot(double x, double y) const { return portable::hypot(x, y); }
    Q_INVOKABLE double atan2(double y, double x) const { return portable::atan2(y, x); }
    Q_INVOKABLE double exp(double x) const { return portable::exp(x); }
    Q_INVOKABLE double expm1(double x) const { return portable::expm1(x); }
    Q_INVOKABLE double log(double x) const { return portable::log(x); }
    Q_INVOKABLE double log1p(double x) const { return portable::log1p(x); }
    Q_INVOKABLE double log2(double x) const { return portable::log2(x); }
    Q_INVOKABLE double log10(double x) const { return portable::log10(x); }
    Q_INVOKABLE double cbrt(double x) const { return portable::cbrt(x); }
    Q_INVOKABLE double sin(double x) const { return portable::sin(x); }
    Q_INVOKABLE double cos(double x) const { return portable::cos(x); }
    Q_INVOKABLE double tan(double x) const { return portable::tan(x); }
    Q_INVOKABLE double asin(double x) const { return portable::asin(x); }
    Q_INVOKABLE double acos(double x) const { return portable::acos(x); }
    Q_INVOKABLE double atan(double x) const { return portable::atan(x); }
    Q_INVOKABLE double sinh(double x) const { return portable::sinh(x); }
    Q_INVOKABLE double cosh(double x) const { return portable::cosh(x); }
    Q_INVOKABLE double tanh(double x) const { return portable::tanh(x); }
    Q_INVOKABLE double asinh(double x) const { return portable::asinh(x); }
    Q_INVOKABLE double acosh(double x) const { return portable::acosh(x); }
    Q_INVOKABLE double atanh(double x) const { return portable::atanh(x); }
};

} // namespace perdura
