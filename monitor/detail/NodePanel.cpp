// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/NodePanel.h"

#include "app/kit/IconLabel.h"
#include "app/kit/JsonView.h"
#include "app/kit/KeyValueGrid.h"
#include "app/kit/Look.h"
#include "app/kit/StatusChip.h"
#include "app/kit/TimeText.h"
#include "engine/definition/NodeCatalog.h"
#include "monitor/StatusWords.h"
#include "monitor/detail/VisitListModel.h"
#include "monitor/detail/WaitWords.h"

#include <QLabel>
#include <QListView>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int emptyHeight = 96; ///< of an input that is not there: the room is the output's

} // namespace

NodePanel::NodePanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new VisitListModel(this))
    , m_icon(new IconLabel(u"workflow"_s, 20))
    , m_title(makeLabel({}, TextStyle::Section))
    , m_kind(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
    , m_chip(new StatusChip)
    , m_list(new QListView)
    , m_facts(new KeyValueGrid)
    , m_failure(makeLabel({}, TextStyle::Text, TextTone::Error))
    , m_input(new JsonView)
    , m_output(new JsonView)
{
    setSurface(this, Surface::Panel);
    m_title->setWordWrap(true);
    m_failure->setWordWrap(true);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_list->setModel(m_model);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMaximumHeight(168);
    m_list->setAccessibleName(tr("Passes through this node"));
    m_input->setTitle(tr("Input"));
    m_output->setTitle(tr("Output"));

    auto *close = makeIconButton(u"x"_s, tr("Close"));
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(m_title);
    names->addWidget(m_kind);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addLayout(names, 1);
    head->addWidget(close, 0, Qt::AlignTop);

    auto *values = new QSplitter(Qt::Vertical);
    values->setChildrenCollapsible(false);
    values->addWidget(m_input);
    values->addWidget(m_output);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::m, space::m, space::m, space::m);
    column->setSpacing(space::s);
    column->addLayout(head);
    column->addWidget(m_chip, 0, Qt::AlignLeft);
    column->addWidget(m_list);
    column->addWidget(m_facts);
    column->addWidget(m_failure);
    column->addWidget(values, 1);
    setMinimumWidth(280);
    connect(close, &QToolButton::clicked, this, &NodePanel::closeRequested);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showVisit();
        const NodeVisit *visit = m_model->at(m_list->currentIndex().row());
        if (visit && !m_isShowing)
            emit iterationChosen(visit->iteration);
    });
}

// Parts that go with the base class must not call back any more.
NodePanel::~NodePanel()
{
    m_list->selectionModel()->disconnect(this);
}

void NodePanel::show(const std::shared_ptr<const RunReading> &reading, const NodeId &node,
                     const std::string &iteration)
{
    const QScopedValueRollback showing(m_isShowing, true);
    const NodeVisit *before = m_model->at(m_list->currentIndex().row());
    const bool keepsRow = node == m_node && before && before->iteration == iteration;
    const int row = m_list->currentIndex().row();
    m_reading = reading;
    m_node = node;
    m_model->show(reading, node);
    const int wanted = keepsRow && row < m_model->rowCount() ? row : m_model->rowOf(iteration);
    m_list->setCurrentIndex(m_model->index(wanted));
    m_list->setVisible(m_model->rowCount() > 1);
    showNode();
    showVisit();
}

void NodePanel::showNode()
{
    const Node *node = m_reading && m_reading->definition ? m_reading->definition->find(m_node) : nullptr;
    m_title->setText(node ? QString::fromStdString(node->name) : m_node.toQString());
    m_kind->setText(node ? nodeKindInfo(node->kind).title : QString());
    if (node)
        m_icon->setIcon(nodeKindInfo(node->kind).icon, &Tokens::textSecondary);
}

void NodePanel::showVisit()
{
    const NodeVisit *visit = m_model->at(m_list->currentIndex().row());
    m_chip->setState(visit ? runStateOf(visit->state) : RunState::Pending,
                     visit ? QString() : tr("Not reached"));
    m_facts->setVisible(visit != nullptr);
    m_failure->setVisible(visit && !visit->failure.empty());
    Json input, output;
    if (visit) {
        refreshTimes();
        m_facts->setValue(tr("Attempts"), visit->attempts > 1 ? QString::number(visit->attempts) : QString());
        m_facts->setValue(tr("Left by"),
                          visit->port == "next" ? QString() : QString::fromStdString(visit->port));
        m_failure->setText(QString::fromStdString(visit->failure));
        input = inputOf(*visit);
        output = visit->output;
    }
    // Setting a value again would close what the person has opened in the tree.
    if (input != m_shownInput || input.is_null()) {
        input.is_null() ? m_input->setPlaceholder(tr("This node takes no input.")) : m_input->setValue(input);
        m_input->setMaximumHeight(input.is_null() ? emptyHeight : QWIDGETSIZE_MAX);
        m_shownInput = input;
    }
    if (output != m_shownOutput || output.is_null()) {
        output.is_null() ? m_output->setPlaceholder(visit && visit->end ? tr("It gave no output.")
                                                                        : tr("There is no output yet."))
                         : m_output->setValue(output);
        m_shownOutput = output;
    }
}

void NodePanel::refreshTimes()
{
    const NodeVisit *visit = m_model->at(m_list->currentIndex().row());
    if (!visit)
        return;
    const Instant now = SystemClock().now();
    const QString past = visit->end ? describeDuration(*visit->end - visit->start) : QString();
    const QString present = visit->end ? QString() : describeDuration(now - visit->start);
    m_facts->setValue(tr("Waits"), visit->end || visit->waitingFor.empty()
                                       ? QString()
                                       : waitWords(visit->waitingFor, {}, now));
    m_facts->setValue(tr("Started"), relativeTime(visit->start, now), exactTime(visit->start));
    m_facts->setValue(tr("Took"), past);
    m_facts->setValue(tr("Takes so far"), present);
}

// What the node asked for during a visit: the input of its last attempt, or the form that it opened.
Json NodePanel::inputOf(const NodeVisit &visit) const
{
    Json input;
    for (const HistoryEvent &event : *m_reading->history) {
        if (event.origin.node != visit.node.value || event.origin.iteration != visit.iteration ||
            event.timestamp < visit.start || (visit.end && event.timestamp > *visit.end))
            continue;
        if (const auto *task = event.as<TaskScheduled>())
            input = task->input;
        else if (const auto *human = event.as<HumanTaskCreated>())
            input = human->request.form;
    }
    return input;
}

} // namespace perdura
