// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/problems/ProblemsPanel.h"

#include "app/kit/Icons.h"
#include "app/kit/Look.h"
#include "app/kit/SectionHeader.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/document/DefinitionEditor.h"
#include "designer/problems/ProblemsModel.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace perdura {

namespace {

constexpr int markSize = 16;
/// So many rows decide how wide the columns are; all of thousands would take too long.
constexpr int rowsForWidth = 100;
constexpr int widestName = 140; // pixels
constexpr int widestFix = 230;
/// With more problems each has one line: to lay out thousands of sentences after each edit would take too
/// long.
constexpr int mostWrapped = 200;
constexpr int mostLines = 3;

/// Puts the mark of the severity in front of the sentence, in the colour of its token. Long sentences take
/// several lines.
class SeverityDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const Tokens &tokens = tokensFor(option.palette);
        const QRectF mark(option.rect.left() + space::m, option.rect.center().y() - markSize / 2 + 1,
                          markSize, markSize);
        switch (Problem::Severity(index.data(ProblemsModel::SeverityRole).toInt())) {
        case Problem::Severity::Error:
            return paintIcon(*painter, QStringLiteral("circle-alert"), mark, tokens.failed);
        case Problem::Severity::Warning:
            return paintIcon(*painter, QStringLiteral("triangle-alert"), mark, tokens.waiting);
        case Problem::Severity::Hint:
            return paintIcon(*painter, QStringLiteral("lightbulb"), mark, tokens.textSecondary);
        }
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize oneLine = QStyledItemDelegate::sizeHint(option, index);
        const auto *list = qobject_cast<const QTreeView *>(option.widget);
        if (!list || list->uniformRowHeights())
            return oneLine;
        const int room = list->columnWidth(ProblemsModel::MessageColumn) - markSize - 4 * space::s;
        const QRect whole(0, 0, std::max(room, 100), mostLines * option.fontMetrics.lineSpacing());
        const QRect text = option.fontMetrics.boundingRect(whole, Qt::TextWordWrap, index.data().toString());
        const int lines = std::clamp(text.height() / option.fontMetrics.lineSpacing(), 1, mostLines);
        return oneLine + QSize(0, (lines - 1) * option.fontMetrics.lineSpacing());
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

/// Keeps names apart from what follows, and long ones from taking the room of the sentence.
class NameDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize whole = QStyledItemDelegate::sizeHint(option, index) + QSize(space::l, 0);
        return whole.boundedTo({widestName, whole.height()});
    }
};

