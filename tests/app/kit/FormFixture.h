// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/SchemaForm.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace perdura::test {

inline Json json(const char *text)
{
    return parseJson(text).value();
}

/// A shown form, and the gestures of a person in front of it.
struct FormFixture
{
    SchemaForm form;

    explicit FormFixture(const char *schema, const SchemaFormOptions &options = {})
    {
        form.setSchema(json(schema), options);
        form.resize(400, 600);
        form.show();
        (void)QTest::qWaitForWindowExposed(&form);
    }

    template <typename Widget>
    Widget *field(int index = 0)
    {
        QList<Widget *> visible;
        for (Widget *widget : form.findChildren<Widget *>()) {
            if (widget->isVisible())
                visible.append(widget);
        }
        return visible.value(index);
    }

    void type(int lineEdit, const QString &text)
    {
        auto *edit = field<QLineEdit>(lineEdit);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }

    void press(const QString &words)
    {
        for (auto *button : form.findChildren<QAbstractButton *>()) {
            if (button->isVisible() && (button->text() == words || button->toolTip() == words)) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(QStringLiteral("no button ") + words));
    }

    QStringList visibleTexts()
    {
        QStringList texts;
        for (const QLabel *label : form.findChildren<QLabel *>()) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts;
    }
};

} // namespace perdura::test
