// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"

#include <QPoint>
#include <QPointF>

class QPainter;

namespace perdura {

/// Where the pointer is and which keys are held.
struct Pointer
{
    QPointF scene;
    QPoint screen;
    Qt::KeyboardModifiers modifiers;
};

/// One way of handling a press, a drag and a release of the left button on the canvas. The EditingScene owns
/// its tools and gives them the events of one gesture at a time; a tool asks the editor for edits and never
/// touches the document.
class CanvasTool
{
public:
    virtual ~CanvasTool() = default;

    virtual void press(const Pointer &pointer) = 0;
    virtual void drag(const Pointer &pointer) = 0;
    virtual void release(const Pointer &pointer) = 0;
    /// Esc, or the window lost its focus: everything is as before the press.
    virtual void cancel() = 0;
    /// What belongs to the gesture, above the drawing, in scene coordinates.
    virtual void paint(QPainter &painter, const Tokens &tokens) const = 0;
};

} // namespace perdura
