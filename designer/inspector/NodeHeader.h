// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/NodeCatalog.h"

#include <QWidget>

class QLabel;

namespace perdura {

/// Tile, kind and description of a node, at the top of the inspector.
class NodeHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit NodeHeader(QWidget *parent = nullptr);
    void setKind(const NodeKindInfo &kind);

private:
    class Tile;
    Tile *m_tile;
    QLabel *m_title;
    QLabel *m_description;
};

} // namespace perdura
