// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/IconLabel.h"
#include "app/kit/Theme.h"
#include "app/kit/forms/FormField.h"
#include "designer/document/DefinitionEditor.h"
#include "tests/designer/Desk.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QStandardPaths>

using namespace perdura;
using namespace Qt::StringLiterals;

namespace {

/// The row of a form for that field of the selected node.
FormField *fieldOf(Desk &desk, const QString &pointer)
{
    for (FormField *field : desk.visible<QWidget>(u"nodeFields"_s)->findChildren<FormField *>()) {
        if (field->isVisible() && field->pointer() == pointer)
            return field;
    }
    return nullptr;
}

/// The label in a field that says just this; null: none is in sight.
QLabel *saying(const FormField &field, const QString &words)
{
    for (QLabel *label : field.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text() == words)
            return label;
    }
    return nullptr;
}

QString errorIn(const FormField &field)
{
    for (const QLabel *label : field.findChildren<QLabel *>()) {
        if (label->isVisible() && label->property("tone") == u"error"_s)
            return label->text();
    }
    return {};
}

QString warningOn(Desk &desk, const char *pointer)
{
    for (const Problem &problem : desk.document().problems()) {
        if (problem.field == pointer && problem.severity == Problem::Severity::Warning)
            return problem.message;
    }
    return {};
}

} // namespace

class TestDesignerInspector : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void aWarningIsNotPaintedAsAnError()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Approval"_s);
        const auto warning = [&] { return warningOn(desk, "/timeout"); };
        QTRY_VERIFY(!warning().isEmpty());
        FormField *field = fieldOf(desk, u"/timeout"_s);
        QVERIFY(field);
        QTRY_VERIFY(saying(*field, warning()));
        const QString before = warning();
        QCOMPARE(saying(*field, warning())->property("tone").toString(), u"normal"_s);
        QVERIFY(field->findChild<IconLabel *>()->isVisible());
        for (const QWidget *part : field->findChildren<QWidget *>())
            QVERIFY2(!part->property("invalid").toBool(), part->metaObject()->className());

        // An error is one still, and what was only a warning goes when it is mended.
        const auto set = [&](const char *timeout) {
            Json fields = desk.definition().find(desk.named("Approval"))->fields;
            fields["timeout"] = timeout;
            DefinitionEditor(desk.document()).setFields(desk.named("Approval"), fields, {});
        };
        set("soon");
        QTRY_VERIFY(!errorIn(*field).isEmpty());
        QTRY_VERIFY(!saying(*field, before));
        set("3 d");
        QTRY_COMPARE(errorIn(*field), QString());
        QVERIFY(!saying(*field, before));
    }

    void withoutARetryItsDefaultsAreExamples()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Log"_s);
        auto *retry = desk.visible<QWidget>(u"activityRetry"_s);
        QVERIFY(retry);
        const auto greyed = [retry] {
            QStringList texts;
            for (const QLineEdit *edit : retry->findChildren<QLineEdit *>()) {
                if (edit->isVisibleTo(retry) && !edit->placeholderText().isEmpty())
                    texts.append(edit->placeholderText());
            }
            return texts;
        };
        QCOMPARE(greyed(), (QStringList{u"e.g. 3"_s, u"e.g. 5 s"_s, u"e.g. 2"_s}));
        Json fields = desk.definition().find(desk.named("Log"))->fields;
        fields["retry"]["maxAttempts"] = 4;
        DefinitionEditor(desk.document()).setFields(desk.named("Log"), fields, {});
        QTRY_COMPARE(greyed(), (QStringList{u"3"_s, u"5 s"_s, u"2"_s}));
    }

    void anEdgeIsNamedAsOnTheCanvas()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Timer"_s);
        const QPolygonF corners = desk.canvas().scene().edgeItem({desk.named("Start"), "next"})->corners();
        QTest::mouseClick(desk.canvas().viewport(), Qt::LeftButton, {},
                          desk.onScreen((corners.first() + corners.last()) / 2));
        QCOMPARE(desk.canvas().scene().selectedEdges().size(), std::size_t(1));
        QCOMPARE(desk.visible<QLabel>(u"selectionText"_s)->text(),
                 u"Leads from “Start” (Next) to “Timer”."_s);
    }
};

QTEST_MAIN(TestDesignerInspector)
#include "tst_designer_inspector.moc"
