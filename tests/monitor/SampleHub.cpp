// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/monitor/SampleHub.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/definition/NodeCatalog.h"

#include <random>

namespace perdura {

using namespace std::chrono_literals;

const VersionId SampleHub::expenseVersion(
    std::string("4f1c9a7be02d5a36c8b1f7e9d04a6c25b3f8e17a90c64d2e8b5f13a7c9e0d4b6"));
const VersionId
    SampleHub::importVersion(std::string("9b20e6f4c81d73a5e0f62b94d7c3a18f5e04b9d26c7a81f3e95d0c47b2a6f813"));

namespace {

Node node(WorkflowDefinition &definition, NodeKind kind, const char *id, const char *name, double x, double y,
          Json fields = Json::object(), const char *parent = nullptr)
{
    Node made = makeNode(kind, NodeId(std::string(id)), name);
    made.fields.update(fields);
    if (parent)
        made.parent = NodeId(std::string(parent));
    definition.nodes.push_back(made);
    definition.layout[made.id] = {x, y};
    return made;
}

void edge(WorkflowDefinition &definition, const char *from, const char *port, const char *to)
{
    Edge made;
    made.from = NodeId(std::string(from));
    made.port = port;
    made.to = NodeId(std::string(to));
    definition.edges.push_back(made);
}

Json expenseInput()
{
    return Json::parse(R"({"employee": "Priya Raman", "department": "Field engineering", "currency": "EUR",
        "lines": [{"text": "Flight Berlin to Lisbon", "amount": 412.8}, {"text": "Hotel, 3 nights", "amount": 537.0},
                  {"text": "Dinner with the customer", "amount": 186.4}], "total": 1136.2})");
}

HumanTaskRequest approval(Instant due)
{
    HumanTaskRequest request;
    request.title = "Approve the expense report of Priya Raman";
    request.description = "1,136.20 EUR for the visit in Lisbon, 3 lines.\nThe dinner is above the limit of "
                          "150 EUR for a meal; please check.";
    request.assignee = "Martin Schulz";
    request.due = due;
    request.outcomes = {"Approve", "Reject"};
    request.form = Json::parse(R"({"type": "object", "required": ["costCentre"], "properties": {
        "costCentre": {"type": "string", "title": "Cost centre", "description": "Where the amount is booked."},
        "amount": {"type": "number", "title": "Amount to pay", "minimum": 0},
        "remark": {"type": "string", "title": "Remark for the employee", "format": "multiline"}}})");
    return request;
}

