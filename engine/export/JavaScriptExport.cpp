// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/JavaScriptExport.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/definition/FlowIndex.h"
#include "engine/export/FunctionName.h"
#include "engine/export/JavaScriptActivities.h"
#include "engine/export/JavaScriptTriggers.h"
#include "engine/export/ProjectFolder.h"
#include "engine/export/RoundTripMark.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

#include <map>

// Q_INIT_RESOURCE declares its function where it stands, so it must stand outside the namespace.
static void initExportResources()
{
    Q_INIT_RESOURCE(export);
}

namespace perdura {

namespace {

constexpr auto root = ":/export/javascript";

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JavaScriptExport", text);
}

QByteArray resource(const QString &path)
{
    QFile file(path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "export", qPrintable(path));
    return file.readAll();
}

/// All files below a folder of the resources, to the same places in the project.
void addFolder(ExportedProject &project, const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        project.add(to + path.mid(from.size()), resource(path));
    }
}

/// Functions of a function app are told apart in any case, whatever they do.
Result<void> checkNames(const std::vector<DrawnFile> &drawings)
{
    std::map<QString, QString> taken;
    for (const std::string &activity : activitiesOf(drawings))
        taken.emplace(QString::fromStdString(functionName(activity)).toLower(),
                      QString::fromStdString(activity));
    for (const char *own : {"orchestrators_start", "orchestrators_status", "signallater_wait"})
        taken.emplace(QString::fromLatin1(own), QString::fromLatin1(own));
    for (const DrawnFile &drawing : drawings) {
        const QString name = QString::fromStdString(drawing.definition.name);
        const QString function = QString::fromStdString(functionName(drawing.definition.name));
        const auto [other, isNew] = taken.emplace(function.toLower(), name);
        if (!isNew)
            return fail(ErrorCode::InvalidArgument,
                        tr("“%1” and “%2” would both become the function %3; give one of them another name.")
                            .arg(other->second, name, function));
    }
    return {};
}

QByteArray packageFile(const QString &projectName)
{
    Json package = Json::object();
    package["name"] = functionName(projectName.toLower().toStdString());
    package["version"] = "1.0.0";
    package["private"] = true;
    package["main"] = "src/functions/**/*.js";
    package["scripts"] = {{"start", "func start"}};
    package["engines"] = {{"node", ">=18"}};
    package["dependencies"] = {{"@azure/functions", "^4.0.0"}, {"durable-functions", "^3.5.0"}};
    return QByteArray::fromStdString(prettyJson(package)) + '\n';
}

QByteArray readmeFile(const QString &projectName, const std::vector<QString> &remarks)
{
    QString text = QStringLiteral("# %1\n\n%2\n\n")
                       .arg(projectName, tr("Drawn in Perdura and exported for Durable "
                                            "Functions (JavaScript, programming model v4)."));
    text += tr("    npm install\n    func start\n\nneeds the Azure Functions Core Tools and, on your "
               "machine, Azurite "
               "as storage. A workflow is started by POST /api/orchestrators/NAME with its input as JSON; "
               "the answer "
               "tells where to ask for its status.") +
            QStringLiteral("\n\n");
    text += tr("The drawings are in %1: Perdura opens this folder and has them back. Code in src/functions "
               "is made "
               "from them anew with each export; src/perdura is what it needs to run as in Perdura.")
                .arg(exportedDrawingsFolder()) +
            QStringLiteral("\n");
    if (!remarks.empty()) {
        text += QStringLiteral("\n## %1\n\n").arg(tr("What is left to do"));
        for (const QString &remark : remarks)
            text += QStringLiteral("- %1\n").arg(remark);
    }
    return text.toUtf8();
}

Result<void> addDrawing(ExportedProject &project, const DrawnFile &drawing)
{
    const auto code = javaScriptFunction(drawing.definition);
    if (!code)
        return fail(code.error());
    const QString function = QString::fromStdString(functionName(drawing.definition.name));
    project.add(QStringLiteral("src/functions/%1.js").arg(function),
                withMark(drawing.fileName, contentAddress(drawing.definition), *code));
    project.add(exportedDrawingsFolder() + u'/' + drawing.fileName, drawing.text);
    if (const Node *start = FlowIndex(drawing.definition).entry(nullptr)) {
        for (const QString &remark : triggerRemarks(drawing.definition, *start))
            project.remarks.push_back(remark);
    }
    return {};
}

} // namespace

Result<ExportedProject> exportJavaScript(const std::vector<DrawnFile> &drawings, const QString &projectName)
{
    initExportResources();
    if (drawings.empty())
        return fail(ErrorCode::InvalidArgument, tr("There is no drawing to export; choose at least one."));
    if (const auto unique = checkNames(drawings); !unique)
        return fail(unique.error());
    ExportedProject project;
    for (const DrawnFile &drawing : drawings) {
        if (const auto added = addDrawing(project, drawing); !added)
            return fail(added.error());
    }
    addActivities(project, drawings, QString::fromLatin1(root) + QStringLiteral("/activities"));
    addFolder(project, QString::fromLatin1(root) + QStringLiteral("/perdura"), QStringLiteral("src/perdura"));
    for (const auto &[name, place] :
         {std::pair("host.json", "host.json"), std::pair("local.settings.json", "local.settings.json"),
          std::pair("starter.js", "src/functions/starter.js")}) {
        project.add(QString::fromLatin1(place),
                    resource(QString::fromLatin1(root) + u'/' + QString::fromLatin1(name)));
    }
    project.add(QStringLiteral("package.json"), packageFile(projectName));
    project.add(QStringLiteral("README.md"), readmeFile(projectName, project.remarks));
    return project;
}

} // namespace perdura
