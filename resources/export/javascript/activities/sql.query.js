// SPDX-License-Identifier: MIT-0
// To be written: which database there is, and how it is reached, only its developer knows.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');

df.app.activity('sql_query', {
    handler: activity(async () => {
        throw new Error('The activity sql.query is not written yet; do it in src/functions/activities/sql.query.js with the driver of your database.');
    }),
});
