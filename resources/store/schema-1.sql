-- SPDX-License-Identifier: GPL-3.0-or-later
-- The hub's database, version 1. Times are microseconds since 1970 in UTC. Payloads are JSON text in UTF-8; events are
-- packed as HistoryCodec.h says. One statement ends with a semicolon at the end of a line.

-- Published definitions, by content address. Never changed.
CREATE TABLE definitions (
    version   TEXT PRIMARY KEY NOT NULL,
    name      TEXT NOT NULL,
    text      BLOB NOT NULL,
    published INTEGER NOT NULL
) STRICT;

-- What instances run: a name and, for drawn workflows, the version. Kept apart so that an instance need not repeat it.
CREATE TABLE orchestrators (
    key     INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    version TEXT NOT NULL,
    UNIQUE (name, version)
) STRICT;

-- One row per instance. Keys grow and are never used again, so they also give the order of lists. Input, output and
-- failure are in the history; start_input holds the input until the first turn has recorded it there.
CREATE TABLE instances (
    key             INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    orchestrator    INTEGER NOT NULL REFERENCES orchestrators (key),
    execution       TEXT NOT NULL,
    status          INTEGER NOT NULL,
    created         INTEGER NOT NULL,
    updated         INTEGER NOT NULL,
    completed       INTEGER,
    history_length  INTEGER NOT NULL DEFAULT 0,
    failure_message TEXT NOT NULL DEFAULT '',
    custom_status   BLOB,
    start_input     BLOB
) STRICT;
CREATE INDEX instances_by_status ON instances (status);

-- The history in pieces, several events to a row; first is the place of its first event.
CREATE TABLE history (
    instance INTEGER NOT NULL REFERENCES instances (key) ON DELETE CASCADE,
    first    INTEGER NOT NULL,
    events   BLOB NOT NULL,
    PRIMARY KEY (instance, first)
) STRICT, WITHOUT ROWID;

-- Messages that were accepted and are not yet part of a turn.
CREATE TABLE inbox (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    instance INTEGER NOT NULL REFERENCES instances (key) ON DELETE CASCADE,
    event    BLOB NOT NULL
) STRICT;
CREATE INDEX inbox_by_instance ON inbox (instance);

-- Activities that were decided and whose result is not yet part of a turn.
CREATE TABLE pending_activities (
    instance  INTEGER NOT NULL REFERENCES instances (key) ON DELETE CASCADE,
    task      INTEGER NOT NULL,
    name      TEXT NOT NULL,
    attempt   INTEGER NOT NULL,
    node      TEXT NOT NULL,
    iteration TEXT NOT NULL,
    input     BLOB NOT NULL,
    PRIMARY KEY (instance, task)
) STRICT, WITHOUT ROWID;

-- Timers whose firing is not yet part of a turn.
CREATE TABLE timers (
    instance INTEGER NOT NULL REFERENCES instances (key) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    fire_at  INTEGER NOT NULL,
    PRIMARY KEY (instance, number)
) STRICT, WITHOUT ROWID;

-- Tasks that wait for a person; the event is HumanTaskCreated.
CREATE TABLE human_tasks (
    instance INTEGER NOT NULL REFERENCES instances (key) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    event    BLOB NOT NULL,
    PRIMARY KEY (instance, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX human_tasks_by_age ON human_tasks (created);

CREATE TABLE log_lines (
    number    INTEGER PRIMARY KEY,
    instance  INTEGER NOT NULL REFERENCES instances (key) ON DELETE CASCADE,
    time      INTEGER NOT NULL,
    level     TEXT NOT NULL,
    node      TEXT NOT NULL,
    iteration TEXT NOT NULL,
    text      TEXT NOT NULL
) STRICT;
CREATE INDEX log_lines_by_instance ON log_lines (instance, number);
