// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/Completion.h"

#include <QFrame>

class QLabel;
class QListView;
class QStandardItemModel;

namespace perdura {

/// The list of completions, with what the current one is below. Lies over its window, never takes the focus;
/// keys are the business of TextCompleter. GUI thread.
class CompletionPopup final : public QFrame
{
    Q_OBJECT

public:
    explicit CompletionPopup(QWidget *window);

    /// Shows them at a line of text, below it where there is room; `line` in the window's coordinates.
    void open(const std::vector<TextCompletion> &items, const QRect &line);
    void step(int rows);
    [[nodiscard]] int currentRow() const;

signals:
    void chosen(int row);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill(const std::vector<TextCompletion> &items);
    void describeCurrent();
    [[nodiscard]] QSize wantedSize(int rows) const;

    QStandardItemModel *m_model;
    QListView *m_list;
    QLabel *m_documentation;
};

} // namespace perdura
