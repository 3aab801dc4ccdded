// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/WorkspaceDialogs.h"

#include "app/shell/ShellSettings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WorkspaceDialogs", text);
}

} // namespace

QString askForWorkspace(QWidget *parent, const ShellSettings &settings)
{
    const QString start = settings.recentWorkspaces().value(0, QDir::homePath());
    return QFileDialog::getExistingDirectory(parent, tr("Open folder"), start);
}

Result<QString> askForNewWorkspace(QWidget *parent, const ShellSettings &settings)
{
    QDir().mkpath(settings.sampleFolder());
    const QString proposed = settings.sampleFolder() + u'/' + tr("My workflows");
    const QString folder =
        QFileDialog::getSaveFileName(parent, tr("Name the new workspace"), proposed, QString(), nullptr,
                                     QFileDialog::ShowDirsOnly | QFileDialog::DontConfirmOverwrite);
    if (!folder.isEmpty() && !QDir().mkpath(folder))
        return fail(ErrorCode::AccessDenied,
                    tr("The folder %1 cannot be made. Choose a place that you may write to.")
                        .arg(QDir::toNativeSeparators(folder)));
    return folder;
}

QString askForSampleFolder(QWidget *parent)
{
    return QFileDialog::getExistingDirectory(parent, tr("Folder for copies of samples"), QDir::homePath());
}

} // namespace perdura
