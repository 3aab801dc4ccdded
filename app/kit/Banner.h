// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Look.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace perdura {

class IconLabel;

/// A sentence across the top of a view, with what can be done about it. Hidden until there is something to
/// say.
class Banner final : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Info, Success, Warning, Error };

    explicit Banner(QWidget *parent = nullptr);

    /// Replaces what was there, actions included.
    void showMessage(Kind kind, const QString &sentence);
    QPushButton *addAction(const QString &text, ButtonTone tone = ButtonTone::Normal);
    void setClosable(bool closable);
    void clear();
    [[nodiscard]] QString message() const;

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind = Kind::Info;
    IconLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_actions;
    QToolButton *m_close;
};

} // namespace perdura
