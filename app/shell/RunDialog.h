// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace perdura {

class Banner;
class InputArea;
class InputMemory;
class JsonEdit;
class SchemaForm;

/// Asks for a run's input and starts it: as a form where the workflow describes its input, else (or when
/// asked) as JSON. Publishes the definition as it is drawn; the file is not saved. Closes itself once the run
/// has started.
class RunDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `memory` and `client` must outlive the dialog. `path` may be empty for a drawing that was never saved.
    RunDialog(HubClient *client, std::shared_ptr<const WorkflowDefinition> definition, const QString &path,
              const QString &workspace, InputMemory *memory, bool showInMonitor, QWidget *parent);

    [[nodiscard]] bool showsInMonitor() const;

protected:
    void showEvent(QShowEvent *event) override;

signals:
    void started(const perdura::InstanceId &id);

private:
    void buildInput(QWidget *body);
    void buildForm(const Json &last);
    /// Makes the window as high as its form needs, within the screen; never lower.
    void growToForm();
    void setJsonMode(bool json);
    /// The input as it stands; nothing, with the reason on screen, when it cannot be used.
    [[nodiscard]] std::optional<Json> takeInput();
    [[nodiscard]] bool hasForm() const;
    void run();
    void start(const VersionId &version, const Json &input);
    void finish(const Result<InstanceId> &result);
    void setBusy(bool busy);

    HubClient *m_client;
    std::shared_ptr<const WorkflowDefinition> m_definition;
    QString m_path;
    QString m_workspace;
    InputMemory *m_memory;
    Banner *m_banner;
    QStackedWidget *m_pages;
    SchemaForm *m_form = nullptr; ///< null without an input schema, as the area is
    InputArea *m_area = nullptr;
    JsonEdit *m_json;
    QPushButton *m_modeSwitch;
    QLineEdit *m_instanceId;
    QCheckBox *m_showInMonitor;
    QPushButton *m_run;
};

} // namespace perdura
