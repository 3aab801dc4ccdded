// SPDX-License-Identifier: MIT-0
// The runtime of exported drawings: what the nodes do that Durable Functions has no single call for.
'use strict';

// Expressions reckon dates in UTC.
process.env.TZ = 'UTC';

const { failure, markedText } = require('./failures');
const { keep, truth, caseOf, text } = require('./values');
const { functionName } = require('./names');

module.exports = {
    ...require('./orchestrator'),
    ...require('./entity'),
    ...require('./activity'),
    ...require('./containers'),
    ...require('./guards'),
    ...require('./waits'),
    ...require('./http'),
    ...require('./instances'),
    ...require('./options'),
    ...require('./starting'),
    secrets: require('./secrets').secrets,
    failure, markedText, keep, truth, caseOf, text, functionName,
};
