// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/NodeFigure.h"

#include "app/kit/Theme.h"
#include "engine/core/Time.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <tuple>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

constexpr double widestPortName = 98;
constexpr double textInset = geometry::tileInset + geometry::tileSize + 12;

QString translated(const char *text)
{
    return QCoreApplication::translate("perdura::NodeFigure", text);
}

auto traceKey(const NodeTrace &trace)
{
    return std::tie(trace.state, trace.visits, trace.completed, trace.failed, trace.attempts, trace.busy);
}

std::vector<PortFigure> portFigures(const Node &node, const QSizeF &size, bool openContainer, int &rightPorts)
{
    const std::vector<PortInfo> ports = outputPorts(node);
    rightPorts =
        int(std::count_if(ports.begin(), ports.end(), [](const PortInfo &port) { return !port.isError; }));
    std::vector<PortFigure> figures;
    int index = 0;
    for (const PortInfo &port : ports) {
        const QPointF anchor = port.isError ? geometry::errorAnchor(size)
                                            : geometry::rightAnchor(size, openContainer, index++, rightPorts);
        figures.push_back({port.id, port.title, {}, anchor, port.isError, false});
    }
    return figures;
}

/// A text in at most two lines of that width, broken between words, its end elided.
QStringList inTwoLines(const QString &text, const QFontMetricsF &metrics, double width)
{
    if (metrics.horizontalAdvance(text) <= width)
        return {text};
    qsizetype end = -1;
    for (qsizetype space = text.indexOf(u' '); space > 0; space = text.indexOf(u' ', space + 1)) {
        if (metrics.horizontalAdvance(text.first(space)) > width)
            break;
        end = space;
    }
    if (end < 0)
        return {metrics.elidedText(text, Qt::ElideMiddle, width)};
    return {text.first(end), metrics.elidedText(text.sliced(end + 1), Qt::ElideMiddle, width)};
}

/// What stands under the title, before it is elided.
QString wholeSummary(const NodeFigure &figure)
{
    if (!figure.isContainer || figure.openContainer)
        return figure.summary;
    if (figure.childCount == 1)
        return translated("1 node inside");
    return QCoreApplication::translate("perdura::NodeFigure", "%n node(s) inside", nullptr,
                                       figure.childCount);
}

/// Where several ports are named beside each other, edges turn behind the longest name.
void fitPortNames(NodeFigure &figure)
{
    const QFontMetricsF metrics(fontFor(TextStyle::Secondary));
    figure.portClearance = geometry::edgeStub;
    for (PortFigure &port : figure.ports) {
        port.shownTitle = metrics.elidedText(port.title, Qt::ElideRight, widestPortName);
        const double end = portNameOffset + metrics.horizontalAdvance(port.shownTitle) + 4;
        if (!port.isError && figure.rightPorts > 1)
            figure.portClearance = std::max(figure.portClearance, end);
    }
}

} // namespace

bool NodeFigure::operator==(const NodeFigure &other) const
{
    const auto key = [](const NodeFigure &f) {
        return std::tie(f.size, f.family, f.icon, f.title, f.kind, f.summary, f.shownTitle, f.shownSummary,
                        f.widerTitle, f.widerSummary, f.largeTitle, f.hasInput, f.isContainer,
                        f.openContainer, f.childCount, f.ports, f.portClearance, f.problem, f.problemText,
                        f.inRun, f.runText);
    };
    return key(*this) == key(other) && traceKey(trace) == traceKey(other.trace);
}

const PortFigure *NodeFigure::port(const std::string &id) const
{
    const auto found =
        std::find_if(ports.begin(), ports.end(), [&](const PortFigure &port) { return port.id == id; });
    return found == ports.end() ? nullptr : &*found;
}

