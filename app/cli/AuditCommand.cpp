// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/AuditCommand.h"

#include "app/cli/InstanceWords.h"
#include "app/cli/Table.h"
#include "app/cli/Workspace.h"
#include "engine/client/HubCodec.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo AuditCommand::info() const
{
    return {u"hub audit"_s,
            {},
            tr("List what operators did, newest first."),
            tr("Lists what people, and the rules that they set, did to a hub and its instances: who, when, "
               "what and "
               "why; newest first."),
            {QCommandLineOption(
                 u"action"_s,
                 tr("Only these: terminate, suspend, resume, raiseEvent, answer, restart, rewind, purge, "
                    "…; with commas."),
                 u"ACTION"_s),
             QCommandLineOption(u"author"_s, tr("Only what that person did."), u"NAME"_s),
             QCommandLineOption(u"target"_s, tr("Only what was done to that instance."), u"ID"_s),
             QCommandLineOption(u"limit"_s, tr("How many at most; 50 otherwise."), u"N"_s, u"50"_s),
             jsonOption(), workspaceOption()},
            0,
            0};
}

void AuditCommand::start(const QCommandLineParser &given)
{
    bool isNumber = false;
    const int limit = given.value(u"limit"_s).toInt(&isNumber);
    if (!isNumber || limit < 1) {
        finish(ExitCode::Usage, tr("--limit: “%1” is not a number from 1.").arg(given.value(u"limit"_s)));
        return;
    }
    m_limit = std::size_t(limit);
    m_asJson = given.isSet(u"json"_s);
    m_query.author = given.value(u"author"_s).toStdString();
    m_query.target = given.value(u"target"_s).toStdString();
    if (!readActions(given.value(u"action"_s)))
        return;
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

bool AuditCommand::readActions(const QString &text)
{
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const auto action = auditActionFromName(part.trimmed().toStdString());
        if (!action) {
            finish(ExitCode::Usage,
                   tr("--action: “%1” is no action that is written down.").arg(part.trimmed()));
            return false;
        }
        m_query.actions.push_back(*action);
    }
    return true;
}

void AuditCommand::hubOpened()
{
    askForPage();
}

void AuditCommand::askForPage()
{
    m_query.limit = int(std::min(m_limit - m_entries.size(), std::size_t(500)));
    ask(hub().auditLog(m_query), [this](const AuditPage &page) {
        m_entries.insert(m_entries.end(), page.entries.begin(), page.entries.end());
        m_isWhole = page.next.isEmpty();
        m_query.after = page.next;
        if (m_isWhole || m_entries.size() >= m_limit)
            print();
        else
            askForPage();
    });
}

void AuditCommand::print()
{
    if (m_asJson) {
        Json entries = Json::array();
        for (const AuditEntry &entry : m_entries)
            entries.push_back(encodeHub(entry));
        console().print(Json{{"entries", std::move(entries)}, {"isWhole", m_isWhole}});
        finish(ExitCode::Done);
        return;
    }
    const Instant now = SystemClock().now();
    Table table;
    table.add({tr("WHEN"), tr("WHO"), tr("WHAT"), tr("TARGET"), tr("WHY"), tr("REFUSED")});
    for (const AuditEntry &entry : m_entries) {
        const std::string_view action = auditActionName(entry.note.action);
        table.add({timeWords(entry.note.time, now), inOneLine(entry.note.author),
                   QString::fromUtf8(action.data(), qsizetype(action.size())), inOneLine(entry.note.target),
                   inOneLine(entry.note.reason), inOneLine(entry.refusal)});
    }
    if (m_entries.empty())
        console().note(tr("Nothing was written down in %1.").arg(workspace()));
    else
        console().print(table.text());
    if (!m_isWhole)
        console().note(tr("There are more; raise --limit to see them."));
    finish(ExitCode::Done);
}

} // namespace perdura
