// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/HelpText.h"

#include "app/cli/Table.h"

#include <QCoreApplication>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::HelpText", text);
}

QString written(const QCommandLineOption &option)
{
    QString text = u"--"_s + option.names().constFirst();
    if (!option.valueName().isEmpty())
        text += u' ' + option.valueName();
    return text;
}

} // namespace

QString overviewHelp(const std::vector<std::unique_ptr<Command>> &commands)
{
    Table table;
    table.indent = 2;
    table.add({u"perdura"_s, tr("Open the window.")});
    table.add({u"perdura --workspace DIR"_s, tr("Open the window on a folder.")});
    table.add({u"perdura FILE|DIR"_s, tr("Open the window on a workflow or a folder.")});
    for (const auto &command : commands) {
        const CommandInfo info = command->info();
        table.add({QString(u"perdura " + info.words + u' ' + info.arguments).trimmed(), info.summary});
    }
    table.add({u"perdura help [COMMAND]"_s, tr("Tell more about a command.")});
    table.add({u"perdura --version"_s, tr("Print the version.")});
    return tr("Perdura draws, runs and watches durable workflows.") + u"\n\n"_s + table.text() + u"\n\n"_s +
           tr("A workspace is a folder with workflows (*.workflow.json); its hub lives in the folder "
              ".perdura inside.\n"
              "When another program has the hub open already, the commands reach it there.\n\n"
              "Exit codes: 0 done, 1 failed or terminated, 2 bad usage or invalid workflow, 3 not finished "
              "yet.");
}

QString commandHelp(const CommandInfo &command)
{
    QString usage = u"perdura " + command.words;
    if (!command.arguments.isEmpty())
        usage += u' ' + command.arguments;
    Table options;
    options.indent = 2;
    for (const QCommandLineOption &option : command.options)
        options.add({written(option), option.description()});
    options.add({u"--help"_s, tr("Print this.")});
    return tr("Usage: %1 [options]").arg(usage) + u"\n\n"_s + command.details + u"\n\n"_s + tr("Options:") +
           u'\n' + options.text();
}

} // namespace perdura
