// SPDX-License-Identifier: MIT-0
// Writes a file in one step, replacing what was there. Missing folders are created.
'use strict';

const df = require('durable-functions');
const { activity } = require('../../perdura');
const { Inputs } = require('../../perdura/inputs');
const { resolve, write } = require('../../perdura/files');

df.app.activity('file_write', {
    handler: activity(async (given) => {
        const input = new Inputs(given);
        const path = input.text('path');
        const content = input.any('content');
        const bytes = Buffer.from(typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
        await write(resolve(path), path, bytes);
        return { path, bytes: bytes.length };
    }),
});
