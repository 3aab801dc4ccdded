// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QJSEngine>
#include <QJSValue>

#include <list>
#include <memory>

namespace perdura {

/// Turns data into frozen JavaScript values, and remembers the large ones by the identity of the shared data,
/// so that a loop over a list does not convert the list for each item. Belongs to one engine.
class ValueCache
{
public:
    /// `fromJson` is the sandbox's function that parses and freezes.
    explicit ValueCache(QJSValue fromJson)
        : m_fromJson(std::move(fromJson))
    {}

    enum class Sharing {
        Shared, ///< with other calls; for code that cannot write to it
        Copied,
    };

    [[nodiscard]] QJSValue convert(const Json &value);
    [[nodiscard]] QJSValue convert(const std::shared_ptr<const Json> &value, Sharing sharing);

private:
    struct Entry
    {
        std::weak_ptr<const Json> data;
        QJSValue value;
    };
    static constexpr std::size_t maxEntries = 32;

    QJSValue m_fromJson;
    std::list<Entry> m_entries; ///< the latest used first
};

} // namespace perdura
