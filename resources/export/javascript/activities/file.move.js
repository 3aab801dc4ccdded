// SPDX-License-Identifier: MIT-0
// Gives a file another name or folder.
'use strict';

const fs = require('fs');
const df = require('durable-functions');
const { activity } = require('../../perdura');
const { readTransfer, place, copyAndPlace } = require('../../perdura/transfer');

df.app.activity('file_move', {
    handler: activity(async (given) => {
        const transfer = await readTransfer(given);
        try {
            return await place(transfer.from, transfer);
        } catch (problem) {
            if (problem.code !== 'EXDEV') // from one disk to another
                throw problem;
        }
        const result = await copyAndPlace(transfer);
        await fs.promises.rm(transfer.from);
        return result;
    }),
});
