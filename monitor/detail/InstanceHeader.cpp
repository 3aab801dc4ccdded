// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/InstanceHeader.h"

#include "app/kit/ContextBar.h"
#include "app/kit/ElidedLabel.h"
#include "app/kit/IconLabel.h"
#include "app/kit/Look.h"
#include "app/kit/StatusChip.h"
#include "app/kit/TimeText.h"
#include "monitor/StatusWords.h"
#include "monitor/detail/WaitWords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostWaits = 3; ///< that are named in one line

QString waitsOf(const RunReading &reading)
{
    const Instant now = SystemClock().now();
    QStringList waits;
    int more = 0;
    for (const NodeVisit &visit : reading.trace->visits) {
        if (visit.end || visit.state != NodeRunState::Waiting || visit.waitingFor.empty())
            continue;
        const Node *node = reading.definition->find(visit.node);
        if (waits.size() < mostWaits)
            waits << waitWords(visit.waitingFor, QString::fromStdString(node ? node->name : visit.node.value),
                               now);
        else
            ++more;
    }
    if (waits.isEmpty())
        return {};
    return more > 0 ? InstanceHeader::tr("Waits %1; and %2 more").arg(waits.join(u"; "_s)).arg(more)
                    : InstanceHeader::tr("Waits %1").arg(waits.join(u"; "_s));
}

} // namespace

InstanceHeader::InstanceHeader(QWidget *parent)
    : QWidget(parent)
    , m_bar(new ContextBar)
    , m_chip(new StatusChip)
    , m_definition(m_bar->addAction(tr("Open drawing"), ButtonTone::Flat, u"pen-tool"_s))
    , m_raise(m_bar->addAction(tr("Raise event…"), ButtonTone::Normal, u"send"_s))
    , m_answer(m_bar->addAction(tr("Answer…"), ButtonTone::Primary, u"user-check"_s))
    , m_suspend(m_bar->addAction(tr("Suspend"), ButtonTone::Normal, u"circle-pause"_s))
    , m_resume(m_bar->addAction(tr("Resume"), ButtonTone::Primary, u"circle-play"_s))
    , m_rewind(m_bar->addAction(tr("Rewind"), ButtonTone::Primary, u"rotate-ccw"_s))
    , m_restart(m_bar->addAction(tr("Run again"), ButtonTone::Normal, u"repeat"_s))
    , m_terminate(m_bar->addAction(tr("Terminate…"), ButtonTone::Normal, u"circle-stop"_s))
    , m_id(new ElidedLabel({}, TextStyle::Code))
    , m_version(makeLabel({}, TextStyle::Code))
    , m_execution(new QWidget)
    , m_executionNumber(makeLabel({}))
    , m_started(makeLabel({}))
    , m_ended(makeLabel({}))
    , m_duration(makeLabel({}))
    , m_nowIcon(new IconLabel(u"hourglass"_s, 16))
    , m_wait(new ElidedLabel)
    , m_end(makeLabel({}))
{
    setSurface(this, Surface::Panel);
    m_bar->setBreadcrumb({tr("Instances")});
    m_bar->addInfo(m_chip);
    m_definition->setToolTip(tr("Opens this version of the workflow in Design"));
    m_answer->hide();
    m_suspend->setToolTip(tr("What happens to it is recorded and takes effect when it is resumed"));
    m_resume->setToolTip(tr("Lets it go on; what happened meanwhile takes effect now"));
    m_rewind->setToolTip(tr("Repeats what it failed over; all that was done stays done"));
    m_restart->setToolTip(tr("Starts a new instance with the same version and input"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    layOutFacts();
    connect(m_bar, &ContextBar::breadcrumbClicked, this, &InstanceHeader::backRequested);
    connect(m_raise, &QPushButton::clicked, this, &InstanceHeader::raiseRequested);
    connect(m_answer, &QPushButton::clicked, this, &InstanceHeader::answerRequested);
    connect(m_terminate, &QPushButton::clicked, this, &InstanceHeader::terminateRequested);
    connect(m_suspend, &QPushButton::clicked, this, &InstanceHeader::suspendRequested);
    connect(m_resume, &QPushButton::clicked, this, &InstanceHeader::resumeRequested);
    connect(m_rewind, &QPushButton::clicked, this, &InstanceHeader::rewindRequested);
    connect(m_restart, &QPushButton::clicked, this, &InstanceHeader::restartRequested);
    connect(m_definition, &QPushButton::clicked, this, &InstanceHeader::definitionRequested);
}

void InstanceHeader::layOutFacts()
{
    auto *facts = new QHBoxLayout;
    facts->setContentsMargins(space::l, space::xs, space::l, space::xs);
    facts->setSpacing(space::s);
    const auto add = [&](const QString &name, QWidget *value) {
        facts->addWidget(makeLabel(name, TextStyle::Secondary, TextTone::Secondary));
        facts->addWidget(value);
    };
    add(tr("Instance"), m_id);
    m_id->setElideMode(Qt::ElideMiddle);
    m_id->setMaximumWidth(280);
    auto *copy = makeIconButton(u"copy"_s, tr("Copy the instance's id"));
    facts->addWidget(copy);
    const auto gap = [&] { facts->addSpacing(space::m); };
    gap();
    add(tr("Version"), m_version);
    gap();
    layOutExecution();
    facts->addWidget(m_execution);
    add(tr("Started"), m_started);
    gap();
    add(tr("Ended"), m_ended);
    gap();
    add(tr("Duration"), m_duration);
    facts->addStretch();

    auto *now = new QHBoxLayout;
    now->setContentsMargins(space::l, 0, space::l, space::s);
    now->setSpacing(space::s);
    now->addWidget(m_nowIcon, 0, Qt::AlignTop);
    now->addWidget(m_wait, 1);
    now->addWidget(m_end, 1);
    m_wait->setObjectName(u"wait"_s);
    m_end->setObjectName(u"end"_s);
    m_end->setWordWrap(true);
    m_end->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(facts);
    column->addLayout(now);
    connect(copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_id->text());
        emit idCopied();
    });
}

