// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace perdura {

/// A text area as high as its text, lines that wrap counted, between a least and a largest number of lines;
/// only what is longer scrolls. GUI thread.
class GrowingTextEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    GrowingTextEdit(int minimumLines, int maximumLines, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();
    /// Pixels that this many lines take, at most; longer texts are not measured to their end.
    [[nodiscard]] int textHeight(int maximum) const;

    int m_minimumLines;
    int m_maximumLines;
};

} // namespace perdura
