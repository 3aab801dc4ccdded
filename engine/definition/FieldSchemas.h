// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>

namespace perdura {

// What nodeFieldSchema() puts together: a builder for the schema of one field, and the schemas by group.

/// One field, built up by chaining.
class Field
{
public:
    Field(const QString &title, const QString &description)
    {
        m_schema["title"] = title.toStdString();
        m_schema["description"] = description.toStdString();
    }
    Field &with(const char *keyword, Json value)
    {
        m_schema[keyword] = std::move(value);
        return *this;
    }
    Field &text(const char *format = nullptr)
    {
        if (format)
            with("format", format);
        return with("type", "string");
    }
    /// Text that is no expression.
    Field &word() { return text().with("minLength", 1).with("x-literal", true); }
    Field &expression() { return with("format", "expression"); }
    Field &whole(int least, int most)
    {
        return with("type", "integer").with("minimum", least).with("maximum", most);
    }
    operator Json() const
    {
        return m_schema;
    } // NOLINT(google-explicit-constructor): reads as the schema it is

private:
    Json m_schema = Json::object();
};

/// A text of the catalog in the language of the window.
[[nodiscard]] QString catalogText(const char *text);

[[nodiscard]] Json objectSchema(Json properties, Json required = Json::array());
[[nodiscard]] Json retryField();
[[nodiscard]] Json timeoutField();
/// Of a node that has no port for it: it fails then.
[[nodiscard]] Json timeLimitField();
/// How an HTTP request proves who asks: "type" (none, basic, bearer), "user", "password", "token".
[[nodiscard]] Json authenticationField();
/// Whether a node has the port "undo".
[[nodiscard]] Json undoField();

[[nodiscard]] Json startFields();
[[nodiscard]] Json timerFields();
[[nodiscard]] Json waitForEventFields();
[[nodiscard]] Json approvalFields();
[[nodiscard]] Json httpCallFields();

[[nodiscard]] Json forEachFields();
[[nodiscard]] Json parallelFields();
[[nodiscard]] Json raceFields();
[[nodiscard]] Json scopeFields();
[[nodiscard]] Json criticalSectionFields();

[[nodiscard]] Json subWorkflowFields();
[[nodiscard]] Json startInstanceFields();
[[nodiscard]] Json signalInstanceFields();
[[nodiscard]] Json terminateInstanceFields();
[[nodiscard]] Json continueAsNewFields();

[[nodiscard]] Json entityCallFields();
[[nodiscard]] Json entitySignalFields();
[[nodiscard]] Json setStateFields();

} // namespace perdura
