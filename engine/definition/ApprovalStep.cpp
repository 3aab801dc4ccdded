// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/NodeSteps.h"

#include <algorithm>

namespace perdura {

namespace {

HumanTaskRequest requestOf(const Node &node, const FieldValues &fields, Instant now)
{
    HumanTaskRequest request;
    request.title = fields.text("title");
    if (request.title.empty())
        request.title = node.name;
    request.description = fields.text("description");
    request.assignee = fields.text("assignee");
    request.group = fields.text("group");
    if (const auto due = fields.duration("due"))
        request.due = now + *due;
    for (const PortInfo &port : outputPorts(node)) {
        if (!isReservedPort(port.id))
            request.outcomes.push_back(port.id);
    }
    if (request.outcomes.empty())
        FieldValues::refuse("outcomes", "there is no outcome to choose.");
    request.form = fields.literal("form");
    if (const Json &commented = fields.literal("commentFor"); commented.is_array()) {
        for (const Json &outcome : commented) {
            if (outcome.is_string())
                request.commentedOutcomes.push_back(outcome.get<std::string>());
        }
    }
    return request;
}

Json outputOf(const HumanTaskAnswer &answer)
{
    Json output = Json::object();
    output["outcome"] = answer.outcome;
    output["form"] = answer.form;
    output["comment"] = answer.comment;
    output["by"] = answer.answeredBy;
    return output;
}

/// Who is asked when those before have not answered in time.
struct Escalation
{
    Duration after{};
    std::string assignee;
};

std::vector<Escalation> escalationOf(const FieldValues &fields)
{
    std::vector<Escalation> ladder;
    const Json steps = fields.value("escalation");
    if (steps.is_null())
        return ladder;
    if (!steps.is_array())
        FieldValues::refuse("escalation", "it gave " + shortText(steps) + "; it must be a list.");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::string place = "escalation[" + std::to_string(i) + "]";
        if (!steps[i].is_object() || !steps[i].contains("after") || !steps[i].contains("assignee"))
            FieldValues::refuse(place, "it must have a time and an assignee.");
        const Json &assignee = steps[i]["assignee"];
        ladder.push_back({FieldValues::toDuration(steps[i]["after"], place + ".after"),
                          assignee.is_string() ? assignee.get<std::string>() : dumpJson(assignee)});
    }
    return ladder;
}

std::vector<Duration> remindersOf(const FieldValues &fields)
{
    std::vector<Duration> reminders;
    const Json list = fields.value("reminders");
    if (list.is_null())
        return reminders;
    if (!list.is_array())
        FieldValues::refuse("reminders", "it gave " + shortText(list) + "; it must be a list.");
    for (std::size_t i = 0; i < list.size(); ++i)
        reminders.push_back(FieldValues::toDuration(list[i], "reminders[" + std::to_string(i) + "]"));
    return reminders;
}

std::string waitWords(const HumanTaskRequest &request)
{
    const std::string &who = request.asked();
    return who.empty() ? std::string("an answer") : "an answer from " + who;
}

/// The time at which the wait ends or goes up the ladder; nothing: it lasts until there is an answer.
std::optional<Instant> nextLimit(const std::optional<Instant> &end, const std::vector<Escalation> &ladder,
                                 std::size_t step, Instant now)
{
    std::optional<Instant> limit = end;
    if (step < ladder.size())
        limit = std::min(limit.value_or(Instant::max()), now + ladder[step].after);
    return limit;
}

/// Reminds one person of one task, again and again until stop().
class Reminders
{
public:
    Reminders(OrchestrationContext &context, const Node &node, Origin origin, std::vector<Duration> waits)
        : m_context(context)
        , m_node(node)
        , m_origin(std::move(origin))
        , m_waits(std::move(waits))
    {}

