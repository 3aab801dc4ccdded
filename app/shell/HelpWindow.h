// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QListWidget;
class QTextBrowser;

namespace perdura {

struct HelpPage
{
    QString name;  ///< file name without ".md": "design"
    QString title; ///< the page's first heading
};

/// The pages under resources/help in reading order, "index" first.
[[nodiscard]] QList<HelpPage> helpPages();

/// The help in a window of its own: pages at the left, text at the right; links between pages work. Esc
/// closes it.
class HelpWindow final : public QWidget
{
    Q_OBJECT

public:
    explicit HelpWindow(QWidget *parent = nullptr);
    /// Unknown names show the index.
    void showPage(const QString &name);
    [[nodiscard]] QString currentPage() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void render();

    QListWidget *m_list;
    QTextBrowser *m_text;
};

} // namespace perdura
