// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/JsonArgument.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JsonArgument", text);
}

Result<std::string> readFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::NotFound, tr("there is no such file"));
    if (info.isDir())
        return fail(ErrorCode::InvalidArgument, tr("this is a folder, not a file"));
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return fail(ErrorCode::AccessDenied, tr("the file cannot be read (%1)").arg(file.errorString()));
    // One byte past the limit is enough to know that it is too much.
    return file.read(qint64(JsonLimits().maxBytes) + 1).toStdString();
}

} // namespace

Result<Json> jsonArgument(const QString &text, const QString &what)
{
    if (!text.startsWith(u'@')) {
        auto json = parseJson(text.toStdString());
        return json ? json : fail(json.error().code, tr("%1: %2").arg(what, json.error().message));
    }
    const QString path = text.mid(1);
    const auto content = readFile(path);
    if (!content)
        return fail(content.error().code, tr("%1: %2: %3.").arg(what, path, content.error().message));
    auto json = parseJson(*content);
    return json ? json : fail(json.error().code, tr("%1: %2: %3").arg(what, path, json.error().message));
}

} // namespace perdura
