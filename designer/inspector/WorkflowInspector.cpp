// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/inspector/WorkflowInspector.h"

#include "app/kit/Banner.h"
#include "app/kit/JsonEdit.h"
#include "app/kit/Look.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/document/DefinitionEditor.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

/// The title, the field and its help, in one widget.
QWidget *addField(QVBoxLayout *column, const QString &title, QWidget *field, const QString &help = {})
{
    auto *part = new QWidget(field->parentWidget());
    auto *block = new QVBoxLayout(part);
    block->setContentsMargins(0, 0, 0, 0);
    block->setSpacing(space::xs);
    QLabel *label = makeLabel(title, TextStyle::Secondary, TextTone::Secondary, part);
    label->setBuddy(field);
    block->addWidget(label);
    block->addWidget(field);
    if (!help.isEmpty()) {
        QLabel *text = makeLabel(help, TextStyle::Secondary, TextTone::Secondary, part);
        text->setWordWrap(true);
        block->addWidget(text);
    }
    column->addWidget(part);
    return part;
}

} // namespace

WorkflowInspector::WorkflowInspector(QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel({}, TextStyle::Section, TextTone::Normal, this))
    , m_banner(new Banner(this))
    , m_name(new QLineEdit(this))
    , m_description(new QPlainTextEdit(this))
    , m_inputSchema(new JsonEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(m_title);
    column->addWidget(m_banner);
    m_banner->setClosable(false); // it says what is so, until it is mended
    addField(column, tr("Name"), m_name);
    m_description->setFixedHeight(84);
    m_description->setTabChangesFocus(true);
    addField(column, tr("Description"), m_description);
    m_inputSchema->setGrowing(5, 18);
    m_inputSchema->setPlaceholderText(u"{ \"type\": \"object\", \"properties\": { } }"_s);
    m_inputPart = addField(column, tr("Input"), m_inputSchema,
                           tr("A JSON Schema of what a run is started with; it makes the form of the Run "
                              "dialog. Empty: any JSON."));
    column->addStretch(1);
    m_title->setObjectName(u"workflowTitle"_s);
    m_name->setObjectName(u"workflowName"_s);
    m_description->setObjectName(u"workflowDescription"_s);
    m_inputSchema->setObjectName(u"workflowInput"_s);
    connect(m_name, &QLineEdit::textEdited, this, [this] { take(u"name"_s); });
    connect(m_description, &QPlainTextEdit::textChanged, this, [this] { take(u"description"_s); });
    connect(m_inputSchema, &JsonEdit::edited, this, [this] { take(u"input"_s); });
}

void WorkflowInspector::setDocument(DefinitionDocument *document)
{
    if (m_document != document)
        ++m_session;
    m_document = document;
    refresh();
}

void WorkflowInspector::refresh()
{
    if (!m_document || m_filling)
        return;
    const QScopedValueRollback<bool> filling(m_filling, true);
    const WorkflowDefinition &definition = *m_document->definition();
    const bool isEntity = definition.kind == DefinitionKind::Entity;
    m_title->setText(isEntity ? tr("Entity") : tr("Workflow"));
    m_inputPart->setVisible(!isEntity); // an entity's operations take what is sent to them
    const QString name = QString::fromStdString(definition.name);
    const QString description = QString::fromStdString(definition.description);
    if (m_name->text() != name) {
        m_name->setText(name);
        m_name->setCursorPosition(0); // a long name shows its beginning
    }
    if (m_description->toPlainText() != description)
        m_description->setPlainText(description);
    if (definition.inputSchema.is_null())
        m_inputSchema->setText({});
    else
        m_inputSchema->setValue(definition.inputSchema);
    refreshProblems();
}

void WorkflowInspector::refreshProblems()
{
    if (!m_document)
        return;
    QStringList sentences;
    bool severe = false;
    for (const Problem &problem : m_document->problems()) {
        if (problem.node || problem.severity == Problem::Severity::Hint)
            continue;
        sentences << problem.message;
        severe = severe || problem.severity == Problem::Severity::Error;
    }
    if (sentences.isEmpty())
        m_banner->clear();
    else
        m_banner->showMessage(severe ? Banner::Kind::Error : Banner::Kind::Warning, sentences.join(u'\n'));
}

void WorkflowInspector::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void WorkflowInspector::take(const QString &field)
{
    if (!m_document || m_filling)
        return;
    const WorkflowDefinition &now = *m_document->definition();
    WorkflowProperties properties{m_name->text().toStdString(), m_description->toPlainText().toStdString(),
                                  now.inputSchema};
    // A text that is not JSON yet stays in the editor, which says what is wrong with it.
    if (m_inputSchema->text().trimmed().isEmpty())
        properties.inputSchema = Json();
    else if (const auto schema = m_inputSchema->value())
        properties.inputSchema = *schema;
    const QScopedValueRollback<bool> filling(m_filling, true);
    DefinitionEditor(*m_document).setProperties(properties, u"workflow %1 %2"_s.arg(m_session).arg(field));
}

} // namespace perdura
