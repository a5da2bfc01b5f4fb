-- What brings documents together: shared text, stories, tellings, incidents. All but decision and redirect can be made anew.
CREATE TABLE sketch (
    document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    body     BLOB NOT NULL
);

CREATE TABLE shared_text (
    "left"      TEXT NOT NULL,
    "right"     TEXT NOT NULL,
    containment REAL NOT NULL,
    jaccard     REAL NOT NULL,
    why         TEXT NOT NULL,
    PRIMARY KEY ("left", "right")
) WITHOUT ROWID;

CREATE TABLE lineage (
    document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    lineage  TEXT NOT NULL,
    kind     TEXT,
    of       TEXT,
    score    REAL
);
CREATE INDEX lineage_lineage ON lineage (lineage);

CREATE TABLE story (
    document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    story    TEXT NOT NULL
);
CREATE INDEX story_story ON story (story);

CREATE TABLE telling (
    id       TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    rank     INTEGER NOT NULL,
    family   TEXT NOT NULL,
    incident TEXT,
    body     TEXT NOT NULL
);
CREATE INDEX telling_document ON telling (document);
CREATE INDEX telling_incident ON telling (incident);

CREATE TABLE incident (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    family     TEXT NOT NULL,
    event_type TEXT NOT NULL,
    earliest   TEXT,
    latest     TEXT,
    place      TEXT,
    latitude   REAL,
    longitude  REAL,
    radius_km  REAL,
    precision  TEXT,
    states     TEXT NOT NULL,
    tellings   INTEGER NOT NULL,
    signature  TEXT NOT NULL,
    documents  INTEGER NOT NULL,
    publishers INTEGER NOT NULL,
    lineages   INTEGER NOT NULL,
    origins    INTEGER NOT NULL,
    killed_low INTEGER,
    killed_high INTEGER,
    contradictions INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX incident_day ON incident (earliest);
CREATE INDEX incident_documents ON incident (documents);

-- Links between tellings, with the features that made them. Rows are only ever added.
CREATE TABLE link (
    id       INTEGER PRIMARY KEY,
    "left"   TEXT NOT NULL,
    "right"  TEXT NOT NULL,
    score    REAL NOT NULL,
    features TEXT NOT NULL,
    rule     TEXT NOT NULL,
    made     TEXT NOT NULL,
    UNIQUE ("left", "right", score, rule)
);
CREATE INDEX link_right ON link ("right");

CREATE TABLE redirect (
    old  TEXT PRIMARY KEY,
    new  TEXT NOT NULL,
    made TEXT NOT NULL
);

-- What people decided: tellings that belong together, or apart. Undone rows stay.
CREATE TABLE decision (
    id       INTEGER PRIMARY KEY,
    action   TEXT NOT NULL CHECK (action IN ('merge', 'split')),
    "left"   TEXT NOT NULL,
    "right"  TEXT NOT NULL,
    left_document  TEXT NOT NULL,
    right_document TEXT NOT NULL,
    author   TEXT NOT NULL,
    made     TEXT NOT NULL,
    note     TEXT,
    undone   TEXT
);

CREATE TABLE feed (
    url   TEXT PRIMARY KEY,
    state TEXT NOT NULL
);
