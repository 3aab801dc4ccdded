// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ServeCommand.h"

#include "app/cli/Workspace.h"
#include "engine/activities/ActivityRegistry.h"
#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/http/WebKey.h"

#include <QDir>
#include <QUrl>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QFuture<Result<QByteArray>> readKey(const QString &workspace)
{
    return inBackground([workspace] { return workspaceWebKey(workspace); });
}

} // namespace

Result<void> readListenAddress(const QString &text, WebSettings &settings)
{
    const QUrl url("http://"_L1 + (text.startsWith(u':') ? "127.0.0.1"_L1 : ""_L1) + text);
    QHostAddress address(url.host());
    if (url.host().compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        address = QHostAddress::LocalHost;
    if (!url.isValid() || address.isNull() || !url.path().isEmpty() || url.hasQuery() ||
        !url.userInfo().isEmpty())
        return fail(
            ErrorCode::InvalidArgument,
            ServeCommand::tr("--listen: “%1” is no address; write it like 127.0.0.1:7071.").arg(text));
    settings.address = address;
    settings.port = quint16(url.port(settings.port));
    return {};
}

ServeCommand::~ServeCommand()
{
    m_door.reset();
}

CommandInfo ServeCommand::info() const
{
    return {
        u"serve"_s,
        {},
        tr("Run the hub and let other programs reach it over HTTP."),
        tr("Answers Durable Functions' HTTP API: start a workflow, ask for its status, raise events, "
           "terminate and more.\n"
           "Every request has to give the workspace's key, as “?code=KEY” or in the header "
           "x-functions-key; it is kept in\n"
           ".perdura/web.key. Needs no display. Runs until Ctrl+C.\n"
           "  curl -X POST 'http://127.0.0.1:7071/orchestrators/NAME?code=KEY' -d '{\"order\": 7}' -i"),
        {QCommandLineOption(u"listen"_s, tr("Where to listen; 127.0.0.1:7071 otherwise."), u"ADDRESS"_s),
         QCommandLineOption(u"no-key"_s, tr("Ask nobody for a key; only with an address of this machine.")),
         workspaceOption()},
        0,
        0};
}

void ServeCommand::start(const QCommandLineParser &given)
{
    m_wantsKey = !given.isSet(u"no-key"_s);
    if (given.isSet(u"listen"_s)) {
        if (auto read = readListenAddress(given.value(u"listen"_s), m_settings); !read) {
            finish(ExitCode::Usage, read.error().message);
            return;
        }
    }
    if (!m_wantsKey && !m_settings.address.isLoopback()) {
        finish(ExitCode::Usage, tr("--no-key is only for addresses of this machine, such as 127.0.0.1."));
        return;
    }
    const auto folder = workspaceFor(given, QDir::currentPath());
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void ServeCommand::stop()
{
    m_door.reset();
    // Stopping is how serving is meant to end.
    finish(ExitCode::Done);
}

void ServeCommand::hubOpened()
{
    if (!m_wantsKey)
        open({});
    else
        ask(readKey(workspace()), [this](const QByteArray &key) { open(key); });
}

void ServeCommand::hubLost(const QString &)
{
    m_door.reset();
    openHub(workspace());
}

void ServeCommand::open(const QByteArray &key)
{
    m_settings.key = key;
    m_door = std::make_unique<WebDoor>(hub(), workspace(), builtInActivities(), m_settings);
    const auto port = m_door->open();
    if (!port) {
        finish(port.error().code == ErrorCode::InvalidArgument ? ExitCode::Usage : ExitCode::Failed,
               port.error().message);
        return;
    }
    // The same again when the hub has to be opened anew.
    m_settings.port = *port;
    console().note(tr("Listening on %1").arg(m_door->address()));
    if (m_wantsKey)
        console().note(
            tr("The key is in %1.").arg(QDir::toNativeSeparators(workspace() + "/.perdura/web.key"_L1)));
    console().note(tr("Ctrl+C stops it."));
    runTriggers();
}

} // namespace perdura
