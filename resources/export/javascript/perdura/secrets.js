// SPDX-License-Identifier: MIT-0
// Secrets are application settings. In the orchestrator, and so in the history, stands a text in place of each; the
// activity that needs the value puts it in (activity.js).
'use strict';

const { fault } = require('./failures');

const placeholder = /⟦secret:([A-Za-z0-9_.-]{1,64})⟧/g;

const secrets = new Proxy(Object.freeze({}), {
    get: (target, name) => (typeof name === 'symbol' ? undefined : `⟦secret:${name}⟧`),
});

// Names of settings cannot hold - or .; then the setting has _ instead.
function valueOf(name) {
    const value = process.env[name] !== undefined ? process.env[name] : process.env[name.replace(/[-.]/g, '_')];
    if (value === undefined) {
        throw fault('SecretMissing', `The secret “${name}” is missing; add it to the application settings, or to ` +
            '“Values” in local.settings.json.');
    }
    return value;
}

function holdsSecret(value) {
    if (typeof value === 'string')
        return value.search(placeholder) >= 0;
    return value !== null && typeof value === 'object' && Object.values(value).some(holdsSecret);
}

// A copy of the value with the secrets in it; `used` collects them.
function withSecrets(value, used = new Map()) {
    if (typeof value === 'string') {
        return value.replace(placeholder, (whole, name) => {
            used.set(name, valueOf(name));
            return used.get(name);
        });
    }
    if (Array.isArray(value))
        return value.map((item) => withSecrets(item, used));
    if (value === null || typeof value !== 'object')
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withSecrets(member, used)]));
}

// A copy without the values: what comes back from an activity goes into the history.
function withoutSecrets(value, used) {
    if (typeof value === 'string') {
        let text = value;
        for (const [name, secret] of used)
            text = secret === '' ? text : text.split(secret).join(`⟦secret:${name}⟧`);
        return text;
    }
    if (Array.isArray(value))
        return value.map((item) => withoutSecrets(item, used));
    if (value === null || typeof value !== 'object')
        return value;
    return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [withoutSecrets(name, used), withoutSecrets(member, used)]));
}

module.exports = { secrets, holdsSecret, withSecrets, withoutSecrets };
