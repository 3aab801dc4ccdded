// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// (to be completed: see the brief)
