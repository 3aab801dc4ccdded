// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/patterns/KillableHub.h"
#include "tests/patterns/PatternChecks.h"

#include <QTemporaryDir>

#include <functional>

namespace perdura::test {

/// A workspace with drawings whose hub is killed and opened again while they run.
class PatternRun
{
public:
    PatternRun();

    /// Copies all files of a template that comes with the program.
    void addTemplate(const QString &name);
    /// Copies a drawing of drawings/, or writes one.
    void addDrawing(const QString &name);
    void addFile(const QString &name, const QByteArray &content);
    void removeFile(const QString &name);
    [[nodiscard]] QByteArray fileContent(const QString &name) const;

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] KillableHub &hub() { return m_hub; }
    [[nodiscard]] HubClient &client() { return m_hub.client(); }

    /// Publishes "NAME.workflow.json" with what it names and starts it under that id; AlreadyExists when
    /// there is one.
    [[nodiscard]] Result<InstanceId> start(const QString &drawing, const QString &id,
                                           const Json &input = Json::object());
    [[nodiscard]] Result<void> raise(const QString &id, const QString &event, const Json &payload);

    /// What keeps a run going: called in each life after each change.
    using Nudge = std::function<void(PatternRun &)>;
    /// Waits in this life until that holds; false when the life ends or nothing comes any more.
    [[nodiscard]] bool waitUntil(const std::function<bool()> &isSo, const Nudge &nudge = {});
    [[nodiscard]] bool waitForEnd(const QString &id, const Nudge &nudge = {});
    [[nodiscard]] bool waitForEvents(const QString &id, const QString &story);

    /// Starts a drawing in a hub that dies at the fail point, without help; the death has come on return.
    [[nodiscard]] bool startAndDie(const QString &drawing, const QString &id, const Json &input,
                                   const QString &failPoint);
    /// Starts a drawing in a hub that dies at the fail point, opens the hub again, and waits for the end
    /// there. Empty when all went so and nothing of what was on disk at the death was lost or done again,
    /// else what did not.
    [[nodiscard]] QString dieAndGoOn(const QString &drawing, const QString &id, const Json &input,
                                     const QString &failPoint, const Nudge &nudge = {});

    // From the running hub.
    [[nodiscard]] InstanceDetail detail(const QString &id);
    [[nodiscard]] QStringList story(const QString &id);
    [[nodiscard]] Json entityState(const char *name, const char *key);

    [[nodiscard]] std::map<std::string, int> effects() const { return effectsIn(m_folder.path()); }
    [[nodiscard]] int effectsOf(const std::string &node) const;

private:
    QTemporaryDir m_folder;
    KillableHub m_hub;
};

} // namespace perdura::test
