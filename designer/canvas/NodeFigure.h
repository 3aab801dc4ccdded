// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/CanvasGeometry.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/RunTrace.h"
#include "engine/definition/Validation.h"

#include <QFont>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace perdura {

/// The name of a port begins this far to the right of it.
inline constexpr double portNameOffset = 9;

/// One output port of a node as it is drawn.
struct PortFigure
{
    std::string id;
    QString title;
    QString shownTitle; ///< elided
    QPointF anchor;     ///< relative to the node
    bool isError = false;
    bool connected = false;
    bool operator==(const PortFigure &) const = default;
};

/// Everything that painting a node needs, worked out once when the definition, the trace or the problems
/// change, so that a paint neither searches nor measures. A value; GUI thread (texts are elided with the
/// fonts of the screen).
struct NodeFigure
{
    QSizeF size;
    NodeFamily family = NodeFamily::Control;
    QString icon;
    QString title;   ///< whole, for tooltips
    QString kind;    ///< title of the kind
    QString summary; ///< whole
    QString shownTitle;
    QString shownSummary;
    QString widerTitle; ///< in the larger letters of geometry::Letters
    QString widerSummary;
    QStringList largeTitle; ///< one or two lines in the largest letters
    bool hasInput = true;
    bool isContainer = false;
    bool openContainer = false;
    int childCount = 0;
    QString innerHint; ///< in an open container without anything in it
    std::vector<PortFigure> ports;
    int rightPorts = 0;
    double portClearance = geometry::edgeStub; ///< the names of the ports reach this far to the right
    std::optional<Problem::Severity> problem;  ///< the worst of the node's
    QString problemText;                       ///< its sentences, one a line
    bool inRun = false;
    NodeTrace trace; ///< meaningful when `inRun`
    QString runText; ///< "1.2 s · 3 tries"

    bool operator==(const NodeFigure &other) const;
    [[nodiscard]] const PortFigure *port(const std::string &id) const;
};

/// The figure of a node without run and problems.
[[nodiscard]] NodeFigure makeFigure(const Node &node, const ActivityCatalog &activities, const QSizeF &size,
                                    bool openContainer, int childCount);
void setFigureTrace(NodeFigure &figure, const NodeTrace *trace, bool inRun);
/// Elides the texts for the room that is left; after everything else is set.
void fitTexts(NodeFigure &figure);

/// The fonts of a node, larger where the zoom makes the usual ones too small.
[[nodiscard]] QFont titleFont(geometry::Letters letters);
[[nodiscard]] QFont summaryFont(geometry::Letters letters);

/// The word for a state in a run ("Waiting").
[[nodiscard]] QString runStateText(NodeRunState state);
/// What a screen reader says: "Charge card, Activity, waiting, 1 problem".
[[nodiscard]] QString spokenDescription(const NodeFigure &figure);

} // namespace perdura
