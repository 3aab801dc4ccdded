// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/SchemaForm.h"
#include "app/kit/Theme.h"
#include "app/kit/forms/CompletionPopup.h"

#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Knows a few words, and offers those that begin with the letters before the caret.
TextCompletions fruit(const QString &, const QString &text, qsizetype caret)
{
    TextCompletions found;
    found.start = caret;
    while (found.start > 0 && text[found.start - 1].isLetter())
        --found.start;
    found.length = caret - found.start;
    for (const QString &word : {u"apple"_s, u"apricot"_s, u"banana"_s}) {
        if (word.startsWith(text.mid(found.start, found.length)))
            found.items.push_back({word, word, u"variable"_s, u"Fruit"_s, u"sweet"_s, u"Grows on trees."_s});
    }
    return found;
}

/// A form with one field, and a person at the keyboard.
struct Fixture
{
    SchemaForm form;
    QSignalSpy edits{&form, &SchemaForm::valueChanged};

    explicit Fixture(const char *schema, CompletionSource source = fruit)
    {
        form.setSchema(parseJson(schema).value(), {true, {}, std::move(source)});
        form.resize(500, 500);
        form.show();
        (void)QTest::qWaitForWindowExposed(&form);
        form.activateWindow();
    }
    template <typename Widget>
    Widget *edit()
    {
        for (Widget *widget : form.findChildren<Widget *>()) {
            if (widget->isVisible()) {
                widget->setFocus();
                return widget;
            }
        }
        return nullptr;
    }
    [[nodiscard]] CompletionPopup *popup() { return form.findChild<CompletionPopup *>(u"completions"_s); }
    [[nodiscard]] bool isOpen() { return popup() && popup()->isVisible(); }
    [[nodiscard]] QStringList offered()
    {
        QStringList words;
        if (!isOpen())
            return words;
        const auto *model = popup()->findChild<QListView *>(u"completionList"_s)->model();
        for (int row = 0; row < model->rowCount(); ++row)
            words << model->index(row, 0).data().toString();
        return words;
    }
};

constexpr auto anyText = R"({"type":"object","properties":{"a":{"type":"string"}}})";
constexpr auto expression = R"({"type":"object","properties":{"a":{"format":"expression"}}})";

} // namespace

