// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/JsonView.h"

#include "app/kit/JsonHighlighter.h"
#include "app/kit/JsonText.h"
#include "app/kit/Look.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

enum Page { TreePage, TextPage, PlaceholderPage };
constexpr int keyRole = Qt::UserRole;        // key of an object's member; absent for items of an array
constexpr int filledRole = Qt::UserRole + 1; // children were made
constexpr int moreRole = Qt::UserRole + 2;   // a "… more" row, which stands for no value

void copyText(const std::string &text)
{
    QApplication::clipboard()->setText(QString::fromStdString(text));
}

} // namespace

JsonView::JsonView(QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel({}, TextStyle::TextStrong))
    , m_treeButton(makeIconButton(u"list-tree"_s, tr("Show as tree")))
    , m_textButton(makeIconButton(u"braces"_s, tr("Show as text")))
    , m_copy(makeIconButton(u"copy"_s, tr("Copy all")))
    , m_pages(new QStackedWidget)
    , m_tree(new QTreeWidget)
    , m_text(new QPlainTextEdit)
    , m_note(new QWidget)
    , m_noteText(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
    , m_placeholder(makeLabel({}, TextStyle::Text, TextTone::Secondary))
    , m_highlighter(new JsonHighlighter(m_text->document(), tokensFor(palette())))
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::m, space::xs, space::s, space::xs);
    bar->setSpacing(space::xs);
    bar->addWidget(m_title);
    bar->addStretch();
    for (QToolButton *button : {m_treeButton, m_textButton, m_copy})
        bar->addWidget(button);
    m_treeButton->setCheckable(true);
    m_textButton->setCheckable(true);

    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->resizeSection(0, 180);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_text->setReadOnly(true);
    m_text->setFont(fontFor(TextStyle::Code));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setProperty("frame", u"none"_s);
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_placeholder->setWordWrap(true);

    auto *noteRow = new QHBoxLayout(m_note);
    noteRow->setContentsMargins(space::m, space::xs, space::m, space::xs);
    noteRow->addWidget(m_noteText, 1);
    QPushButton *copyButton = makeButton(tr("Copy all"), ButtonTone::Link);
    noteRow->addWidget(copyButton);
    m_note->hide();

    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_text);
    m_pages->addWidget(m_placeholder);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_pages, 1);
    column->addWidget(m_note);

    connect(m_treeButton, &QToolButton::clicked, this, [this] { setMode(Mode::Tree); });
    connect(m_textButton, &QToolButton::clicked, this, [this] { setMode(Mode::Text); });
    connect(m_copy, &QToolButton::clicked, this, &JsonView::copyAll);
    connect(copyButton, &QPushButton::clicked, this, &JsonView::copyAll);
    connect(m_tree, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem *item) {
        if (const Json *value = valueOf(item))
            fillChildren(item, *value);
    });
    connect(m_tree, &QTreeWidget::customContextMenuRequested, this, &JsonView::showMenu);
    setMode(Mode::Tree);
    setPlaceholder(tr("There is nothing to show yet."));
}

void JsonView::setValue(const Json &value)
{
    if (m_hasValue && value == m_value)
        return;
    m_value = value;
    m_hasValue = true;
    m_treeFilled = false;
    m_textFilled = false;
    m_copy->setEnabled(true);
    setMode(mode());
}

void JsonView::setPlaceholder(const QString &sentence)
{
    m_placeholder->setText(sentence);
    m_hasValue = false;
    m_value = Json();
    m_copy->setEnabled(false);
    m_note->hide();
    m_pages->setCurrentIndex(PlaceholderPage);
}

void JsonView::setTitle(const QString &title)
{
    m_title->setText(title);
}

JsonView::Mode JsonView::mode() const
{
    return m_textButton->isChecked() ? Mode::Text : Mode::Tree;
}

void JsonView::setMode(Mode mode)
{
    m_treeButton->setChecked(mode == Mode::Tree);
    m_textButton->setChecked(mode == Mode::Text);
    if (!m_hasValue)
        return;
    // A single word or number has no tree worth opening.
    if (mode == Mode::Tree && m_value.is_structured() && !m_value.empty())
        showTree();
    else
        showText();
}

