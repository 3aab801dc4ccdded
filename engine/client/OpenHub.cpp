// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/OpenHub.h"

#include "engine/client/HubServer.h"
#include "engine/client/LocalHubClient.h"
#include "engine/client/RandomIds.h"
#include "engine/client/RemoteHubClient.h"
#include "engine/client/SecretsOfWorkspace.h"
#include "engine/client/WorkspaceLock.h"
#include "engine/runtime/DefinitionEntities.h"
#include "engine/runtime/DefinitionOrchestrators.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "engine/store/SqliteStore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFutureWatcher>
#include <QThreadPool>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Workspace", text);
}

/// What the work on the other thread came to: a hub of our own, or somebody else's to connect to.
struct Opened
{
    Result<std::unique_ptr<LocalHubClient>> own = fail(Error{});
    std::optional<HubOwner> owner; ///< of our own hub, or of the other one
};

using Done = std::function<void(Result<std::unique_ptr<HubClient>>)>;

HubSettings settingsFor(const HubOptions &options, const WorkspacePaths &paths)
{
    HubSettings settings;
    settings.workspace = paths.workspace();
    SqliteOptions database;
    database.path = paths.database();
    database.failPoints = FailPoints::fromEnvironment();
    settings.failPoints = database.failPoints;
    const auto store = std::make_shared<SqliteStore>(std::move(database));
    settings.store = store;
    settings.activities = [registry = options.activities](const std::string &name) {
        return registry->find(name);
    };
    settings.secrets = options.secrets ? options.secrets : workspaceSecrets(paths.workspace());
    if (options.clock)
        settings.clock = options.clock;
    const auto evaluator = makeExpressionEvaluator();
    settings.orchestrators = [store, evaluator] {
        return std::make_unique<DefinitionOrchestrators>(store, evaluator);
    };
    settings.entities = [store, evaluator] { return std::make_unique<DefinitionEntities>(store, evaluator); };
    settings.activityThreads = options.activityThreads;
    return settings;
}

tl::unexpected<Error> noHubRuns(const WorkspacePaths &paths)
{
    return fail(ErrorCode::NotFound,
                tr("No hub runs in the workspace “%1”; open it in Perdura or run “perdura resume”.")
                    .arg(QDir::toNativeSeparators(paths.workspace())));
}

Result<std::unique_ptr<LocalHubClient>> startHub(const HubOptions &options, const WorkspacePaths &paths,
                                                 std::unique_ptr<WorkspaceLock> lock, const HubOwner &owner)
{
    auto client = LocalHubClient::create(settingsFor(options, paths));
    if (!client)
        return client;
    if (auto announced = lock->announce(owner); !announced)
        return fail(announced.error());
    (*client)->keepUntilStopped(std::shared_ptr<WorkspaceLock>(std::move(lock)));
    return client;
}

Opened open(const HubOptions &options, const WorkspacePaths &paths)
{
    Opened opened;
    if (options.connectOnly) {
        opened.owner = WorkspaceLock::owner(paths);
        opened.own = noHubRuns(paths);
        return opened;
    }
    if (auto prepared = paths.prepare(); !prepared) {
        opened.own = fail(prepared.error());
        return opened;
    }
    auto lock = WorkspaceLock::take(paths);
    if (!lock) {
        opened.own = fail(lock.error());
        if (lock.error().code == ErrorCode::Busy)
            opened.owner = WorkspaceLock::owner(paths);
        return opened;
    }
    opened.owner =
        HubOwner{QCoreApplication::applicationPid(), u"perdura-"_s + QString::fromStdString(randomHexId())};
    opened.own = startHub(options, paths, std::move(*lock), *opened.owner);
    if (!opened.own)
        opened.owner.reset();
    return opened;
}

// On the client's thread.
void deliver(Opened &opened, QObject *context, const Done &done)
{
    if (opened.own) {
        std::unique_ptr<LocalHubClient> client = std::move(*opened.own);
        auto server = std::make_unique<HubServer>(*client);
        // Without it other processes hear that the workspace is busy; this one works all the same.
        if (server->listen(opened.owner->server))
            client->attach(std::move(server));
        done(std::unique_ptr<HubClient>(std::move(client)));
    } else if (!opened.owner) {
        done(fail(opened.own.error()));
    } else {
        // The other process may have been killed, or be about to start or to stop: then our own finding
        // counts.
        RemoteHubClient::connectTo(
            opened.owner->server, context,
            [done, error = opened.own.error()](Result<std::unique_ptr<HubClient>> client) {
                if (!client && client.error().code == ErrorCode::NotFound)
                    done(fail(error));
                else
                    done(std::move(client));
            });
    }
}

} // namespace

void openHub(HubOptions options, QObject *context, Done done)
{
    // Shared, for a continuation has to be copyable; if the context goes first, so does the hub.
    auto promise = std::make_shared<QPromise<std::shared_ptr<Opened>>>();
    promise->start();
    // Not QFuture::then(): in Qt 6.4 that does not survive the end of its context.
    auto *watcher = new QFutureWatcher<std::shared_ptr<Opened>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, context, done = std::move(done)] {
                         watcher->deleteLater();
                         deliver(*watcher->result(), context, done);
                     });
    watcher->setFuture(promise->future());
    QThread *clientThread = context->thread();
    QThreadPool::globalInstance()->start([promise, clientThread, options = std::move(options)] {
        auto opened = std::make_shared<Opened>(open(options, WorkspacePaths(options.workspace)));
        if (opened->own)
            (*opened->own)->moveToThread(clientThread);
        promise->addResult(std::move(opened));
        promise->finish();
    });
}

} // namespace perdura
