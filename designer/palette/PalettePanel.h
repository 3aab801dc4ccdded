// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/palette/PaletteView.h"

#include <QPointer>

namespace perdura {

class DefinitionDocument;
class SearchField;

/// The palette beside the canvas: a search field over the list. Down in the field goes to the list, Enter
/// adds the first entry that fits. GUI thread.
class PalettePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PalettePanel(const ActivityCatalog &catalog, QWidget *parent = nullptr);

    [[nodiscard]] PaletteView *view() const { return m_view; }
    /// Offers what may be part of that document, a workflow or an entity, whenever that changes; null: of a
    /// workflow. Not owned.
    void setDocument(const DefinitionDocument *document);
    /// Puts the caret into the search field.
    void focusSearch();

signals:
    void templateChosen(const perdura::edits::NodeTemplate &from);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followKind();

    QPointer<const DefinitionDocument> m_document;
    SearchField *m_search;
    PaletteModel *m_model;
    PaletteView *m_view;
};

} // namespace perdura
