// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/InstanceMover.h"
#include "engine/client/ReplayCheckRun.h"

#include <QAbstractTableModel>

#include <vector>

namespace perdura {

/// Instances and whether each could go on with another version. Those that could, and have not finished, can
/// be ticked. GUI thread.
class VerdictModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { InstanceColumn, VersionColumn, StatusColumn, VerdictColumn, ColumnCount };

    explicit VerdictModel(QObject *parent = nullptr);

    /// Forgets all; what comes is measured against this version.
    void begin(VersionId target);
    void add(CheckedInstance instance);
    /// What became of the move of one.
    void setMoved(const InstanceId &id, InstanceMover::Outcome outcome, const QString &why);
    /// Those that are ticked, in the order of the rows.
    [[nodiscard]] std::vector<InstanceId> ticked() const;
    [[nodiscard]] int tickableCount() const;
    void tickAll();
    /// How many have that verdict.
    [[nodiscard]] int count(ReplayVerdict::Kind kind) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void tickedChanged();

private:
    struct Row
    {
        CheckedInstance checked;
        bool isTicked = false;
        QString outcome; ///< of its move, in words
    };
    [[nodiscard]] bool isTickable(const Row &row) const;
    [[nodiscard]] QString text(const Row &row, int column) const;

    VersionId m_target;
    std::vector<Row> m_rows;
};

/// The verdict in one sentence, both sides shown where they differ.
[[nodiscard]] QString verdictSentence(const ReplayVerdict &verdict);

} // namespace perdura