    /// The next reminder's timer is due.
    [[nodiscard]] const std::optional<TimerTask> &timer() const { return m_timer; }
    void begin()
    {
        m_sent = 0;
        wait();
    }
    void stop() const
    {
        if (m_timer)
            m_timer->cancel();
    }
    /// Nobody waits for the message: whether it could be shown changes nothing for the task.
    void remind(const HumanTaskRequest &request)
    {
        ++m_sent;
        const std::string words =
            "Reminder " + std::to_string(m_sent) + " of " + std::to_string(m_waits.size());
        const std::string &who = request.asked();
        m_context.log("info", words + (who.empty() ? "" : " to " + who) + ": “" + request.title + "”",
                      m_origin);
        Json message = Json::object();
        message["title"] = request.title;
        message["text"] = who.empty() ? "Waits for an answer." : "Waits for an answer from " + who + ".";
        m_messages.push_back(m_context.callActivity("notify", std::move(message), ActivityOptions(m_origin)));
        wait();
    }

private:
    void wait()
    {
        m_timer.reset();
        if (m_sent < m_waits.size()) {
            const std::string purpose =
                "Reminder " + std::to_string(m_sent + 1) + " of “" + m_node.name + "”";
            m_timer = m_context.createTimer(m_context.now() + m_waits[m_sent], purpose, m_origin);
        }
    }

    OrchestrationContext &m_context;
    const Node &m_node;
    Origin m_origin;
    std::vector<Duration> m_waits;
    std::size_t m_sent = 0;
    std::optional<TimerTask> m_timer;
    std::vector<Task<Json>> m_messages;
};

} // namespace

Task<Step> approvalStep(RunPtr run, ScopePtr scope, const Node &node)
{
    OrchestrationContext &context = run->context();
    const FieldValues fields = run->fields(node, *scope);
    const Origin origin = InterpreterRun::originOf(node, *scope);
    HumanTaskRequest request = requestOf(node, fields, context.now());
    const std::optional<Duration> timeout = fields.duration("timeout");
    const std::optional<Instant> end = timeout ? std::optional(context.now() + *timeout) : std::nullopt;
    const std::vector<Escalation> ladder = escalationOf(fields);
    const auto reminders = std::make_shared<Reminders>(context, node, origin, remindersOf(fields));
    for (std::size_t step = 0;; ++step) {
        const HumanTask human = context.createHumanTask(request, origin);
        run->reportWait(node, *scope, waitWords(request));
        const std::optional<Instant> limit = nextLimit(end, ladder, step, context.now());
        std::optional<TimerTask> timer;
        if (limit) {
            const std::string purpose =
                limit == end ? "Time-out of “" + node.name + "”" : "Escalation of “" + node.name + "”";
            timer = context.createTimer(*limit, purpose, origin);
        }
        reminders->begin();
        LaneStop::OnStop onStop;
        if (scope->laneStop()) {
            onStop = scope->laneStop()->onStop([human, timer, reminders] {
                human.close();
                if (timer)
                    timer->cancel();
                reminders->stop();
            });
        }
        std::size_t winner = 0;
        bool isReminder = false;
        do {
            std::vector<TaskBase> tasks{human.task};
            if (timer)
                tasks.push_back(timer->task);
            if (reminders->timer())
                tasks.push_back(reminders->timer()->task);
            const Task<std::size_t> race = whenAny(tasks);
            winner = co_await race;
            run->countWait();
            isReminder = winner > 0 && winner == tasks.size() - 1 && reminders->timer();
            if (isReminder)
                reminders->remind(request);
        } while (isReminder);
        reminders->stop();
        if (winner == 0) {
            if (timer)
                timer->cancel();
            const HumanTaskAnswer answer = co_await human.task;
            if (std::ranges::find(request.outcomes, answer.outcome) == request.outcomes.end())
                FieldValues::refuse("outcomes", shortText(answer.outcome) +
                                                    " was answered, which is none of the outcomes.");
            co_return Step{answer.outcome, outputOf(answer)};
        }
        human.close();
        if (limit == end)
            co_return Step{"timeout", nullptr};
        request.assignee = ladder[step].assignee;
        request.group.clear();
    }
}

} // namespace perdura
