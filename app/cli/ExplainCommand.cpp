// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ExplainCommand.h"

#include "app/cli/Table.h"
#include "app/cli/Workspace.h"
#include "engine/client/ExplanationWords.h"
#include "engine/client/HubCodec.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo ExplainCommand::info() const
{
    return {u"instances explain"_s,
            u"ID"_s,
            tr("Tell why an instance is where it is."),
            tr("Tells what an instance waits for and since when: events, timers, tries to come, activities "
               "that run or\n"
               "stand in the queue, people, other instances, entities, or somebody who resumes it."),
            {jsonOption(), workspaceOption()},
            1,
            1};
}

void ExplainCommand::start(const QCommandLineParser &given)
{
    m_id = InstanceId(given.positionalArguments().constFirst());
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void ExplainCommand::hubOpened()
{
    ask(hub().explain(m_id), [this](const InstanceExplanation &explanation) { print(explanation); });
}

void ExplainCommand::print(const InstanceExplanation &explanation)
{
    const Instant now = SystemClock().now();
    const QString sentence = inOneLine(explanationWords(explanation, now).toStdString());
    if (m_asJson) {
        Json json = encodeHub(explanation);
        json["sentence"] = sentence.toStdString();
        console().print(json);
        finish(ExitCode::Done);
        return;
    }
    QStringList lines{sentence};
    const bool needsList = explanation.reasons.size() > 1 || explanation.unnamed > 0;
    if (needsList && !isTerminal(explanation.status)) {
        for (const InstanceReason &reason : explanation.reasons)
            lines += u"  - "_s + inOneLine(reasonWords(reason, now).toStdString());
        if (explanation.unnamed > 0)
            lines += u"  - "_s + tr("and %1 more").arg(explanation.unnamed);
    }
    console().print(lines.join(u'\n'));
    finish(ExitCode::Done);
}

} // namespace perdura
