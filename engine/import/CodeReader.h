// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/import/CodeModules.h"
#include "engine/import/CodeValues.h"
#include "engine/import/SourceText.h"

#include <map>
#include <optional>

namespace perdura {

/// Writes expressions of the code as expressions of a drawing: the text stays as it is but for the names and
/// calls that mean something else there. Knows what the names of one function stand for.
class CodeReader
{
public:
    CodeReader(SourceText &source, const CodeNames &names, const CodeModules &modules, const Ast &function);

    // What names stand for.
    void setValue(const Binding *binding, CodeValue value) { m_values[binding] = std::move(value); }
    void setText(const Binding *binding, const QString &text) { setValue(binding, {.text = text}); }
    void forget(const Binding *binding) { m_values.erase(binding); }
    [[nodiscard]] CodeValue *valueOf(const Ast &expression);
    void setYielded(const Ast &yield, const QString &text) { m_yielded[&yield] = text; }
    /// While the body of a fan-out is read: what list[index] is.
    std::optional<FanOut> setFanOut(std::optional<FanOut> fanOut)
    {
        return std::exchange(m_fanOut, std::move(fanOut));
    }

    // Expressions.
    [[nodiscard]] QString textOf(const Ast &code);
    /// The same for code in which a name is its own.
    [[nodiscard]] QString textWithLocals(const Ast &code, const std::vector<const Binding *> &locals);
    /// A literal value, or an expression with its mark.
    [[nodiscard]] Json fieldOf(const Ast &expression);
    /// The same, never empty.
    [[nodiscard]] Json valueFieldOf(const Ast &expression);
    /// What an activity is given: an object, or an expression.
    [[nodiscard]] Json inputFieldOf(const Ast &expression);
    [[nodiscard]] Json conditionOf(const Ast &expression);
    /// The text of a literal; nothing: it is computed.
    [[nodiscard]] static std::optional<std::string> literalText(const Ast &expression);

    // Durable Functions.
    /// "callActivity", "Task.all": the path behind context.df, of a member or of what a call calls; empty: it
    /// is something else.
    [[nodiscard]] std::string durableName(const Ast &expression);
    /// The path behind a package: "EntityId" of df.EntityId.
    [[nodiscard]] std::string moduleMember(const Ast &expression, const std::string &module) const;
    /// The task that a call asks for; null: it asks for none.
    [[nodiscard]] CodeTaskPtr taskOf(const Ast &expression);
    [[nodiscard]] Json retryOf(const Ast &expression);
    [[nodiscard]] Json entityOf(const Ast &expression);
    /// retry.backoffCoefficient = 2; false: there is no such option.
    [[nodiscard]] bool setRetryOption(CodeValue &retry, const std::string &name, const Ast &value);

    // Dates.
    [[nodiscard]] bool isDate(const Ast &expression);
    /// How long after the moment of the node the date is, as a duration field; nothing: that is not known.
    [[nodiscard]] std::optional<Json> delayOf(const Ast &date);
    /// Whether nothing is waited for between the two places.
    [[nodiscard]] bool isSameMoment(const Ast &earlier, const Ast &later) const;
    /// The place where a date is only used to make timers of, at the moment at which it is computed.
    [[nodiscard]] bool isOnlyForTimers(const Binding &binding, const Ast &init);

    [[nodiscard]] SourceText &source() { return m_source; }
    [[nodiscard]] const CodeNames &names() const { return m_names; }
    [[nodiscard]] const Ast &function() const { return m_function; }
    [[nodiscard]] bool hasYield(const Ast &code) const;

private:
    struct Delay
    {
        double seconds = 0;
        QString unit; ///< of a constant that came in one piece: "72 h"
        QString more; ///< an expression of more seconds
    };

    // CodeExpressions.cpp
    [[nodiscard]] QString write(const Ast &node);
    [[nodiscard]] QString writeParts(const Ast &node);
    [[nodiscard]] std::optional<QString> replacementOf(const Ast &node);
    [[nodiscard]] std::optional<QString> nameText(const Ast &identifier);
    [[nodiscard]] std::optional<QString> memberText(const Ast &node);
    [[nodiscard]] std::optional<QString> callText(const Ast &node);
    [[nodiscard]] std::optional<QString> comparisonText(const Ast &node);
    [[nodiscard]] QString objectText(const Ast &node);
    [[nodiscard]] std::optional<QString> inlined(const Binding &binding, const Ast &use);
    [[nodiscard]] std::optional<QString> durableText(const Ast &node, const std::string &name);
    [[nodiscard]] bool isLocal(const Binding &binding) const;

    void setField(CodeTask &task, const char *field, const Ast *value);
    [[nodiscard]] CodeTaskPtr httpTask(const Ast &call, CodeTaskPtr task);

    // CodeNamesMissing.cpp
    [[nodiscard]] QString tasksText(const Ast &use, CodeTasks &tasks);
    [[nodiscard]] QString undefinedText(const Ast &identifier);
    [[nodiscard]] QString placeholderFor(const Ast &call, const QString &name);
    [[nodiscard]] QString guessFor(const Ast &call);
    [[nodiscard]] const Binding *likelyMeant(const Ast &identifier) const;

    // CodeDates.cpp
    [[nodiscard]] std::optional<QString> dateText(const Ast &node);
    [[nodiscard]] std::optional<QString> dateMethodText(const Ast &node);
    [[nodiscard]] QString shiftedText(const Ast &call, const QString &base, int sign);
    [[nodiscard]] std::optional<Delay> delayFrom(const Ast &date, int depth);
    [[nodiscard]] bool addShift(Delay &delay, const Ast &call, int sign);
    [[nodiscard]] bool isNow(const Ast &expression);
    [[nodiscard]] bool makesDate(const Ast &call) const;
    /// x.getTime() + 5000: the date and the milliseconds.
    [[nodiscard]] std::optional<std::pair<const Ast *, const Ast *>> millisecondsAfter(const Ast &expression);

    SourceText &m_source;
    const CodeNames &m_names;
    const CodeModules &m_modules;
    const Ast &m_function;
    std::map<const Binding *, CodeValue> m_values;
    std::map<const Ast *, QString> m_yielded;
    std::optional<FanOut> m_fanOut;
    std::vector<const Ast *> m_roots;
    std::vector<const Binding *> m_locals;
    std::vector<const Binding *> m_inlining;
    std::vector<qsizetype> m_yields; ///< where the function waits, in order
};

/// In parentheses unless it is a single name, call or literal.
[[nodiscard]] QString asOperand(const QString &text);
/// A number of an Ast; nothing: it is none.
[[nodiscard]] std::optional<double> literalNumber(const Ast &expression);
[[nodiscard]] const Ast *argument(const Ast &call, std::size_t index);
/// The name of the method that a call calls on something; empty: it does not.
[[nodiscard]] std::string methodOf(const Ast &call);

} // namespace perdura
