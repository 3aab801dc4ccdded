// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Icons.h"

#include "app/kit/KitResources.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

QString resourceOf(const QString &name)
{
    return u":/perdura/icons/"_s + name + u".svg"_s;
}

QByteArray tintedSvg(const QString &name, const QColor &color)
{
    initKitResources();
    QFile file(resourceOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("There is no icon named %s", qPrintable(name));
        return {};
    }
    return file.readAll().replace("currentColor", color.name(QColor::HexRgb).toUtf8());
}

void renderIcon(QPainter &painter, const QString &name, const QRectF &rect, const QColor &color)
{
    const QByteArray svg = tintedSvg(name, color);
    if (svg.isEmpty())
        return;
    QSvgRenderer renderer(svg);
    renderer.render(&painter, rect);
}

/// Square in the middle of a rectangle, on whole pixels.
QRectF squareIn(const QRectF &rect)
{
    const qreal side = qMin(rect.width(), rect.height());
    return {rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side};
}

QColor colorOf(IconTint tint, QIcon::Mode mode, QIcon::State state)
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    switch (tint) {
    case IconTint::Text:
        if (state == QIcon::On)
            return palette.color(QPalette::Link);
        return palette.color(QPalette::ButtonText);
    case IconTint::Secondary:
        return palette.color(QPalette::PlaceholderText);
    case IconTint::Accent:
        return palette.color(QPalette::Link);
    case IconTint::OnAccent:
        return palette.color(QPalette::BrightText);
    }
    Q_UNREACHABLE();
}

class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(QString name, IconTint tint)
        : m_name(std::move(name))
        , m_tint(tint)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        // Asked for more width than height, the room at the right is left free: the gap to a button's words.
        const QRect square =
            rect.width() > rect.height() ? QRect(rect.topLeft(), QSize(rect.height(), rect.height())) : rect;
        paintIcon(*painter, m_name, square, colorOf(m_tint, mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }

    QIconEngine *clone() const override { return new TintedIconEngine(*this); }
    QString key() const override { return u"perdura"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

private:
    QString m_name;
    IconTint m_tint;
};

} // namespace

bool hasIcon(const QString &name)
{
    initKitResources();
    return QFile::exists(resourceOf(name));
}

QIcon icon(const QString &name, IconTint tint)
{
    return QIcon(new TintedIconEngine(name, tint));
}

QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio)
{
    const QString key =
        u"perdura-icon/%1/%2/%3/%4"_s.arg(name).arg(size).arg(color.rgba(), 8, 16).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int pixels = qMax(1, qRound(size * devicePixelRatio));
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(color.alphaF());
        renderIcon(painter, name, QRectF(0, 0, pixels, pixels), color);
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter &painter, const QString &name, const QRectF &rect, const QColor &color)
{
    const QRectF square = squareIn(rect);
    // Under a scaling painter (zoomed canvas) the vector is drawn itself, so that it stays sharp at any zoom.
    if (painter.transform().type() > QTransform::TxTranslate) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(painter.opacity() * color.alphaF());
        renderIcon(painter, name, square, color);
        painter.restore();
        return;
    }
    const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    const QPixmap pixmap = iconPixmap(name, qRound(square.width()), color, ratio);
    painter.drawPixmap(square.topLeft(), pixmap);
}

} // namespace perdura
