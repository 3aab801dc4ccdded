// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace perdura {

class JsonHighlighter;

/// Shows one JSON value, as a tree or as text, with a button to copy it. Large values stay cheap: the tree
/// opens level by level and shows the first 500 of each, the text shows the first 64 KiB with a note; "Copy
/// all" copies the whole.
class JsonView final : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Tree, Text };
    static constexpr std::size_t maximumTextBytes = 64u * 1024;
    static constexpr int maximumChildren = 500;

    explicit JsonView(QWidget *parent = nullptr);

    void setValue(const Json &value);
    /// Shows nothing but a sentence ("There is no output yet.").
    void setPlaceholder(const QString &sentence);
    void setTitle(const QString &title);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const;
    /// The whole value as indented text goes to the clipboard.
    void copyAll() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void showTree();
    void showText();
    void fillChildren(QTreeWidgetItem *item, const Json &value);
    [[nodiscard]] const Json *valueOf(const QTreeWidgetItem *item) const;
    QTreeWidgetItem *makeItem(const QString &name, const Json &value);
    void showMenu(const QPoint &position);

    Json m_value;
    bool m_hasValue = false;
    bool m_treeFilled = false;
    bool m_textFilled = false;
    QLabel *m_title;
    QToolButton *m_treeButton;
    QToolButton *m_textButton;
    QToolButton *m_copy;
    QStackedWidget *m_pages;
    QTreeWidget *m_tree;
    QPlainTextEdit *m_text;
    QWidget *m_note;
    QLabel *m_noteText;
    QLabel *m_placeholder;
    JsonHighlighter *m_highlighter;
};

} // namespace perdura
