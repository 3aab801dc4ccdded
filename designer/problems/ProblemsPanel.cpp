// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/problems/ProblemsPanel.h"

#include "app/kit/Icons.h"
#include "app/kit/Look.h"
#include "app/kit/SectionHeader.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/problems/ProblemsModel.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace perdura {

namespace {

constexpr int markSize = 16;

/// Puts the mark of the severity in front of the sentence, in the colour of its token.
class SeverityDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const Tokens &tokens = tokensFor(option.palette);
        const bool error = index.data(ProblemsModel::SeverityRole).toInt() == int(Problem::Severity::Error);
        const QRectF mark(option.rect.left() + space::m, option.rect.center().y() - markSize / 2 + 1,
                          markSize, markSize);
        paintIcon(*painter, error ? QStringLiteral("circle-alert") : QStringLiteral("triangle-alert"), mark,
                  error ? tokens.failed : tokens.waiting);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        // Room for the mark: an empty icon keeps the style's own metrics for text and selection.
        QPixmap room(markSize + space::m, markSize);
        room.fill(Qt::transparent);
        option->icon = QIcon(room);
        option->decorationSize = room.size();
        option->features |= QStyleOptionViewItem::HasDecoration;
    }
};

/// Keeps the last column off the edge of the pane.
class PaddedDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(space::l, 0);
    }
};

} // namespace

ProblemsPanel::ProblemsPanel(QWidget *parent)
    : QWidget(parent)
    , m_header(new SectionHeader(tr("Problems"), this))
    , m_model(new ProblemsModel(this))
    , m_pages(new QStackedWidget(this))
    , m_list(new QTreeView(this))
    , m_none(makeLabel(tr("No problems"), TextStyle::Text, TextTone::Secondary, this))
{
    setSurface(this, Surface::Panel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_pages, 1);
    static_cast<QLabel *>(m_none)->setAlignment(Qt::AlignCenter);
    m_pages->addWidget(m_none);
    m_pages->addWidget(m_list);

    m_list->setModel(m_model);
    m_list->setObjectName(QStringLiteral("problemsList"));
    m_list->setAccessibleName(tr("Problems"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderHidden(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ProblemsModel::MessageColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(ProblemsModel::NodeColumn, QHeaderView::ResizeToContents);
    m_list->setItemDelegateForColumn(ProblemsModel::MessageColumn, new SeverityDelegate(m_list));
    m_list->setItemDelegateForColumn(ProblemsModel::NodeColumn, new PaddedDelegate(m_list));

    QToolButton *close = m_header->addButton(QStringLiteral("x"), tr("Hide the problems"));
    connect(close, &QToolButton::clicked, this, &ProblemsPanel::closeWanted);
    connect(m_list, &QTreeView::clicked, this, &ProblemsPanel::choose);
    connect(m_list, &QTreeView::activated, this, &ProblemsPanel::choose);
}

int ProblemsPanel::count() const
{
    return m_model->rowCount();
}

void ProblemsPanel::setDocument(DefinitionDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (m_document)
        connect(m_document, &DefinitionDocument::problemsChanged, this, &ProblemsPanel::refresh);
    refresh();
}

void ProblemsPanel::refresh()
{
    if (m_document)
        m_model->setProblems(m_document->problems(), m_document->definition().get());
    else
        m_model->setProblems({}, nullptr);
    static_cast<QLabel *>(m_none)->setText(
        m_document ? tr("No problems") : tr("What is wrong with the open workflow shows here"));
    m_header->setTitle(count() == 0 ? tr("Problems") : tr("Problems (%1)").arg(count()));
    m_pages->setCurrentWidget(count() == 0 ? m_none : static_cast<QWidget *>(m_list));
    emit countChanged(count());
}

void ProblemsPanel::choose(const QModelIndex &index)
{
    if (const Problem *problem = m_model->problemAt(index)) {
        const Problem chosen = *problem; // following it may replace the list
        emit problemChosen(chosen);
    }
}

} // namespace perdura
