// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/DrawingImport.h"
#include "engine/import/ReadCode.h"

#include <QDialog>
#include <QStringList>

class QCheckBox;
class QLabel;
class QPushButton;
class QRadioButton;

namespace perdura {

class Banner;
class FolderField;
class RowList;

/// Brings the drawings of an exported project, or of a JavaScript file, into the workspace: shows what is in
/// it, what the workspace has already, and asks what becomes of drawings that differ. Overwrites nothing.
/// Closes itself once they are there. GUI thread.
class ImportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `source` is proposed; it may be empty.
    ImportDialog(const QString &workspace, const QString &source, QWidget *parent = nullptr);

signals:
    /// Absolute paths, never none.
    void imported(const QStringList &files);

private:
    /// What was found in a source, next to what is in the workspace.
    struct Found
    {
        ReadCode code;
        DrawingImport drawings;
    };

    void buildLayout();
    [[nodiscard]] QWidget *makeConflict();
    [[nodiscard]] QWidget *makeFoot();
    void read();
    void take(const Result<Found> &found);
    void showFound();
    void clear();
    void updateButton();
    [[nodiscard]] IfDifferent choice() const;
    void importDrawings();

    QString m_workspace;
    Found m_found;
    int m_reading = 0; ///< number of the newest reading; older answers are not wanted
    bool m_isWriting = false;
    Banner *m_banner;
    FolderField *m_source;
    QLabel *m_state;
    QLabel *m_drawingsTitle;
    RowList *m_drawings;
    QLabel *m_remarksTitle;
    RowList *m_remarks;
    QCheckBox *m_mend;
    QWidget *m_conflict;
    QLabel *m_conflictText;
    QRadioButton *m_keep;
    QRadioButton *m_copy;
    QPushButton *m_import;
};

} // namespace perdura
