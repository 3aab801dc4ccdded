// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/SampleLibrary.h"

#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace perdura {

/// What the window shows while no workspace is open: open or make one, start from a sample, go back to a
/// recent one.
class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(const QList<Sample> &samples, QWidget *parent = nullptr);

    void setRecentWorkspaces(const QStringList &folders);

signals:
    void openFolderRequested();
    void newWorkspaceRequested();
    void workspaceChosen(const QString &folder);
    void removeRecentRequested(const QString &folder);
    void sampleChosen(const perdura::Sample &sample);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    void addCards(const QString &title, const QList<Sample> &samples);
    void arrangeCards();
    QWidget *makeRecentRow(const QString &folder);

    struct CardGroup
    {
        QGridLayout *grid;
        QList<QWidget *> cards;
    };

    QWidget *m_body;
    QVBoxLayout *m_column;
    QVBoxLayout *m_recent;
    QWidget *m_recentBox;
    QList<CardGroup> m_groups;
    int m_columns = 0;
};

} // namespace perdura
