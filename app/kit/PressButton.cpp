// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/PressButton.h"

#include <QKeyEvent>
#include <QPushButton>

namespace perdura {
namespace {

/// What a button that is not automatically default leaves out: Return presses it while it has the focus.
class ReturnPress final : public QObject
{
public:
    explicit ReturnPress(QPushButton *button)
        : QObject(button)
        , m_button(button)
    {
        button->installEventFilter(this);
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress)
            return false;
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key != Qt::Key_Return && key != Qt::Key_Enter)
            return false;
        m_button->click();
        return true;
    }

private:
    QPushButton *m_button;
};

} // namespace

void pressOnlyWithFocus(QPushButton *button)
{
    button->setAutoDefault(false);
    new ReturnPress(button);
}

} // namespace perdura
