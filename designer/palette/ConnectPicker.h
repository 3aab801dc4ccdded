// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/palette/SearchPopup.h"
#include "designer/palette/TargetModel.h"

class QComboBox;
class QListView;

namespace perdura {

/// Makes an edge by keyboard: the port (left and right in the empty search field change it), then the node
/// that it shall lead to. GUI thread.
class ConnectPicker final : public SearchPopup
{
    Q_OBJECT

public:
    /// `from` is a node of the definition that has ports.
    ConnectPicker(std::shared_ptr<const WorkflowDefinition> definition, const NodeId &from, QWidget *parent);

signals:
    void connectionChosen(const perdura::EdgeKey &edge, const perdura::NodeId &to);

protected:
    void narrow(const QString &text) override;
    void step(int direction) override;
    void choose() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fillPorts(const WorkflowDefinition &definition);
    [[nodiscard]] EdgeKey port() const;
    void showTargets();

    NodeId m_from;
    QComboBox *m_ports;
    TargetModel *m_targets;
    QListView *m_list;
};

} // namespace perdura
