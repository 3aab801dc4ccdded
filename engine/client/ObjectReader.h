// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/core/Time.h"

#include <QByteArray>

#include <cstdint>
#include <limits>
#include <set>
#include <string>

namespace perdura {

/// Reads one JSON object strictly: every member that is asked for must be there and be of its kind, and none
/// may be left over at the end. The first fault is kept and every later read gives an empty value, so that a
/// decoder reads all it wants and asks once, with finish(). Keeps a reference to the JSON. Any thread.
class ObjectReader
{
public:
    /// `what` names the object in messages: "an instance".
    ObjectReader(const Json &json, const char *what);

    [[nodiscard]] bool has(const char *key) const;
    std::string text(const char *key);
    QString string(const char *key);
    /// Base64; for bytes that need not be text.
    QByteArray bytes(const char *key);
    std::int64_t integer(const char *key, std::int64_t least, std::int64_t most);
    int count(const char *key) { return int(integer(key, 0, std::numeric_limits<int>::max())); }
    double number(const char *key);
    bool boolean(const char *key);
    Instant instant(const char *key);
    /// Any value, null included.
    Json any(const char *key);
    /// Null when it is missing or of another kind; the fault is kept.
    const Json *array(const char *key);
    const Json *object(const char *key);

    /// Reads a member with a decoder of its own.
    template <typename T>
    T value(const char *key, Result<T> (*decode)(const Json &))
    {
        const Json *json = find(key);
        if (!json)
            return T{};
        return take(decode(*json));
    }
    /// Takes a value that was decoded elsewhere; its error becomes the fault.
    template <typename T>
    T take(Result<T> result)
    {
        if (result)
            return *std::move(result);
        reject(result.error().message);
        return T{};
    }

    /// Keeps the fault, unless there is one already.
    void reject(const QString &message);
    /// Ok when nothing was wrong and every member was read. Error: InvalidArgument.
    [[nodiscard]] Result<void> finish();

private:
    const Json *find(const char *key);
    void rejectKind(const char *key, const QString &kind);

    const Json &m_json;
    QString m_what;
    std::set<std::string, std::less<>> m_read;
    QString m_fault;
};

} // namespace perdura
