// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/page/DesignerBar.h"

#include "app/kit/ContextBar.h"
#include "designer/page/DesignerActions.h"

#include <QPushButton>
#include <QToolButton>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

void addTool(ContextBar &bar, QAction *action)
{
    QToolButton *button = makeIconButton({}, action->toolTip(), &bar);
    button->setDefaultAction(action);
    bar.addAction(button);
}

void addPush(ContextBar &bar, QAction *action, ButtonTone tone, const QString &iconName, const QString &name)
{
    QPushButton *button = bar.addAction(action->text(), tone, iconName);
    button->setObjectName(name);
    const auto follow = [button, action] {
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
    };
    follow();
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, follow);
}

} // namespace

void fillDesignerBar(ContextBar &bar, const DesignerActions &actions)
{
    for (QAction *action : {actions.undo, actions.redo, actions.tidyUp, actions.zoomOut, actions.fit,
                            actions.zoomIn, actions.versions, actions.exportCode, actions.showExplorer,
                            actions.showProblems, actions.showInspector})
        addTool(bar, action);
    addPush(bar, actions.save, ButtonTone::Normal, u"save"_s, u"saveButton"_s);
    addPush(bar, actions.run, ButtonTone::Primary, u"play"_s, u"runButton"_s);
}

} // namespace perdura
