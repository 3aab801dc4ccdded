// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdura {

/// An expression with its pieces on lines of their own and the same meaning, so that the line of an error,
/// which is all that the engine tells, says which piece it is.
struct SpreadText
{
    std::string text;
    std::vector<std::size_t> places; ///< for each line the byte in the expression of the piece that counts
};

[[nodiscard]] SpreadText spreadOut(std::string_view expression);

/// What is read or called: of "order.lines.map(…)" at "map" the member of that name of "order.lines".
struct FailedPiece
{
    std::string owner;           ///< as written; empty: nothing stands before the member
    std::string member;          ///< as written
    std::size_t begin = 0;       ///< byte of the owner, or of the member when there is none
    std::size_t memberBegin = 0; ///< byte of the member
    bool isCalled = false;       ///< a list of arguments follows
};

/// The piece whose name stands at that byte; nothing when no name does, or it belongs to something too
/// involved to be named.
[[nodiscard]] std::optional<FailedPiece> pieceAt(std::string_view expression, std::size_t at);

/// The expression in which `note` is called with the piece's owner and its member's name (a piece without an
/// owner: with the piece) whenever it is looked at; what the call gives takes the place of its first
/// argument.
[[nodiscard]] std::string noting(std::string_view expression, const FailedPiece &piece,
                                 std::string_view note);

} // namespace perdura
