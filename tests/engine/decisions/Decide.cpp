// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes the files of the decisions' folder anew into the folder that its first argument names, from the
// histories of the old ones, in a process with surroundings of its own. The second argument is the language
// that is set as Qt's default (“-”: as the environment says); a third, “replay”, plays all of a history
// before each turn.
#include "tests/engine/decisions/DecisionFiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.at(2) != u"-"_s)
        QLocale::setDefault(QLocale(arguments.at(2)));
    const Memory memory = arguments.value(3) == u"replay"_s ? Memory::Replayed : Memory::Cached;
    const QDir folder(arguments.at(1));
    for (const auto &[name, content] : decisionFiles(memory, Histories::Committed)) {
        QFile file(folder.filePath(name));
        if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
            qFatal("%s cannot be written", qPrintable(file.fileName()));
    }
    return 0;
}
