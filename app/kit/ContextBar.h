// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Look.h"

#include <QStringList>
#include <QWidget>

class QHBoxLayout;

namespace perdura {

class ElidedLabel;

/// The strip above a place: where am I, and what can be done here. 44 pixels high, with a hairline below.
class ContextBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ContextBar(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// What the title is in, outermost first ("orders", "Instances"). Each is a button; see
    /// breadcrumbClicked().
    void setBreadcrumb(const QStringList &parts);
    /// Between the title and the actions: a status chip, say. Takes ownership.
    void addInfo(QWidget *widget);
    /// At the right end, in the order of the calls. Takes ownership.
    void addAction(QWidget *widget);
    QPushButton *addAction(const QString &text, ButtonTone tone = ButtonTone::Normal,
                           const QString &iconName = {});

signals:
    void breadcrumbClicked(int part);

private:
    QHBoxLayout *m_breadcrumb;
    ElidedLabel *m_title;
    QHBoxLayout *m_info;
    QHBoxLayout *m_actions;
};

} // namespace perdura
