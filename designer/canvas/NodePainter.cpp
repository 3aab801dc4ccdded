// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/NodePainter.h"

#include "app/kit/Icons.h"

#include <QPainter>
#include <QPainterPath>

namespace perdura {

using namespace Qt::StringLiterals;
using geometry::DetailLevel;
using geometry::Letters;

namespace {

constexpr double radius = space::cardRadius;
/// How much larger the marks of state and problem are from afar.
constexpr double farMarkScale = 1.5;
constexpr double textLeft = geometry::tileInset + geometry::tileSize + 12;

QColor faded(QColor color, double alpha)
{
    color.setAlphaF(float(alpha));
    return color;
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](float x, float y) { return float(x * (1 - share) + y * share); };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

} // namespace

QColor familyColor(const Tokens &tokens, NodeFamily family)
{
    switch (family) {
    case NodeFamily::Control:
    case NodeFamily::Note:
        return tokens.nodeControl;
    case NodeFamily::Activity:
    case NodeFamily::Entity:
        return tokens.nodeActivity;
    case NodeFamily::Wait:
        return tokens.nodeWait;
    case NodeFamily::Human:
        return tokens.nodeHuman;
    case NodeFamily::Container:
    case NodeFamily::Instance:
        return tokens.nodeContainer;
    case NodeFamily::End:
        return tokens.nodeEnd;
    }
    return tokens.nodeControl;
}

QColor runStateColor(const Tokens &tokens, NodeRunState state)
{
    switch (state) {
    case NodeRunState::NotReached:
        return tokens.borderStrong;
    case NodeRunState::Running:
        return tokens.running;
    case NodeRunState::Waiting:
        return tokens.waiting;
    case NodeRunState::Completed:
        return tokens.completed;
    case NodeRunState::Failed:
        return tokens.failed;
    case NodeRunState::Terminated:
        return tokens.terminated;
    }
    return tokens.borderStrong;
}

QRectF collapserRect(const QSizeF &size)
{
    return {size.width() - 30, geometry::containerHeader / 2 - 10, 20, 20};
}

NodePainter::NodePainter(QPainter &painter, const Tokens &tokens)
    : m_painter(painter)
    , m_tokens(tokens)
{}

QRectF NodePainter::bounds(const NodeFigure &figure)
{
    const double names = figure.rightPorts > 0 ? 110 : 16;
    return QRectF(QPointF(), figure.size).adjusted(-16, -16, names, 26);
}

void NodePainter::paint(const NodeFigure &figure, const NodeLook &look)
{
    // A note has nothing to reach.
    const bool dimmed =
        figure.inRun && figure.trace.state == NodeRunState::NotReached && figure.family != NodeFamily::Note;
    if (dimmed)
        m_painter.setOpacity(m_painter.opacity() * 0.6);
    if (look.detail == DetailLevel::Block) {
        paintBlock(figure, look);
        return;
    }
    if (figure.openContainer)
        paintContainerGround(figure, look);
    else
        paintCard(figure, look);
    paintTile(figure, look);
    paintTexts(figure, look);
    if (!figure.innerHint.isEmpty() && !figure.inRun && look.letters == Letters::Usual)
        paintInnerHint(figure);
    if (look.detail == DetailLevel::Full) {
        if (figure.isContainer)
            paintCollapser(figure);
        paintPorts(figure, look);
    }
    if (figure.inRun)
        paintRun(figure, look);
    else if (figure.problem)
        paintProblem(*figure.problem, look);
}

void NodePainter::paintBlock(const NodeFigure &figure, const NodeLook &look)
{
    QColor color = familyColor(m_tokens, figure.family);
    if (figure.inRun && figure.trace.state != NodeRunState::NotReached)
        color = runStateColor(m_tokens, figure.trace.state);
    if (look.selected)
        color = m_tokens.accent;
    m_painter.fillRect(QRectF(QPointF(), figure.size), figure.openContainer ? faded(color, 0.25) : color);
}

void NodePainter::paintCard(const NodeFigure &figure, const NodeLook &look)
{
    const QRectF rect(QPointF(), figure.size);
    if (look.detail == DetailLevel::Full) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(faded(Qt::black, m_tokens.dark ? 0.28 : 0.055));
        m_painter.drawRoundedRect(rect.translated(0, 2), radius, radius);
    }
    const bool runState = figure.inRun && figure.trace.state != NodeRunState::NotReached;
    QPen pen(m_tokens.border, 1);
    if (look.refused)
        pen = QPen(m_tokens.failed, 2);
    else if (look.selected || look.dropTarget)
        pen = QPen(m_tokens.accent, 2);
    else if (runState)
        pen = QPen(runStateColor(m_tokens, figure.trace.state), 2);
    else if (look.hovered)
        pen = QPen(m_tokens.borderStrong, 1);
    if (look.selected) {
        m_painter.setPen(QPen(faded(m_tokens.accent, 0.22), 6));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
    }
    const double inset = pen.widthF() / 2;
    m_painter.setPen(pen);
    m_painter.setBrush(m_tokens.raised);
    m_painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
}

