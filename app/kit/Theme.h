// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;
class QWidget;

namespace perdura {

/// The colours of one appearance. No widget names a colour itself. Contrast of every text on its ground is
/// tested.
struct Tokens
{
    bool dark = false;
    QColor window, panel, raised;
    QColor border, borderStrong;
    QColor canvas, gridDot;
    QColor text, textSecondary, textDisabled;
    QColor accent, accentHover, accentSoft, onAccent;
    QColor running, completed, waiting, failed, suspended, terminated;
    // Hue of the icon tile by family of node.
    QColor nodeActivity, nodeControl, nodeWait, nodeHuman, nodeContainer, nodeEnd;
};

[[nodiscard]] const Tokens &lightTokens();
[[nodiscard]] const Tokens &darkTokens();
/// The tokens that fit a palette: dark ones when its window colour is dark. Widgets call tokensFor(palette())
/// when they paint and again on QEvent::PaletteChange; so there is no global theme object.
[[nodiscard]] const Tokens &tokensFor(const QPalette &palette);

namespace space {
inline constexpr int xs = 4, s = 8, m = 12, l = 16, xl = 24, xxl = 32;
inline constexpr int radius = 6, cardRadius = 10, controlHeight = 28, compactHeight = 24;
} // namespace space

/// The type scale: secondary 12, text 13, section 15, page 20 (pixels at 100 %), numbers and code in the
/// fixed font.
enum class TextStyle { Secondary, Text, TextStrong, Section, Page, Code };
[[nodiscard]] QFont fontFor(TextStyle style);

enum class Appearance { System, Light, Dark };
/// Sets palette, style and style sheet of the whole application; may be called again at any time.
void applyAppearance(QApplication &application, Appearance appearance);

} // namespace perdura
