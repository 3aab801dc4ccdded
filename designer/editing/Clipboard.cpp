// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/Clipboard.h"

#include "engine/definition/DefinitionFile.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace perdura {

void copyToClipboard(const WorkflowDefinition &clipping)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(definitionText(clipping)));
}

Result<WorkflowDefinition> clippingFromClipboard()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (!text.trimmed().startsWith(u'{'))
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate(
                        "perdura::Clipboard", "The clipboard holds no nodes; copy some on a canvas first."));
    return parseDefinition(text.toUtf8(), QCoreApplication::translate("perdura::Clipboard", "Clipboard"));
}

} // namespace perdura
