// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/QueryOptions.h"

#include "app/cli/InstanceWords.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::QueryOptions", text);
}

std::optional<OrchestrationStatus> statusFromWords(const QString &text)
{
    for (int i = 0; i <= int(OrchestrationStatus::Suspended); ++i) {
        const auto status = OrchestrationStatus(i);
        if (statusWords(status).compare(text, Qt::CaseInsensitive) == 0)
            return status;
    }
    return std::nullopt;
}

Result<std::vector<OrchestrationStatus>> readStatuses(const QString &text)
{
    std::vector<OrchestrationStatus> statuses;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const auto status = statusFromWords(part.trimmed());
        if (!status) {
            return fail(
                ErrorCode::InvalidArgument,
                tr("--status: “%1” is none of Pending, Running, Suspended, Completed, Failed, Terminated, "
                   "Canceled and ContinuedAsNew.")
                    .arg(part.trimmed()));
        }
        statuses.push_back(*status);
    }
    return statuses;
}

Result<Tags> readTags(const QStringList &texts)
{
    Tags tags;
    for (const QString &text : texts) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1) {
            return fail(ErrorCode::InvalidArgument,
                        tr("--tag: “%1” is not of the form NAME=VALUE.").arg(text));
        }
        tags[text.left(equals).toStdString()] = text.mid(equals + 1).toStdString();
    }
    return tags;
}

/// A time, or how long ago it was.
Result<Instant> readTime(const QString &option, const QString &text, Instant now)
{
    if (const auto time = instantFromIso(text.toStdString()))
        return *time;
    if (const auto ago = parseDuration(text.toStdString()))
        return now - *ago;
    return fail(ErrorCode::InvalidArgument,
                tr("--%1: “%2” is neither a time (2026-11-22T08:30:00Z) nor how long ago that was (2 h).")
                    .arg(option, text));
}

Result<void> readTimes(const QCommandLineParser &given, Instant now, TimeRange &range)
{
    for (const auto &[option, bound] : {std::pair(u"since"_s, &range.from), {u"until"_s, &range.until}}) {
        if (!given.isSet(option))
            continue;
        const auto time = readTime(option, given.value(option), now);
        if (!time)
            return fail(time.error());
        *bound = *time;
    }
    return {};
}

} // namespace

QList<QCommandLineOption> filterOptions()
{
    return {
        {u"status"_s, tr("Only these: Running, Completed, Failed, Terminated, …; with commas."), u"STATUS"_s},
        {u"name"_s, tr("Only those with this in the workflow's name or the id."), u"TEXT"_s},
        {u"workflow"_s, tr("Only those of the workflow with just this name."), u"NAME"_s},
        {u"id-prefix"_s, tr("Only those whose id begins so."), u"TEXT"_s},
        {u"tag"_s, tr("Only those with this tag; may be given several times."), u"NAME=VALUE"_s},
        {u"parent"_s, tr("Only those that this instance has started and waits for."), u"ID"_s},
        {u"text"_s, tr("Only those with this in input, output, custom status or failure."), u"TEXT"_s},
        {u"since"_s, tr("Only those started at this time (2026-11-22T08:30:00Z, or 2 h for ago) or later."),
         u"TIME"_s},
        {u"until"_s, tr("Only those started before this time."), u"TIME"_s}};
}

Result<InstanceQuery> readFilter(const QCommandLineParser &given, Instant now)
{
    InstanceQuery query;
    auto statuses = readStatuses(given.value(u"status"_s));
    if (!statuses)
        return fail(statuses.error());
    query.statuses = *std::move(statuses);
    auto tags = readTags(given.values(u"tag"_s));
    if (!tags)
        return fail(tags.error());
    query.tags = *std::move(tags);
    if (auto read = readTimes(given, now, query.created); !read)
        return fail(read.error());
    query.nameContains = given.value(u"name"_s);
    query.name = given.value(u"workflow"_s).toStdString();
    query.idPrefix = given.value(u"id-prefix"_s).toStdString();
    query.text = given.value(u"text"_s);
    if (given.isSet(u"parent"_s))
        query.parent = InstanceId(given.value(u"parent"_s));
    return query;
}

std::optional<InstanceOrder> orderFromWord(const QString &word)
{
    if (word == u"newest"_s)
        return InstanceOrder::NewestFirst;
    if (word == u"oldest"_s)
        return InstanceOrder::OldestFirst;
    return word == u"updated"_s ? std::optional(InstanceOrder::LastUpdatedFirst) : std::nullopt;
}

} // namespace perdura
