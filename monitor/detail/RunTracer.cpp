// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/RunTracer.h"

namespace perdura {

RunTracer makeRunTracer()
{
    return {};
}

} // namespace perdura
