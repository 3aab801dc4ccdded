// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/CompletionPopup.h"

#include "app/kit/Icons.h"
#include "app/kit/Look.h"

#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

namespace {

constexpr int popupWidth = 340;
constexpr int rowHeight = 26;
constexpr int mostRows = 8;
constexpr int iconSize = 16;

enum Role { IconRole = Qt::UserRole + 1, KindRole, DetailRole, DocumentationRole };

class CompletionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {option.rect.width(), rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const Tokens &tokens = tokensFor(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? tokens.accentSoft : tokens.window);
            painter->drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), space::radius, space::radius);
        }
        const QRectF mark(option.rect.left() + space::m, option.rect.center().y() - iconSize / 2 + 1,
                          iconSize, iconSize);
        paintIcon(*painter, index.data(IconRole).toString(), mark,
                  selected ? tokens.accent : tokens.textSecondary);
        QRect rest = option.rect.adjusted(space::m + iconSize + space::s, 0, -space::m, 0);
        const QString detail = index.data(DetailRole).toString();
        const QFontMetrics code(fontFor(TextStyle::Code));
        const int labelWidth = std::min(code.horizontalAdvance(index.data().toString()), rest.width());
        painter->setFont(fontFor(TextStyle::Code));
        painter->setPen(tokens.text);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          code.elidedText(index.data().toString(), Qt::ElideRight, rest.width()));
        rest.setLeft(rest.left() + labelWidth + space::m);
        painter->setFont(fontFor(TextStyle::Secondary));
        painter->setPen(tokens.textSecondary);
        if (rest.width() > rowHeight)
            painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(detail, Qt::ElideRight, rest.width()));
        painter->restore();
    }
};

} // namespace

CompletionPopup::CompletionPopup(QWidget *window)
    : QFrame(window)
    , m_model(new QStandardItemModel(this))
    , m_list(new QListView(this))
    , m_documentation(makeLabel({}, TextStyle::Secondary, TextTone::Secondary, this))
{
    setObjectName(u"completions"_s);
    setSurface(this, Surface::Card);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, space::xs, 1, space::xs);
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(m_documentation);
    m_documentation->setContentsMargins(space::m, space::xs, space::m, space::xs);
    m_documentation->setWordWrap(true);
    m_documentation->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_documentation->setFixedHeight(2 * m_documentation->fontMetrics().lineSpacing() + 2 * space::xs + 2);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CompletionDelegate(m_list));
    m_list->setObjectName(u"completionList"_s);
    m_list->setAccessibleName(tr("Completions"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex &index) { emit chosen(index.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CompletionPopup::describeCurrent);
    hide();
}

void CompletionPopup::open(const std::vector<TextCompletion> &items, const QRect &line)
{
    fill(items);
    const QRect room = parentWidget()->rect().adjusted(space::xs, space::xs, -space::xs, -space::xs);
    QRect place(line.bottomLeft() + QPoint(-space::m, space::xs), wantedSize(int(items.size())));
    if (place.bottom() > room.bottom() && line.top() - room.top() > room.bottom() - line.bottom())
        place.moveBottom(line.top() - space::xs);
    place.moveRight(std::min(place.right(), room.right()));
    place.moveLeft(std::max(place.left(), room.left()));
    setGeometry(place.intersected(room));
    raise();
    show();
    m_list->scrollTo(m_list->currentIndex());
}

void CompletionPopup::fill(const std::vector<TextCompletion> &items)
{
    m_model->clear();
    for (const TextCompletion &item : items) {
        auto *row = new QStandardItem(item.label);
        row->setData(item.icon, IconRole);
        row->setData(item.kind, KindRole);
        row->setData(item.detail, DetailRole);
        row->setData(item.documentation, DocumentationRole);
        row->setData(tr("%1, %2, %3").arg(item.label, item.kind, item.detail), Qt::AccessibleTextRole);
        m_model->appendRow(row);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
    describeCurrent();
}

QSize CompletionPopup::wantedSize(int rows) const
{
    const int list = std::min(rows, mostRows) * rowHeight;
    return {popupWidth, list + m_documentation->height() + 2 * space::xs + 3};
}

void CompletionPopup::describeCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    const QString kind = current.data(KindRole).toString();
    const QString sentence = current.data(DocumentationRole).toString();
    m_documentation->setText(sentence.isEmpty() ? kind : tr("%1: %2").arg(kind, sentence));
}

void CompletionPopup::step(int rows)
{
    const int count = m_model->rowCount();
    const int last = count - 1;
    int next = currentRow() + rows;
    // A single step past an end comes in again at the other; a page stops there.
    if (std::abs(rows) == 1)
        next = (next + count) % count;
    m_list->setCurrentIndex(m_model->index(std::clamp(next, 0, last), 0));
}

int CompletionPopup::currentRow() const
{
    return m_list->currentIndex().row();
}

void CompletionPopup::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        m_list->viewport()->update();
    QFrame::changeEvent(event);
}

} // namespace perdura