void JsonView::copyAll() const
{
    if (m_hasValue)
        copyText(m_value.is_string() ? m_value.get<std::string>() : prettyJson(m_value));
}

void JsonView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setTokens(tokensFor(palette()));
    QWidget::changeEvent(event);
}

void JsonView::showTree()
{
    m_note->hide();
    m_pages->setCurrentIndex(TreePage);
    if (m_treeFilled)
        return;
    m_treeFilled = true;
    m_tree->clear();
    fillChildren(m_tree->invisibleRootItem(), m_value);
    if (m_tree->topLevelItemCount() == 1)
        m_tree->topLevelItem(0)->setExpanded(true);
    m_tree->resizeColumnToContents(0);
    m_tree->header()->resizeSection(0, qBound(80, m_tree->columnWidth(0) + space::l, 260));
}

void JsonView::showText()
{
    m_pages->setCurrentIndex(TextPage);
    if (!m_textFilled) {
        m_textFilled = true;
        const BoundedText bounded = boundedJsonText(m_value, maximumTextBytes);
        m_text->setPlainText(QString::fromStdString(bounded.text));
        m_noteText->setText(bounded.cut ? tr("These are the first 64 KiB.") : QString());
    }
    m_note->setVisible(!m_noteText->text().isEmpty());
}

QTreeWidgetItem *JsonView::makeItem(const QString &name, const Json &value)
{
    auto *item = new QTreeWidgetItem({name, QString::fromStdString(shortJsonText(value))});
    item->setFont(1, fontFor(TextStyle::Code));
    item->setForeground(0, palette().color(QPalette::PlaceholderText));
    if (value.is_string())
        item->setToolTip(1, QString::fromStdString(shortJsonText(value, 2000)));
    if (value.is_structured() && !value.empty())
        item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
    return item;
}

void JsonView::fillChildren(QTreeWidgetItem *item, const Json &value)
{
    // A plain value iterates as a list of itself, so it is kept out.
    if (!value.is_structured() || (item != m_tree->invisibleRootItem() && item->data(0, filledRole).toBool()))
        return;
    item->setData(0, filledRole, true);
    QList<QTreeWidgetItem *> children;
    int index = 0;
    for (auto it = value.begin(); it != value.end() && index < maximumChildren; ++it, ++index) {
        const QString name = value.is_object() ? QString::fromStdString(it.key()) : QString::number(index);
        QTreeWidgetItem *child = makeItem(name, *it);
        if (value.is_object())
            child->setData(0, keyRole, name);
        children.append(child);
    }
    if (int(value.size()) > maximumChildren) {
        auto *more = new QTreeWidgetItem(
            {tr("… %1 more").arg(QLocale().toString(qlonglong(value.size()) - maximumChildren))});
        more->setData(0, moreRole, true);
        more->setDisabled(true);
        children.append(more);
    }
    item->addChildren(children);
}

const Json *JsonView::valueOf(const QTreeWidgetItem *item) const
{
    if (!item)
        return &m_value;
    if (item->data(0, moreRole).toBool())
        return nullptr;
    const Json *parent = valueOf(item->parent());
    if (!parent)
        return nullptr;
    if (parent->is_object()) {
        const auto it = parent->find(item->data(0, keyRole).toString().toStdString());
        return it != parent->end() ? &*it : nullptr;
    }
    const auto index = std::size_t(item->text(0).toULongLong());
    return parent->is_array() && index < parent->size() ? &(*parent)[index] : nullptr;
}

void JsonView::showMenu(const QPoint &position)
{
    const QTreeWidgetItem *item = m_tree->itemAt(position);
    const Json *value = item ? valueOf(item) : nullptr;
    if (!value)
        return;
    QMenu menu;
    const QAction *copyValue = menu.addAction(icon(u"copy"_s), tr("Copy value"));
    const QAction *copyName = menu.addAction(tr("Copy name"));
    const QAction *chosen = menu.exec(m_tree->viewport()->mapToGlobal(position));
    if (chosen == copyValue)
        copyText(value->is_string() ? value->get<std::string>() : prettyJson(*value));
    else if (chosen == copyName)
        copyText(item->text(0).toStdString());
}

} // namespace perdura
