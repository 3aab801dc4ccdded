// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/EntitySource.h"
#include "engine/runtime/OrchestratorSource.h"

namespace perdura::test {

// The entities of the hub that is killed, and the orchestrations that use them. A ledger keeps whatever it is
// told, in order: [sender, number] each. Each sender counts its operations, so a ledger shows what was lost,
// done twice or done out of order.

/// Ledgers that senders share.
inline constexpr int ledgerCount = 2;
[[nodiscard]] EntityId ledgerNumber(int number);
/// What a ledger hears of the operations "tell" of another one.
[[nodiscard]] EntityId echoOf(const EntityId &ledger);
/// Where the clients' signals go.
[[nodiscard]] EntityId ledgerOfClients();
/// Accounts between which amounts are moved in critical sections; together they have nothing.
[[nodiscard]] EntityId account(const std::string &name);

/// An operation of a ledger that notes the sender's number.
[[nodiscard]] Json ledgerEntry(const std::string &sender, int number);

/// What "entities" runs as children, once each: senders, movers and a holder of a lock.
inline constexpr int sendersPerStart = 2;
inline constexpr int moversPerStart = 2;
/// "entities" itself, the senders and the instance that each of them has hired, the movers and the holder.
inline constexpr int entityInstancesPerStart = 1 + 2 * sendersPerStart + moversPerStart + 1;
/// Operations of each sender, numbered from 0; every other one is a "tell".
inline constexpr int operationsPerSender = 8;
/// Of these, numbered for themselves, each due later than the one before.
inline constexpr int delayedPerSender = 3;
/// Amounts that a mover moves, one after the other, each time so much.
inline constexpr int movesPerMover = 2;
inline constexpr int amountPerMove = 5;

[[nodiscard]] CodeEntities::Functions crashEntities();
/// With the program "entities", whose result is 0.
[[nodiscard]] CodeOrchestrators::Functions entityPrograms();

} // namespace perdura::test