void InstanceHeader::layOutExecution()
{
    auto *row = new QHBoxLayout(m_execution);
    row->setContentsMargins(0, 0, space::m, 0);
    row->setSpacing(space::s);
    row->addWidget(makeLabel(tr("Execution"), TextStyle::Secondary, TextTone::Secondary));
    row->addWidget(m_executionNumber);
    m_executionNumber->setObjectName(u"execution"_s);
    m_execution->hide();
}

void InstanceHeader::show(const InstanceId &id, const InstanceDetail *detail, const RunReading *reading,
                          const std::vector<HumanTaskInfo> &tasks)
{
    m_summary = detail ? std::optional(detail->summary) : std::nullopt;
    m_id->setText(id.toQString());
    m_bar->setTitle(detail ? QString::fromStdString(detail->summary.name) : id.toQString());
    m_chip->setVisible(detail != nullptr);
    if (detail)
        m_chip->setState(runStateOf(detail->summary));
    const QString version = detail ? detail->summary.version.toQString() : QString();
    m_version->setText(version.isEmpty() ? tr("code") : version.left(8));
    m_version->setToolTip(version);
    m_definition->setVisible(!version.isEmpty());
    showExecution(detail ? detail->generation : 0);
    showTimes();
    showButtons(tasks);
    showNow(reading, tasks);
}

void InstanceHeader::showExecution(int generation)
{
    m_execution->setVisible(generation > 0);
    m_executionNumber->setText(QLocale().toString(generation + 1));
    m_execution->setToolTip(
        tr("It has begun anew %n time(s), each time with an empty history; what is shown below is the last "
           "execution",
           nullptr, generation));
}

void InstanceHeader::showTimes()
{
    if (!m_summary)
        return;
    const Instant now = SystemClock().now();
    m_started->setText(relativeTime(m_summary->created, now));
    m_started->setToolTip(exactTime(m_summary->created));
    m_ended->setText(m_summary->completed ? relativeTime(*m_summary->completed, now) : tr("not yet"));
    m_ended->setToolTip(m_summary->completed ? exactTime(*m_summary->completed) : QString());
    m_duration->setText(describeDuration(m_summary->completed.value_or(now) - m_summary->created));
}

/// Only what the state allows is there: a row of grey buttons would tell nothing.
void InstanceHeader::showControls()
{
    const bool isOver = m_summary && isTerminal(m_summary->status);
    const bool isSuspended = m_summary && m_summary->status == OrchestrationStatus::Suspended;
    m_suspend->setVisible(m_summary && !isOver && !isSuspended);
    m_resume->setVisible(isSuspended);
    m_rewind->setVisible(m_summary && m_summary->status == OrchestrationStatus::Failed);
    m_restart->setVisible(isOver);
}

void InstanceHeader::showButtons(const std::vector<HumanTaskInfo> &tasks)
{
    const bool isOver = m_summary && isTerminal(m_summary->status);
    const QString over = m_summary ? tr("It has ended (%1)").arg(statusWord(m_summary->status)) : QString();
    m_raise->setEnabled(m_summary && !isOver);
    m_raise->setToolTip(isOver ? over : tr("Sends an event with data to this instance"));
    m_terminate->setEnabled(m_summary && !isOver);
    m_terminate->setToolTip(isOver ? over : tr("Ends this instance for good"));
    showControls();
    m_answer->setVisible(!tasks.empty());
    if (tasks.empty())
        return;
    // Two outcomes are nearly always yes and no: the button then says so.
    const HumanTaskRequest &request = tasks.front().request;
    m_answer->setText(request.outcomes.size() == 2 ? tr("%1 / %2…")
                                                         .arg(QString::fromStdString(request.outcomes[0]),
                                                              QString::fromStdString(request.outcomes[1]))
                                                   : tr("Answer…"));
    m_answer->setToolTip(QString::fromStdString(request.title));
}

// How it ended may take several lines; nothing moves any more then.
void InstanceHeader::showEnd()
{
    const bool hasFailed = m_summary->status == OrchestrationStatus::Failed;
    const QString sentence = noteSentence(*m_summary, SystemClock().now());
    m_end->setText(sentence);
    m_end->setVisible(!sentence.isEmpty());
    m_wait->setVisible(sentence.isEmpty());
    m_wait->setText({});
    m_nowIcon->setVisible(!sentence.isEmpty());
    m_nowIcon->setIcon(runStateIcon(runStateOf(m_summary->status)),
                       hasFailed ? &Tokens::failed : &Tokens::terminated);
}

// One sentence for the first question of an operator: why is it where it is?
void InstanceHeader::showNow(const RunReading *reading, const std::vector<HumanTaskInfo> &tasks)
{
    if (m_summary && isTerminal(m_summary->status)) {
        showEnd();
        return;
    }
    QString sentence = reading && reading->trace ? waitsOf(*reading) : QString();
    if (sentence.isEmpty() && !tasks.empty())
        sentence = tr("Waits for an answer: %1").arg(QString::fromStdString(tasks.front().request.title));
    m_end->hide();
    m_wait->show();
    m_wait->setText(sentence);
    m_nowIcon->setVisible(!sentence.isEmpty());
    m_nowIcon->setIcon(u"hourglass"_s, &Tokens::waiting);
}

} // namespace perdura
