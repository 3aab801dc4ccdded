// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/StyleSheet.h"

#include "app/kit/KitResources.h"

#include <QFile>
#include <QRegularExpression>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

QString valueOf(QStringView name, const Tokens &t)
{
    const std::pair<QLatin1StringView, QColor> colors[] = {
        {"window"_L1, t.window},
        {"panel"_L1, t.panel},
        {"raised"_L1, t.raised},
        {"border"_L1, t.border},
        {"borderStrong"_L1, t.borderStrong},
        {"canvas"_L1, t.canvas},
        {"text"_L1, t.text},
        {"textSecondary"_L1, t.textSecondary},
        {"textDisabled"_L1, t.textDisabled},
        {"accent"_L1, t.accent},
        {"accentHover"_L1, t.accentHover},
        {"accentSoft"_L1, t.accentSoft},
        {"onAccent"_L1, t.onAccent},
        {"failed"_L1, t.failed},
        {"waiting"_L1, t.waiting},
    };
    for (const auto &[key, color] : colors) {
        if (name == key)
            return color.name();
    }
    if (name == "hover"_L1)
        return t.dark ? u"rgba(231,234,240,18)"_s : u"rgba(26,30,38,13)"_s;
    if (name == "pressed"_L1)
        return t.dark ? u"rgba(231,234,240,34)"_s : u"rgba(26,30,38,26)"_s;
    if (name == "art"_L1)
        return t.dark ? u":/perdura/style/dark"_s : u":/perdura/style/light"_s;
    Q_ASSERT_X(false, "styleSheetFor", qPrintable(name.toString()));
    return {};
}

} // namespace

QString styleSheetFor(const Tokens &tokens)
{
    initKitResources();
    QFile file(u":/perdura/style/perdura.qss"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QString text = opened ? QString::fromUtf8(file.readAll()) : QString();
    static const QRegularExpression token(u"@([A-Za-z]+)"_s);
    QString sheet;
    qsizetype from = 0;
    for (auto it = token.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        sheet += QStringView(text).mid(from, match.capturedStart() - from);
        sheet += valueOf(match.capturedView(1), tokens);
        from = match.capturedEnd();
    }
    return sheet + QStringView(text).mid(from);
}

QPalette paletteFor(const Tokens &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.panel);
    p.setColor(QPalette::AlternateBase, t.window);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.textSecondary);
    p.setColor(QPalette::Button, t.raised);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.onAccent);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onAccent);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Light, t.raised);
    p.setColor(QPalette::Midlight, t.border);
    p.setColor(QPalette::Mid, t.borderStrong);
    p.setColor(QPalette::Dark, t.borderStrong);
    p.setColor(QPalette::Shadow, t.dark ? Qt::black : t.borderStrong);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, t.textDisabled);
    p.setColor(QPalette::Disabled, QPalette::Highlight, t.border);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, t.textDisabled);
    return p;
}

} // namespace perdura
