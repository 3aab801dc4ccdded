// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/designer/FormFiller.h"

#include "app/kit/forms/ChoiceEditors.h"
#include "app/kit/forms/ExpressionEditor.h"
#include "app/kit/forms/FormField.h"
#include "app/kit/forms/JsonFieldEditor.h"
#include "app/kit/forms/MapEditor.h"
#include "app/kit/forms/NumberEditor.h"
#include "app/kit/forms/ObjectListEditor.h"
#include "app/kit/forms/SecretEditor.h"
#include "app/kit/forms/StringListEditor.h"
#include "app/kit/forms/TextEditors.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The widgets of that kind that are in sight, in order; not those of forms within.
template <typename Widget>
QList<Widget *> shownIn(QWidget &owner)
{
    QList<Widget *> shown;
    for (Widget *widget : owner.findChildren<Widget *>()) {
        if (widget->isVisibleTo(&owner))
            shown.append(widget);
    }
    return shown;
}

void clear(QWidget *edit)
{
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(edit, Qt::Key_Delete);
}

/// Types one after the other until one fits.
void type(FormField &field, QLineEdit *edit, const QStringList &texts)
{
    for (const QString &text : texts) {
        clear(edit);
        QTest::keyClicks(edit, text);
        if (field.complaint().isEmpty())
            return;
    }
}

void choose(QComboBox *box)
{
    box->setFocus();
    const bool isLast = box->currentIndex() == box->count() - 1;
    QTest::keyClick(box, isLast ? Qt::Key_Home : Qt::Key_End);
}

void press(QPushButton *button)
{
    QVERIFY(button);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
}

/// The button under the rows of a list: the last one.
QPushButton *addButton(QWidget &editor)
{
    return shownIn<QPushButton>(editor).value(shownIn<QPushButton>(editor).size() - 1);
}

void addEntry(QWidget &editor)
{
    press(addButton(editor));
    const auto edits = shownIn<QLineEdit>(editor);
    QVERIFY(edits.size() >= 2);
    QTest::keyClicks(edits[edits.size() - 2], u"entry"_s);
    QTest::keyClicks(edits.last(), u"word"_s);
}

FillProblems addCard(QWidget &editor)
{
    press(addButton(editor));
    const auto forms = shownIn<SchemaForm>(editor);
    return forms.isEmpty() ? FillProblems{u"no card was added"_s} : fillForm(*forms.last());
}

FillProblems fill(FormField &field)
{
    auto *editor = field.findChild<FieldEditor *>(QString(), Qt::FindDirectChildrenOnly);
    if (qobject_cast<BooleanEditor *>(editor)) {
        QTest::keyClick(editor->findChild<QCheckBox *>(), Qt::Key_Space);
    } else if (qobject_cast<EnumEditor *>(editor)) {
        choose(editor->findChild<QComboBox *>());
    } else if (qobject_cast<NumberEditor *>(editor)) {
        type(field, editor->findChild<QLineEdit *>(), {u"5"_s, u"1"_s, u"0.5"_s});
    } else if (qobject_cast<LineEditor *>(editor)) {
        type(field, editor->findChild<QLineEdit *>(),
             {u"word"_s, u"2 h"_s, u"2030-01-02T03:04:05Z"_s, u"https://example.org/a"_s});
    } else if (qobject_cast<SecretEditor *>(editor)) {
        type(field, editor->findChild<QLineEdit *>(), {u"hidden"_s});
    } else if (qobject_cast<MultilineEditor *>(editor) || qobject_cast<ExpressionEditor *>(editor)) {
        auto *edit = editor->findChild<QPlainTextEdit *>();
        clear(edit);
        QTest::keyClicks(edit, u"=1"_s);
    } else if (qobject_cast<JsonFieldEditor *>(editor)) {
        auto *edit = editor->findChild<QPlainTextEdit *>();
        clear(edit);
        QTest::keyClicks(edit, uR"({"type":"object"})"_s);
        field.takePending();
    } else if (qobject_cast<StringListEditor *>(editor)) {
        press(addButton(*editor));
        QTest::keyClicks(shownIn<QLineEdit>(*editor).last(), u"another"_s);
    } else if (qobject_cast<MapEditor *>(editor)) {
        addEntry(*editor);
    } else if (qobject_cast<ObjectListEditor *>(editor)) {
        return addCard(*editor);
    } else {
        return {u"%1: nobody knows how to fill it"_s.arg(field.pointer())};
    }
    return {};
}

/// Those of the form itself, without those of the cards in it.
QList<FormField *> fieldsOf(SchemaForm &form)
{
    QList<FormField *> fields;
    for (FormField *field : form.findChildren<FormField *>()) {
        const QWidget *owner = field->parentWidget();
        while (owner && !qobject_cast<const SchemaForm *>(owner))
            owner = owner->parentWidget();
        if (owner == &form)
            fields.append(field);
    }
    return fields;
}

} // namespace

FillProblems fillForm(SchemaForm &form)
{
    FillProblems problems;
    for (FormField *field : fieldsOf(form)) {
        const std::optional<Json> before = field->value();
        problems += fill(*field);
        const std::optional<Json> value = field->value();
        const Json::json_pointer place(field->pointer().toStdString());
        if (!field->complaint().isEmpty())
            problems += field->pointer() + u": "_s + field->complaint();
        else if (!value || value == before)
            problems += field->pointer() + u": nothing was set"_s;
        else if (!form.value().contains(place) || form.value().at(place) != *value)
            problems += field->pointer() + u": the form does not have its value"_s;
    }
    return problems;
}

} // namespace perdura
