// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Validation.h"

#include <QPointer>
#include <QWidget>

class QStackedWidget;
class QTreeView;

namespace perdura {

class DefinitionDocument;
class ProblemsModel;
class SectionHeader;

/// The problems of the open document, live; a click or Enter asks to be taken to the place, a click on the
/// words of a fix or Ctrl+. applies it, as one undo step. GUI thread.
class ProblemsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsPanel(QWidget *parent = nullptr);

    /// Null: none is open.
    void setDocument(DefinitionDocument *document);
    /// Without the hints.
    [[nodiscard]] int count() const;

signals:
    void problemChosen(const perdura::Problem &problem);
    void countChanged(int count);
    void closeWanted();

private:
    void refresh();
    void choose(const QModelIndex &index);
    void mend(const QModelIndex &index);
    void mendIfStillThere(const Problem &problem);

    QPointer<DefinitionDocument> m_document;
    SectionHeader *m_header;
    ProblemsModel *m_model;
    QStackedWidget *m_pages;
    QTreeView *m_list;
    QWidget *m_none;
};

} // namespace perdura
