// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/SecretInsertion.h"

#include "engine/core/SecretName.h"

#include <algorithm>
#include <map>

namespace perdura {

namespace {

/// Placeholders and what stands for each.
using Values = std::map<std::string, std::string>;

/// In one pass, so that a value is never searched for placeholders itself.
std::string withValues(const std::string &text, const Values &values)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = std::string::npos;
        const Values::value_type *found = nullptr;
        for (const auto &entry : values) {
            const std::size_t place = text.find(entry.first, at);
            if (place < next) {
                next = place;
                found = &entry;
            }
        }
        if (!found)
            return result.append(text, at);
        result.append(text, at, next - at).append(found->second);
        at = next + found->first.size();
    }
    return result;
}

void insert(Json &value, const Values &values)
{
    if (value.is_string()) {
        value = withValues(value.get_ref<const std::string &>(), values);
    } else if (value.is_structured()) {
        for (Json &member : value)
            insert(member, values);
    }
}

} // namespace

void insertSecrets(Json &input, const std::vector<SecretUse> &uses)
{
    std::map<std::string, Values> byPlace;
    for (const SecretUse &use : uses)
        byPlace[use.pointer].emplace(secretPlaceholder(use.name), use.value);
    for (const auto &[pointer, values] : byPlace) {
        // Written by the interpreter, but read from a history that anybody may have touched.
        if (!pointer.empty() && pointer.front() != '/')
            continue;
        try {
            const Json::json_pointer place(pointer);
            if (input.contains(place))
                insert(input.at(place), values);
        } catch (const Json::exception &) {
            continue;
        }
    }
}

} // namespace perdura
