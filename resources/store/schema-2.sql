-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2: children, tags, scheduled starts, continue-as-new, counters. An activity that runs is found in the history of
-- its instance, so it needs no row of its own: that halves what a step writes.

ALTER TABLE instances ADD COLUMN open_activities INTEGER NOT NULL DEFAULT 0;
ALTER TABLE instances ADD COLUMN start_at INTEGER;
-- How often the instance continued as new.
ALTER TABLE instances ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
-- Who waits for the instance's end.
ALTER TABLE instances ADD COLUMN parent_id TEXT;
ALTER TABLE instances ADD COLUMN parent_execution TEXT;
ALTER TABLE instances ADD COLUMN parent_task INTEGER;
-- A JSON object of texts; NULL when there are none. instance_tags has the same by value.
ALTER TABLE instances ADD COLUMN tags TEXT;
-- What can be large goes last: SQLite reads a row from its beginning, and lists need not get there.
ALTER TABLE instances RENAME COLUMN custom_status TO old_custom_status;
ALTER TABLE instances RENAME COLUMN start_input TO old_start_input;
ALTER TABLE instances ADD COLUMN custom_status BLOB;
-- External events that the execution before left over (packed), until the first turn has taken them in.
ALTER TABLE instances ADD COLUMN left_over BLOB;
ALTER TABLE instances ADD COLUMN start_input BLOB;
UPDATE instances SET custom_status = old_custom_status, start_input = old_start_input;
ALTER TABLE instances DROP COLUMN old_custom_status;
ALTER TABLE instances DROP COLUMN old_start_input;

UPDATE instances SET open_activities =
    (SELECT count(*) FROM pending_activities p WHERE p.instance = instances.key);
DROP TABLE pending_activities;

-- What a start has to go on with. Both are small: an instance leaves them when it waits or ends.
CREATE INDEX instances_to_start ON instances (key) WHERE start_input IS NOT NULL;
CREATE INDEX instances_with_activities ON instances (key) WHERE open_activities > 0;
CREATE INDEX instances_by_parent ON instances (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE instance_tags (
    name     TEXT NOT NULL,
    value    TEXT NOT NULL,
    instance INTEGER NOT NULL REFERENCES instances (key) ON DELETE CASCADE,
    PRIMARY KEY (name, value, instance)
) STRICT, WITHOUT ROWID;
CREATE INDEX instance_tags_by_instance ON instance_tags (instance);

-- Kept with every change, so that nobody has to count a large table.
CREATE TABLE status_counts (
    status INTEGER PRIMARY KEY NOT NULL,
    count  INTEGER NOT NULL
) STRICT;
INSERT INTO status_counts (status, count) SELECT status, count(*) FROM instances GROUP BY status;

-- Entities. A row is there while an entity has state, a lock or messages; without state it does not exist for readers.
CREATE TABLE entities (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT NOT NULL,
    key            TEXT NOT NULL,
    state          BLOB,
    last_operation INTEGER,
    lock_instance  TEXT,
    lock_execution TEXT,
    lock_task      INTEGER,
    locked_since   INTEGER,
    UNIQUE (name, key)
) STRICT;
CREATE INDEX entities_locked ON entities (number) WHERE lock_instance IS NOT NULL;

-- Messages to entities that were accepted and are not yet part of a turn; signals that came one after the other share a
-- row. Packed as EntityCodec.h says.
CREATE TABLE entity_inbox (
    entity   INTEGER NOT NULL REFERENCES entities (number) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    messages BLOB NOT NULL,
    PRIMARY KEY (entity, number)
) STRICT, WITHOUT ROWID;

-- Signals that are not to be delivered before their time.
CREATE TABLE entity_delayed (
    entity  INTEGER NOT NULL REFERENCES entities (number) ON DELETE CASCADE,
    due     INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    message BLOB NOT NULL,
    PRIMARY KEY (entity, due, number)
) STRICT, WITHOUT ROWID;

-- What operators did, with who and why. Rows are only added; an empty refusal means that it was done.
CREATE TABLE audit (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    time    INTEGER NOT NULL,
    author  TEXT NOT NULL,
    action  INTEGER NOT NULL,
    target  TEXT NOT NULL,
    reason  TEXT NOT NULL,
    refusal TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_target ON audit (target);

-- Settings of the hub that go with its database, as JSON text.
CREATE TABLE hub_settings (
    name  TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Lists in order of start or change, whole or of one status; key-set pages need no sorting.
DROP INDEX instances_by_status;
CREATE INDEX instances_by_creation ON instances (status, created);
CREATE INDEX instances_by_change ON instances (status, updated);
CREATE INDEX instances_by_orchestrator ON instances (orchestrator, created);

-- What the orchestrator waits for that leaves no event (JSON, see WaitState); written when it changes.
ALTER TABLE instances ADD COLUMN waits TEXT;

-- Full-text search. Texts are indexed when there is nothing else to write: instances with keys up to indexed_up_to
-- have been, unless their text changed since.
ALTER TABLE instances ADD COLUMN text_changed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX instances_to_index ON instances (key) WHERE text_changed = 1;
CREATE TABLE search_progress (indexed_up_to INTEGER NOT NULL) STRICT;
INSERT INTO search_progress (indexed_up_to) VALUES (0);
-- Case-folded. Kept apart from the index, which needs the old text to forget it.
CREATE TABLE search_texts (
    instance INTEGER PRIMARY KEY NOT NULL REFERENCES instances (key) ON DELETE CASCADE,
    text     TEXT NOT NULL
) STRICT;
-- Without places: a match is confirmed with the text.
CREATE VIRTUAL TABLE search_index USING fts5 (text, content = 'search_texts', content_rowid = 'instance',
    detail = 'none', columnsize = 0, tokenize = 'trigram case_sensitive 1');
CREATE TRIGGER search_text_added AFTER INSERT ON search_texts BEGIN
    INSERT INTO search_index (rowid, text) VALUES (new.instance, new.text); END;
CREATE TRIGGER search_text_removed AFTER DELETE ON search_texts BEGIN
    INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', old.instance, old.text); END;
