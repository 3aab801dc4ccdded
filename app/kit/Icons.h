// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace perdura {

/// What an icon is tinted with; follows light, dark and disabled. A checked one (QIcon::On) of tint Text
/// takes the accent.
enum class IconTint { Text, Secondary, Accent, OnAccent };

/// True when resources/icons has it.
[[nodiscard]] bool hasIcon(const QString &name);
/// An icon of the family in resources/icons, by file name without ".svg" ("play", "circle-check"); tinted by
/// the palette when it is painted, so that it follows light, dark and disabled.
[[nodiscard]] QIcon icon(const QString &name, IconTint tint = IconTint::Text);
/// The same in one colour, for painters; cached by name, size, colour and pixel ratio.
[[nodiscard]] QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio);
void paintIcon(QPainter &painter, const QString &name, const QRectF &rect, const QColor &color);

} // namespace perdura
