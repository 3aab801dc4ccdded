// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/SearchPopup.h"

#include "app/kit/Look.h"
#include "app/kit/SearchField.h"
#include "app/kit/Theme.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QScreen>
#include <QVBoxLayout>

namespace perdura {

namespace {

constexpr QSize popupSize{280, 360};

} // namespace

SearchPopup::SearchPopup(const QString &title, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_search(new SearchField(title, this))
    , m_column(new QVBoxLayout(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(title);
    setSurface(this, Surface::Panel);
    setFrameShape(StyledPanel);
    resize(popupSize);
    m_column->setContentsMargins(space::s, space::s, space::s, space::s);
    m_column->addWidget(m_search);
    setFocusProxy(m_search);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) { narrow(text); });
}

void SearchPopup::openAt(const QPoint &globalPos)
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

bool SearchPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose();
            return true;
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_Up:
            step(-1);
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
