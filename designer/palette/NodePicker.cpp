// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/NodePicker.h"

#include "app/kit/Look.h"
#include "app/kit/SearchField.h"
#include "app/kit/Theme.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QScreen>
#include <QVBoxLayout>

namespace perdura {

namespace {

constexpr QSize pickerSize{280, 360};

} // namespace

NodePicker::NodePicker(const ActivityCatalog &catalog, bool withStart, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_search(new SearchField(tr("Add a node"), this))
    , m_model(new PaletteModel(catalog, withStart, this))
    , m_view(new PaletteView(m_model, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("nodePicker"));
    setAccessibleName(tr("Add a node"));
    setSurface(this, Surface::Panel);
    setFrameShape(StyledPanel);
    resize(pickerSize);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::s, space::s, space::s, space::s);
    column->addWidget(m_search);
    column->addWidget(m_view, 1);
    m_view->setDragEnabled(false);
    m_view->setCurrentIndex(m_model->firstEntry());
    setFocusProxy(m_search);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text);
        m_view->setCurrentIndex(m_model->firstEntry());
    });
    connect(m_view, &PaletteView::templateChosen, this, [this](const edits::NodeTemplate &from) {
        emit templateChosen(from);
        close();
    });
    connect(m_view, &QListView::clicked, m_view, &PaletteView::chooseCurrent);
}

void NodePicker::openAt(const QPoint &globalPos)
{
    QRect place(globalPos, size());
    const QScreen *screen = QGuiApplication::screenAt(globalPos);
    if (const QRect room = screen ? screen->availableGeometry() : QRect(); room.isValid()) {
        place.moveRight(std::min(place.right(), room.right()));
        place.moveBottom(std::min(place.bottom(), room.bottom()));
    }
    move(place.topLeft());
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

bool NodePicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            m_view->chooseCurrent();
            return true;
        case Qt::Key_Down:
            m_view->step(1);
            return true;
        case Qt::Key_Up:
            m_view->step(-1);
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace perdura
