// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/RunDialog.h"

#include "app/kit/Banner.h"
#include "app/kit/JsonEdit.h"
#include "app/kit/Look.h"
#include "app/kit/SchemaForm.h"
#include "app/shell/InputArea.h"
#include "app/shell/InputMemory.h"
#include "engine/client/WhenFinished.h"
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/JsonSchema.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

enum InputPage { FormPage, JsonPage };

constexpr int startHeight = 440; // pixels, at least
constexpr int aroundWindow = 80; // of the screen, for the frame and a panel

} // namespace

RunDialog::RunDialog(HubClient *client, std::shared_ptr<const WorkflowDefinition> definition,
                     const QString &path, const QString &workspace, InputMemory *memory, bool showInMonitor,
                     QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_definition(std::move(definition))
    , m_path(path)
    , m_workspace(workspace)
    , m_memory(memory)
    , m_banner(new Banner)
    , m_pages(new QStackedWidget)
    , m_json(new JsonEdit)
    , m_modeSwitch(makeButton({}, ButtonTone::Link))
    , m_instanceId(new QLineEdit)
    , m_showInMonitor(new QCheckBox(tr("Show the run in Monitor")))
    , m_run(makeButton(tr("Run"), ButtonTone::Primary, u"play"_s))
{
    const QString name = QString::fromStdString(m_definition->name);
    setWindowTitle(tr("Run %1").arg(name));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);

    auto *body = new QWidget;
    buildInput(body);
    column->addWidget(body, 1);

    auto *foot = new QWidget;
    setSurface(foot, Surface::Panel);
    auto *footRow = new QHBoxLayout(foot);
    footRow->setContentsMargins(space::xl, space::m, space::xl, space::m);
    footRow->setSpacing(space::s);
    QPushButton *cancel = makeButton(tr("Cancel"));
    footRow->addWidget(m_showInMonitor);
    footRow->addStretch();
    footRow->addWidget(cancel);
    footRow->addWidget(m_run);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(foot);

    m_showInMonitor->setChecked(showInMonitor);
    m_run->setDefault(true);
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAutoDefault(button == m_run); // Enter runs, wherever the focus is
    if (!m_form || !m_form->focusField(m_form->pointers().value(0)))
        m_json->setFocus();
    resize(560, startHeight);
    // In a field of several lines Enter begins a line; this runs from everywhere.
    auto *runKeys = new QShortcut(this);
    runKeys->setKeys({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    m_run->setToolTip(tr("Run (%1)").arg(runKeys->key().toString(QKeySequence::NativeText)));
    connect(runKeys, &QShortcut::activated, m_run, &QPushButton::click);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &RunDialog::run);
    connect(m_modeSwitch, &QPushButton::clicked, this,
            [this] { setJsonMode(m_pages->currentIndex() != JsonPage); });
}

void RunDialog::buildInput(QWidget *body)
{
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::s);
    QLabel *title =
        makeLabel(tr("Run %1").arg(QString::fromStdString(m_definition->name)), TextStyle::Section);
    title->setWordWrap(true);
    column->addWidget(title);
    if (!m_definition->description.empty()) {
        QLabel *description = makeLabel(QString::fromStdString(m_definition->description), TextStyle::Text,
                                        TextTone::Secondary);
        description->setWordWrap(true);
        column->addWidget(description);
    }
    auto *headRow = new QHBoxLayout;
    headRow->addWidget(makeLabel(tr("Input"), TextStyle::TextStrong));
    headRow->addStretch();
    headRow->addWidget(m_modeSwitch);
    column->addSpacing(space::xs);
    column->addLayout(headRow);

    const Json last = m_memory->input(m_path).value_or(Json());
    if (hasForm())
        buildForm(last);
    else
        m_pages->addWidget(new QWidget);
    m_pages->addWidget(m_json);
    m_json->setPlaceholderText(tr("Any JSON value, such as {\"orderId\": 4711}. Empty: the run gets null."));
    if (!last.is_null())
        m_json->setValue(last);
    column->addWidget(m_pages, 1);
    m_modeSwitch->setVisible(hasForm());
    m_pages->setCurrentIndex(hasForm() ? FormPage : JsonPage);
    m_modeSwitch->setText(tr("Edit as JSON"));

    column->addSpacing(space::xs);
    column->addWidget(makeLabel(tr("Instance id"), TextStyle::Secondary));
    m_instanceId->setPlaceholderText(tr("A new random one"));
    m_instanceId->setAccessibleName(tr("Instance id"));
    column->addWidget(m_instanceId);
}

