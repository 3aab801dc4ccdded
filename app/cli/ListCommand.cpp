// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ListCommand.h"

#include "app/cli/InstanceWords.h"
#include "app/cli/Table.h"
#include "app/cli/Workspace.h"
#include "engine/client/HubCodec.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pageSize = 500;

std::optional<OrchestrationStatus> statusFromWords(const QString &text)
{
    for (int i = 0; i <= int(OrchestrationStatus::Suspended); ++i) {
        const auto status = OrchestrationStatus(i);
        if (statusWords(status).compare(text, Qt::CaseInsensitive) == 0)
            return status;
    }
    return std::nullopt;
}

} // namespace

CommandInfo ListCommand::info() const
{
    return {u"instances list"_s,
            {},
            tr("List the instances of a workspace, newest first."),
            tr("Lists the instances of a workspace, newest first. Without --workspace the current folder or "
               "the nearest one\n"
               "above it that has a hub is meant."),
            {QCommandLineOption(u"status"_s,
                                tr("Only these: Running, Completed, Failed, Terminated, …; with commas."),
                                u"STATUS"_s),
             QCommandLineOption(u"name"_s, tr("Only those with this in the workflow's name or the id."),
                                u"TEXT"_s),
             QCommandLineOption(u"limit"_s, tr("How many at most; 50 otherwise."), u"N"_s, u"50"_s),
             jsonOption(), workspaceOption()},
            0,
            0};
}

void ListCommand::start(const QCommandLineParser &given)
{
    bool isNumber = false;
    const int limit = given.value(u"limit"_s).toInt(&isNumber);
    if (!isNumber || limit < 1) {
        finish(ExitCode::Usage, tr("--limit: “%1” is not a number from 1.").arg(given.value(u"limit"_s)));
        return;
    }
    m_limit = std::size_t(limit);
    m_asJson = given.isSet(u"json"_s);
    m_query.nameContains = given.value(u"name"_s);
    if (given.isSet(u"status"_s) && !readStatuses(given.value(u"status"_s)))
        return;
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

bool ListCommand::readStatuses(const QString &text)
{
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const auto status = statusFromWords(part.trimmed());
        if (!status) {
            finish(ExitCode::Usage,
                   tr("--status: “%1” is none of Pending, Running, Suspended, Completed, Failed, Terminated, "
                      "Canceled and ContinuedAsNew.")
                       .arg(part.trimmed()));
            return false;
        }
        m_query.statuses.push_back(*status);
    }
    return true;
}

void ListCommand::hubOpened()
{
    askForPage();
}

void ListCommand::askForPage()
{
    m_query.limit = int(std::min(m_limit - m_instances.size(), std::size_t(pageSize)));
    ask(hub().instances(m_query), [this](const InstancePage &page) {
        m_instances.insert(m_instances.end(), page.instances.begin(), page.instances.end());
        m_isWhole = page.next.isEmpty();
        m_query.after = page.next;
        if (m_isWhole || m_instances.size() >= m_limit)
            print();
        else
            askForPage();
    });
}

void ListCommand::print()
{
    if (m_asJson) {
        Json list = Json::array();
        for (const InstanceSummary &summary : m_instances)
            list.push_back(encodeHub(summary));
        Json json = Json::object();
        json["instances"] = std::move(list);
        json["isWhole"] = m_isWhole;
        console().print(json);
        finish(ExitCode::Done);
        return;
    }
    const Instant now = SystemClock().now();
    Table table;
    table.add({tr("ID"), tr("WORKFLOW"), tr("STATUS"), tr("LAST CHANGE"), tr("REMARK")});
    for (const InstanceSummary &summary : m_instances) {
        table.add({inOneLine(summary.id.value), inOneLine(summary.name), statusWords(summary.status),
                   timeWords(summary.lastUpdated, now), remarkWords(summary)});
    }
    const bool asksForAll = m_query.statuses.empty() && m_query.nameContains.isEmpty();
    if (m_instances.empty())
        console().note(
            (asksForAll ? tr("There is no instance in %1.") : tr("There is no such instance in %1."))
                .arg(workspace()));
    else
        console().print(table.text());
    if (!m_isWhole)
        console().note(tr("There are more; raise --limit to see them."));
    finish(ExitCode::Done);
}

} // namespace perdura
