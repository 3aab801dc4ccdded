// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/RowTools.h"

#include "app/kit/Look.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

RowTools::RowTools(QWidget *row, const QString &removeWords)
    : QWidget(row)
    , m_row(row)
    , m_movers(new QWidget(this))
    , m_up(makeMover(u"chevron-up"_s, tr("Move up (Alt+Up)"), -1))
    , m_down(makeMover(u"chevron-down"_s, tr("Move down (Alt+Down)"), 1))
{
    auto *stack = new QVBoxLayout(m_movers);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    stack->addWidget(m_up);
    stack->addWidget(m_down);
    QToolButton *remove = makeIconButton(u"x"_s, removeWords);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_movers);
    columns->addWidget(remove);
    connect(remove, &QToolButton::clicked, this, &RowTools::removeRequested);
    for (QWidget *keyed : {m_row, static_cast<QWidget *>(m_up), static_cast<QWidget *>(m_down)})
        keyed->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) {
        m_focused = now && m_row->isAncestorOf(now);
        showMovers();
    });
    showMovers();
}

QToolButton *RowTools::makeMover(const QString &iconName, const QString &words, int by)
{
    QToolButton *button = makeIconButton(iconName, words, m_movers);
    button->setProperty("stacked", true);
    button->setIconSize({12, 12});
    connect(button, &QToolButton::clicked, this, [this, by] { emit moveRequested(by); });
    return button;
}

void RowTools::setPlace(std::size_t at, std::size_t count)
{
    m_alone = count < 2;
    m_up->setEnabled(at > 0);
    m_down->setEnabled(at + 1 < count);
    showMovers();
}

void RowTools::showMovers()
{
    // They keep their room, lest the row jumps under the pointer.
    QSizePolicy policy = m_movers->sizePolicy();
    policy.setRetainSizeWhenHidden(!m_alone);
    m_movers->setSizePolicy(policy);
    m_movers->setVisible(!m_alone && (m_pointed || m_focused));
}

bool RowTools::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *keys = static_cast<QKeyEvent *>(event);
        const bool moves = (keys->modifiers() & ~Qt::KeypadModifier) == Qt::AltModifier &&
                           (keys->key() == Qt::Key_Up || keys->key() == Qt::Key_Down);
        if (moves) {
            const QToolButton *mover = keys->key() == Qt::Key_Up ? m_up : m_down;
            if (!m_alone && mover->isEnabled())
                emit moveRequested(keys->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    } else if (watched == m_row && (event->type() == QEvent::Enter || event->type() == QEvent::Leave)) {
        m_pointed = event->type() == QEvent::Enter;
        showMovers();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace perdura
