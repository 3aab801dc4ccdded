// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/SecretEditor.h"

#include "app/kit/Look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

QString secretExpression(const QString &name)
{
    static const QRegularExpression identifier(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    return identifier.match(name).hasMatch() ? u"=secrets."_s + name : u"=secrets[\"%1\"]"_s.arg(name);
}

SecretEditor::SecretEditor(const SchemaFormOptions &options, QWidget *parent)
    : FieldEditor(parent)
    , m_options(options)
    , m_edit(new QLineEdit)
    , m_warning(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::xs);
    row->addWidget(m_edit, 1);
    column->addLayout(row);
    column->addWidget(m_warning);
    m_warning->setWordWrap(true);
    setFocusProxy(m_edit);
    if (m_options.expressionsAllowed) {
        m_edit->setPlaceholderText(u"=secrets.token"_s);
        m_warning->setText(
            tr("This text is stored for everybody to read. Choose a secret instead, with the lock."));
        m_pick = makeIconButton(u"lock"_s, tr("Choose a secret"));
        m_menu = new QMenu(this);
        m_pick->setMenu(m_menu);
        m_pick->setPopupMode(QToolButton::InstantPopup);
        row->addWidget(m_pick);
        connect(m_menu, &QMenu::aboutToShow, this, &SecretEditor::fillMenu);
    }
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        updateLook();
        emit changed();
    });
    updateLook();
}

void SecretEditor::show(const Json *value)
{
    const QString text = value && !value->is_null() ? fieldText(*value) : QString();
    showFromStart(m_edit, text);
    updateLook();
}

std::optional<Json> SecretEditor::value() const
{
    if (m_edit->text().isEmpty())
        return std::nullopt;
    return Json(m_edit->text().toStdString());
}

void SecretEditor::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
    if (m_pick)
        m_pick->setEnabled(!readOnly);
}

void SecretEditor::markInvalid(bool invalid)
{
    setInvalid(m_edit, invalid);
}

void SecretEditor::takeFocus()
{
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

void SecretEditor::fillMenu()
{
    m_menu->clear();
    const QStringList names = m_options.secretNames ? m_options.secretNames() : QStringList();
    for (const QString &name : names)
        connect(m_menu->addAction(name), &QAction::triggered, this, [this, name] { choose(name); });
    if (names.isEmpty())
        m_menu->addAction(tr("No secrets yet; add them under Secrets… in the settings menu"))
            ->setEnabled(false);
}

void SecretEditor::choose(const QString &name)
{
    showFromStart(m_edit, secretExpression(name));
    updateLook();
    emit changed();
}

void SecretEditor::updateLook()
{
    const QString text = m_edit->text();
    const bool isExpression = m_options.expressionsAllowed && text.startsWith(u'=');
    m_edit->setFont(fontFor(isExpression ? TextStyle::Code : TextStyle::Text));
    // Until it is clear what it will be, it is not shown as a password.
    m_edit->setEchoMode(text.isEmpty() || isExpression ? QLineEdit::Normal : QLineEdit::Password);
    m_warning->setVisible(m_options.expressionsAllowed && !text.isEmpty() && !isExpression);
}

} // namespace perdura
