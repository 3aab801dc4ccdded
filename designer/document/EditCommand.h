// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/document/DefinitionPatch.h"

#include <QString>
#include <QUndoCommand>

namespace perdura {

class DefinitionDocument;

/// Every kind of edit, so that the ids by which commands merge cannot collide.
enum class CommandId {
    AddNodes = 1,
    RemoveItems,
    MoveNodes,
    MoveIntoContainer,
    Connect,
    Disconnect,
    ChangeField,
    RenameNode,
    ChangeProperties,
    TidyUp,
    ReloadFile,
    MendProblem,
};

/// How an edit shows in the undo list and with what it merges.
struct EditLabel
{
    CommandId id = CommandId::AddNodes;
    QString text;
    /// Edits of the same kind and session become one step: one drag, typing in one field. Empty: never.
    QString session;
};

/// One undo step: a patch of ids and values; the document is the only object that it knows.
class EditCommand final : public QUndoCommand
{
public:
    EditCommand(DefinitionDocument &document, EditLabel label, DefinitionPatch patch);

    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand *later) override;
    void undo() override;
    void redo() override;

private:
    DefinitionDocument &m_document;
    EditLabel m_label;
    DefinitionPatch m_patch;
};

} // namespace perdura