void NodePainter::paintContainerGround(const NodeFigure &figure, const NodeLook &look)
{
    const QRectF rect(QPointF(), figure.size);
    const QColor hue = familyColor(m_tokens, figure.family);
    if (look.selected) {
        m_painter.setPen(QPen(faded(m_tokens.accent, 0.22), 6));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
    }
    QColor line = mixed(m_tokens.borderStrong, hue, 0.35);
    double width = 1;
    if (look.refused || look.selected || look.dropTarget) {
        line = look.refused ? m_tokens.failed : m_tokens.accent;
        width = 2;
    } else if (figure.inRun && figure.trace.state != NodeRunState::NotReached) {
        line = runStateColor(m_tokens, figure.trace.state);
        width = 2;
    }
    const QRectF framed = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2);
    QPainterPath outline;
    outline.addRoundedRect(framed, radius, radius);
    m_painter.fillPath(outline, mixed(m_tokens.canvas, look.dropTarget ? m_tokens.accent : hue, 0.06));
    QPainterPath strip;
    strip.addRect(QRectF(framed.topLeft(), QSizeF(framed.width(), geometry::containerHeader)));
    m_painter.fillPath(outline & strip, m_tokens.raised);
    m_painter.setPen(QPen(m_tokens.border, 1));
    m_painter.drawLine(QPointF(framed.left(), geometry::containerHeader),
                       QPointF(framed.right(), geometry::containerHeader));
    m_painter.setPen(QPen(line, width));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPath(outline);
}

void NodePainter::paintTile(const NodeFigure &figure, const NodeLook &look)
{
    const double top = figure.openContainer ? (geometry::containerHeader - geometry::tileSize) / 2
                                            : (figure.size.height() - geometry::tileSize) / 2;
    const QRectF tile(geometry::tileInset, top, geometry::tileSize, geometry::tileSize);
    const QColor hue = familyColor(m_tokens, figure.family);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(mixed(m_tokens.raised, hue, m_tokens.dark ? 0.2 : 0.13));
    m_painter.drawRoundedRect(tile, 8, 8);
    constexpr int iconSize = 20;
    const QPointF at = tile.center() - QPointF(iconSize / 2.0, iconSize / 2.0);
    // A few sizes serve all zoom factors, so that the cache of pictures stays small.
    const double ratio = look.pixelRatio <= 1 ? 1 : (look.pixelRatio <= 2 ? 2 : 4);
    m_painter.drawPixmap(QRectF(at, QSizeF(iconSize, iconSize)),
                         iconPixmap(figure.icon, iconSize, hue, ratio),
                         QRectF(0, 0, iconSize * ratio, iconSize * ratio));
}

void NodePainter::paintLargeTitle(const NodeFigure &figure)
{
    constexpr double lineHeight = 26;
    const double height = figure.openContainer ? geometry::containerHeader : figure.size.height();
    m_painter.setPen(m_tokens.text);
    m_painter.setFont(titleFont(Letters::TitleAlone));
    QRectF line(textLeft, (height - lineHeight * double(figure.largeTitle.size())) / 2,
                figure.size.width() - textLeft, lineHeight);
    for (const QString &words : figure.largeTitle) {
        m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, words);
        line.translate(0, lineHeight);
    }
}

