// SPDX-License-Identifier: GPL-3.0-or-later
// The source that the precompiled headers are built with; see PerduraModule.cmake.
