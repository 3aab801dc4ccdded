// SPDX-License-Identifier: MIT-0
// Picks, renames, filters, sorts, groups and counts what JSON holds.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');
const { Inputs } = require('../../perdura/inputs');
const { transform } = require('../../perdura/transform');

df.app.activity('json_transform', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        return transform(input.any('input'), input.any('steps'));
    }),
});
