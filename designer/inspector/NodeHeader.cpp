// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/inspector/NodeHeader.h"

#include "app/kit/Look.h"
#include "designer/canvas/NodePainter.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace perdura {

class NodeHeader::Tile final : public QWidget
{
public:
    explicit Tile(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(36, 36);
    }

    void setKind(const NodeKindInfo &kind)
    {
        m_icon = kind.icon;
        m_family = kind.family;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Tokens &tokens = tokensFor(palette());
        const QColor hue = familyColor(tokens, m_family);
        QColor ground = hue;
        ground.setAlphaF(tokens.dark ? 0.2F : 0.13F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(rect(), 8, 8);
        paintIcon(painter, m_icon, QRectF(8, 8, 20, 20), hue);
    }

private:
    QString m_icon;
    NodeFamily m_family = NodeFamily::Control;
};

NodeHeader::NodeHeader(QWidget *parent)
    : QWidget(parent)
    , m_tile(new Tile(this))
    , m_title(makeLabel({}, TextStyle::Section, TextTone::Normal, this))
    , m_description(makeLabel({}, TextStyle::Secondary, TextTone::Secondary, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::m);
    row->addWidget(m_tile, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_description);
    m_description->setWordWrap(true);
    row->addLayout(texts, 1);
}

void NodeHeader::setKind(const NodeKindInfo &kind)
{
    m_tile->setKind(kind);
    m_title->setText(kind.title);
    m_description->setText(kind.description);
}

} // namespace perdura
