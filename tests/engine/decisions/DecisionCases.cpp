// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/decisions/DecisionCases.h"

#include "engine/script/JsSandbox.h"

#include <QDir>
#include <QFile>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// {"csv": file of the template} as the rows that csv.read gives.
void readTables(Json &answers, const QString &folder)
{
    if (!answers.is_array())
        return;
    for (Json &answer : answers) {
        if (!answer.contains("csv"))
            continue;
        const QString file = folder + QString::fromStdString(answer["csv"].get<std::string>());
        JsSandbox sandbox(std::make_shared<Watchdog>());
        const auto rows = sandbox.runFunction("return parseCsv(input);", sourceFile(file).toStdString(), {});
        answer = Json::object({{"result", rows.value()}});
    }
}

} // namespace

std::vector<DecisionCase> templateCases()
{
    std::vector<DecisionCase> cases;
    for (Json script : sourceJson(u"tests/data/decisions/scripts.json"_s)) {
        const QString name = QString::fromStdString(script["name"].get<std::string>());
        const QString folder = u"resources/templates/"_s + name + u'/';
        const QString drawing =
            QString::fromStdString(script.value("definition", script["name"].get<std::string>()));
        if (script.contains("activities")) {
            for (Json &answers : script["activities"])
                readTables(answers, folder);
        }
        cases.push_back({name, folder + drawing + u".workflow.json"_s, std::move(script)});
    }
    return cases;
}

std::vector<DecisionCase> goldenCases()
{
    std::vector<DecisionCase> cases;
    const QDir folders(sourcePath(u"tests/data/workflows"_s));
    for (const QString &name : folders.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString folder = u"tests/data/workflows/"_s + name + u'/';
        cases.push_back(
            {name, folder + u"definition.workflow.json"_s, sourceJson(folder + u"script.json"_s)});
    }
    return cases;
}

QString sourcePath(const QString &name)
{
    return QStringLiteral(PERDURA_SOURCES "/") + name;
}

QByteArray sourceFile(const QString &name)
{
    QFile file(sourcePath(name));
    if (!file.open(QFile::ReadOnly | QFile::Text))
        qFatal("%s cannot be read", qPrintable(name));
    return file.readAll();
}

Json sourceJson(const QString &name)
{
    return parseJson(sourceFile(name).toStdString()).value();
}

} // namespace perdura::test