void RunDialog::buildForm(const Json &last)
{
    SchemaFormOptions options;
    options.pathRoot = m_memory->workspace();
    options.withDefaults = applyDefaults; // as the run does it
    m_form = new SchemaForm;
    m_form->setSchema(m_definition->inputSchema, options);
    m_form->setValue(last);
    m_area = new InputArea(m_form);
    m_pages->addWidget(m_area);
    connect(m_area, &InputArea::formChanged, this, &RunDialog::growToForm);
}

void RunDialog::growToForm()
{
    const int missing = m_area && m_area->isVisible() ? m_area->missingHeight() : 0;
    const QRect available = screen()->availableGeometry();
    const int wanted = qMin(height() + missing, available.height() - aroundWindow);
    if (wanted <= height())
        return;
    resize(width(), wanted);
    const int below = frameGeometry().bottom() - available.bottom();
    if (below > 0)
        move(x(), qMax(available.top(), y() - below));
}

void RunDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    growToForm();
}

bool RunDialog::hasForm() const
{
    return m_definition->inputSchema.is_object() && !m_definition->inputSchema.empty();
}

bool RunDialog::showsInMonitor() const
{
    return m_showInMonitor->isChecked();
}

void RunDialog::setJsonMode(bool json)
{
    m_banner->clear();
    if (json) {
        m_form->takePending();
        m_json->setValue(m_form->value());
    } else {
        if (!m_json->error().isEmpty()) {
            m_banner->showMessage(Banner::Kind::Error,
                                  tr("The text is not JSON yet. Mend it before going back to the form."));
            return;
        }
        m_form->setValue(m_json->value().value_or(Json()));
    }
    m_pages->setCurrentIndex(json ? JsonPage : FormPage);
    m_modeSwitch->setText(json ? tr("Edit as form") : tr("Edit as JSON"));
}

std::optional<Json> RunDialog::takeInput()
{
    const bool json = m_pages->currentIndex() == JsonPage;
    if (!json)
        m_form->takePending();
    if (json && !m_json->error().isEmpty()) {
        m_banner->showMessage(Banner::Kind::Error, m_json->error());
        return std::nullopt;
    }
    if (!json && !m_form->inputErrors().isEmpty()) {
        m_form->showInputErrors();
        m_form->focusField(m_form->inputErrors().firstKey());
        return std::nullopt;
    }
    Json input = json ? m_json->value().value_or(Json()) : m_form->value();
    if (!hasForm())
        return input;
    input = applyDefaults(std::move(input), m_definition->inputSchema);
    const std::vector<SchemaViolation> violations = schemaViolations(input, m_definition->inputSchema);
    if (violations.empty())
        return input;
    QMap<QString, QString> messages;
    for (const SchemaViolation &violation : violations)
        messages.insert(QString::fromStdString(violation.path), violation.message);
    m_form->setErrors(messages);
    const SchemaViolation &first = violations.front();
    m_banner->showMessage(Banner::Kind::Error,
                          first.path.empty()
                              ? first.message
                              : tr("%1: %2").arg(QString::fromStdString(first.path), first.message));
    return std::nullopt;
}

void RunDialog::run()
{
    m_banner->clear();
    const std::optional<Json> input = takeInput();
    if (!input)
        return;
    m_memory->remember(m_path, m_pages->currentIndex() == JsonPage ? m_json->value().value_or(Json())
                                                                   : m_form->value());
    setBusy(true);
    whenFinished(readReferences(m_definition, m_workspace), this,
                 [this, input](const Result<std::vector<QByteArray>> &texts) {
                     if (!texts)
                         return finish(fail(texts.error()));
                     whenFinished(publishAll(*m_client, *texts), this,
                                  [this, input](const Result<VersionId> &version) {
                                      if (version)
                                          start(*version, *input);
                                      else
                                          finish(fail(version.error()));
                                  });
                 });
}

void RunDialog::start(const VersionId &version, const Json &input)
{
    StartRequest request;
    request.version = version;
    request.input = input;
    const QString id = m_instanceId->text().trimmed();
    if (!id.isEmpty())
        request.id = InstanceId(id);
    whenFinished(m_client->start(std::move(request)), this,
                 [this](const Result<InstanceId> &result) { finish(result); });
}

void RunDialog::finish(const Result<InstanceId> &result)
{
    setBusy(false);
    if (!result) {
        m_banner->showMessage(Banner::Kind::Error, result.error().message);
        return;
    }
    emit started(*result);
    accept();
}

void RunDialog::setBusy(bool busy)
{
    m_run->setEnabled(!busy);
    m_run->setText(busy ? tr("Starting…") : tr("Run"));
}

} // namespace perdura