SampleRun expenseUpToApproval(const std::string &id, Instant start, SequenceNumber &task)
{
    SampleRun run("expense-report", id, start, expenseInput(), SampleHub::expenseVersion);
    run.through("start");
    run.enter("read");
    auto read =
        run.pass(4ms).schedule("read", "file.read", Json::parse(R"({"path": "reports/raman-2026-11.json"})"));
    run.pass(38ms).complete(read, expenseInput());
    run.log("info", "Read 3 lines, total 1,136.20 EUR", "read");
    run.leave("read", "next", expenseInput());
    run.enter("policy");
    auto check =
        run.schedule("policy", "http.request",
                     Json::parse(R"({"method": "POST", "url": "https://policy.example.com/check"})"));
    run.pass(1900ms).failTask(check, "The server answered 503 Service Unavailable; try again later.");
    run.log("warning", "Attempt 1 failed: the server answered 503 Service Unavailable", "policy");
    auto retry = run.timer("policy", 5s, "Retry 2 of 3");
    run.pass(5s).fire(retry);
    check = run.schedule("policy", "http.request",
                         Json::parse(R"({"method": "POST", "url": "https://policy.example.com/check"})"), 2);
    run.pass(620ms).complete(
        check,
        Json::parse(R"({"status": 200, "body": {"violations": [{"line": 2, "rule": "meal-limit"}]}})"));
    run.leave("policy", "next", Json::parse(R"({"violations": [{"line": 2, "rule": "meal-limit"}]})"));
    run.through("limit", "true");
    run.enter("approval");
    run.waitFor("approval", "an answer from Martin Schulz");
    task = run.ask("approval", approval(run.now() + 72h));
    run.timer("approval", 72h, "Approval times out");
    return run;
}

} // namespace

WorkflowDefinition SampleHub::expenseDefinition()
{
    WorkflowDefinition d;
    d.name = "expense-report";
    node(d, NodeKind::Start, "start", "Start", 0, 80);
    node(d, NodeKind::Activity, "read", "Read the report", 260, 80, Json{{"activity", "file.read"}});
    node(d, NodeKind::Activity, "policy", "Check against policy", 520, 80,
         Json{{"activity", "http.request"}});
    node(d, NodeKind::If, "limit", "Over the limit?", 780, 80,
         Json{{"condition", "=nodes['Check against policy'].output.violations.length > 0"}});
    node(d, NodeKind::Approval, "approval", "Manager's approval", 1040, 0,
         Json{{"title", "Approve the expense report"}, {"timeout", "72 h"}});
    node(d, NodeKind::Activity, "book", "Book into the ledger", 1300, 80, Json{{"activity", "http.request"}});
    node(d, NodeKind::WaitForEvent, "paid", "Wait for the payment", 1560, 80,
         Json{{"event", "PaymentReceived"}, {"timeout", "10 d"}});
    node(d, NodeKind::End, "end", "Paid", 1820, 80);
    node(d, NodeKind::Fail, "rejected", "Rejected", 1300, -80,
         Json{{"message", "The manager rejected the report"}});
    edge(d, "start", "next", "read");
    edge(d, "read", "next", "policy");
    edge(d, "policy", "next", "limit");
    edge(d, "limit", "true", "approval");
    edge(d, "limit", "false", "book");
    edge(d, "approval", "Approve", "book");
    edge(d, "approval", "Reject", "rejected");
    edge(d, "book", "next", "paid");
    edge(d, "paid", "next", "end");
    return d;
}

WorkflowDefinition SampleHub::importDefinition()
{
    WorkflowDefinition d;
    d.name = "import-product-catalogue-from-supplier";
    node(d, NodeKind::Start, "start", "Start", 0, 120);
    node(d, NodeKind::Activity, "fetch", "Fetch the supplier's list", 260, 120,
         Json{{"activity", "http.request"}});
    node(d, NodeKind::ForEach, "each", "For each product", 520, 40,
         Json{{"items", "=nodes['Fetch the supplier\\'s list'].output"}, {"parallelism", 8}});
    node(d, NodeKind::Activity, "image", "Download the picture", 20, 20, Json{{"activity", "http.request"}},
         "each");
    node(d, NodeKind::Activity, "store", "Store in the catalogue", 280, 20,
         Json{{"activity", "http.request"}}, "each");
    node(d, NodeKind::SetVariables, "sum", "Count the results", 1120, 120);
    node(d, NodeKind::End, "end", "Done", 1380, 120);
    edge(d, "start", "next", "fetch");
    edge(d, "fetch", "next", "each");
    edge(d, "image", "next", "store");
    edge(d, "each", "next", "sum");
    edge(d, "sum", "next", "end");
    return d;
}

SampleRun SampleHub::waitingExpense(const std::string &id, Instant start, Instant now)
{
    SequenceNumber task = -1;
    SampleRun run = expenseUpToApproval(id, start, task);
    run.log("info", "Asked Martin Schulz", "approval");
    run.pass(now - run.now() - 3min);
    run.raise("Reminder", Json::parse(R"({"by": "Priya Raman"})"));
    return run;
}

SampleRun SampleHub::completedExpense(const std::string &id, Instant start)
{
    SequenceNumber task = -1;
    SampleRun run = expenseUpToApproval(id, start, task);
    run.pass(26h + 14min)
        .answer(task, "Approve", "Martin Schulz", "The dinner is fine, it was the whole team.");
    run.leave("approval", "Approve",
              Json::parse(R"({"outcome": "Approve", "form": {"costCentre": "FE-210"}})"));
    run.enter("book");
    auto book =
        run.schedule("book", "http.request",
                     Json::parse(R"({"method": "POST", "url": "https://ledger.example.com/entries"})"));
    run.pass(870ms).complete(book, Json::parse(R"({"entry": 48213})"));
    run.leave("book", "next", Json::parse(R"({"entry": 48213})"));
    run.enter("paid");
    run.waitFor("paid", "event PaymentReceived");
    run.timer("paid", 240h, "Payment times out");
    run.pass(47h + 2min).raise("PaymentReceived", Json::parse(R"({"amount": 1136.2, "date": "2026-11-20"})"));
    run.leave("paid");
    run.through("end");
    run.pass(2ms).end(Json::parse(R"({"entry": 48213, "paid": 1136.2})"));
    return run;
}

SampleRun SampleHub::failedExpense(const std::string &id, Instant start)
{
    SequenceNumber task = -1;
    SampleRun run = expenseUpToApproval(id, start, task);
    run.pass(3h + 5min).answer(task, "Approve", "Martin Schulz");
    run.leave("approval", "Approve");
    run.enter("book");
    const std::string message =
        "The ledger refused the entry: period 2026-10 is closed for cost centre FE-210 (HTTP 409 Conflict).";
    for (int attempt = 1; attempt <= 3; ++attempt) {
        auto book = run.schedule(
            "book", "http.request",
            Json::parse(R"({"method": "POST", "url": "https://ledger.example.com/entries"})"), attempt);
        run.pass(700ms + attempt * 150ms).failTask(book, message);
        run.log("warning", "Attempt " + std::to_string(attempt) + " failed: HTTP 409 Conflict", "book");
        if (attempt < 3) {
            auto retry = run.timer("book", attempt * 4s, "Retry " + std::to_string(attempt + 1) + " of 3");
            run.pass(attempt * 4s).fire(retry);
        }
    }
    run.failNode("book", message);
    FailureDetails cause;
    cause.errorType = "HttpStatus";
    cause.errorMessage = "The server answered 409 Conflict.";
    FailureDetails failure;
    failure.errorType = "ActivityFailed";
    failure.errorMessage = message;
    failure.properties = Json::parse(R"({"status": 409, "node": "Book into the ledger", "attempts": 3})");
    failure.inner = std::make_shared<const FailureDetails>(cause);
    run.log("error", message, "book");
    run.fail(failure);
    return run;
}

SampleRun SampleHub::import(const std::string &id, Instant start, int items, bool isRunning)
{
    SampleRun run("import-product-catalogue-from-supplier", id, start,
                  Json::parse(R"({"supplier": "Nordwind GmbH"})"), importVersion);
    std::minstd_rand random(7);
    run.through("start");
    run.enter("fetch");
    auto fetch = run.schedule("fetch", "http.request",
                              Json::parse(R"({"url": "https://nordwind.example.com/products.json"})"));
    run.pass(1300ms).complete(fetch, Json::array({"240 products"}));
    run.leave("fetch", "next");
    run.enter("each");
    struct Step
    {
        Instant at;
        int item;
        int step;
        bool starts;
    };
    std::vector<Instant> lanes(8, run.now());
    std::vector<Step> steps;
    for (int item = 0; item < items; ++item) {
        const auto lane = std::min_element(lanes.begin(), lanes.end());
        const Duration image(120000 + random() % 900000), store(60000 + random() % 250000);
        steps.push_back({*lane, item, 0, true});
        steps.push_back({*lane + image, item, 0, false});
        steps.push_back({*lane + image, item, 1, true});
        steps.push_back({*lane + image + store, item, 1, false});
        *lane += image + store + Duration(4000);
    }
    std::stable_sort(steps.begin(), steps.end(), [](const Step &a, const Step &b) { return a.at < b.at; });
    if (isRunning)
        steps.resize(steps.size() * 3 / 5);
    std::map<std::pair<int, int>, SequenceNumber> open;
    for (const Step &step : steps) {
        run.pass(step.at - run.now());
        const std::string iteration = std::to_string(step.item);
        const std::string name = step.step == 0 ? "image" : "store";
        if (step.starts) {
            run.enter(name, iteration);
            open[{step.item, step.step}] =
                run.schedule(name, "http.request", Json{{"product", step.item}}, 1, iteration);
        } else if (step.step == 1 && step.item % 97 == 41) {
            run.failTask(open[{step.item, 1}],
                         "The catalogue has no category for product " + iteration + ".");
            run.failNode(name, "The catalogue has no category for product " + iteration + ".", iteration);
        } else {
            run.complete(open[{step.item, step.step}], Json{{"stored", step.item}});
            run.leave(name, "next", Json{{"stored", step.item}}, iteration);
        }
    }
    if (!isRunning) {
        run.leave("each", "next");
        run.through("sum");
        run.through("end");
        run.pass(3ms).end(Json{{"imported", items - 2}, {"failed", 2}});
    }
    return run;
}

SampleHub::SampleHub(Instant now)
    : m_now(now)
    , m_traces(std::make_shared<Traces>())
{
    m_client.putDefinition(expenseVersion, definitionText(expenseDefinition()));
    m_client.putDefinition(importVersion, definitionText(importDefinition()));
}

RunTracerFactory SampleHub::tracer() const
{
    // Runs are added before windows ask for them; the map does not change while a reader is at work.
    return [traces = m_traces]() -> RunTracer {
        return [traces](std::shared_ptr<const WorkflowDefinition>,
                        std::span<const HistoryEvent> history) -> std::optional<RunTrace> {
            const auto *started = history.front().as<ExecutionStarted>();
            const auto found = started ? traces->find(started->instance) : traces->end();
            return found == traces->end() ? std::nullopt : std::optional(found->second);
        };
    };
}

void SampleHub::add(const SampleRun &run)
{
    (*m_traces)[run.instance().detail.summary.id] = run.trace();
    FakeHubClient::Instance instance = run.instance();
    instance.detail.summary.hasWork =
        instance.detail.summary.status == OrchestrationStatus::Running && run.openTasks().empty();
    m_client.put(std::move(instance));
    for (const HumanTaskInfo &task : run.openTasks())
        m_client.putTask(task);
}

void SampleHub::addCrowd(int count)
{
    const char *names[] = {"order-fulfilment", "nightly-backup",
                           "customer-onboarding-with-credit-check-and-contract", "invoice-dunning",
                           "sensor-monitor"};
    const OrchestrationStatus statuses[] = {OrchestrationStatus::Completed, OrchestrationStatus::Completed,
                                            OrchestrationStatus::Running,   OrchestrationStatus::Completed,
                                            OrchestrationStatus::Failed,    OrchestrationStatus::Terminated,
                                            OrchestrationStatus::Pending};
    std::minstd_rand random(11);
    std::vector<FakeHubClient::Instance> instances;
    for (int i = 0; i < count; ++i) {
        FakeHubClient::Instance instance;
        InstanceSummary &summary = instance.detail.summary;
        char id[33];
        std::snprintf(id, sizeof id, "%08x%08x%08x%08x", unsigned(random()), unsigned(random()),
                      unsigned(random()), unsigned(i));
        summary.id = InstanceId(std::string(id));
        summary.name = names[i % 5];
        summary.status = statuses[i % 7];
        summary.created = m_now - Duration(qint64(i + 1) * 37 * 1000000);
        summary.historyLength = 12 + int(random() % 90);
        summary.hasWork = summary.status == OrchestrationStatus::Running && i % 2 == 0;
        if (isTerminal(summary.status))
            summary.completed = summary.created + Duration(qint64(random() % 90000000));
        if (summary.status == OrchestrationStatus::Failed)
            summary.failureMessage = "The credit bureau answered 429 Too Many Requests; the limit of 100 "
                                     "requests an hour is used up.";
        if (summary.status == OrchestrationStatus::Terminated)
            summary.failureMessage = "Replaced by a newer order";
        instance.detail.input = Json::object();
        instances.push_back(std::move(instance));
    }
    m_client.fill(std::move(instances));
}

} // namespace perdura
