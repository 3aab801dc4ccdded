// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/DesignerPage.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/designer/SampleCatalog.h"

#include <QAbstractItemModel>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>

namespace perdura {

/// The designer on screen, with the gestures of a person.
class Desk
{
public:
    explicit Desk(const ActivityCatalog &activities = sampleCatalog())
        : page(activities, makeExpressionEvaluator())
    {
        page.resize(1280, 800);
        page.setWorkspace(folder.path());
        page.show();
    }

    [[nodiscard]] bool ready() { return QTest::qWaitForWindowExposed(&page); }
    [[nodiscard]] CanvasEditor &canvas() { return *page.currentEditor(); }
    [[nodiscard]] DefinitionDocument &document() { return canvas().document(); }
    [[nodiscard]] const WorkflowDefinition &definition() { return *document().definition(); }

    void doubleClickInPalette(const QString &title)
    {
        auto *list = page.findChild<QListView *>(QStringLiteral("paletteList"));
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data().toString() != title || index.flags() == Qt::NoItemFlags)
                continue;
            list->scrollTo(index);
            const QPoint at = list->visualRect(index).center();
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
            QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, at);
            return;
        }
        QFAIL(qPrintable(QStringLiteral("not in the palette: ") + title));
    }

    [[nodiscard]] QPoint onScreen(const QPointF &scenePos) { return canvas().mapFromScene(scenePos); }

    void drag(const QPointF &from, const QPointF &to)
    {
        QWidget *viewport = canvas().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, onScreen(from));
        QTest::mouseMove(viewport, onScreen((from + to) / 2));
        QTest::mouseMove(viewport, onScreen(to));
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, onScreen(to));
    }

    void click(const NodeId &node, Qt::KeyboardModifiers modifiers = {})
    {
        const QPointF at = canvas().scene().nodeItem(node)->cardRect().topLeft() + QPointF(100, 32);
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, modifiers, onScreen(at));
    }

    void clickFreeCanvas()
    {
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {},
                          QPoint(8, canvas().viewport()->height() - 8));
    }

    NodeId named(const char *name)
    {
        const Node *node = definition().findByName(name);
        return node ? node->id : NodeId();
    }

    template <typename T>
    T *visible(const QString &name)
    {
        for (T *widget : page.findChildren<T *>(name)) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    QTemporaryDir folder;
    DesignerPage page;
};

} // namespace perdura
