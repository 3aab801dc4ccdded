// SPDX-License-Identifier: MIT-0
// Copies a file. The copy appears whole or not at all.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');
const { readTransfer, copyAndPlace } = require('../../perdura/transfer');

df.app.activity('file_copy', {
    handler: activity(async (given) => copyAndPlace(await readTransfer(given))),
});
