// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// One output port of a node as it is drawn.
struct PortFigure
{
    std::string id;
    QString title;
    QPointF anchor; ///< relative to the node
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
    QStringList largeTitle; ///< one or two lines in the large font of drawings that are looked at from afar
    bool hasInput = true;
    bool isContainer = false;
    bool openContainer = false;
    int childCount = 0;
    std::vector<PortFigure> ports;
    int rightPorts = 0;
    std::optional<Problem::Severity> problem; ///< the worst of the node's
    QString problemText;                      ///< its sentences, one a line
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

/// The font of `largeTitle`: so large that it can be read where the zoom makes the usual one too small.
[[nodiscard]] QFont largeTitleFont();

/// The word for a state in a run ("Waiting").
[[nodiscard]] QString runStateText(NodeRunState state);
/// What a screen reader says: "Charge card, Activity, waiting, 1 problem".
[[nodiscard]] QString spokenDescription(const NodeFigure &figure);

} // namespace perdura
