// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/JavaScriptActivities.h"

#include "engine/export/FunctionName.h"
#include "engine/export/JavaScriptDrawing.h"
#include "engine/export/JavaScriptValue.h"

#include <QCoreApplication>
#include <QFile>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JavaScriptExport", text);
}

/// What a node calls as an activity, in Perdura or only in its exported code.
std::vector<std::string> activitiesOf(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Activity: {
        const auto name = node.fields.find("activity");
        const bool isNamed = name != node.fields.end() && name->is_string() && *name != "";
        return isNamed ? std::vector{name->get<std::string>()} : std::vector<std::string>();
    }
    case NodeKind::HttpCall:
        return {"http.request"};
    case NodeKind::Approval:
        return isSet(node, "reminders") ? std::vector<std::string>{"askForApproval", "notify"}
                                        : std::vector<std::string>{"askForApproval"};
    case NodeKind::StartInstance:
        return {"startInstance"};
    case NodeKind::SignalInstance:
        return {"signalInstance"};
    case NodeKind::TerminateInstance:
        return {"terminateInstance"};
    case NodeKind::EntitySignal:
        return isSet(node, "delay") ? std::vector<std::string>{"startInstance", "signalLater"}
                                    : std::vector<std::string>();
    default:
        return {};
    }
}

/// Those whose exported form does not do the work yet.
bool hasToBeWritten(const std::string &activity)
{
    static const std::set<std::string> unwritten{"askForApproval", "email.send", "file.watch", "notify",
                                                 "sql.query"};
    return unwritten.contains(activity);
}

QByteArray placeholder(const std::string &activity)
{
    const std::string function = functionName(activity);
    const std::string message =
        "The activity " + activity + " has to be written, in src/functions/activities/" + activity + ".js.";
    return QByteArray::fromStdString("'use strict';\nconst df = require('durable-functions');\n"
                                     "const { activity } = require('../../perdura');\n\ndf.app.activity(" +
                                     javaScriptText(function) +
                                     ", {\n    handler: activity(async (input, context) => {\n"
                                     "        throw new Error(" +
                                     javaScriptText(message) + ");\n    }),\n});\n");
}

} // namespace

std::set<std::string> activitiesOf(const std::vector<DrawnFile> &drawings)
{
    std::set<std::string> used;
    for (const DrawnFile &drawing : drawings) {
        for (const Node &node : drawing.definition.nodes) {
            for (std::string &activity : activitiesOf(node))
                used.insert(std::move(activity));
        }
    }
    return used;
}

void addActivities(ExportedProject &project, const std::vector<DrawnFile> &drawings, const QString &folder)
{
    for (const std::string &activity : activitiesOf(drawings)) {
        const QString name = QString::fromStdString(activity);
        QFile file(QStringLiteral("%1/%2.js").arg(folder, name));
        const bool isKnown = file.open(QIODevice::ReadOnly);
        project.add(QStringLiteral("src/functions/activities/%1.js").arg(name),
                    isKnown ? file.readAll() : placeholder(activity));
        if (!isKnown || hasToBeWritten(activity))
            project.remarks.push_back(
                tr("Write the activity %1 in src/functions/activities/%1.js.").arg(name));
    }
}

} // namespace perdura
