// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/FormField.h"

#include "app/kit/IconLabel.h"
#include "app/kit/Look.h"
#include "app/kit/forms/TextCompleter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

bool isExpressionText(const std::optional<Json> &value)
{
    return value && value->is_string() && value->get_ref<const std::string &>().starts_with('=');
}

} // namespace

QString pointerOf(const std::vector<std::string> &path)
{
    QString pointer;
    for (const std::string &key : path)
        pointer += u'/' + QString::fromStdString(key).replace(u'~', "~0"_L1).replace(u'/', "~1"_L1);
    return pointer;
}

FormField::FormField(Spec spec, QWidget *parent)
    : QWidget(parent)
    , m_spec(std::move(spec))
    , m_editor(makeFieldEditor(m_spec.schema, m_spec.title, m_spec.required, m_spec.options, this))
    , m_error(makeLabel({}, TextStyle::Secondary, TextTone::Error))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    buildTitle(column);
    if (!m_editor->showsTitle())
        column->addWidget(m_editor);
    if (m_fx && !m_editor->takesExpressions()) {
        m_expression = new QLineEdit;
        m_expression->setFont(fontFor(TextStyle::Code));
        m_expression->setPlaceholderText(u"=input.value"_s);
        m_expression->hide();
        TextCompleter::attach(m_expression, m_spec.options);
        column->addWidget(m_expression);
        connect(m_expression, &QLineEdit::textEdited, this, &FormField::changed);
    }
    const QString help = schemaText(m_spec.schema, "description");
    if (!help.isEmpty()) {
        QLabel *label = makeLabel(help, TextStyle::Secondary, TextTone::Secondary);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    m_error->setWordWrap(true);
    m_error->hide();
    column->addWidget(m_error);
    m_editor->setAccessibleName(m_spec.title);
    if (m_editor->focusProxy())
        m_editor->focusProxy()->setAccessibleName(m_spec.title);
    connect(m_editor, &FieldEditor::changed, this, [this] {
        syncToggle();
        emit changed();
    });
}

void FormField::buildTitle(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::xs);
    if (m_editor->showsTitle()) {
        row->addWidget(m_editor);
    } else if (!m_spec.title.isEmpty()) {
        row->addWidget(makeLabel(m_spec.title, TextStyle::Secondary));
        if (m_spec.required) {
            QLabel *mark = makeLabel(u"*"_s, TextStyle::Secondary, TextTone::Error);
            mark->setToolTip(tr("Required"));
            row->addWidget(mark);
        }
    }
    row->addStretch();
    const QString format = schemaText(m_spec.schema, "format");
    if (m_spec.options.expressionsAllowed && format != "code"_L1 && format != "expression"_L1) {
        m_fx = new QToolButton;
        m_fx->setText(u"fx"_s);
        m_fx->setFont(fontFor(TextStyle::Code));
        m_fx->setCheckable(true);
        m_fx->setProperty("compact", true);
        m_fx->setFocusPolicy(Qt::TabFocus);
        m_fx->setToolTip(tr("Work this value out with an expression"));
        m_fx->setAccessibleName(tr("Expression for %1").arg(m_spec.title));
        row->addWidget(m_fx);
        connect(m_fx, &QToolButton::clicked, this, &FormField::toggleExpression);
    }
    column->addLayout(row);
}

QString FormField::pointer() const
{
    return pointerOf(m_spec.path);
}

void FormField::show(const Json *newValue)
{
    const std::optional<Json> shown = value();
    if (newValue ? shown && *shown == *newValue : !shown && complaint().isEmpty())
        return;
    const bool expression = m_expression && newValue && isExpressionText(*newValue);
    setExpression(expression);
    if (expression)
        showFromStart(m_expression, fieldText(*newValue));
    else
        m_editor->show(newValue);
    syncToggle();
}

std::optional<Json> FormField::value() const
{
    if (!m_expression || m_expression->isHidden())
        return m_editor->value();
    QString text = m_expression->text();
    if (text.isEmpty() || text == "="_L1)
        return std::nullopt;
    if (!text.startsWith(u'='))
        text.prepend(u'=');
    return Json(text.toStdString());
}

QString FormField::complaint() const
{
    return m_expression && !m_expression->isHidden() ? QString() : m_editor->complaint();
}

void FormField::setError(const QString &message)
{
    m_error->setText(message);
    m_error->setVisible(!message.isEmpty());
    m_editor->markInvalid(!message.isEmpty());
    if (m_expression)
        setInvalid(m_expression, !message.isEmpty());
}

void FormField::setWarning(const QString &message)
{
    if (!m_warning && message.isEmpty())
        return;
    if (!m_warning) {
        // The colour of warnings is too light for small letters, so it is the mark's.
        m_warning = new QWidget;
        auto *row = new QHBoxLayout(m_warning);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(space::xs);
        auto *mark = new IconLabel(u"triangle-alert"_s, 16, &Tokens::waiting);
        row->addWidget(mark, 0, Qt::AlignTop);
        m_warningText = makeLabel({}, TextStyle::Secondary);
        m_warningText->setWordWrap(true);
        row->addWidget(m_warningText, 1);
        static_cast<QVBoxLayout *>(layout())->addWidget(m_warning);
    }
    m_warningText->setText(message);
    m_warning->setVisible(!message.isEmpty());
}

void FormField::setReadOnly(bool readOnly)
{
    m_editor->setReadOnly(readOnly);
    if (m_expression)
        m_expression->setReadOnly(readOnly);
    if (m_fx)
        m_fx->setEnabled(!readOnly);
}

void FormField::takeFocus()
{
    if (m_expression && !m_expression->isHidden())
        m_expression->setFocus(Qt::OtherFocusReason);
    else
        m_editor->takeFocus();
}

void FormField::setExpression(bool expression)
{
    if (!m_expression)
        return;
    m_expression->setVisible(expression);
    // A check box stays where the title is, greyed; other editors make place for the line.
    if (m_editor->showsTitle())
        m_editor->setEnabled(!expression);
    else
        m_editor->setVisible(!expression);
}

void FormField::toggleExpression(bool expression)
{
    if (m_expression) {
        setExpression(expression);
        if (expression && m_expression->text().isEmpty())
            m_expression->setText(u"="_s);
        takeFocus();
        if (expression)
            m_expression->end(false);
        emit changed();
        return;
    }
    const std::optional<Json> old = m_editor->value();
    QString text = old ? fieldText(*old) : QString();
    if (expression && !text.startsWith(u'='))
        text.prepend(u'=');
    else if (!expression && text.startsWith(u'='))
        text.remove(0, 1);
    const Json changedText = text.toStdString();
    m_editor->show(text.isEmpty() ? nullptr : &changedText);
    m_editor->setFocus(Qt::OtherFocusReason);
    emit changed();
}

void FormField::syncToggle()
{
    if (m_fx)
        m_fx->setChecked(m_expression ? !m_expression->isHidden() : isExpressionText(m_editor->value()));
}

} // namespace perdura
