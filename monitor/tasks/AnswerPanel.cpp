// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/tasks/AnswerPanel.h"

#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "app/kit/PressButton.h"
#include "app/kit/SchemaForm.h"
#include "app/kit/TabOrder.h"
#include "app/kit/TimeText.h"
#include "engine/client/WhenFinished.h"
#include "monitor/StatusWords.h"
#include "monitor/UserName.h"
#include "monitor/tasks/ButtonFlow.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace perdura {

namespace {

QString commentName(const HumanTaskRequest &request)
{
    if (request.commentedOutcomes.empty())
        return AnswerPanel::tr("Comment");
    QStringList outcomes;
    for (const std::string &outcome : request.commentedOutcomes)
        outcomes << u'“' + QString::fromStdString(outcome) + u'”';
    return outcomes.size() == qsizetype(request.outcomes.size())
               ? AnswerPanel::tr("Comment (needed)")
               : AnswerPanel::tr("Comment (needed for %1)").arg(QLocale().createSeparatedList(outcomes));
}

// "Expense report · for Ada · due in 2 days"
QString factsOf(const HumanTaskInfo &task)
{
    const Instant now = SystemClock().now();
    QStringList facts{QString::fromStdString(task.workflowName)};
    if (!task.request.assignee.empty())
        facts << AnswerPanel::tr("for %1").arg(QString::fromStdString(task.request.assignee));
    if (!task.request.group.empty())
        facts << AnswerPanel::tr("for anyone of %1").arg(QString::fromStdString(task.request.group));
    facts << AnswerPanel::tr("asked %1").arg(relativeTime(task.created, now));
    if (task.request.due) {
        const QString due = relativeTime(*task.request.due, now);
        facts << (*task.request.due < now ? AnswerPanel::tr("overdue, was due %1").arg(due)
                                          : AnswerPanel::tr("due %1").arg(due));
    }
    return facts.join(QStringLiteral("  ·  "));
}

} // namespace

AnswerPanel::AnswerPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(makeLabel({}, TextStyle::Page))
    , m_facts(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
    , m_banner(new Banner)
    , m_scroll(new QScrollArea)
    , m_description(makeLabel({}))
    , m_form(new SchemaForm)
    , m_commentName(makeLabel({}))
    , m_comment(new QLineEdit)
    , m_person(new QLineEdit(personsName()))
    , m_side(new QHBoxLayout)
    , m_outcomes(new ButtonFlow(space::s))
{
    m_title->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_description->setWordWrap(true);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_commentName->setObjectName(QStringLiteral("commentName"));
    m_commentName->setWordWrap(true);
    m_comment->setObjectName(QStringLiteral("comment"));
    m_person->setObjectName(QStringLiteral("person"));
    m_person->setMaximumWidth(240);

    auto *content = new QWidget;
    auto *fields = new QVBoxLayout(content);
    fields->setContentsMargins(0, 0, space::s, 0);
    fields->setSpacing(space::l);
    fields->addWidget(m_description);
    fields->addWidget(m_form);
    auto *extra = new QFormLayout;
    extra->setSpacing(space::s);
    extra->setRowWrapPolicy(QFormLayout::WrapAllRows);
    extra->addRow(m_commentName, m_comment);
    extra->addRow(tr("Your name"), m_person);
    fields->addLayout(extra);
    fields->addStretch(1); // all that is left: fields of many lines would take a part
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    content->setAutoFillBackground(false); // the ground of the panel, whatever it stands on
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // Tab goes from field to field
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(m_banner);
    column->addWidget(m_scroll, 1);
    column->addWidget(makeLine(Qt::Horizontal));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::l);
    buttons->addLayout(m_side);
    buttons->addLayout(m_outcomes, 1);
    column->addLayout(buttons);
}

void AnswerPanel::setClient(HubClient *client)
{
    m_client = client;
}

void AnswerPanel::clear()
{
    m_task.reset();
    m_banner->clear();
}

void AnswerPanel::setTask(const HumanTaskInfo &task)
{
    const bool isSame = m_task && m_task->id == task.id && m_task->request == task.request;
    m_task = task;
    if (isSame) {
        m_facts->setText(factsOf(task));
        return;
    }
    showTask();
}

