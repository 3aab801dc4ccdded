// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace perdura {

/// Something that can be put into a text where the caret stands.
struct TextCompletion
{
    QString label;
    QString text; ///< what takes the place of the replaced part
    QString icon; ///< of resources/icons
    QString kind; ///< what it is, in a word
    QString detail;
    QString documentation; ///< one sentence
};

struct TextCompletions
{
    qsizetype start = 0; ///< the part of the text that a choice replaces
    qsizetype length = 0;
    std::vector<TextCompletion> items; ///< the likely ones first
};

/// Knows what can stand in the text of a field: its JSON pointer in the form, the text, where the caret is in
/// it. Asked on the GUI thread with every key, so it must be quick.
using CompletionSource =
    std::function<TextCompletions(const QString &pointer, const QString &text, qsizetype caret)>;

} // namespace perdura
