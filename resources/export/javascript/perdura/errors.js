// SPDX-License-Identifier: MIT-0
// What expressions see of a failure.
'use strict';

const { toFailure } = require('./failures');
const { keep, fromOutside } = require('./values');

// The value of `error` after the node has failed. Throws again what nobody may catch.
function errorValue(nodeName, thrown) {
    const failed = toFailure(thrown);
    if (failed.isRunaway)
        throw failed;
    const { type, message, properties } = failed;
    return fromOutside(keep({ type, message, properties, node: nodeName === undefined ? null : nodeName }));
}

module.exports = { errorValue };
