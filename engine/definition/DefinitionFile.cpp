// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"

#include "engine/core/WholeFile.h"
#include "engine/definition/DefinitionReader.h"
#include "engine/definition/DefinitionWriter.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DefinitionFile", text);
}

constexpr qint64 maxFileBytes = 64 * 1024 * 1024;

tl::unexpected<Error> saveFailed(const QString &path, const Error &reason)
{
    const QFileInfo folder(QFileInfo(path).absolutePath());
    const QString shown = QFileInfo(path).absoluteFilePath();
    if (reason.code == ErrorCode::NoSpace) {
        return fail(
            ErrorCode::NoSpace,
            tr("%1 could not be saved as the disk is full; free some space and save again.").arg(shown));
    }
    if (reason.code == ErrorCode::AccessDenied) {
        return fail(
            ErrorCode::AccessDenied,
            tr("%1 could not be saved as it is write-protected; change its permissions or save it elsewhere.")
                .arg(shown));
    }
    if (!folder.isDir()) {
        return fail(ErrorCode::NotFound,
                    tr("%1 could not be saved as the folder %2 does not exist; create it or choose another.")
                        .arg(shown, folder.filePath()));
    }
    return fail(ErrorCode::Io,
                tr("%1 could not be saved (%2); save it elsewhere.").arg(shown, reason.message));
}

} // namespace

Result<WorkflowDefinition> loadDefinition(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile()) {
        return fail(ErrorCode::NotFound,
                    tr("There is no file %1; check the name and the folder.").arg(info.absoluteFilePath()));
    }
    if (info.size() > maxFileBytes) {
        return fail(ErrorCode::InvalidDefinition,
                    tr("%1 has %2 MB, the limit is %3 MB; choose a workflow file.")
                        .arg(info.fileName())
                        .arg(info.size() / 1048576)
                        .arg(maxFileBytes / 1048576));
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::AccessDenied, tr("%1 could not be read (%2); check its permissions.")
                                                 .arg(info.absoluteFilePath(), file.errorString()));
    }
    const QByteArray text = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(
            ErrorCode::Io,
            tr("%1 could not be read (%2); try again.").arg(info.absoluteFilePath(), file.errorString()));
    return parseDefinition(text, info.fileName());
}

Result<WorkflowDefinition> parseDefinition(const QByteArray &text, const QString &fileName)
{
    const auto json = parseJson(std::string_view(text.constData(), std::size_t(text.size())));
    if (!json)
        return fail(json.error().code, fileName % u": "_s % json.error().message);
    return DefinitionReader(fileName).read(*json);
}

QByteArray definitionText(const WorkflowDefinition &definition)
{
    return QByteArray::fromStdString(DefinitionWriter(definition).text());
}

Result<void> saveDefinition(const WorkflowDefinition &definition, const QString &path)
{
    if (const Result<void> written = writeWhole(path, definitionText(definition)); !written)
        return saveFailed(path, written.error());
    return {};
}

VersionId contentAddress(const WorkflowDefinition &definition)
{
    const QByteArray text = QByteArray::fromStdString(DefinitionWriter(definition).textWithoutLayout());
    return VersionId(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString());
}

} // namespace perdura
