// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/ActivityRegistry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

namespace perdura::test {

/// Runs built-in activities on the test's thread in a workspace of their own, and waits for their answers.
class ActivityRunner
{
public:
    std::stop_source stop;
    std::vector<std::pair<std::string, std::string>> logged;
    std::string repeatedKey; ///< of the calls, which are repetitions of one then; empty: each has its own
    int attempt = 1;

    [[nodiscard]] QString workspace() const { return m_folder.filePath(QStringLiteral("workspace")); }
    [[nodiscard]] QString outside() const { return m_folder.path(); }

    ActivityRunner() { QDir(m_folder.path()).mkdir(QStringLiteral("workspace")); }

    void start(const std::string &name, Json input)
    {
        m_answer.reset();
        ActivityCall call;
        call.instance = InstanceId(std::string("test-1"));
        call.attempt = attempt;
        call.input = std::move(input);
        call.idempotencyKey = repeatedKey.empty() ? "test-1/e/" + std::to_string(++m_calls) : repeatedKey;
        call.stop = stop.get_token();
        call.environment.workspace = workspace();
        call.environment.log = [this](const std::string &level, const std::string &text) {
            logged.emplace_back(level, text);
        };
        m_registry->find(name)->run(std::move(call), [this](ActivityResult result) {
            Q_ASSERT(!m_answer);
            m_answer = std::move(result);
        });
    }

    /// The result as JSON text, or "type: message" of the failure.
    QByteArray run(const std::string &name, Json input)
    {
        start(name, std::move(input));
        return answer();
    }

    QByteArray answer()
    {
        if (!QTest::qWaitFor([this] { return m_answer.has_value(); }, 20'000))
            return "no answer";
        if (*m_answer)
            return QByteArray::fromStdString(dumpJson(**m_answer));
        const FailureDetails &failure = m_answer->error();
        return QByteArray::fromStdString(failure.errorType + ": " + failure.errorMessage);
    }

    [[nodiscard]] const FailureDetails &failure() const { return m_answer->error(); }
    [[nodiscard]] const Json &result() const { return **m_answer; }

    void writeFile(const QString &path, const QByteArray &content) const
    {
        QFile file(workspace() + QLatin1Char('/') + path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), qint64(content.size()));
    }

    [[nodiscard]] QByteArray readFile(const QString &path) const
    {
        QFile file(workspace() + QLatin1Char('/') + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const ActivityRegistry> m_registry = builtInActivities();
    std::optional<ActivityResult> m_answer;
    int m_calls = 0;
};

} // namespace perdura::test
