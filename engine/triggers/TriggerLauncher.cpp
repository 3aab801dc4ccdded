// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/TriggerLauncher.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/definition/StartTriggers.h"
#include "engine/script/JsExpressionEvaluator.h"

namespace perdura {

InstanceId triggerInstanceId(const std::string &workflow, const std::string &what)
{
    std::string id = workflow + ' ' + what;
    for (char &c : id) {
        if (c == '/' || c == '\\' || c == '#' || c == '?' || static_cast<unsigned char>(c) < 0x20 ||
            c == 0x7f)
            c = '-';
    }
    if (id.starts_with('@'))
        id.front() = '-';
    QString text = QString::fromStdString(id);
    // Its end tells more than its beginning.
    constexpr qsizetype longest = 256;
    if (text.size() > longest)
        text = text.left(100) + QChar(0x2026) + text.right(longest - 101);
    return InstanceId(text);
}

TriggerLauncher::TriggerLauncher(HubClient &hub, const QString &workspace,
                                 std::shared_ptr<const ActivityRegistry> activities, QObject *parent)
    : QObject(parent)
    , m_starter(hub, workspace, std::move(activities))
    , m_evaluator(makeExpressionEvaluator())
{}

void TriggerLauncher::launch(TriggerEvent event, std::function<void(bool)> done)
{
    auto work = inBackground([evaluator = m_evaluator, input = event.input, told = event.told] {
        return triggerInput(input, told, *evaluator);
    });
    whenFinished(std::move(work), this,
                 [this, event = std::move(event), done = std::move(done)](const Result<Json> &input) mutable {
                     const QString workflow = QString::fromStdString(event.workflow);
                     if (!input) {
                         emit failed(workflow, input.error().message);
                         done(true); // it will not evaluate better another time
                         return;
                     }
                     NamedStart start;
                     start.workflow = event.workflow;
                     start.input = *input;
                     start.id = event.instance;
                     start.tags = {{"trigger", event.trigger}};
                     start.replaceable = {};
                     m_starter.start(std::move(start), [this, workflow, done](const Result<InstanceId> &id) {
                         if (id)
                             emit started(workflow, *id);
                         else if (id.error().code != ErrorCode::AlreadyExists)
                             emit failed(workflow, id.error().message);
                         const bool mayPass = !id && (id.error().code == ErrorCode::NoSpace ||
                                                      id.error().code == ErrorCode::Cancelled ||
                                                      id.error().code == ErrorCode::Busy);
                         done(!mayPass);
                     });
                 });
}

} // namespace perdura
