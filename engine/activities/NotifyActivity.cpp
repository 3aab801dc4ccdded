// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/NotifyActivity.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/InstalledProgram.h"
#include "engine/activities/ProcessCall.h"

#include <QCoreApplication>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::NotifyActivity", text);
}

const std::vector<std::string> urgencies{"low", "normal", "critical"};

/// The text reaches the screen as it is: the program understands \n and the like in it, the desktop markup.
QString shownAsIs(const QString &text)
{
    return QString(text).replace(u'\\', "\\\\"_L1).toHtmlEscaped();
}

} // namespace

std::string NotifyActivity::name() const
{
    return "notify";
}

QString NotifyActivity::title() const
{
    return tr("Notify");
}

QString NotifyActivity::description() const
{
    return tr("Shows a message on the desktop of the user whose hub it is.");
}

Json NotifyActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["title"] = schemaField("string", tr("Title"), {});
    fields["text"] = schemaField("string", tr("Text"), {});
    fields["text"]["format"] = "multiline";
    fields["urgency"] =
        choiceField(tr("Urgency"), tr("A critical message stays until someone closes it."),
                    {{"low", tr("Low")}, {"normal", tr("Normal")}, {"critical", tr("Critical")}});
    fields["urgency"]["default"] = "normal";
    schema["required"] = Json::array({"title"});
    return schema;
}

QString NotifyActivity::summary(const Json &input) const
{
    return QString::fromStdString(InputReader(input).textOr("title", {}));
}

void NotifyActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    const QString title = QString::fromStdString(input.text("title"));
    const QString text = QString::fromStdString(input.textOr("text", {}));
    const QString urgency = QString::fromStdString(input.oneOf("urgency", urgencies, "normal"));
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    if (title.contains(QChar(0)) || text.contains(QChar(0)))
        return done(
            tl::unexpected(finalFailure("InvalidInput", tr("A message cannot contain a null character."))));
    ProcessRequest request;
    request.program = installedProgram(u"notify-send"_s);
    if (request.program.isEmpty()) {
        return done(tl::unexpected(
            finalFailure("ProgramMissing",
                         tr("The program notify-send, which shows messages, is not installed. Install the "
                            "package libnotify-bin."))));
    }
    // Behind -- nothing is an option, whatever the title begins with.
    request.arguments << u"--app-name=Perdura"_s << u"--urgency="_s + urgency << u"--"_s << title
                      << shownAsIs(text);
    request.workingFolder = call.environment.workspace;
    request.timeout = 10s;
    ProcessCall::start(std::move(request), call.stop, [done = std::move(done)](ActivityResult result) {
        done(result ? ActivityResult(Json()) : std::move(result));
    });
}

} // namespace perdura
