// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"

#include "app/kit/StyleSheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

/// What the desktop had before the first change of palette; Qt 6.4 has no other way to ask for it.
bool desktopIsDark()
{
    static const bool dark = tokensFor(QGuiApplication::palette()).dark;
    return dark;
}

} // namespace

QFont fontFor(TextStyle style)
{
    QFont font = QFontDatabase::systemFont(style == TextStyle::Code ? QFontDatabase::FixedFont
                                                                    : QFontDatabase::GeneralFont);
    // Said outright, as a font resolves what it does not say from its parent widget.
    font.setFamily(font.family());
    font.setWeight(QFont::Normal);
    switch (style) {
    case TextStyle::Secondary:
        font.setPixelSize(12);
        break;
    case TextStyle::Text:
        font.setPixelSize(13);
        break;
    case TextStyle::TextStrong:
        font.setPixelSize(13);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Section:
        font.setPixelSize(15);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Page:
        font.setPixelSize(20);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Code:
        font.setPixelSize(12);
        font.setStyleHint(QFont::Monospace);
        break;
    }
    return font;
}

void applyAppearance(QApplication &application, Appearance appearance)
{
    const bool system = desktopIsDark();
    const bool dark = appearance == Appearance::Dark || (appearance == Appearance::System && system);
    const Tokens &tokens = dark ? darkTokens() : lightTokens();
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    const QPalette palette = paletteFor(tokens);
    QApplication::setPalette(palette);
    QApplication::setFont(fontFor(TextStyle::Text));
    QToolTip::setPalette(palette);
    application.setStyleSheet(styleSheetFor(tokens));
}

} // namespace perdura