NodeFigure makeFigure(const Node &node, const ActivityCatalog &activities, const QSizeF &size,
                      bool openContainer, int childCount)
{
    const NodeKindInfo &kind = nodeKindInfo(node.kind);
    NodeFigure figure;
    figure.size = size;
    figure.family = kind.family;
    figure.icon = kind.icon;
    figure.title = QString::fromStdString(node.name);
    figure.kind = kind.title;
    figure.summary = nodeSummary(node, activities);
    figure.hasInput = kind.hasInput;
    figure.isContainer = kind.isContainer;
    figure.openContainer = openContainer;
    figure.childCount = childCount;
    if (openContainer && childCount == 0)
        figure.innerHint = translated("Drop or add steps here");
    figure.ports = portFigures(node, size, openContainer, figure.rightPorts);
    return figure;
}

void setFigureTrace(NodeFigure &figure, const NodeTrace *trace, bool inRun)
{
    figure.inRun = inRun;
    figure.trace = trace ? *trace : NodeTrace();
    figure.runText.clear();
    if (!inRun || figure.trace.state == NodeRunState::NotReached)
        return;
    if (figure.trace.busy.count() > 0)
        figure.runText = describeDuration(figure.trace.busy);
    // Each pass through the node is one try; only what comes on top is worth telling.
    if (figure.trace.attempts > std::max(1, figure.trace.visits)) {
        const QString tries = translated("%1 tries").arg(figure.trace.attempts);
        figure.runText = figure.runText.isEmpty() ? tries : figure.runText + u" · "_s + tries;
    }
}

void fitTexts(NodeFigure &figure)
{
    using geometry::Letters;
    const double room = figure.size.width() - textInset - 10;
    const double collapser = figure.isContainer ? 22 : 0;
    const auto title = [&](Letters letters) {
        return QFontMetricsF(titleFont(letters)).elidedText(figure.title, Qt::ElideMiddle, room - collapser);
    };
    const QString whole = wholeSummary(figure);
    // Marks of a run stand on the edge above the title, its figures to the right of the summary.
    const auto summary = [&](Letters letters) {
        const QFontMetricsF metrics(summaryFont(letters));
        const double figures = figure.runText.isEmpty() ? 0 : metrics.horizontalAdvance(figure.runText) + 8;
        return room - figures < 24 ? QString() : metrics.elidedText(whole, Qt::ElideRight, room - figures);
    };
    figure.shownTitle = title(Letters::Usual);
    figure.shownSummary = summary(Letters::Usual);
    figure.widerTitle = title(Letters::Larger);
    figure.widerSummary = summary(Letters::Larger);
    figure.largeTitle = inTwoLines(figure.title, QFontMetricsF(titleFont(Letters::TitleAlone)), room);
    fitPortNames(figure);
}

QFont titleFont(geometry::Letters letters)
{
    QFont font = fontFor(TextStyle::TextStrong);
    if (letters != geometry::Letters::Usual)
        font.setPixelSize(letters == geometry::Letters::Larger ? 16 : 22);
    return font;
}

QFont summaryFont(geometry::Letters letters)
{
    QFont font = fontFor(TextStyle::Secondary);
    if (letters == geometry::Letters::Larger)
        font.setPixelSize(14);
    return font;
}

QString runStateText(NodeRunState state)
{
    switch (state) {
    case NodeRunState::NotReached:
        return translated("Not reached");
    case NodeRunState::Running:
        return translated("Running");
    case NodeRunState::Waiting:
        return translated("Waiting");
    case NodeRunState::Completed:
        return translated("Completed");
    case NodeRunState::Failed:
        return translated("Failed");
    case NodeRunState::Terminated:
        return translated("Terminated");
    }
    return {};
}

QString spokenDescription(const NodeFigure &figure)
{
    QStringList parts{figure.title, figure.kind};
    if (!figure.summary.isEmpty())
        parts << figure.summary;
    if (figure.inRun)
        parts << runStateText(figure.trace.state).toLower();
    if (figure.problem)
        parts << figure.problemText.split(u'\n');
    return parts.join(u", "_s);
}

} // namespace perdura
