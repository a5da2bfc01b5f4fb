-- Documents, what was coded in them, and the runs that did it. Times are UTC, days are ISO dates, spans are characters of document.text.
CREATE TABLE run (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL CHECK (kind IN ('add', 'recode', 'watch')),
    started   TEXT NOT NULL,
    finished  TEXT,
    manifest  TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0,
    skipped   INTEGER NOT NULL DEFAULT 0,
    failures  INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE document (
    id                TEXT PRIMARY KEY,
    title             TEXT,
    publisher         TEXT,
    publisher_country TEXT,
    agency            TEXT,
    authors           TEXT NOT NULL,
    section           TEXT,
    published         TEXT,
    published_basis   TEXT,
    updated           TEXT,
    language          TEXT,
    url               TEXT,
    name              TEXT,
    text              TEXT NOT NULL,
    source_sha256     TEXT,
    coded_in          INTEGER REFERENCES run,
    added             TEXT NOT NULL
);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_publisher ON document (publisher);

-- Every input that was ever named: done, or failed with the reason.
CREATE TABLE input (
    key       TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    source    TEXT NOT NULL,
    options   TEXT NOT NULL,
    status    TEXT NOT NULL CHECK (status IN ('coded', 'kept', 'same', 'failed')),
    document  TEXT,
    error     TEXT,
    reason    TEXT,
    tries     INTEGER NOT NULL DEFAULT 1,
    run       INTEGER NOT NULL REFERENCES run,
    seen      TEXT NOT NULL
);
CREATE INDEX input_status ON input (status);
CREATE INDEX input_document ON input (document);

-- The whole coding of a document in a run: JSON of rashomon.Coding, compressed by zlib.
CREATE TABLE coding (
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    run      INTEGER NOT NULL REFERENCES run,
    body     BLOB NOT NULL,
    PRIMARY KEY (document, run)
);

-- The newest coding of each document, in columns.
CREATE TABLE event (
    id          TEXT PRIMARY KEY,
    document    TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    event_type  TEXT NOT NULL,
    mode        TEXT,
    contexts    TEXT NOT NULL,
    cameo       TEXT,
    quad        INTEGER,
    intensity   REAL,
    mood        TEXT NOT NULL,
    temporal    TEXT NOT NULL,
    zone        TEXT NOT NULL,
    value       REAL,
    earliest    TEXT,
    latest      TEXT,
    granularity TEXT,
    date_basis  TEXT,
    place       TEXT,
    place_id    TEXT,
    place_states TEXT,
    latitude    REAL,
    longitude   REAL,
    radius_km   REAL,
    precision   TEXT,
    voice       TEXT NOT NULL,
    chain       TEXT NOT NULL,
    attribution TEXT,
    trigger     TEXT NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    evidence    TEXT NOT NULL,
    rule        TEXT
);
CREATE INDEX event_document ON event (document);
CREATE INDEX event_type ON event (event_type, earliest);
CREATE INDEX event_day ON event (earliest);

CREATE TABLE event_actor (
    event    TEXT NOT NULL REFERENCES event ON DELETE CASCADE,
    document TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    entity   TEXT NOT NULL,
    name     TEXT NOT NULL,
    country  TEXT NOT NULL,
    sectors  TEXT NOT NULL
);
CREATE INDEX event_actor_event ON event_actor (event);
CREATE INDEX event_actor_entity ON event_actor (entity);
CREATE INDEX event_actor_document ON event_actor (document);

CREATE TABLE attribution (
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    id       TEXT NOT NULL,
    parent   TEXT,
    speaker  TEXT NOT NULL,
    chain    TEXT NOT NULL,
    country  TEXT NOT NULL,
    act      TEXT NOT NULL,
    form     TEXT NOT NULL,
    cue      TEXT NOT NULL,
    content  TEXT NOT NULL,
    start    INTEGER,
    "end"    INTEGER,
    PRIMARY KEY (document, id)
);
CREATE INDEX attribution_speaker ON attribution (speaker);

CREATE TABLE figure (
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    low      INTEGER,
    high     INTEGER,
    hedge    TEXT,
    whom     TEXT,
    voice    TEXT NOT NULL,
    words    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL
);
CREATE INDEX figure_document ON figure (document);

CREATE TABLE wording (
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    entry    TEXT NOT NULL,
    family   TEXT NOT NULL,
    term     TEXT NOT NULL,
    voice    TEXT NOT NULL,
    form     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL
);
CREATE INDEX wording_document ON wording (document);

-- What people decided on a coded field. It is never overwritten by coding anew.
CREATE TABLE correction (
    id         INTEGER PRIMARY KEY,
    document   TEXT NOT NULL REFERENCES document,
    event_type TEXT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    action     TEXT NOT NULL CHECK (action IN ('accept', 'change', 'reject')),
    field      TEXT,
    old        TEXT,
    new        TEXT,
    author     TEXT NOT NULL,
    made       TEXT NOT NULL,
    note       TEXT,
    undone     TEXT
);
CREATE INDEX correction_document ON correction (document);

CREATE VIRTUAL TABLE document_words USING fts5 (title, text, content = 'document', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER document_words_add AFTER INSERT ON document BEGIN
    INSERT INTO document_words (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE TRIGGER document_words_drop AFTER DELETE ON document BEGIN
    INSERT INTO document_words (document_words, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
END;
