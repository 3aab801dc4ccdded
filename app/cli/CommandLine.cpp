// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"

#include "app/cli/Commands.h"
#include "app/cli/HelpText.h"
#include "app/cli/StopSignal.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <csignal>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::CommandLine", text);
}

/// Options of the window and of Qt's windows, which are none of ours.
bool isWindowOption(const QString &argument)
{
    static const QStringList names{u"workspace"_s,     u"platform"_s,     u"platformpluginpath"_s,
                                   u"platformtheme"_s, u"plugin"_s,       u"qwindowgeometry"_s,
                                   u"qwindowicon"_s,   u"qwindowtitle"_s, u"geometry"_s,
                                   u"icon"_s,          u"title"_s,        u"reverse"_s,
                                   u"session"_s,       u"style"_s,        u"stylesheet"_s,
                                   u"display"_s,       u"fontengine"_s,   u"dialogs"_s,
                                   u"qmljsdebugger"_s, u"nograb"_s};
    const qsizetype start = argument.startsWith(u"--"_s) ? 2 : 1;
    return argument.startsWith(u'-') && names.contains(argument.mid(start).section(u'=', 0, 0));
}

int refuse(Console &console, const QString &sentence, const QString &words = {})
{
    console.note(sentence);
    console.note(words.isEmpty() ? tr("Run “perdura help” for the list of commands.")
                                 : tr("Run “perdura help %1” for its use.").arg(words));
    return int(ExitCode::Usage);
}

/// The command that the first words name; how many words that are.
std::pair<Command *, int> find(const std::vector<std::unique_ptr<Command>> &commands,
                               const QStringList &arguments)
{
    for (const auto &command : commands) {
        const QStringList words = command->info().words.split(u' ');
        if (arguments.mid(0, words.size()) == words)
            return {command.get(), int(words.size())};
    }
    return {nullptr, 0};
}

/// What may follow the first word of commands of two words ("instances").
QStringList secondWords(const std::vector<std::unique_ptr<Command>> &commands, const QString &first)
{
    QStringList seconds;
    for (const auto &command : commands) {
        const QStringList words = command->info().words.split(u' ');
        if (words.size() > 1 && words.constFirst() == first)
            seconds << words.at(1);
    }
    return seconds;
}

int refuseUnknown(Console &console, const std::vector<std::unique_ptr<Command>> &commands,
                  const QStringList &arguments)
{
    const QString word = arguments.constFirst();
    if (const QStringList seconds = secondWords(commands, word); !seconds.isEmpty()) {
        const QString list = seconds.join(u", "_s);
        return refuse(
            console,
            arguments.size() < 2
                ? tr("“perdura %1” needs one of: %2.").arg(word, list)
                : tr("“perdura %1 %2” is no command; it is one of: %3.").arg(word, arguments.at(1), list));
    }
    if (word.startsWith(u'-'))
        return refuse(console, tr("“%1” is no option of perdura.").arg(word));
    return refuse(console, tr("“%1” is neither a command nor a file.").arg(word));
}

int printHelp(Console &console, const std::vector<std::unique_ptr<Command>> &commands,
              const QStringList &words)
{
    if (words.isEmpty()) {
        console.print(overviewHelp(commands));
        return int(ExitCode::Done);
    }
    const auto [command, count] = find(commands, words);
    if (command) {
        console.print(commandHelp(command->info()));
        return int(ExitCode::Done);
    }
    QStringList parts;
    for (const auto &candidate : commands) {
        if (candidate->info().words.startsWith(words.constFirst() + u' '))
            parts.append(commandHelp(candidate->info()));
    }
    if (parts.isEmpty() || words.size() > 1)
        return refuse(console, tr("There is no command “%1”.").arg(words.join(u' ')));
    console.print(parts.join(u"\n\n"_s));
    return int(ExitCode::Done);
}

/// Why the arguments do not fit the command; empty when they do.
QString misuse(const CommandInfo &info, const QCommandLineParser &parser, bool isParsed)
{
    const QStringList unknown = parser.unknownOptionNames();
    if (!unknown.isEmpty()) {
        const QString name = unknown.constFirst();
        return tr("“perdura %1” has no option “%2”.")
            .arg(info.words, (name.size() > 1 ? u"--"_s : u"-"_s) + name);
    }
    if (!isParsed)
        return parser.errorText();
    const auto count = parser.positionalArguments().size();
    if (count < info.leastArguments)
        return tr("“perdura %1” needs %2.").arg(info.words, info.arguments);
    if (info.mostArguments >= 0 && count > info.mostArguments) {
        return tr("“perdura %1” cannot use “%2”.")
            .arg(info.words, parser.positionalArguments().at(info.mostArguments));
    }
    return {};
}

int runCommand(Console &console, Command &command, const QStringList &arguments)
{
    const CommandInfo info = command.info();
    QCommandLineParser parser;
    parser.addOptions(info.options);
    const QCommandLineOption help(QStringList{u"help"_s, u"h"_s});
    parser.addOption(help);
    const bool isParsed = parser.parse(QStringList{u"perdura"_s} + arguments);
    if (parser.isSet(help)) {
        console.print(commandHelp(info));
        return int(ExitCode::Done);
    }
    if (const QString sentence = misuse(info, parser, isParsed); !sentence.isEmpty())
        return refuse(console, sentence, info.words);

    StopSignal stopSignal;
    QObject::connect(&stopSignal, &StopSignal::requested, &command, &Command::stop);
    QObject::connect(
        &command, &Command::finished, QCoreApplication::instance(),
        [](ExitCode code) { QCoreApplication::exit(int(code)); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &command, [&] { command.start(parser); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

bool wantsCommandLine(int argc, char **argv)
{
    if (argc < 2)
        return false;
    const QString first = QString::fromLocal8Bit(argv[1]);
    static const QStringList words{u"run"_s, u"resume"_s, u"validate"_s, u"instances"_s, u"hub"_s, u"help"_s};
    if (words.contains(first))
        return true;
    return first.startsWith(u'-') ? !isWindowOption(first) : !QFileInfo::exists(first);
}

int runCommandLine(int argc, char **argv)
{
    // Who reads our output may go away at any time; that is not our end.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication application(argc, argv);
    qRegisterMetaType<ExitCode>();
    Console console;
    const auto commands = allCommands(console);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString first = arguments.value(0);
    if (first == u"--version"_s || first == u"-v"_s) {
        console.print(u"perdura "_s + QCoreApplication::applicationVersion());
        return int(ExitCode::Done);
    }
    if (first == u"help"_s || first == u"--help"_s || first == u"-h"_s)
        return printHelp(console, commands, arguments.mid(1));
    const auto [command, words] = find(commands, arguments);
    return command ? runCommand(console, *command, arguments.mid(words))
                   : refuseUnknown(console, commands, arguments);
}

} // namespace perdura