class TestCompletions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyAppearance(*qApp, Appearance::Light); }

    void theListOpensAfterTheEqualsSignAndNarrows()
    {
        Fixture fixture(anyText);
        auto *line = fixture.edit<QLineEdit>();
        QTest::keyClicks(line, u"ap"_s);
        QVERIFY(!fixture.isOpen()); // plain text
        line->clear();
        QTest::keyClicks(line, u"="_s);
        QCOMPARE(fixture.offered(), QStringList({u"apple"_s, u"apricot"_s, u"banana"_s}));
        QTest::keyClicks(line, u"ap"_s);
        QCOMPARE(fixture.offered(), QStringList({u"apple"_s, u"apricot"_s}));
        QTest::keyClicks(line, u"q"_s);
        QVERIFY(!fixture.isOpen());
        QTest::keyClick(line, Qt::Key_Backspace);
        QCOMPARE(fixture.offered(), QStringList({u"apple"_s, u"apricot"_s}));
        QTest::keyClicks(line, u" "_s);
        QVERIFY(!fixture.isOpen());
    }

    void keysChooseAndTheTextArrivesAsTyped()
    {
        Fixture fixture(anyText);
        auto *line = fixture.edit<QLineEdit>();
        QTest::keyClicks(line, u"=a + 1"_s);
        QTest::keyClick(line, Qt::Key_Home);
        QTest::keyClick(line, Qt::Key_Right);
        QTest::keyClick(line, Qt::Key_Right);
        QVERIFY(!fixture.isOpen());
        QTest::keyClick(line, Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(fixture.offered(), QStringList({u"apple"_s, u"apricot"_s}));
        QTest::keyClick(line, Qt::Key_Down);
        QCOMPARE(fixture.popup()->currentRow(), 1);
        QTest::keyClick(line, Qt::Key_Down);
        QCOMPARE(fixture.popup()->currentRow(), 0);
        QTest::keyClick(line, Qt::Key_Up);
        QCOMPARE(fixture.popup()->currentRow(), 1);
        const auto before = fixture.edits.count();
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(line->text(), u"=apricot + 1"_s);
        QCOMPARE(line->cursorPosition(), 8);
        QVERIFY(!fixture.isOpen());
        QVERIFY(line->hasFocus());
        QCOMPARE(fixture.edits.count(), before + 1);
        QVERIFY(fixture.form.value()["a"] == "=apricot + 1");
        line->undo();
        QCOMPARE(line->text(), u"=a + 1"_s);
    }

    void tabTakesAndEscapeCloses()
    {
        Fixture fixture(anyText);
        auto *line = fixture.edit<QLineEdit>();
        QTest::keyClicks(line, u"=ba"_s);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!fixture.isOpen());
        QCOMPARE(line->text(), u"=ba"_s);
        QTest::keyClick(line, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(fixture.isOpen());
        QTest::keyClick(line, Qt::Key_Tab);
        QCOMPARE(line->text(), u"=banana"_s);
        QVERIFY(line->hasFocus());
        QTest::keyClick(line, Qt::Key_Tab); // with nothing open it goes on to the next field
        QVERIFY(!line->hasFocus());
    }

    void whatIsWrittenOutLeavesEnterAndTabAlone()
    {
        Fixture fixture(expression);
        auto *area = fixture.edit<QPlainTextEdit>();
        QTest::keyClicks(area, u"=apple"_s);
        QVERIFY(!fixture.isOpen());
        QTest::keyClick(area, Qt::Key_Return);
        QTest::keyClicks(area, u"+ ban"_s);
        QVERIFY(fixture.isOpen());
        QTest::keyClick(area, Qt::Key_Return);
        QCOMPARE(area->toPlainText(), u"=apple\n+ banana"_s);
        QVERIFY(fixture.form.value()["a"] == "=apple\n+ banana");
        QTest::keyClick(area, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(area->toPlainText(), u"=apple\n+ ban"_s);
    }

    void aClickTakesAndLeavesTheCaretInTheField()
    {
        Fixture fixture(anyText);
        auto *line = fixture.edit<QLineEdit>();
        QTest::keyClicks(line, u"=a"_s);
        auto *list = fixture.popup()->findChild<QListView *>(u"completionList"_s);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(1, 0)).center());
        QCOMPARE(line->text(), u"=apricot"_s);
        QVERIFY(line->hasFocus());
    }

    void theListGoesWithTheFocusAndWithTheField()
    {
        Fixture fixture(anyText);
        auto *line = fixture.edit<QLineEdit>();
        QTest::keyClicks(line, u"=a"_s);
        QVERIFY(fixture.isOpen());
        QVERIFY(fixture.form.rect().contains(fixture.popup()->geometry()));
        line->clearFocus();
        QVERIFY(!fixture.isOpen());
        line->setFocus();
        QTest::keyClicks(line, u"p"_s);
        QVERIFY(fixture.isOpen());
        fixture.form.setSchema(parseJson(anyText).value(), {});
        QTRY_VERIFY(!fixture.popup());
    }

    void entriesOfMapsAndListsAreFieldsToo()
    {
        QStringList asked;
        const auto note = [&asked](const QString &pointer, const QString &text, qsizetype caret) {
            asked << pointer;
            return fruit(pointer, text, caret);
        };
        Fixture fixture(
            R"({"type":"object","properties":{"a":{"type":"object","additionalProperties":{"format":"expression"}}}})",
            note);
        fixture.form.setValue(parseJson(R"({"a":{"x":"=b"}})").value());
        auto lines = fixture.form.findChildren<QLineEdit *>();
        lines.removeIf([](const QLineEdit *line) { return !line->isVisible(); });
        QCOMPARE(lines.size(), 2); // name and value
        lines[1]->setFocus();
        lines[1]->end(false);
        QTest::keyClicks(lines[1], u"a"_s);
        QCOMPARE(asked, QStringList({u"/a"_s}));
        QTest::keyClick(lines[1], Qt::Key_Enter);
        QVERIFY(fixture.form.value()["a"]["x"] == "=banana");
    }

    void nothingIsOfferedInWhatCannotBeChanged()
    {
        Fixture fixture(anyText);
        fixture.form.setReadOnly(true);
        auto *line = fixture.edit<QLineEdit>();
        QTest::keyClick(line, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(!fixture.isOpen());
        Fixture literal(R"({"type":"object","properties":{"a":{"type":"string","x-literal":true}}})");
        QTest::keyClicks(literal.edit<QLineEdit>(), u"=a"_s);
        QVERIFY(!literal.isOpen());
    }
};

QTEST_MAIN(TestCompletions)
#include "tst_completions.moc"
