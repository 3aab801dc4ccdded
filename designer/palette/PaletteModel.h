// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/document/DefinitionEdits.h"
#include "engine/definition/NodeCatalog.h"

#include <QAbstractListModel>

#include <vector>

namespace perdura {

/// What can be put on the canvas: the kinds of node and the activities, by family, filtered by what is typed.
/// Rows are headings and entries; headings cannot be selected. GUI thread.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { HeadingRole = Qt::UserRole + 1, IconRole, FamilyRole };

    /// `withStart`: offer what begins a workflow; the picker at the end of an edge does not.
    PaletteModel(const ActivityCatalog &catalog, bool withStart, QObject *parent = nullptr);

    /// Offers what may be part of a workflow, or of an entity.
    void setDefinitionKind(DefinitionKind kind);
    /// Shows the entries whose title, id or description has all the words.
    void setFilter(const QString &text);
    [[nodiscard]] std::optional<edits::NodeTemplate> templateAt(const QModelIndex &index) const;
    /// The first entry whose title begins with what is typed, else the first of all; invalid when nothing
    /// fits.
    [[nodiscard]] QModelIndex bestEntry() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

private:
    struct Entry
    {
        bool heading = false;
        QString title;
        QString description;
        QString icon;
        NodeFamily family = NodeFamily::Control;
        edits::NodeTemplate from;
    };

    [[nodiscard]] std::vector<Entry> entriesOf(NodeFamily family) const;
    void rebuild();

    ActivityCatalog m_catalog;
    DefinitionKind m_definition = DefinitionKind::Workflow;
    bool m_withStart;
    QStringList m_words;
    std::vector<Entry> m_rows;
};

} // namespace perdura
