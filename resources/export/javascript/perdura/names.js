// SPDX-License-Identifier: MIT-0
// Names of functions. Those of drawings may hold anything; the host allows letters, digits, _ and -.
'use strict';

const longest = 127;

// "Function chaining" is FunctionChaining, "http.request" is http_request.
function functionName(name) {
    let joined = '';
    let beginsWord = false;
    for (const sign of String(name)) {
        if (/[A-Za-z0-9]/.test(sign)) {
            joined += beginsWord && joined !== '' ? sign.toUpperCase() : sign;
            beginsWord = false;
        } else if (/[_.-]/.test(sign)) {
            joined += sign === '.' ? '_' : sign;
        } else if (sign < '\x80') {
            beginsWord = true;
        }
    }
    return (/^[A-Za-z]/.test(joined) ? joined : `F${joined}`).slice(0, longest);
}

module.exports = { functionName };
