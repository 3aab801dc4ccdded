// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/JsSandbox.h"

#include <QByteArray>
#include <QTest>

namespace perdura {

/// Runs the bodies of functions, one after the other in one sandbox.
class ScriptRun
{
public:
    /// The result as JSON, or "error: " and the message.
    QByteArray operator()(const std::string &body, const Json &input = nullptr)
    {
        using namespace std::chrono_literals;
        const auto result = m_sandbox.runFunction(body, input, {.time = 10s});
        return QByteArray::fromStdString(result ? dumpJson(*result)
                                                : "error: " + result.error().errorMessage);
    }

private:
    JsSandbox m_sandbox{std::make_shared<Watchdog>()};
};

/// For tables of expressions and what they give.
inline void expressionColumns()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("expected");
}

inline void row(const QByteArray &expression, const QByteArray &expected)
{
    QTest::newRow(expression.constData()) << expression << expected;
}

} // namespace perdura
