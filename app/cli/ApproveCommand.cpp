// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ApproveCommand.h"

#include "app/cli/JsonArgument.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString titleOf(const HumanTaskInfo &task)
{
    return inOneLine(task.request.title);
}

std::string userName()
{
    const QString user = qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME"));
    return user.toStdString();
}

} // namespace

CommandInfo ApproveCommand::info() const
{
    return {
        u"instances approve"_s,
        u"ID"_s,
        tr("Answer a task that waits for a person."),
        tr("Answers an open task of an instance: with the first of its outcomes, unless another is named. "
           "“perdura\n"
           "instances show ID” prints the open tasks and their outcomes.\n") +
            afterwards(),
        QList<QCommandLineOption>{
            QCommandLineOption(u"outcome"_s, tr("The answer; the first one offered otherwise."), u"TEXT"_s),
            QCommandLineOption(u"form"_s, tr("The fields as a JSON object, or @FILE with one."), u"JSON"_s),
            QCommandLineOption(u"comment"_s, tr("A comment; it is kept with the answer."), u"TEXT"_s),
            QCommandLineOption(u"task"_s, tr("The number of the task, when several are open."), u"N"_s)} +
            commonOptions(),
        1,
        1};
}

void ApproveCommand::start(const QCommandLineParser &given)
{
    m_answer.answeredBy = userName();
    m_answer.comment = given.value(u"comment"_s).toStdString();
    m_answer.form = Json::object();
    if (given.isSet(u"outcome"_s))
        m_outcome = given.value(u"outcome"_s);
    if (given.isSet(u"task"_s)) {
        bool isNumber = false;
        m_task = given.value(u"task"_s).toInt(&isNumber);
        if (!isNumber) {
            finish(ExitCode::Usage, tr("--task: “%1” is not a number.").arg(given.value(u"task"_s)));
            return;
        }
    }
    if (given.isSet(u"form"_s)) {
        auto form = jsonArgument(given.value(u"form"_s), u"--form"_s);
        if (!form || !form->is_object()) {
            finish(ExitCode::Usage,
                   form ? tr("--form: the fields must be a JSON object, like {\"amount\": 5}.")
                        : form.error().message);
            return;
        }
        m_answer.form = *std::move(form);
    }
    begin(given);
}

void ApproveCommand::send()
{
    // First the instance, so that a wrong id is told from one without tasks.
    ask(hub().instance(instance()), [this](const InstanceDetail &) {
        ask(hub().humanTasks(instance()), [this](const std::vector<HumanTaskInfo> &tasks) { choose(tasks); });
    });
}

void ApproveCommand::choose(const std::vector<HumanTaskInfo> &tasks)
{
    const auto wanted = [this](const HumanTaskInfo &task) { return !m_task || task.id.number == *m_task; };
    const auto count = std::count_if(tasks.begin(), tasks.end(), wanted);
    if (tasks.empty()) {
        finish(ExitCode::Failed, tr("The instance “%1” has no open task.").arg(instance().toQString()));
    } else if (count == 1) {
        answer(*std::find_if(tasks.begin(), tasks.end(), wanted));
    } else {
        QStringList open;
        for (const HumanTaskInfo &task : tasks)
            open += tr("%1 (“%2”)").arg(task.id.number).arg(titleOf(task));
        const QString list = open.join(tr(", "));
        finish(m_task ? ExitCode::Failed : ExitCode::Usage,
               m_task ? tr("The task %1 is not open; open are %2.").arg(*m_task).arg(list)
                      : tr("Several tasks are open; choose one with --task: %1.").arg(list));
    }
}

void ApproveCommand::answer(const HumanTaskInfo &task)
{
    if (!chooseOutcome(task.request))
        return;
    const QString said = tr("answered “%1” with “%2”").arg(titleOf(task), inOneLine(m_answer.outcome));
    ask(hub().answerHumanTask(task.id, m_answer), [this, said] { accepted(said); });
}

bool ApproveCommand::chooseOutcome(const HumanTaskRequest &request)
{
    QStringList offered;
    for (const std::string &outcome : request.outcomes)
        offered += QString::fromStdString(outcome);
    const QString outcome = m_outcome.value_or(offered.value(0));
    const auto found = std::find_if(offered.begin(), offered.end(), [&](const QString &candidate) {
        return candidate.compare(outcome, Qt::CaseInsensitive) == 0;
    });
    if (found == offered.end()) {
        finish(ExitCode::Usage,
               tr("--outcome: “%1” is not offered; choose one of %2.").arg(outcome, offered.join(tr(", "))));
        return false;
    }
    m_answer.outcome = found->toStdString();
    return true;
}

} // namespace perdura
