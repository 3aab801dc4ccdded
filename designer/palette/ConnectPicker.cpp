// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/ConnectPicker.h"

#include "app/kit/Look.h"
#include "app/kit/SearchField.h"
#include "designer/palette/EntryDelegate.h"
#include "engine/definition/NodeCatalog.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

namespace perdura {

ConnectPicker::ConnectPicker(std::shared_ptr<const WorkflowDefinition> definition, const NodeId &from,
                             QWidget *parent)
    : SearchPopup(tr("Connect to a node"), parent)
    , m_from(from)
    , m_ports(new QComboBox(this))
    , m_targets(new TargetModel(definition, this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("connectPicker"));
    m_ports->setObjectName(QStringLiteral("connectPort"));
    m_ports->setAccessibleName(tr("Port"));
    m_list->setObjectName(QStringLiteral("connectTargets"));
    m_list->setAccessibleName(tr("Nodes to connect to"));
    m_list->setModel(m_targets);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setFrameShape(NoFrame);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const Node *source = definition->find(from);
    Q_ASSERT(source);
    column()->insertWidget(0, makeLabel(tr("Connect “%1”").arg(QString::fromStdString(source->name)),
                                        TextStyle::Secondary, TextTone::Secondary, this));
    column()->insertWidget(1, m_ports);
    column()->addWidget(m_list, 1);
    fillPorts(*definition);
    connect(m_ports, &QComboBox::currentIndexChanged, this, &ConnectPicker::showTargets);
    connect(m_list, &QListView::clicked, this, &ConnectPicker::choose);
    connect(m_list, &QListView::activated, this, &ConnectPicker::choose);
    showTargets();
}

void ConnectPicker::fillPorts(const WorkflowDefinition &definition)
{
    int free = -1;
    for (const PortInfo &port : outputPorts(*definition.find(m_from))) {
        const Node *target = definition.target(m_from, port.id);
        if (!target && !port.isError && free < 0)
            free = m_ports->count();
        m_ports->addItem(target
                             ? tr("%1, instead of “%2”").arg(port.title, QString::fromStdString(target->name))
                             : port.title,
                         QString::fromStdString(port.id));
    }
    m_ports->setCurrentIndex(std::max(free, 0));
    m_ports->setVisible(m_ports->count() > 1);
}

EdgeKey ConnectPicker::port() const
{
    return {m_from, m_ports->currentData().toString().toStdString()};
}

void ConnectPicker::showTargets()
{
    m_targets->setPort(port());
    m_list->setCurrentIndex(m_targets->index(0));
}

void ConnectPicker::narrow(const QString &text)
{
    m_targets->setFilter(text);
    m_list->setCurrentIndex(m_targets->index(0));
}

void ConnectPicker::step(int direction)
{
    const QModelIndex next = m_targets->index(m_list->currentIndex().row() + direction);
    if (next.isValid())
        m_list->setCurrentIndex(next);
}

void ConnectPicker::choose()
{
    if (const auto target = m_targets->targetAt(m_list->currentIndex())) {
        emit connectionChosen(port(), *target);
        close();
    }
}

bool ConnectPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == search() && event->type() == QEvent::KeyPress && search()->text().isEmpty()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            const int index = m_ports->currentIndex() + (key == Qt::Key_Right ? 1 : -1);
            m_ports->setCurrentIndex(std::clamp(index, 0, m_ports->count() - 1));
            return true;
        }
    }
    return SearchPopup::eventFilter(watched, event);
}

} // namespace perdura
