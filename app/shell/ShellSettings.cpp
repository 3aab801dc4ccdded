// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/ShellSettings.h"

#include <QDir>
#include <QSettings>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

constexpr int maximumRecent = 10;

QString cleaned(const QString &folder)
{
    return QDir::cleanPath(QDir(folder).absolutePath());
}

/// Paths have signs that keys must not have.
QString exportKey(const QString &workspace)
{
    return u"export/"_s + QString::fromLatin1(QUrl::toPercentEncoding(cleaned(workspace)));
}

} // namespace

Appearance ShellSettings::appearance() const
{
    const QString name = QSettings().value(u"appearance"_s).toString();
    if (name == "light"_L1)
        return Appearance::Light;
    return name == "dark"_L1 ? Appearance::Dark : Appearance::System;
}

void ShellSettings::setAppearance(Appearance appearance)
{
    QString name = u"system"_s;
    if (appearance == Appearance::Light)
        name = u"light"_s;
    else if (appearance == Appearance::Dark)
        name = u"dark"_s;
    QSettings().setValue(u"appearance"_s, name);
}

QByteArray ShellSettings::windowGeometry() const
{
    return QSettings().value(u"window/geometry"_s).toByteArray();
}

void ShellSettings::setWindowGeometry(const QByteArray &geometry)
{
    QSettings().setValue(u"window/geometry"_s, geometry);
}

QString ShellSettings::lastPlace() const
{
    return QSettings().value(u"window/place"_s).toString();
}

void ShellSettings::setLastPlace(const QString &place)
{
    QSettings().setValue(u"window/place"_s, place);
}

QString ShellSettings::lastWorkspace() const
{
    return QSettings().value(u"workspaces/last"_s).toString();
}

void ShellSettings::setLastWorkspace(const QString &folder)
{
    QSettings settings;
    settings.setValue(u"workspaces/last"_s, folder);
    settings.sync(); // also a killed program finds it again
}

QStringList ShellSettings::recentWorkspaces() const
{
    return QSettings().value(u"workspaces/recent"_s).toStringList();
}

void ShellSettings::addRecentWorkspace(const QString &folder)
{
    QStringList list = recentWorkspaces();
    list.removeAll(cleaned(folder));
    list.prepend(cleaned(folder));
    QSettings().setValue(u"workspaces/recent"_s, QStringList(list.mid(0, maximumRecent)));
}

void ShellSettings::removeRecentWorkspace(const QString &folder)
{
    QStringList list = recentWorkspaces();
    list.removeAll(cleaned(folder));
    QSettings().setValue(u"workspaces/recent"_s, list);
}

QString ShellSettings::sampleFolder() const
{
    return QSettings()
        .value(u"workspaces/sampleFolder"_s, QString(QDir::homePath() + "/Perdura"_L1))
        .toString();
}

void ShellSettings::setSampleFolder(const QString &folder)
{
    QSettings().setValue(u"workspaces/sampleFolder"_s, cleaned(folder));
}

QString ShellSettings::exportFolder(const QString &workspace) const
{
    return QSettings().value(exportKey(workspace)).toString();
}

void ShellSettings::setExportFolder(const QString &workspace, const QString &folder)
{
    QSettings().setValue(exportKey(workspace), cleaned(folder));
}

bool ShellSettings::showRunInMonitor() const
{
    return QSettings().value(u"run/showInMonitor"_s, true).toBool();
}

void ShellSettings::setShowRunInMonitor(bool show)
{
    QSettings().setValue(u"run/showInMonitor"_s, show);
}

} // namespace perdura
