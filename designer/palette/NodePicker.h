// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/palette/PaletteView.h"
#include "designer/palette/SearchPopup.h"

namespace perdura {

/// A small searchable list of nodes that opens at the pointer: at the loose end of an edge, or to add one by
/// keyboard. GUI thread.
class NodePicker final : public SearchPopup
{
    Q_OBJECT

public:
    NodePicker(const QString &title, const ActivityCatalog &catalog, bool withStart, QWidget *parent);
    /// Offers what may be part of a workflow, or of an entity.
    void setDefinitionKind(DefinitionKind kind);

signals:
    void templateChosen(const perdura::edits::NodeTemplate &from);

protected:
    void narrow(const QString &text) override;
    void step(int direction) override;
    void choose() override;

private:
    PaletteModel *m_model;
    PaletteView *m_view;
};

} // namespace perdura
