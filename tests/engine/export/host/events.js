// SPDX-License-Identifier: GPL-3.0-or-later
// Events of a history as the extension hands them to the package.
'use strict';

const types = {
    ExecutionStarted: 0, TaskScheduled: 4, TaskCompleted: 5, TaskFailed: 6, SubOrchestrationInstanceCreated: 7,
    SubOrchestrationInstanceCompleted: 8, SubOrchestrationInstanceFailed: 9, TimerCreated: 10, TimerFired: 11,
    OrchestratorStarted: 12, OrchestratorCompleted: 13, EventSent: 14, EventRaised: 15,
};

function event(name, time, facts = {}) {
    return { EventType: types[name], EventId: -1, IsPlayed: false, Timestamp: new Date(time), ...facts };
}

function json(value) {
    return JSON.stringify(value === undefined ? null : value);
}

module.exports = { types, event, json };
