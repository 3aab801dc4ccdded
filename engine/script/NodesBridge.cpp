// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/NodesBridge.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

void NodesBridge::begin(const ExpressionScope &scope, ValueCache::Sharing sharing, Watchdog::Watch &watch)
{
    m_sharing = sharing;
    m_scope = &scope;
    m_watch = &watch;
    m_problem.clear();
}

void NodesBridge::end()
{
    m_scope = nullptr;
    m_watch = nullptr;
}

QJSValue NodesBridge::output(const QString &node)
{
    m_problem.clear();
    if (!m_scope) {
        m_problem = u"The nodes can be used only while the expression is evaluated"_s;
        return {};
    }
    const std::shared_ptr<const Json> value = m_scope->nodeOutput(node.toStdString());
    if (!value) {
        // The validation knows which names there are; a run only knows what has an output.
        m_problem =
            u"The node “%1” has no output here: it has not run yet, it failed, or there is none of that name"_s
                .arg(node);
        return {};
    }
    // Converting a large value is not the expression's fault.
    m_watch->pause();
    QJSValue converted = m_cache.convert(value, m_sharing);
    m_watch->resume();
    return converted;
}

QStringList NodesBridge::names() const
{
    QStringList names;
    for (const std::string &name : m_scope ? m_scope->nodeNames() : std::vector<std::string>())
        names << QString::fromStdString(name);
    return names;
}

} // namespace perdura
