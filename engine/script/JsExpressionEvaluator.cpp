// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/JsExpressionEvaluator.h"

#include "engine/script/JsSandbox.h"

#include <QThread>

#include <map>
#include <mutex>

namespace perdura {

namespace {

/// The sandboxes, by thread. Outlives the evaluator while a thread that is ending still looks at it.
class SandboxTable
{
public:
    JsSandbox &forThread(QThread *thread, const std::shared_ptr<SandboxTable> &self)
    {
        const std::lock_guard lock(m_mutex);
        std::unique_ptr<JsSandbox> &sandbox = m_sandboxes[thread];
        if (!sandbox) {
            sandbox = std::make_unique<JsSandbox>(m_watchdog);
            const auto forget = [table = std::weak_ptr(self), thread] {
                if (const auto alive = table.lock())
                    alive->remove(thread);
            };
            QObject::connect(thread, &QThread::finished, thread, forget, Qt::DirectConnection);
        }
        return *sandbox;
    }

private:
    void remove(QThread *thread)
    {
        std::unique_ptr<JsSandbox> removed; // destroyed after the lock
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_sandboxes.find(thread); found != m_sandboxes.end()) {
            removed = std::move(found->second);
            m_sandboxes.erase(found);
        }
    }

    std::shared_ptr<Watchdog> m_watchdog = std::make_shared<Watchdog>();
    std::mutex m_mutex;
    std::map<QThread *, std::unique_ptr<JsSandbox>> m_sandboxes;
};

class JsExpressionEvaluator final : public ExpressionEvaluator
{
public:
    tl::expected<Json, FailureDetails> evaluate(const std::string &expression, const ExpressionScope &scope,
                                                const ExpressionLimits &limits) override
    {
        return sandbox().evaluate(expression, scope, limits);
    }
    std::optional<QString> syntaxError(const std::string &expression) override
    {
        return sandbox().syntaxError(expression);
    }

private:
    JsSandbox &sandbox() { return m_table->forThread(QThread::currentThread(), m_table); }

    std::shared_ptr<SandboxTable> m_table = std::make_shared<SandboxTable>();
};

} // namespace

std::shared_ptr<ExpressionEvaluator> makeExpressionEvaluator()
{
    return std::make_shared<JsExpressionEvaluator>();
}

} // namespace perdura
