// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/RunState.h"

#include <QWidget>

#include <optional>

class QPainter;
class QRect;

namespace perdura {

/// Icon, word and tinted ground of a state; 22 pixels high. For item views use paintStatusChip() in a
/// delegate.
class StatusChip final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusChip(QWidget *parent = nullptr);
    explicit StatusChip(RunState state, QWidget *parent = nullptr);

    /// `text` replaces the state's own word ("Waiting for approval"); empty: the state's word.
    void setState(RunState state, const QString &text = {});
    [[nodiscard]] RunState state() const { return m_state; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RunState m_state = RunState::Pending;
    QString m_text;
};

/// The state's icon alone, 16 x 16, with its word as tooltip and accessible name.
class StatusMark final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusMark(RunState state, QWidget *parent = nullptr);
    void setState(RunState state);
    [[nodiscard]] QSize sizeHint() const override { return {16, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RunState m_state = RunState::Pending;
};

/// Paints the chip left-aligned and vertically centred in `rect`; returns the width that it took.
int paintStatusChip(QPainter &painter, const QRect &rect, RunState state, const Tokens &tokens,
                    const QString &text = {});
[[nodiscard]] int statusChipWidth(RunState state, const QString &text = {});

} // namespace perdura
