// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/DiffWords.h"

#include <QAbstractTableModel>

namespace perdura {

/// The lines of a comparison as rows. GUI thread.
class DiffModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { KindColumn, WhatColumn, DetailsColumn, ColumnCount };
    static constexpr int wholeRole = Qt::UserRole; ///< DiffLine::whole, in every column

    explicit DiffModel(QObject *parent = nullptr);

    void setLines(std::vector<DiffLine> lines);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<DiffLine> m_lines;
};

} // namespace perdura
