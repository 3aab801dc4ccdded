// SPDX-License-Identifier: MIT-0
// To be written: how this function app sends mail only its developer knows.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');

df.app.activity('email_send', {
    handler: activity(async () => {
        throw new Error('The activity email.send is not written yet; do it in src/functions/activities/email.send.js with your mail service.');
    }),
});