void NodePainter::paintTexts(const NodeFigure &figure, const NodeLook &look)
{
    if (look.letters == Letters::TitleAlone) {
        paintLargeTitle(figure);
        return;
    }
    const bool larger = look.letters == Letters::Larger;
    const QString &words = larger ? figure.widerTitle : figure.shownTitle;
    const QString &summary = larger ? figure.widerSummary : figure.shownSummary;
    const double height = figure.openContainer ? geometry::containerHeader : figure.size.height();
    const double width = figure.size.width() - textLeft - 10;
    const double middle = height / 2;
    const double titleHeight = larger ? 23 : 20;
    m_painter.setPen(m_tokens.text);
    m_painter.setFont(titleFont(look.letters));
    const bool twoLines =
        look.detail == DetailLevel::Full && !(summary.isEmpty() && figure.runText.isEmpty());
    const QRectF title(textLeft, middle - (twoLines ? titleHeight : titleHeight / 2), width, titleHeight);
    m_painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, words);
    if (!twoLines)
        return;
    const QRectF line(textLeft, middle + 1, width, larger ? 20 : 18);
    m_painter.setFont(summaryFont(look.letters));
    m_painter.setPen(m_tokens.textSecondary);
    m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, summary);
    m_painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, figure.runText);
}

void NodePainter::paintInnerHint(const NodeFigure &figure)
{
    m_painter.setFont(fontFor(TextStyle::Text));
    m_painter.setPen(m_tokens.textSecondary);
    m_painter.drawText(QRectF(QPointF(), figure.size).adjusted(0, geometry::containerHeader, 0, 0),
                       Qt::AlignCenter | Qt::TextSingleLine, figure.innerHint);
}

