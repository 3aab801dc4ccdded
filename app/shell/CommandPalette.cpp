// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/CommandPalette.h"

#include "app/kit/Look.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

constexpr int actionRole = Qt::UserRole;
constexpr int keysRole = Qt::UserRole + 1;

/// Puts the keys of a command at the right end of its row.
class CommandDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        painter->setFont(fontFor(TextStyle::Secondary));
        painter->setPen(tokensFor(option.palette).textSecondary);
        painter->drawText(option.rect.adjusted(0, 0, -space::m, 0), Qt::AlignRight | Qt::AlignVCenter,
                          index.data(keysRole).toString());
        painter->restore();
    }
};

QString wordsOf(const QAction *action)
{
    QString words = action->text();
    words.remove(u'&');
    return words;
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent, Qt::Popup)
    , m_search(new QLineEdit)
    , m_list(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setSurface(this, Surface::Raised);
    setAccessibleName(tr("Commands"));
    for (QAction *action : actions) {
        if (action->isEnabled() && !action->isSeparator() && !action->menu() && !wordsOf(action).isEmpty())
            m_actions.append(action);
    }
    m_search->setPlaceholderText(tr("What do you want to do?"));
    m_search->setAccessibleName(tr("Search commands"));
    m_search->addAction(icon(u"search"_s, IconTint::Secondary), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize({16, 16});
    m_list->setItemDelegate(new CommandDelegate(m_list));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::s, space::s, space::s, space::s);
    column->setSpacing(space::s);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    resize(520, 360);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::narrow);
    connect(m_search, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    narrow({});
}

void CommandPalette::narrow(const QString &text)
{
    m_list->clear();
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (int i = 0; i < m_actions.size(); ++i) {
        const QString words = wordsOf(m_actions[i]);
        const bool fits = std::all_of(parts.begin(), parts.end(), [&words](const QString &part) {
            return words.contains(part, Qt::CaseInsensitive);
        });
        if (!fits)
            continue;
        auto *item = new QListWidgetItem(words, m_list);
        item->setData(actionRole, i);
        item->setData(keysRole, m_actions[i]->shortcut().toString(QKeySequence::NativeText));
        item->setSizeHint({0, space::controlHeight + space::xs});
        item->setIcon(m_actions[i]->icon().isNull() ? icon(u"arrow-right"_s, IconTint::Secondary)
                                                    : m_actions[i]->icon());
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    QAction *action = item ? m_actions[item->data(actionRole).toInt()] : nullptr;
    close();
    if (action)
        action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (const QWidget *window = parentWidget())
        move(window->mapToGlobal(QPoint((window->width() - width()) / 2, 80)));
    m_search->setFocus();
}

} // namespace perdura
