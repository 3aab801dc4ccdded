// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Icons.h"
#include "app/kit/Theme.h"

#include <QString>

class QFrame;
class QLabel;
class QPushButton;
class QTableView;
class QToolButton;
class QWidget;

namespace perdura {

// Small helpers that give a standard widget its place in the look; the style sheet does the rest.

enum class Surface { Window, Panel, Raised, Card };
/// Paints the widget's ground with a token (`Card` needs a QFrame: raised, with a border and round corners).
void setSurface(QWidget *widget, Surface surface);

enum class ButtonTone { Normal, Primary, Flat, Link, Destructive };
void setTone(QPushButton *button, ButtonTone tone);
/// A button whose words say what happens.
[[nodiscard]] QPushButton *makeButton(const QString &text, ButtonTone tone = ButtonTone::Normal,
                                      const QString &iconName = {}, QWidget *parent = nullptr);
/// A flat square button with an icon; the tooltip is its accessible name too.
[[nodiscard]] QToolButton *makeIconButton(const QString &iconName, const QString &toolTip,
                                          QWidget *parent = nullptr);

enum class TextTone { Normal, Secondary, Disabled, Accent, Error };
void setTone(QLabel *label, TextTone tone);
[[nodiscard]] QLabel *makeLabel(const QString &text, TextStyle style = TextStyle::Text,
                                TextTone tone = TextTone::Normal, QWidget *parent = nullptr);

/// A hairline between areas.
[[nodiscard]] QFrame *makeLine(Qt::Orientation orientation, QWidget *parent = nullptr);

/// Rows of 28, whole rows selected, nothing edited in place, headers left-aligned and quiet, no grid. Whoever
/// comes by the keyboard sees where: the first row is selected if none is.
void prepareTable(QTableView *table);

/// Shows a field's border in the colour of errors, or no longer.
void setInvalid(QWidget *field, bool invalid);

} // namespace perdura
