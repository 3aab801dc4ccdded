// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secrets/SecretVault.h"

#include <map>
#include <mutex>

namespace perdura {

/// Keeps values in memory, and can be told to be out of order.
class FakeVault final : public SecretVault
{
public:
    std::map<std::string, std::string> values; ///< by name
    bool available = true;
    std::optional<Error> fault; ///< of every call
    mutable int reads = 0;

    [[nodiscard]] bool isAvailable() const override { return available; }
    [[nodiscard]] Result<std::optional<std::string>> read(const SecretKey &key,
                                                          const std::stop_token &) const override
    {
        const std::lock_guard lock(m_mutex);
        ++reads;
        if (fault)
            return fail(*fault);
        const auto found = values.find(key.name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] Result<void> write(const SecretKey &key, const std::string &value) override
    {
        const std::lock_guard lock(m_mutex);
        if (fault)
            return fail(*fault);
        values[key.name] = value;
        return {};
    }
    [[nodiscard]] Result<void> erase(const SecretKey &key) override
    {
        const std::lock_guard lock(m_mutex);
        if (fault)
            return fail(*fault);
        values.erase(key.name);
        return {};
    }

private:
    mutable std::mutex m_mutex;
};

} // namespace perdura
