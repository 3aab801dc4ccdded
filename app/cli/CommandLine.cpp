// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"

namespace perdura {

bool wantsCommandLine(int, char **)
{
    return false;
}

int runCommandLine(int, char **)
{
    return 2;
}

} // namespace perdura