void NodePainter::paintCollapser(const NodeFigure &figure)
{
    const QPointF center = collapserRect(figure.size).center();
    m_painter.setPen(QPen(m_tokens.textSecondary, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_painter.setBrush(Qt::NoBrush);
    const QPointF chevron[] = {
        center + QPointF(figure.openContainer ? -4 : -2, figure.openContainer ? -2 : -4),
        center + QPointF(figure.openContainer ? 0 : 2, figure.openContainer ? 2 : 0),
        center + QPointF(figure.openContainer ? 4 : -2, figure.openContainer ? -2 : 4)};
    m_painter.drawPolyline(chevron, 3);
}

void NodePainter::paintPort(const QPointF &at, const QColor &color, bool highlighted)
{
    const double size = highlighted ? geometry::portRadius + 1.5 : geometry::portRadius - 1;
    m_painter.setPen(QPen(color, 1.5));
    m_painter.setBrush(highlighted ? color : m_tokens.raised);
    m_painter.drawEllipse(at, size, size);
}

void NodePainter::paintPorts(const NodeFigure &figure, const NodeLook &look)
{
    const QColor usual = look.hovered || look.selected ? m_tokens.accent : m_tokens.borderStrong;
    if (figure.hasInput)
        paintPort(geometry::inputAnchor(), look.highlightedPort == "in"_L1 ? m_tokens.accent : usual,
                  look.highlightedPort == "in"_L1);
    for (const PortFigure &port : figure.ports) {
        const bool highlighted = look.highlightedPort == QString::fromStdString(port.id);
        if (port.isError && !port.connected && !look.hovered && !look.selected && !highlighted)
            continue;
        paintPort(port.anchor, port.isError ? m_tokens.failed : (highlighted ? m_tokens.accent : usual),
                  highlighted);
        if (highlighted || look.hovered || (figure.rightPorts > 1 && look.letters != Letters::TitleAlone))
            paintPortName(port);
    }
}

void NodePainter::paintPortName(const PortFigure &port)
{
    m_painter.setFont(fontFor(TextStyle::Secondary));
    m_painter.setPen(port.isError ? m_tokens.failed : m_tokens.textSecondary);
    const QRectF place = port.isError ? QRectF(port.anchor + QPointF(portNameOffset, 2), QSizeF(100, 16))
                                      : QRectF(port.anchor + QPointF(portNameOffset, -17), QSizeF(100, 16));
    const double width = m_painter.fontMetrics().horizontalAdvance(port.shownTitle);
    // Edges of other nodes that pass here must not run through the name.
    m_painter.fillRect(QRectF(place.left() - 1, place.bottom() - 14, width + 2, 13),
                       faded(m_tokens.canvas, 0.85));
    m_painter.drawText(place, Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, port.shownTitle);
}

void NodePainter::startMark(const QPointF &center, const NodeLook &look)
{
    m_painter.save();
    m_painter.translate(center);
    if (look.letters != Letters::Usual)
        m_painter.scale(farMarkScale, farMarkScale);
}

void NodePainter::paintProblem(Problem::Severity severity, const NodeLook &look)
{
    const bool error = severity == Problem::Severity::Error;
    const QColor color = error ? m_tokens.failed : m_tokens.waiting;
    const QPointF center;
    startMark({1, 1}, look);
    m_painter.setPen(QPen(m_tokens.canvas, 2));
    m_painter.setBrush(color);
    if (error) {
        m_painter.drawEllipse(center, 8, 8);
    } else {
        const QPointF triangle[] = {center + QPointF(0, -9), center + QPointF(9, 7), center + QPointF(-9, 7)};
        m_painter.drawPolygon(triangle, 3);
    }
    m_painter.setPen(QPen(m_tokens.raised, 1.8, Qt::SolidLine, Qt::RoundCap));
    const double lift = error ? 0 : 1;
    m_painter.drawLine(center + QPointF(0, -4 + lift), center + QPointF(0, 0.5 + lift));
    m_painter.drawPoint(center + QPointF(0, 3.8 + lift * 0.5));
    m_painter.restore();
}

void NodePainter::paintRun(const NodeFigure &figure, const NodeLook &look)
{
    if (figure.trace.state == NodeRunState::NotReached)
        return;
    const QPointF center(figure.size.width() - 1, 1);
    startMark(center, look);
    paintStateMark(figure.trace.state);
    m_painter.restore();
    if (figure.trace.visits < 2 || look.letters == Letters::TitleAlone)
        return;
    m_painter.setFont(fontFor(TextStyle::Secondary));
    const QString count = u"×"_s + QString::number(figure.trace.visits);
    const QRectF pill(center.x() - 52, center.y() - 8, 38, 16);
    m_painter.setPen(QPen(runStateColor(m_tokens, figure.trace.state), 1));
    m_painter.setBrush(m_tokens.raised);
    m_painter.drawRoundedRect(pill, 8, 8);
    m_painter.setPen(m_tokens.text);
    m_painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, count);
}

void NodePainter::paintStateMark(NodeRunState state)
{
    m_painter.setPen(QPen(m_tokens.canvas, 2));
    m_painter.setBrush(runStateColor(m_tokens, state));
    m_painter.drawEllipse(QPointF(), 9, 9);
    m_painter.setPen(QPen(m_tokens.raised, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_painter.setBrush(Qt::NoBrush);
    const auto at = [](double x, double y) { return QPointF(x, y); };
    switch (state) {
    case NodeRunState::NotReached:
        break;
    case NodeRunState::Running: {
        const QPointF play[] = {at(-2, -3.5), at(3.5, 0), at(-2, 3.5)};
        m_painter.setBrush(m_tokens.raised);
        m_painter.drawPolygon(play, 3);
        break;
    }
    case NodeRunState::Waiting: {
        const QPointF hands[] = {at(0, -4), at(0, 0), at(3, 2)};
        m_painter.drawPolyline(hands, 3);
        break;
    }
    case NodeRunState::Completed: {
        const QPointF check[] = {at(-3.8, 0), at(-1, 3), at(4, -3)};
        m_painter.drawPolyline(check, 3);
        break;
    }
    case NodeRunState::Failed:
        m_painter.drawLine(at(-3, -3), at(3, 3));
        m_painter.drawLine(at(3, -3), at(-3, 3));
        break;
    case NodeRunState::Terminated:
        m_painter.drawLine(at(-3.5, 0), at(3.5, 0));
        break;
    }
}

} // namespace perdura
