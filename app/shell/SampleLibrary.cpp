// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/SampleLibrary.h"

#include "app/shell/ShellResources.h"
#include "engine/core/Json.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

constexpr QLatin1StringView workflowSuffix = ".workflow.json"_L1;

QString tr(const char *text)
{
    return QCoreApplication::translate("SampleLibrary", text);
}

QString firstWorkflow(const QFileInfo &entry)
{
    if (entry.isFile())
        return entry.fileName().endsWith(workflowSuffix) ? entry.filePath() : QString();
    const QStringList files =
        QDir(entry.filePath()).entryList({u"*.workflow.json"_s}, QDir::Files, QDir::Name);
    return files.isEmpty() ? QString() : entry.filePath() + u'/' + files.first();
}

QString titleFromName(const QString &name)
{
    QString title = name;
    title.replace(u'-', u' ').replace(u'_', u' ');
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

QString member(const Json &definition, const char *key)
{
    const auto it = definition.find(key);
    return it != definition.end() && it->is_string() ? QString::fromStdString(it->get<std::string>())
                                                     : QString();
}

/// The heading of what explains the sample; empty when nothing does.
QString titleOfReadme(const QFileInfo &entry)
{
    QFile file(entry.filePath() + "/README.md"_L1);
    const QString line =
        file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readLine()).trimmed() : QString();
    return line.startsWith("# "_L1) ? line.mid(2) : QString();
}

QList<Sample> samplesIn(const QString &folder, Sample::Kind kind)
{
    QList<Sample> samples;
    const QFileInfoList entries =
        QDir(folder).entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &entry : entries) {
        const QString workflow = firstWorkflow(entry);
        QFile file(workflow);
        if (workflow.isEmpty() || !file.open(QIODevice::ReadOnly))
            continue;
        const Result<Json> definition = parseJson(file.readAll().toStdString());
        if (!definition || !definition->is_object())
            continue;
        Sample sample;
        sample.kind = kind;
        sample.name = entry.isFile() ? entry.fileName().chopped(workflowSuffix.size()) : entry.fileName();
        sample.title = titleOfReadme(entry);
        if (sample.title.isEmpty())
            sample.title = member(*definition, "name");
        if (sample.title.isEmpty())
            sample.title = titleFromName(sample.name);
        sample.description = member(*definition, "description");
        sample.source = entry.filePath();
        samples.append(sample);
    }
    return samples;
}

Result<void> copyFile(const QString &from, const QString &to)
{
    QDir().mkpath(QFileInfo(to).path());
    if (!QFile::copy(from, to))
        return fail(ErrorCode::AccessDenied,
                    tr("The file %1 cannot be written. Choose a folder that you may write to.")
                        .arg(QDir::toNativeSeparators(to)));
    QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    return {};
}

} // namespace

QList<Sample> availableSamples(const QString &root)
{
    initShellResources();
    return samplesIn(root + "/samples"_L1, Sample::Kind::Sample) +
           samplesIn(root + "/templates"_L1, Sample::Kind::Template);
}

Result<QString> copySample(const Sample &sample, const QString &parent)
{
    QString folder = parent + u'/' + sample.name;
    for (int number = 2; QFileInfo::exists(folder); ++number)
        folder = u"%1/%2 %3"_s.arg(parent, sample.name).arg(number);
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::AccessDenied,
                    tr("The folder %1 cannot be made. Choose a folder that you may write to.")
                        .arg(QDir::toNativeSeparators(folder)));
    const QFileInfo source(sample.source);
    if (source.isFile()) {
        if (Result<void> copied = copyFile(sample.source, folder + u'/' + source.fileName()); !copied)
            return fail(copied.error());
        return folder;
    }
    for (QDirIterator it(sample.source, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        const QString from = it.next();
        const QString relative = from.mid(sample.source.size() + 1);
        if (Result<void> copied = copyFile(from, folder + u'/' + relative); !copied)
            return fail(copied.error());
    }
    return folder;
}

} // namespace perdura