/// Shows the words of a fix as what they are: something to click on.
class FixDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize whole = QStyledItemDelegate::sizeHint(option, index) + QSize(space::l, 0);
        return whole.boundedTo({widestFix, whole.height()});
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        // The style sheet has one colour for all that is selected, so the words are painted over its ground.
        QStyleOptionViewItem ground = option;
        initStyleOption(&ground, index);
        const QStyle *style = ground.widget ? ground.widget->style() : QApplication::style();
        const QRect place = style->subElementRect(QStyle::SE_ItemViewItemText, &ground, ground.widget);
        const QString words = std::exchange(ground.text, {});
        style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
        const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &ground, ground.widget) + 1;
        const QRect line = place.adjusted(margin, 0, -margin, 0);
        QFont font = ground.font;
        font.setUnderline(option.state.testFlag(QStyle::State_MouseOver));
        painter->save();
        painter->setFont(font);
        painter->setPen(tokensFor(option.palette).accent);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(words, Qt::ElideRight, line.width()));
        painter->restore();
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
    m_list->setWordWrap(true);
    m_list->setHeaderHidden(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ProblemsModel::MessageColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(ProblemsModel::NodeColumn, QHeaderView::ResizeToContents);
    m_list->setItemDelegateForColumn(ProblemsModel::MessageColumn, new SeverityDelegate(m_list));
    m_list->header()->setSectionResizeMode(ProblemsModel::FixColumn, QHeaderView::ResizeToContents);
    m_list->header()->setResizeContentsPrecision(rowsForWidth);
    m_list->setItemDelegateForColumn(ProblemsModel::NodeColumn, new NameDelegate(m_list));
    m_list->setItemDelegateForColumn(ProblemsModel::FixColumn, new FixDelegate(m_list));
    m_list->setMouseTracking(true);
    connect(m_list->header(), &QHeaderView::sectionResized, m_list, [this](int section) {
        if (section == ProblemsModel::MessageColumn && !m_list->uniformRowHeights())
            m_list->doItemsLayout();
    });

    QToolButton *close = m_header->addButton(QStringLiteral("x"), tr("Hide the problems"));
    connect(close, &QToolButton::clicked, this, &ProblemsPanel::closeWanted);
    connect(m_list, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ProblemsModel::FixColumn && !m_model->fixTitleAt(index).isEmpty())
            mend(index);
        else
            choose(index);
    });
    connect(m_list, &QTreeView::entered, this, [this](const QModelIndex &index) {
        const bool isFix =
            index.column() == ProblemsModel::FixColumn && !m_model->fixTitleAt(index).isEmpty();
        m_list->viewport()->setCursor(isFix ? Qt::PointingHandCursor : Qt::ArrowCursor);
    });
    auto *fix = new QShortcut(Qt::CTRL | Qt::Key_Period, m_list);
    fix->setContext(Qt::WidgetShortcut);
    connect(fix, &QShortcut::activated, this, [this] { mend(m_list->currentIndex()); });
    connect(m_list, &QTreeView::activated, this, &ProblemsPanel::choose);
}

int ProblemsPanel::count() const
{
    return m_model->seriousCount();
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
    const int row = m_list->currentIndex().row();
    m_list->setUniformRowHeights(m_document && m_document->problems().size() > mostWrapped);
    if (m_document)
        m_model->setProblems(m_document->problems(), m_document->definition(), &m_document->catalog());
    else
        m_model->setProblems({}, nullptr, nullptr);
    // Whoever mends one problem after the other by the keyboard stays in the list.
    const int rows = m_model->rowCount();
    if (row >= 0 && rows > 0)
        m_list->setCurrentIndex(m_model->index(std::min(row, rows - 1), ProblemsModel::MessageColumn));
    static_cast<QLabel *>(m_none)->setText(
        m_document ? tr("No problems") : tr("What is wrong with the open workflow shows here"));
    m_header->setTitle(count() == 0 ? tr("Problems") : tr("Problems (%1)").arg(count()));
    m_pages->setCurrentWidget(rows == 0 ? m_none : static_cast<QWidget *>(m_list));
    emit countChanged(count());
}

void ProblemsPanel::choose(const QModelIndex &index)
{
    if (const Problem *problem = m_model->problemAt(index)) {
        const Problem chosen = *problem; // following it may replace the list
        emit problemChosen(chosen);
    }
}

void ProblemsPanel::mend(const QModelIndex &index)
{
    const Problem *problem = m_model->problemAt(index);
    if (!problem || !m_document)
        return;
    if (!m_document->isChecking()) {
        mendIfStillThere(*problem);
        return;
    }
    // The list is that of an earlier state, in which a first click may have mended the same.
    m_document->check(
        [panel = QPointer(this), document = m_document, problem = *problem](auto checked, auto) {
            if (panel && document && panel->m_document == document && checked == document->definition())
                panel->mendIfStillThere(problem);
        });
}

void ProblemsPanel::mendIfStillThere(const Problem &problem)
{
    const auto &problems = m_document->problems();
    if (std::find(problems.begin(), problems.end(), problem) == problems.end())
        return;
    const auto fixes = fixesFor(*m_document->definition(), m_document->catalog(), problem);
    if (!fixes.empty())
        DefinitionEditor(*m_document).mend(fixes.front());
}

} // namespace perdura
