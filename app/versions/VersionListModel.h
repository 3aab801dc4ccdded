// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/StoredValues.h"

#include <QAbstractTableModel>

#include <vector>

namespace perdura {

/// The drawing as it is on screen, and below it what was published of it, the last one first. GUI thread.
class VersionListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { VersionColumn, PublishedColumn, InstancesColumn, ColumnCount };

    explicit VersionListModel(QObject *parent = nullptr);

    /// `draft` is the version that the drawing would be published as.
    void setVersions(VersionId draft, std::vector<VersionInfo> versions);
    /// The version of a row; row 0 is the draft.
    [[nodiscard]] VersionId at(int row) const;
    [[nodiscard]] const std::vector<VersionInfo> &versions() const { return m_versions; }
    [[nodiscard]] const VersionId &draft() const { return m_draft; }
    /// "Draft", or the start of the version and when it was published.
    [[nodiscard]] QString title(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;

    VersionId m_draft;
    std::vector<VersionInfo> m_versions;
};

/// As many characters of a version as people are shown.
[[nodiscard]] QString shortVersion(const VersionId &version);

} // namespace perdura
