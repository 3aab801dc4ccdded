// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/script/ValueCache.h"
#include "engine/script/Watchdog.h"

#include <QObject>
#include <QStringList>

namespace perdura {

/// What the `nodes` object of an expression asks for the outputs of nodes; they are converted when they are
/// named. Lives with its engine; the scope and the watch are those of the call under way.
class NodesBridge : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString problem READ problem)
    Q_PROPERTY(QStringList names READ names)

public:
    explicit NodesBridge(ValueCache &cache)
        : m_cache(cache)
    {}

    void begin(const ExpressionScope &scope, ValueCache::Sharing sharing, Watchdog::Watch &watch);
    void end();

    /// The output; undefined when there is none, and then problem() says why.
    Q_INVOKABLE QJSValue output(const QString &node);
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QStringList names() const;

private:
    ValueCache &m_cache;
    const ExpressionScope *m_scope = nullptr;
    ValueCache::Sharing m_sharing = ValueCache::Sharing::Copied;
    Watchdog::Watch *m_watch = nullptr;
    QString m_problem;
};

} // namespace perdura
