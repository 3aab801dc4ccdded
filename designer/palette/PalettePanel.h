// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/palette/PaletteView.h"

namespace perdura {

class SearchField;

/// The palette beside the canvas: a search field over the list. Down in the field goes to the list, Enter
/// adds the first entry that fits. GUI thread.
class PalettePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PalettePanel(const ActivityCatalog &catalog, QWidget *parent = nullptr);

    [[nodiscard]] PaletteView *view() const { return m_view; }
    /// Offers what may be part of a workflow, or of an entity.
    void setDefinitionKind(DefinitionKind kind) { m_model->setDefinitionKind(kind); }
    /// Puts the caret into the search field.
    void focusSearch();

signals:
    void templateChosen(const perdura::edits::NodeTemplate &from);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    SearchField *m_search;
    PaletteModel *m_model;
    PaletteView *m_view;
};

} // namespace perdura
