// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/explorer/ExplorerPanel.h"

#include "app/kit/Icons.h"
#include "app/kit/Look.h"
#include "app/kit/SectionHeader.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace perdura {

namespace {

class FileDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {option.rect.width(), 30};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const Tokens &tokens = tokensFor(option.palette);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || option.state & QStyle::State_MouseOver) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? tokens.accentSoft : tokens.window);
            painter->drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), space::radius, space::radius);
        }
        const QRectF mark(option.rect.left() + space::m, option.rect.center().y() - 7, 16, 16);
        const bool isEntity = index.data(WorkspaceModel::EntityRole).toBool();
        paintIcon(*painter, isEntity ? QStringLiteral("database") : QStringLiteral("workflow"), mark,
                  selected ? tokens.accent : tokens.textSecondary);
        QRectF text = QRectF(option.rect).adjusted(space::m + 24, 0, -space::m, 0);
        if (index.data(WorkspaceModel::ModifiedRole).toBool()) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(tokens.waiting);
            painter->drawEllipse(QPointF(text.right() - 4, text.center().y()), 4, 4);
            text.adjust(0, 0, -16, 0);
        }
        painter->setFont(fontFor(TextStyle::Text));
        painter->setPen(tokens.text);
        painter->drawText(
            text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, int(text.width())));
        painter->restore();
    }
};

} // namespace

ExplorerPanel::ExplorerPanel(WorkspaceModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_pages(new QStackedWidget(this))
    , m_list(new QListView(this))
{
    setSurface(this, Surface::Panel);
    auto *header = new SectionHeader(tr("Workflows"), this);
    QToolButton *add = header->addButton(QStringLiteral("file-plus"), tr("New workflow"));
    QToolButton *addEntity = header->addButton(QStringLiteral("database"), tr("New entity…"));
    addEntity->setObjectName(QStringLiteral("explorerNewEntity"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header);
    column->addWidget(m_pages, 1);

    auto *empty = new QWidget(this);
    auto *words = new QVBoxLayout(empty);
    words->setContentsMargins(space::m, 0, space::m, space::m);
    QLabel *text =
        makeLabel(tr("No workflows in this folder yet."), TextStyle::Text, TextTone::Secondary, empty);
    text->setWordWrap(true);
    words->addWidget(text);
    QPushButton *first = makeButton(tr("New workflow"), ButtonTone::Link, {}, empty);
    words->addWidget(first, 0, Qt::AlignLeft);
    QPushButton *firstEntity = makeButton(tr("New entity…"), ButtonTone::Link, {}, empty);
    words->addWidget(firstEntity, 0, Qt::AlignLeft);
    words->addStretch(1);
    m_empty = empty;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_list);

    m_list->setModel(model);
    m_list->setItemDelegate(new FileDelegate(m_list));
    m_list->setObjectName(QStringLiteral("explorerList"));
    m_list->setAccessibleName(tr("Workflows of the workspace"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto open = [this](const QModelIndex &index) {
        emit openWanted(index.data(WorkspaceModel::PathRole).toString());
    };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    connect(add, &QToolButton::clicked, this, &ExplorerPanel::newWanted);
    connect(first, &QPushButton::clicked, this, &ExplorerPanel::newWanted);
    connect(addEntity, &QToolButton::clicked, this, &ExplorerPanel::newEntityWanted);
    connect(firstEntity, &QPushButton::clicked, this, &ExplorerPanel::newEntityWanted);
    connect(model, &WorkspaceModel::filesChanged, this, &ExplorerPanel::updatePage);
    updatePage();
}

void ExplorerPanel::setCurrentPath(const QString &path)
{
    m_currentPath = path;
    const QModelIndex index = m_model->indexOf(path);
    if (index.isValid())
        m_list->setCurrentIndex(index);
    else
        m_list->clearSelection();
}

void ExplorerPanel::updatePage()
{
    m_pages->setCurrentWidget(m_model->rowCount() == 0 ? m_empty : static_cast<QWidget *>(m_list));
    setCurrentPath(m_currentPath);
}

} // namespace perdura
