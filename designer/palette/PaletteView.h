// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/palette/PaletteModel.h"

#include <QListView>

namespace perdura {

/// The list of a PaletteModel: tile, title, headings; drags entries out, gives the entry that was chosen by a
/// double click or Enter. GUI thread.
class PaletteView final : public QListView
{
    Q_OBJECT

public:
    explicit PaletteView(PaletteModel *model, QWidget *parent = nullptr);

    /// Chooses the current entry, or the first one.
    void chooseCurrent();
    /// Makes the next entry below (1) or above (-1) the current one, skipping headings.
    void step(int direction);

signals:
    void templateChosen(const perdura::edits::NodeTemplate &from);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void startDrag(Qt::DropActions actions) override;

private:
    void choose(const QModelIndex &index);

    PaletteModel *m_model;
};

} // namespace perdura
