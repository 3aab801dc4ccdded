// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ListCommand.h"

#include "app/cli/InstanceWords.h"
#include "app/cli/QueryOptions.h"
#include "app/cli/Table.h"
#include "app/cli/Workspace.h"
#include "engine/client/HubCodec.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pageSize = 500;

} // namespace

CommandInfo ListCommand::info() const
{
    return {u"instances list"_s,
            {},
            tr("List the instances of a workspace, newest first."),
            tr("Lists the instances of a workspace, newest first. Without --workspace the current folder or "
               "the nearest one\n"
               "above it that has a hub is meant. Where several options are given, all of them hold."),
            filterOptions() +
                QList<QCommandLineOption>{
                    QCommandLineOption(u"order"_s, tr("newest, oldest or updated (last changed first)."),
                                       u"ORDER"_s, u"newest"_s),
                    QCommandLineOption(u"limit"_s, tr("How many at most; 50 otherwise."), u"N"_s, u"50"_s),
                    QCommandLineOption(u"after"_s,
                                       tr("Go on behind an earlier list, with the mark that it ended with."),
                                       u"MARK"_s),
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
    const auto order = orderFromWord(given.value(u"order"_s));
    if (!order) {
        finish(ExitCode::Usage,
               tr("--order: “%1” is none of newest, oldest and updated.").arg(given.value(u"order"_s)));
        return;
    }
    auto query = readFilter(given, SystemClock().now());
    if (!query) {
        finish(ExitCode::Usage, query.error().message);
        return;
    }
    m_query = *std::move(query);
    m_query.order = *order;
    m_query.after = given.value(u"after"_s).toUtf8();
    m_limit = std::size_t(limit);
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
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
        if (!m_isWhole)
            json["next"] = m_query.after.toStdString();
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
        console().note(tr("There are more; raise --limit to see them, or go on with --after %1.")
                           .arg(QString::fromUtf8(m_query.after)));
    finish(ExitCode::Done);
}

} // namespace perdura
