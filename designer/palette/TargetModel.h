// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/EdgeItem.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QAbstractListModel>

#include <memory>
#include <optional>
#include <vector>

namespace perdura {

/// Where an edge from a port may lead: the nodes of the same flow, those that nothing leads to yet first,
/// narrowed by what is typed. Data has the roles of PaletteModel. GUI thread.
class TargetModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit TargetModel(std::shared_ptr<const WorkflowDefinition> definition, QObject *parent = nullptr);

    void setPort(const EdgeKey &port);
    /// Shows the nodes whose name or kind has all the words.
    void setFilter(const QString &text);
    [[nodiscard]] std::optional<NodeId> targetAt(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void rebuild();

    std::shared_ptr<const WorkflowDefinition> m_definition;
    std::optional<EdgeKey> m_port;
    QStringList m_words;
    std::vector<const Node *> m_rows;
};

} // namespace perdura
