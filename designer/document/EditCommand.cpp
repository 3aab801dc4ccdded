// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/EditCommand.h"

#include "designer/document/DefinitionDocument.h"

namespace perdura {

EditCommand::EditCommand(DefinitionDocument &document, EditLabel label, DefinitionPatch patch)
    : QUndoCommand(label.text)
    , m_document(document)
    , m_label(std::move(label))
    , m_patch(std::move(patch))
{}

int EditCommand::id() const
{
    return m_label.session.isEmpty() ? -1 : int(m_label.id);
}

bool EditCommand::mergeWith(const QUndoCommand *later)
{
    const auto *other = static_cast<const EditCommand *>(later);
    if (other->m_label.session != m_label.session)
        return false;
    m_patch.absorb(other->m_patch);
    setObsolete(m_patch.isEmpty());
    return true;
}

void EditCommand::undo()
{
    m_document.applyPatch(m_patch, false);
}

void EditCommand::redo()
{
    m_document.applyPatch(m_patch, true);
}

} // namespace perdura
