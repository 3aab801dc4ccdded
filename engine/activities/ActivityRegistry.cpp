// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"

#include "engine/activities/ActivityOutputs.h"
#include "engine/activities/CsvReadActivity.h"
#include "engine/activities/CsvWriteActivity.h"
#include "engine/activities/DelayActivity.h"
#include "engine/activities/EmailSendActivity.h"
#include "engine/activities/FileCopyActivity.h"
#include "engine/activities/FileListActivity.h"
#include "engine/activities/FileMoveActivity.h"
#include "engine/activities/FileReadActivity.h"
#include "engine/activities/FileWatchActivity.h"
#include "engine/activities/FileWriteActivity.h"
#include "engine/activities/HttpRequestActivity.h"
#include "engine/activities/JsonTransformActivity.h"
#include "engine/activities/LogActivity.h"
#include "engine/activities/NotifyActivity.h"
#include "engine/activities/ProcessRunActivity.h"
#include "engine/activities/RandomFailActivity.h"
#include "engine/activities/ScriptActivity.h"
#include "engine/activities/SqlQueryActivity.h"

namespace perdura {

void ActivityRegistry::add(std::unique_ptr<Activity> activity)
{
    std::string name = activity->name();
    const bool isNew = m_activities.emplace(std::move(name), std::move(activity)).second;
    Q_ASSERT(isNew);
    Q_UNUSED(isNew);
}

const Activity *ActivityRegistry::find(const std::string &name) const
{
    const auto found = m_activities.find(name);
    return found == m_activities.end() ? nullptr : found->second.get();
}

std::vector<const Activity *> ActivityRegistry::all() const
{
    std::vector<const Activity *> activities;
    activities.reserve(m_activities.size());
    for (const auto &[name, activity] : m_activities)
        activities.push_back(activity.get());
    return activities;
}

std::shared_ptr<const ActivityRegistry> builtInActivities()
{
    auto registry = std::make_shared<ActivityRegistry>();
    registry->add(std::make_unique<LogActivity>());
    registry->add(std::make_unique<ScriptActivity>());
    registry->add(std::make_unique<HttpRequestActivity>());
    registry->add(std::make_unique<ProcessRunActivity>());
    registry->add(std::make_unique<FileReadActivity>());
    registry->add(std::make_unique<FileWriteActivity>());
    registry->add(std::make_unique<FileListActivity>());
    registry->add(std::make_unique<FileCopyActivity>());
    registry->add(std::make_unique<FileMoveActivity>());
    registry->add(std::make_unique<FileWatchActivity>());
    registry->add(std::make_unique<CsvReadActivity>());
    registry->add(std::make_unique<CsvWriteActivity>());
    registry->add(std::make_unique<JsonTransformActivity>());
    registry->add(std::make_unique<SqlQueryActivity>());
    registry->add(std::make_unique<EmailSendActivity>());
    registry->add(std::make_unique<NotifyActivity>());
    registry->add(std::make_unique<DelayActivity>());
    registry->add(std::make_unique<RandomFailActivity>());
    return registry;
}

ActivityCatalog activityCatalog(const std::shared_ptr<const ActivityRegistry> &registry)
{
    std::vector<ActivityInfo> infos;
    for (const Activity *activity : registry->all()) {
        infos.push_back(
            {.name = activity->name(),
             .title = activity->title(),
             .description = activity->description(),
             .inputSchema = activity->inputSchema(),
             .summary = [registry, activity](const Json &input) { return activity->summary(input); },
             .outputSchema = activityOutputSchema(activity->name())});
    }
    return ActivityCatalog(std::move(infos));
}

} // namespace perdura
