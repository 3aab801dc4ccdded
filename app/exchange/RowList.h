// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/IconLabel.h"

#include <QScrollArea>

class QVBoxLayout;

namespace perdura {

/// Sentences below each other, each with an icon and, if need be, a quieter line below: as high as they need
/// up to a limit, scrolled beyond. GUI thread.
class RowList final : public QScrollArea
{
    Q_OBJECT

public:
    /// `most`: its greatest height, in pixels.
    RowList(const QString &accessibleName, int most, QWidget *parent = nullptr);

    void clear();
    void addRow(const QString &iconName, IconLabel::Tint tint, const QString &text,
                const QString &detail = {});
    [[nodiscard]] int count() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Of all rows, without their details.
    [[nodiscard]] QStringList texts() const { return m_texts; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void takeHeight();

    int m_most;
    int m_height = 0; ///< of all rows, but no more than m_most
    QStringList m_texts;
    QVBoxLayout *m_rows;
};

} // namespace perdura
