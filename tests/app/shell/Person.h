// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/StatusChip.h"
#include "app/shell/Place.h"
#include "app/shell/ShellPlaces.h"
#include "designer/DesignerPage.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"
#include "engine/client/WhenFinished.h"
#include "monitor/MonitorPage.h"
#include "monitor/detail/InstanceDetailPage.h"

#include <QListView>
#include <QPushButton>
#include <QTest>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

inline constexpr int patience = 30'000; // milliseconds; a bound for a loaded machine, not an expectation

/// The program's own window with the real hub, and a person's gestures in it.
class Person
{
public:
    /// At the welcome page.
    Person()
        : window(shellParts())
    {
        window.resize(1280, 800);
        window.show();
    }
    explicit Person(const QString &workspace)
        : Person()
    {
        window.openWorkspace(workspace);
    }

    [[nodiscard]] bool ready()
    {
        return QTest::qWaitForWindowExposed(&window) &&
               QTest::qWaitFor([this] { return window.session()->client() != nullptr; }, patience);
    }

    [[nodiscard]] DesignerPage &designer() { return *window.findChild<DesignerPage *>(); }
    [[nodiscard]] MonitorPage &monitor() { return *window.findChild<MonitorPage *>(); }
    [[nodiscard]] CanvasEditor &canvas() { return *designer().currentEditor(); }
    [[nodiscard]] const WorkflowDefinition &drawing() { return *canvas().document().definition(); }
    [[nodiscard]] NodeId named(const char *name)
    {
        const Node *node = drawing().findByName(name);
        return node ? node->id : NodeId();
    }

    [[nodiscard]] static QPushButton *button(QWidget *area, const QString &words)
    {
        for (auto *candidate : area->findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->isEnabled() && candidate->text() == words)
                return candidate;
        }
        return nullptr;
    }

    /// Clicks the button of these words, as soon as it can be clicked.
    void press(QWidget *area, const QString &words)
    {
        QTRY_VERIFY2_WITH_TIMEOUT(button(area, words), qPrintable(words), patience);
        QTest::mouseClick(button(area, words), Qt::LeftButton);
    }

    void doubleClickInPalette(const QString &title)
    {
        auto *list = designer().findChild<QListView *>(u"paletteList"_s);
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
        QFAIL(qPrintable(u"not in the palette: "_s + title));
    }

    void drag(const QPointF &from, const QPointF &to)
    {
        QWidget *viewport = canvas().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, canvas().mapFromScene(from));
        QTest::mouseMove(viewport, canvas().mapFromScene((from + to) / 2));
        QTest::mouseMove(viewport, canvas().mapFromScene(to));
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, canvas().mapFromScene(to));
    }

    void click(const NodeId &node)
    {
        const QPointF at = canvas().scene().nodeItem(node)->cardRect().topLeft() + QPointF(100, 32);
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {}, canvas().mapFromScene(at));
    }

    void clickFreeCanvas()
    {
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {},
                          QPoint(8, canvas().viewport()->height() - 8));
    }

    /// Replaces the text of the first field of that kind in the part of the inspector.
    template <typename Field>
    void type(const QString &part, const QString &text)
    {
        auto *area = designer().findChild<QWidget *>(part);
        auto *field = qobject_cast<Field *>(area);
        for (Field *candidate : area->findChildren<Field *>()) {
            if (!field && candidate->isVisible() && candidate->isEnabled())
                field = candidate;
        }
        QVERIFY(field);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
    }

    /// The state that the header of the shown instance tells.
    [[nodiscard]] RunState shownState()
    {
        auto *chip = monitor().detail()->findChild<StatusChip *>();
        return chip && chip->isVisible() ? chip->state() : RunState::Pending;
    }

    [[nodiscard]] InstanceDetail shownInstance()
    {
        std::optional<Result<InstanceDetail>> answer;
        whenFinished(window.session()->client()->instance(monitor().detail()->instance()), &window,
                     [&answer](const Result<InstanceDetail> &result) { answer = result; });
        const bool came = QTest::qWaitFor([&answer] { return answer.has_value(); }, patience);
        return came && *answer ? **answer : InstanceDetail();
    }

    MainWindow window;
};

} // namespace perdura
