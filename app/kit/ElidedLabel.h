// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Look.h"

#include <QWidget>

namespace perdura {

/// One line of text that is shortened to the room it has; the whole text is its tooltip then.
class ElidedLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, TextStyle style = TextStyle::Text,
                         TextTone tone = TextTone::Normal, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    void setElideMode(Qt::TextElideMode mode);
    void setTone(TextTone tone);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();

    QString m_text;
    TextTone m_tone;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace perdura
