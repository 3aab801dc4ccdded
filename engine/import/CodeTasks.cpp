// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/CodeReader.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return importText(text);
}

/// Milliseconds as a duration field.
Json durationField(const Ast &milliseconds, CodeReader &code)
{
    const auto number = literalNumber(milliseconds);
    if (!number)
        return "=" + asOperand(code.textOf(milliseconds)).toStdString() + " / 1000";
    if (*number >= 1000 && *number == double(qint64(*number / 1000)) * 1000)
        return QString(QString::number(qint64(*number / 1000)) % u" s"_s).toStdString();
    return QString(QString::number(*number) % u" ms"_s).toStdString();
}

} // namespace

CodeTaskPtr CodeReader::taskOf(const Ast &expression)
{
    if (const CodeValue *value = valueOf(expression))
        return value->kind == CodeValue::Kind::Task ? value->task : nullptr;
    const std::string call = isType(expression, "CallExpression") ? durableName(expression) : std::string();
    const Ast *first = argument(expression, 0);
    const Ast *second = argument(expression, 1);
    const Ast *third = argument(expression, 2);
    const Ast *fourth = argument(expression, 3);
    auto task = std::make_shared<CodeTask>();
    task->call = &expression;
    Json &fields = task->fields;
    const auto name = first ? literalText(*first) : std::nullopt;
    if (call == "callActivity" || call == "callActivityWithRetry") {
        const bool isRetried = call != "callActivity";
        task->kind = NodeKind::Activity;
        if (!name)
            m_source.error(
                expression,
                tr("Which activity is called is computed here; a drawing needs one name. Call each "
                   "by its name, in the branches of a switch."));
        fields["activity"] = name ? *name : std::string("activity");
        task->title = fields["activity"].get<std::string>();
        if (const Ast *input = isRetried ? third : second) {
            if (Json value = inputFieldOf(*input); !value.is_null())
                fields["input"] = std::move(value);
        }
        if (isRetried && second)
            fields["retry"] = retryOf(*second);
        return task;
    }
    if (call == "callSubOrchestrator" || call == "callSubOrchestratorWithRetry") {
        const bool isRetried = call != "callSubOrchestrator";
        task->kind = NodeKind::SubWorkflow;
        task->title = name ? *name : std::string("Sub-workflow");
        if (first)
            fields["workflow"] = fieldOf(*first);
        setField(*task, "input", isRetried ? third : second);
        setField(*task, "instanceId", isRetried ? fourth : third);
        if (isRetried && second)
            fields["retry"] = retryOf(*second);
        return task;
    }
    if (call == "callEntity" && first && second) {
        task->kind = NodeKind::EntityCall;
        fields = entityOf(*first);
        fields["operation"] = fieldOf(*second);
        task->title = literalText(*second).value_or("Entity call");
        setField(*task, "input", third);
        return task;
    }
    if (call == "createTimer" && first) {
        task->kind = NodeKind::Timer;
        task->title = "Wait";
        if (auto delay = delayOf(*first))
            fields["duration"] = *std::move(delay);
        else
            fields["until"] = "=" + textOf(*first).toStdString();
        return task;
    }
    if (call == "waitForExternalEvent" && first) {
        task->kind = NodeKind::WaitForEvent;
        task->title = name ? *name : std::string("Wait for event");
        fields["event"] = fieldOf(*first);
        return task;
    }
    if (call == "callHttp" && first)
        return httpTask(expression, std::move(task));
    return nullptr;
}

/// What is not given, or null, leaves the field empty.
void CodeReader::setField(CodeTask &task, const char *field, const Ast *value)
{
    if (!value || !value->is_object())
        return;
    if (Json read = fieldOf(*value); !read.is_null())
        task.fields[field] = std::move(read);
}

/// callHttp({method, url, …}), or one by one as in the package's older versions.
CodeTaskPtr CodeReader::httpTask(const Ast &call, CodeTaskPtr task)
{
    task->kind = NodeKind::HttpCall;
    task->title = "HTTP call";
    const auto take = [this, &task](const char *field, const Ast *value) { setField(*task, field, value); };
    const Ast *first = argument(call, 0);
    if (!isType(*first, "ObjectExpression")) {
        take("method", first);
        take("url", argument(call, 1));
        take("body", argument(call, 2));
        take("headers", argument(call, 3));
        return task;
    }
    for (const Ast &property : (*first)["properties"]) {
        const std::string name =
            isType(property, "Property") ? textMember(property["key"], "name") : std::string();
        if (name == "method" || name == "url" || name == "body" || name == "headers")
            take(name.c_str(), &property["value"]);
        else if (name == "uri")
            take("url", &property["value"]);
        else if (name == "content")
            take("body", &property["value"]);
        else if (name == "enablePolling" || name == "asynchronousPatternEnabled")
            take("poll", &property["value"]);
        else
            m_source.warning(
                property,
                tr("“%1” of callHttp has no counterpart in the drawing and is left out; set what the "
                   "HTTP call needs in its fields.")
                    .arg(m_source.slice(property)));
    }
    return task;
}

Json CodeReader::retryOf(const Ast &expression)
{
    if (const CodeValue *value = valueOf(expression); value && value->kind == CodeValue::Kind::Retry)
        return value->fields;
    if (!isType(expression, "NewExpression") ||
        moduleMember(expression["callee"], "durable-functions") != "RetryOptions") {
        m_source.error(
            expression,
            tr("The retry options cannot be told; write new df.RetryOptions(milliseconds, attempts)."));
        return Json::object();
    }
    Json retry = Json::object();
    if (const Ast *attempts = argument(expression, 1))
        retry["maxAttempts"] = fieldOf(*attempts);
    if (const Ast *interval = argument(expression, 0))
        retry["firstInterval"] = durationField(*interval, *this);
    retry["backoffCoefficient"] = 1; // as the package has it where nothing else is set
    return retry;
}

bool CodeReader::setRetryOption(CodeValue &retry, const std::string &name, const Ast &value)
{
    if (name == "backoffCoefficient")
        retry.fields["backoffCoefficient"] = fieldOf(value);
    else if (name == "maxNumberOfAttempts")
        retry.fields["maxAttempts"] = fieldOf(value);
    else if (name == "firstRetryIntervalInMilliseconds")
        retry.fields["firstInterval"] = durationField(value, *this);
    else if (name == "maxRetryIntervalInMilliseconds")
        retry.fields["maxInterval"] = durationField(value, *this);
    else if (name == "retryTimeoutInMilliseconds")
        retry.fields["timeout"] = durationField(value, *this);
    else
        return false;
    return true;
}

Json CodeReader::entityOf(const Ast &expression)
{
    if (const CodeValue *value = valueOf(expression); value && value->kind == CodeValue::Kind::Entity)
        return value->fields;
    Json entity = Json::object();
    const Ast *name = argument(expression, 0);
    const Ast *key = argument(expression, 1);
    if (!isType(expression, "NewExpression") || !name || !key ||
        moduleMember(expression["callee"], "durable-functions") != "EntityId") {
        m_source.error(expression,
                       tr("Which entity is meant cannot be told; write new df.EntityId(name, key)."));
        entity["entity"] = "entity";
        entity["key"] = "key";
        return entity;
    }
    entity["entity"] = fieldOf(*name);
    entity["key"] = fieldOf(*key);
    return entity;
}

} // namespace perdura