void AnswerPanel::showTask()
{
    m_banner->clear();
    m_title->setText(QString::fromStdString(m_task->request.title));
    m_facts->setText(factsOf(*m_task));
    m_description->setText(QString::fromStdString(m_task->request.description));
    m_description->setVisible(!m_task->request.description.empty());
    const bool hasForm = m_task->request.form.is_object() && !m_task->request.form.empty();
    m_form->setVisible(hasForm);
    m_form->setSchema(hasForm ? m_task->request.form : Json::object());
    m_comment->clear();
    m_commentName->setText(commentName(m_task->request));
    m_comment->setAccessibleName(m_commentName->text());
    m_comment->setPlaceholderText(tr("Is stored with the answer"));
    rebuildButtons();
}

void AnswerPanel::rebuildButtons()
{
    for (QPushButton *button : m_buttons) {
        m_outcomes->removeWidget(button);
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    for (const std::string &outcome : m_task->request.outcomes) {
        // The first outcome is the one that the workflow's author put first: mostly the agreeing one.
        const ButtonTone tone = m_buttons.empty() ? ButtonTone::Primary : ButtonTone::Normal;
        QPushButton *button = makeButton(QString::fromStdString(outcome), tone, {}, this);
        button->setMinimumWidth(96);
        pressOnlyWithFocus(button);
        connect(button, &QPushButton::clicked, this, [this, outcome] { answer(outcome); });
        m_outcomes->addWidget(button);
        m_buttons.push_back(button);
    }
    // The agreeing button stands at the far right; the keyboard reaches the outcomes in their own order.
    QList<QWidget *> order{m_form, m_comment, m_person};
    for (QPushButton *button : m_buttons)
        order.append(button);
    tabThrough(order);
}

QPushButton *AnswerPanel::outcomeButton(const QString &outcome) const
{
    for (QPushButton *button : m_buttons) {
        if (button->text() == outcome)
            return button;
    }
    return nullptr;
}

void AnswerPanel::focusFirstField()
{
    if (m_form->isHidden() || !m_form->focusField(m_form->pointers().value(0)))
        m_comment->setFocus();
}

void AnswerPanel::addSideAction(QPushButton *button)
{
    pressOnlyWithFocus(button);
    m_side->addWidget(button);
    if (!m_buttons.empty())
        tabThrough({m_buttons.back(), button});
}

void AnswerPanel::setBusy(bool busy)
{
    // A button that is switched off would hand the keyboard to whatever comes next in the window.
    const bool wasPressed =
        std::ranges::any_of(m_buttons, [](const auto *button) { return button->hasFocus(); });
    if (busy && wasPressed)
        m_title->setFocus();
    for (QPushButton *button : m_buttons)
        button->setEnabled(!busy);
}

void AnswerPanel::showRefusal(const QString &message, const QString &outcome)
{
    m_banner->showMessage(Banner::Kind::Error, message);
    if (m_title->hasFocus())
        outcomeButton(outcome)->setFocus();
}

void AnswerPanel::askForComment(const std::string &outcome)
{
    m_banner->showMessage(
        Banner::Kind::Error,
        tr("“%1” is taken only with a comment; say why.").arg(QString::fromStdString(outcome)));
    m_comment->setFocus();
    layout()->activate(); // the banner has taken room
    m_scroll->ensureWidgetVisible(m_comment);
}

void AnswerPanel::answer(const std::string &outcome)
{
    if (!m_client || !m_task)
        return;
    HumanTaskAnswer given;
    given.outcome = outcome;
    given.form = Json::object();
    if (!m_form->isHidden()) {
        const QMap<QString, QString> errors = m_form->inputErrors();
        if (!errors.isEmpty()) {
            m_form->showInputErrors();
            m_form->focusField(errors.firstKey());
            return;
        }
        if (m_form->value().is_object())
            given.form = m_form->value();
    }
    given.comment = m_comment->text().trimmed().toStdString();
    const auto &commented = m_task->request.commentedOutcomes;
    if (given.comment.empty() && std::ranges::find(commented, outcome) != commented.end()) {
        askForComment(outcome);
        return;
    }
    given.answeredBy = m_person->text().trimmed().toStdString();
    setBusy(true);
    const HumanTaskId id = m_task->id;
    whenFinished(m_client->answerHumanTask(id, given), this, [this, id, outcome](const Result<void> &result) {
        setBusy(false);
        if (result)
            emit answered(id, QString::fromStdString(outcome));
        else if (m_task && m_task->id == id)
            showRefusal(result.error().message, QString::fromStdString(outcome));
    });
}

} // namespace perdura
