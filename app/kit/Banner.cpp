// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Banner.h"

#include "app/kit/IconLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

IconLabel::Tint tintOf(Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Info:
        return &Tokens::accent;
    case Banner::Kind::Success:
        return &Tokens::completed;
    case Banner::Kind::Warning:
        return &Tokens::waiting;
    case Banner::Kind::Error:
        return &Tokens::failed;
    }
    Q_UNREACHABLE();
}

QString iconOf(Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Info:
        return u"info"_s;
    case Banner::Kind::Success:
        return u"circle-check"_s;
    case Banner::Kind::Warning:
        return u"triangle-alert"_s;
    case Banner::Kind::Error:
        return u"circle-alert"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel(u"info"_s, 16))
    , m_text(makeLabel({}))
    , m_actions(new QHBoxLayout)
    , m_close(makeIconButton(u"x"_s, tr("Close this message")))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::xs, space::s, space::xs);
    row->setSpacing(space::s);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setMinimumHeight(space::controlHeight);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    m_actions->setSpacing(space::s);
    row->addLayout(m_actions);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        emit closed();
    });
    hide();
}

void Banner::showMessage(Kind kind, const QString &sentence)
{
    clear();
    m_kind = kind;
    m_icon->setIcon(iconOf(kind), tintOf(kind));
    m_text->setText(sentence);
    setAccessibleName(sentence);
    show();
    update();
}

QPushButton *Banner::addAction(const QString &text, ButtonTone tone)
{
    QPushButton *button = makeButton(text, tone, {}, this);
    m_actions->addWidget(button);
    return button;
}

void Banner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void Banner::clear()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_text->clear();
    hide();
}

QString Banner::message() const
{
    return m_text->text();
}

void Banner::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensFor(palette());
    const QColor color = tokens.*tintOf(m_kind);
    QPainter painter(this);
    painter.fillRect(rect(), tokens.panel);
    QColor ground = color;
    ground.setAlphaF(tokens.dark ? 0.14F : 0.09F);
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect(0, 0, 3, height()), color);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.border);
}

} // namespace perdura
