// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/inspector/NodeInspector.h"

#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "app/kit/SchemaForm.h"
#include "app/kit/TabOrder.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/document/DefinitionEditor.h"
#include "designer/inspector/ExpressionOffers.h"
#include "designer/inspector/NodeHeader.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <array>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

/// A title over a form.
QWidget *titled(const QString &title, QWidget *content, QWidget *parent)
{
    auto *part = new QWidget(parent);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    if (!title.isEmpty()) {
        column->addWidget(makeLine(Qt::Horizontal, part));
        column->addSpacing(space::xs);
        column->addWidget(makeLabel(title, TextStyle::TextStrong, TextTone::Normal, part));
    }
    column->addWidget(content);
    return part;
}

Json memberOf(const Json &object, const char *name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? Json() : *found;
}

/// The fields' schema without what the inspector shows in a place of its own.
Json formSchema(const NodeKindInfo &kind)
{
    Json schema = kind.fieldSchema;
    if (kind.kind == NodeKind::Activity && schema.contains("properties")) {
        for (const char *shownElsewhere : {"activity", "input", "retry"})
            schema["properties"].erase(shownElsewhere);
    }
    return schema;
}

bool hasFields(const Json &schema)
{
    const Json properties = memberOf(schema, "properties");
    return properties.is_object() && !properties.empty();
}

} // namespace

