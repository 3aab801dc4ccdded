// SPDX-License-Identifier: MIT-0
// The helper functions of expressions: sum(), formatDate() and so on. The files of helpers/ are parts of one function,
// which adds them to the object that it is given.
'use strict';

const fs = require('fs');
const path = require('path');
const vm = require('vm');

// In an exported project, and where the runtime itself is developed.
const folders = [path.join(__dirname, 'helpers'), path.join(__dirname, '..', '..', '..', 'script', 'helpers')];
const parts = ['arguments', 'dates', 'values', 'paths', 'csv', 'newer'];

const folder = folders.find((each) => fs.existsSync(path.join(each, 'arguments.js')));
if (!folder)
    throw new Error(`The helper functions are missing; they belong to ${folders[0]}.`);

const code = parts.map((part) => fs.readFileSync(path.join(folder, `${part}.js`), 'utf8')).join('');
const addTo = vm.runInThisContext(`(function (global) {"use strict";\n${code}})`, { filename: `${folder}/all.js` });

const helpers = {};
addTo(helpers);

module.exports = helpers;
