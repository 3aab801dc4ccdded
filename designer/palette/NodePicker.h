// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/palette/PaletteView.h"

#include <QFrame>

namespace perdura {

class SearchField;

/// A small searchable list of nodes that opens at the pointer: at the loose end of an edge, or to add one by
/// keyboard. Deletes itself when it closes. GUI thread.
class NodePicker final : public QFrame
{
    Q_OBJECT

public:
    explicit NodePicker(const ActivityCatalog &catalog, bool withStart, QWidget *parent);

    /// Opens with its top left corner near the point, inside the screen.
    void openAt(const QPoint &globalPos);

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