NodeInspector::NodeInspector(QWidget *parent)
    : QWidget(parent)
    , m_header(new NodeHeader(this))
    , m_banner(new Banner(this))
    , m_name(new QLineEdit(this))
    , m_activity(new QComboBox(this))
    , m_activityText(makeLabel({}, TextStyle::Secondary, TextTone::Secondary, this))
    , m_fields(new SchemaForm(this))
    , m_input(new SchemaForm(this))
    , m_retry(new SchemaForm(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    m_banner->setClosable(false); // it says what is so, until it is mended
    column->addWidget(m_header);
    column->addWidget(m_banner);

    auto *nameBlock = new QVBoxLayout;
    nameBlock->setSpacing(space::xs);
    QLabel *nameLabel = makeLabel(tr("Name"), TextStyle::Secondary, TextTone::Secondary, this);
    nameLabel->setBuddy(m_name);
    nameBlock->addWidget(nameLabel);
    nameBlock->addWidget(m_name);
    column->addLayout(nameBlock);
    m_name->setObjectName(u"nodeName"_s);

    m_activityPart = new QWidget(this);
    auto *activityColumn = new QVBoxLayout(m_activityPart);
    activityColumn->setContentsMargins(0, 0, 0, 0);
    activityColumn->setSpacing(space::xs);
    QLabel *activityLabel =
        makeLabel(tr("Activity"), TextStyle::Secondary, TextTone::Secondary, m_activityPart);
    activityLabel->setBuddy(m_activity);
    activityColumn->addWidget(activityLabel);
    activityColumn->addWidget(m_activity);
    activityColumn->addWidget(m_activityText);
    m_activityText->setWordWrap(true);
    m_activity->setObjectName(u"nodeActivity"_s);
    column->addWidget(m_activityPart);

    m_fields->setObjectName(u"nodeFields"_s);
    m_input->setObjectName(u"activityInput"_s);
    m_retry->setObjectName(u"activityRetry"_s);
    column->addWidget(m_fields);
    column->addWidget(m_inputPart = titled(tr("Input"), m_input, this));
    column->addWidget(m_retryPart = titled(tr("Retry"), m_retry, this));
    column->addStretch(1);

    connect(m_name, &QLineEdit::textEdited, this, &NodeInspector::takeName);
    connect(m_activity, &QComboBox::activated, this, &NodeInspector::chooseActivity);
    connect(m_fields, &SchemaForm::valueChanged, this, [this](const QString &pointer) {
        Json fields = m_fields->value();
        takeFields(fields, pointer);
    });
    const auto connectPart = [this](SchemaForm *form, const char *member) {
        connect(form, &SchemaForm::valueChanged, this, [this, form, member](const QString &pointer) {
            const Node *shown = node();
            if (!shown)
                return;
            Json fields = shown->fields;
            if (form->value().empty())
                fields.erase(member);
            else
                fields[member] = form->value();
            takeFields(fields, u'/' + QString::fromLatin1(member) + pointer);
        });
    };
    connectPart(m_input, "input");
    connectPart(m_retry, "retry");
}

const Node *NodeInspector::node() const
{
    return m_document ? m_document->definition()->find(m_node) : nullptr;
}

QString NodeInspector::sessionFor(const QString &field) const
{
    return u"inspector %1 %2"_s.arg(m_session).arg(field);
}

SchemaFormOptions NodeInspector::optionsFor(const QString &prefix) const
{
    SchemaFormOptions options = formOptions();
    options.completions = expressionOffers(m_document, m_node, prefix);
    return options;
}

void NodeInspector::setNode(DefinitionDocument *document, const NodeId &id, const QString &pathRoot)
{
    const bool same = document == m_document && id == m_node;
    m_document = document;
    m_node = id;
    m_pathRoot = pathRoot;
    if (same) {
        refresh();
        return;
    }
    ++m_session;
    if (const Node *shown = node()) {
        buildForms(*shown);
        refresh();
    }
}

SchemaFormOptions NodeInspector::formOptions() const
{
    SchemaFormOptions options;
    options.expressionsAllowed = true;
    options.pathRoot = m_pathRoot;
    options.secretNames = [document = m_document] {
        QStringList names;
        if (document && document->secretNames()) {
            for (const std::string &name : *document->secretNames())
                names.append(QString::fromStdString(name));
        }
        return names;
    };
    return options;
}

void NodeInspector::buildForms(const Node &shown)
{
    const NodeKindInfo &kind = nodeKindInfo(shown.kind);
    m_header->setKind(kind);
    const Json schema = formSchema(kind);
    m_fields->setVisible(hasFields(schema));
    m_fields->setSchema(
        hasFields(schema) ? schema : Json::object({{"type", "object"}, {"properties", Json::object()}}),
        optionsFor({}));
    const bool isActivity = shown.kind == NodeKind::Activity;
    m_activityPart->setVisible(isActivity);
    m_inputPart->setVisible(isActivity);
    m_retryPart->setVisible(isActivity);
    m_shownActivity.clear();
    if (!isActivity) {
        tabThrough({m_name, m_fields});
        return;
    }
    Json retry = memberOf(memberOf(kind.fieldSchema, "properties"), "retry");
    retry.erase("title");
    SchemaFormOptions options = optionsFor(u"/retry"_s);
    options.defaultsAreExamples = true; // without any of them an activity is tried once
    m_retry->setSchema(retry, options);
}

void NodeInspector::fillActivities(const Node &shown)
{
    const Json chosen = memberOf(shown.fields, "activity");
    const std::string name = chosen.is_string() ? chosen.get<std::string>() : std::string();
    const ActivityInfo *info = m_document->catalog().find(name);
    m_activity->clear();
    if (!info)
        m_activity->addItem(name.empty() ? tr("Choose an activity")
                                         : tr("%1 (unknown)").arg(QString::fromStdString(name)),
                            QString::fromStdString(name));
    for (const ActivityInfo &activity : m_document->catalog().all())
        m_activity->addItem(activity.title, QString::fromStdString(activity.name));
    m_activity->setCurrentIndex(m_activity->findData(QString::fromStdString(name)));
    m_activityText->setText(info ? info->description : QString());
    m_activityText->setVisible(info && !info->description.isEmpty());
    if (name != m_shownActivity) {
        m_shownActivity = name;
        const bool known = info && hasFields(info->inputSchema);
        m_input->setSchema(known ? info->inputSchema
                                 : Json::object({{"type", "object"}, {"properties", Json::object()}}),
                           optionsFor(u"/input"_s));
        m_inputPart->setVisible(known);
        tabThrough({m_name, m_activity, m_fields, m_inputPart, m_retryPart});
    }
    m_input->setValue(memberOf(shown.fields, "input"));
    m_retry->setValue(memberOf(shown.fields, "retry"));
}

void NodeInspector::refresh()
{
    const Node *shown = node();
    if (!shown || m_filling)
        return;
    const QString name = QString::fromStdString(shown->name);
    if (m_name->text() != name) {
        m_name->setText(name);
        m_name->setCursorPosition(0); // a long name shows its beginning
    }
    if (shown->kind == NodeKind::Activity)
        fillActivities(*shown);
    m_fields->setValue(shown->fields);
    refreshProblems();
}

void NodeInspector::refreshProblems()
{
    if (!m_document)
        return;
    // Errors and warnings apart: a form shows them differently.
    std::array<QMap<QString, QString>, 2> fields;
    std::array<QMap<QString, QString>, 2> input;
    std::array<QMap<QString, QString>, 2> retry;
    QStringList general;
    bool severe = false;
    for (const Problem &problem : m_document->problems()) {
        if (problem.node != m_node || problem.severity == Problem::Severity::Hint)
            continue;
        const QString pointer = QString::fromStdString(problem.field);
        const std::size_t kind = problem.severity == Problem::Severity::Error ? 0 : 1;
        if (pointer.startsWith("/input/"_L1))
            input[kind][pointer.mid(6)] = problem.message;
        else if (pointer.startsWith("/retry/"_L1))
            retry[kind][pointer.mid(6)] = problem.message;
        else if (m_fields->pointers().contains(u'/' + pointer.section(u'/', 1, 1)))
            fields[kind][pointer] = problem.message;
        else {
            general << problem.message;
            severe = severe || problem.severity == Problem::Severity::Error;
        }
    }
    const auto show = [](SchemaForm &form, const std::array<QMap<QString, QString>, 2> &messages) {
        form.setErrors(messages[0]);
        form.setWarnings(messages[1]);
    };
    show(*m_fields, fields);
    show(*m_input, input);
    show(*m_retry, retry);
    if (general.isEmpty())
        m_banner->clear();
    else
        m_banner->showMessage(severe ? Banner::Kind::Error : Banner::Kind::Warning, general.join(u'\n'));
}

void NodeInspector::focusField(const QString &pointer)
{
    if (pointer.startsWith("/input"_L1) && m_input->focusField(pointer.mid(6)))
        return;
    if (pointer.startsWith("/retry"_L1) && m_retry->focusField(pointer.mid(6)))
        return;
    if (pointer == "/activity"_L1) {
        m_activity->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!pointer.isEmpty() && m_fields->focusField(pointer))
        return;
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void NodeInspector::takeName(const QString &name)
{
    const Node *shown = node();
    if (!shown)
        return;
    const QScopedValueRollback<bool> filling(m_filling, true);
    DefinitionEditor(*m_document).rename(m_node, name.toStdString(), sessionFor(u"name"_s));
}

void NodeInspector::takeFields(const Json &fields, const QString &pointer)
{
    if (!node())
        return;
    const QScopedValueRollback<bool> filling(m_filling, true);
    DefinitionEditor(*m_document).setFields(m_node, fields, sessionFor(pointer));
}

void NodeInspector::chooseActivity(int index)
{
    const Node *shown = node();
    const std::string name = m_activity->itemData(index).toString().toStdString();
    if (!shown || memberOf(shown->fields, "activity") == Json(name))
        return;
    Json fields = shown->fields;
    fields["activity"] = name;
    // What both activities call the same is kept, the rest would only be reported as unknown.
    const ActivityInfo *info = m_document->catalog().find(name);
    const Json known = info ? memberOf(info->inputSchema, "properties") : Json();
    Json input = Json::object();
    const Json old = memberOf(fields, "input");
    if (old.is_object() && known.is_object()) {
        for (const auto &[member, value] : old.items()) {
            if (known.contains(member))
                input[member] = value;
        }
    }
    fields.erase("input");
    if (!input.empty())
        fields["input"] = input;
    DefinitionEditor(*m_document).setFields(m_node, fields, {});
}

} // namespace perdura
