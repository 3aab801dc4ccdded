// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/CallRecord.h"

#include "engine/activities/InputReader.h"
#include "engine/core/WholeFile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int keptDays = 30;

/// The folders of the days, newest first: each holds the records of one, so that old ones go at one stroke.
QStringList dayFolders(const QString &folder)
{
    return QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
}

} // namespace

CallRecord::CallRecord(const ActivityCall &call)
    : m_folder(call.environment.workspace + u"/.perdura/calls"_s)
    , m_fileName(QString::fromLatin1(QCryptographicHash::hash(QByteArray::fromStdString(call.idempotencyKey),
                                                              QCryptographicHash::Sha256)
                                         .toHex()) +
                 u".json"_s)
{}

Json CallRecord::read() const
{
    for (const QString &day : dayFolders(m_folder)) {
        QFile file(m_folder + u'/' + day + u'/' + m_fileName);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        auto facts = parseJson(file.readAll().toStdString());
        return facts ? std::move(*facts) : Json();
    }
    return nullptr;
}

std::optional<FailureDetails> CallRecord::write(const Json &facts) const
{
    const QDate today = QDate::currentDate();
    for (const QString &day : dayFolders(m_folder)) {
        const QDate date = QDate::fromString(day, Qt::ISODate);
        if (date.isValid() && date.daysTo(today) > keptDays)
            QDir(m_folder + u'/' + day).removeRecursively();
    }
    const QString folder = m_folder + u'/' + today.toString(Qt::ISODate);
    QDir().mkpath(folder); // when it fails, so does the writing
    const Result<void> written =
        writeWhole(folder + u'/' + m_fileName, QByteArray::fromStdString(dumpJson(facts)));
    if (written)
        return std::nullopt;
    return passingFailure(
        "FileError", QCoreApplication::translate("perdura::CallRecord",
                                                 "What the step is about to do cannot be noted down in “%1”: "
                                                 "%2.")
                         .arg(folder, written.error().message));
}

} // namespace perdura
