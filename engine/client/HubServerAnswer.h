// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubCodec.h"
#include "engine/client/HubServerConnection.h"
#include "engine/client/ObjectReader.h"
#include "engine/client/WhenFinished.h"

namespace perdura {

// The body of a template of HubServerConnection, for its two files.

template <typename Ask>
void HubServerConnection::answer(const Json &id, ObjectReader &params, Ask ask)
{
    if (const auto ok = params.finish(); !ok) {
        refuse(id, ok.error());
        return;
    }
    ++m_openRequests;
    whenFinished(ask(), this, [this, id](const auto &result) {
        --m_openRequests;
        using Value = typename std::decay_t<decltype(result)>::value_type;
        if (!result) {
            refuse(id, result.error());
            return;
        }
        if constexpr (std::is_void_v<Value>)
            reply(id, Json());
        else
            reply(id, encodeHub(*result));
    });
}

} // namespace perdura
