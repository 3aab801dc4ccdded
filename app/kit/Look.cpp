// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Look.h"

#include <QFocusEvent>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QTableView>
#include <QToolButton>
#include <QVariant>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

constexpr int rowHeight = 28;

/// Sets a property that the style sheet selects by.
void setLook(QWidget *widget, const char *property, const QVariant &value)
{
    if (widget->property(property) == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QString nameOf(Surface surface)
{
    switch (surface) {
    case Surface::Window:
        return u"window"_s;
    case Surface::Panel:
        return u"panel"_s;
    case Surface::Raised:
        return u"raised"_s;
    case Surface::Card:
        return u"card"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(ButtonTone tone)
{
    switch (tone) {
    case ButtonTone::Normal:
        return u"normal"_s;
    case ButtonTone::Primary:
        return u"primary"_s;
    case ButtonTone::Flat:
        return u"flat"_s;
    case ButtonTone::Link:
        return u"link"_s;
    case ButtonTone::Destructive:
        return u"destructive"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(TextTone tone)
{
    switch (tone) {
    case TextTone::Normal:
        return u"normal"_s;
    case TextTone::Secondary:
        return u"secondary"_s;
    case TextTone::Disabled:
        return u"disabled"_s;
    case TextTone::Accent:
        return u"accent"_s;
    case TextTone::Error:
        return u"error"_s;
    }
    Q_UNREACHABLE();
}

/// Selects the first row in sight when a table gets the focus by the keyboard and has no current row: the
/// view itself makes one current but does not show which.
class FirstRowChooser final : public QObject
{
public:
    explicit FirstRowChooser(QTableView *table)
        : QObject(table)
        , m_table(table)
    {}

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::FocusIn &&
            static_cast<QFocusEvent *>(event)->reason() != Qt::MouseFocusReason &&
            !m_table->currentIndex().isValid() && m_table->rowAt(0) >= 0)
            m_table->selectRow(m_table->rowAt(0));
        return QObject::eventFilter(watched, event);
    }

private:
    QTableView *m_table;
};

} // namespace

void setSurface(QWidget *widget, Surface surface)
{
    widget->setAttribute(Qt::WA_StyledBackground);
    setLook(widget, "surface", nameOf(surface));
}

void setTone(QPushButton *button, ButtonTone tone)
{
    setLook(button, "tone", nameOf(tone));
}

QPushButton *makeButton(const QString &text, ButtonTone tone, const QString &iconName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    if (!iconName.isEmpty()) {
        IconTint tint = IconTint::Text;
        if (tone == ButtonTone::Primary)
            tint = IconTint::OnAccent;
        else if (tone == ButtonTone::Link)
            tint = IconTint::Accent;
        button->setIcon(icon(iconName, tint));
        button->setIconSize({20, 16}); // the gap to the words included
    }
    setTone(button, tone);
    return button;
}

QToolButton *makeIconButton(const QString &iconName, const QString &toolTip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void setTone(QLabel *label, TextTone tone)
{
    setLook(label, "tone", nameOf(tone));
}

QLabel *makeLabel(const QString &text, TextStyle style, TextTone tone, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(fontFor(style));
    setTone(label, tone);
    return label;
}

QFrame *makeLine(Qt::Orientation orientation, QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setAttribute(Qt::WA_StyledBackground);
    line->setProperty("line", true);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

void prepareTable(QTableView *table)
{
    table->installEventFilter(new FirstRowChooser(table));
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setWordWrap(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    table->verticalHeader()->setMinimumSectionSize(rowHeight);
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    header->setFixedHeight(rowHeight + 2);
    header->setFont(fontFor(TextStyle::Secondary));
}

void setInvalid(QWidget *field, bool invalid)
{
    setLook(field, "invalid", invalid);
}

} // namespace perdura
