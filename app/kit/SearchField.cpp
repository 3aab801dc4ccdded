// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/SearchField.h"

#include "app/kit/Icons.h"

#include <QAction>
#include <QKeyEvent>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace perdura {

SearchField::SearchField(const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    addAction(icon(u"search"_s, IconTint::Secondary), QLineEdit::LeadingPosition);
    QAction *clearText = addAction(icon(u"x"_s, IconTint::Secondary), QLineEdit::TrailingPosition);
    clearText->setToolTip(tr("Clear the search"));
    clearText->setVisible(false);
    connect(clearText, &QAction::triggered, this, &QLineEdit::clear);
    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, [this] { emit searched(text()); });
    connect(this, &QLineEdit::textChanged, this, [this, clearText](const QString &text) {
        clearText->setVisible(!text.isEmpty());
        m_pause.start();
    });
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace perdura
