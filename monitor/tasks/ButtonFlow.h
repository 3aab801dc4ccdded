// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <vector>

namespace perdura {

/// Lays out buttons from right to left, and in as many rows as their full texts need. No button gets less
/// than it asks for.
class ButtonFlow final : public QLayout
{
    Q_OBJECT

public:
    /// `spacing` in pixels, between buttons and between rows.
    explicit ButtonFlow(int spacing);
    ~ButtonFlow() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &place) override;

private:
    [[nodiscard]] std::vector<QRect> placesIn(const QRect &place) const;

    std::vector<QLayoutItem *> m_items; // owned, as layouts do
};

} // namespace perdura
