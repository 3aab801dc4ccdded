// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/ExportWork.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace perdura {

class Banner;
class FolderField;
class RowList;

/// Exports a drawing, as it is on screen, and what it names as code; then says what was written and what is
/// left to do. Closing it leaves an export under way to its end. GUI thread.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `path` and `workspace` may be empty; `folder` is proposed.
    ExportDialog(std::shared_ptr<const WorkflowDefinition> definition, const QString &path,
                 const QString &workspace, const QString &folder, QWidget *parent = nullptr);

signals:
    void exported(const QString &folder, int files);

private:
    enum class Step { Reading, Ready, Writing, Asking, Done };

    void buildLayout(const QString &folder);
    [[nodiscard]] QWidget *makeQuestionPage();
    [[nodiscard]] QWidget *makeResultPage();
    [[nodiscard]] QWidget *makeFoot();
    void showContent(ExportContent content);
    void write(HandChanges choice);
    void take(const Result<ExportOutcome> &outcome);
    void ask(const std::vector<QString> &files);
    void showResult(const ExportOutcome &outcome);
    void setStep(Step step);
    /// Back to the choice of a folder, from an error or a question.
    void goBack();

    std::shared_ptr<const WorkflowDefinition> m_definition;
    QString m_workspace;
    QString m_target; ///< the folder that is being written
    ExportContent m_content;
    Step m_step = Step::Reading;
    Banner *m_banner;
    QStackedWidget *m_pages;
    RowList *m_drawings;
    FolderField *m_folder;
    RowList *m_changed;
    QLabel *m_result;
    QLabel *m_left;
    RowList *m_remarks;
    QPushButton *m_open;
    QPushButton *m_replace;
    QPushButton *m_close;
    QPushButton *m_export;
};

} // namespace perdura
