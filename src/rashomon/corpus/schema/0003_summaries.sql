-- What pages show of a whole corpus, counted when it is grouped: summaries of events, voices, places and publishers, and the
-- comparisons made on the way. All of it can be made anew. An event counts here if its voice asserts it, unless said otherwise.
ALTER TABLE event_actor ADD COLUMN day TEXT;
UPDATE event_actor SET day = (SELECT coalesce(earliest, latest) FROM event WHERE event.id = event_actor.event);
DROP INDEX event_actor_entity;
CREATE INDEX event_actor_entity_day ON event_actor (entity, day);
CREATE INDEX event_voice_day ON event (voice, earliest);
CREATE INDEX event_place_day ON event (place_id, earliest);
-- Which of the events on one trigger was meant; what is undone is not in force.
ALTER TABLE correction ADD COLUMN event TEXT;
CREATE INDEX correction_event ON correction (event) WHERE undone IS NULL;
CREATE INDEX correction_made ON correction (author, made) WHERE undone IS NULL;
CREATE INDEX document_added ON document (added);
CREATE INDEX document_publisher_day ON document (publisher, published);
CREATE INDEX incident_order ON incident (origins DESC, documents DESC, latest DESC, id);
CREATE INDEX incident_latest ON incident (latest DESC, id);
CREATE INDEX attribution_document_speaker ON attribution (document, speaker);

-- The accounts of an incident side by side: JSON of rashomon.comparisons.Comparison, compressed by zlib; only of incidents that
-- several documents tell. It holds while the signature is that of the incident.
CREATE TABLE comparison (
    incident  TEXT PRIMARY KEY,
    signature TEXT NOT NULL,
    body      BLOB NOT NULL
);

-- What each publisher of a compared incident leaves out in all of its accounts while others give it.
CREATE TABLE omission (
    publisher TEXT NOT NULL,
    incident  TEXT NOT NULL,
    slot      TEXT NOT NULL,
    PRIMARY KEY (publisher, incident, slot)
) WITHOUT ROWID;

CREATE TABLE summary_count (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

-- Events by time. lane: news, background or unreal (demanded, denied, threatened ... by their voice).
CREATE TABLE summary_day (
    earliest    TEXT,
    latest      TEXT,
    granularity TEXT,
    lane        TEXT NOT NULL,
    quad        INTEGER,
    events      INTEGER NOT NULL
);
CREATE INDEX summary_day_earliest ON summary_day (earliest);

CREATE TABLE summary_place (
    place_id  TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    latitude  REAL,
    longitude REAL,
    radius_km REAL,
    precision TEXT,
    states    TEXT NOT NULL,
    events    INTEGER NOT NULL,
    documents INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX summary_place_events ON summary_place (events DESC);

-- A place as a voice names it in what it asserts.
CREATE TABLE summary_place_name (
    voice    TEXT NOT NULL,
    place_id TEXT NOT NULL,
    name     TEXT NOT NULL,
    events   INTEGER NOT NULL,
    PRIMARY KEY (voice, place_id, name)
) WITHOUT ROWID;
CREATE INDEX summary_place_name_place ON summary_place_name (place_id, events DESC);

-- Who did what to whom, as a voice tells it. The voice '' stands for all voices together.
CREATE TABLE summary_told (
    voice     TEXT NOT NULL,
    actor     TEXT NOT NULL,
    recipient TEXT NOT NULL,
    quad      INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    PRIMARY KEY (voice, actor, recipient, quad)
) WITHOUT ROWID;
CREATE INDEX summary_told_events ON summary_told (voice, events DESC);
CREATE INDEX summary_told_actor ON summary_told (actor, voice);
CREATE INDEX summary_told_recipient ON summary_told (recipient, voice);

CREATE TABLE summary_voice (
    voice     TEXT PRIMARY KEY,
    events    INTEGER NOT NULL,
    documents INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX summary_voice_events ON summary_voice (events DESC);

CREATE TABLE summary_entity (
    entity       TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    country      TEXT NOT NULL,
    sectors      TEXT NOT NULL,
    as_actor     INTEGER NOT NULL,
    as_recipient INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX summary_entity_events ON summary_entity (as_actor + as_recipient DESC);

CREATE TABLE summary_entity_name (
    entity TEXT NOT NULL,
    name   TEXT NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (entity, name)
) WITHOUT ROWID;

CREATE INDEX summary_entity_name_name ON summary_entity_name (name COLLATE NOCASE);

-- Entities with too many events to count them when they are looked at: by month and by who calls them what, in events that
-- their voice asserts. Entities that are not here have 2000 events or fewer.
CREATE TABLE summary_entity_month (
    entity TEXT NOT NULL,
    month  TEXT NOT NULL,
    role   TEXT NOT NULL,
    quad   INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (entity, month, role, quad)
) WITHOUT ROWID;

CREATE TABLE summary_entity_voice (
    entity TEXT NOT NULL,
    voice  TEXT NOT NULL,
    name   TEXT NOT NULL,
    role   TEXT NOT NULL,
    quad   INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (entity, voice, name, role, quad)
) WITHOUT ROWID;

CREATE TABLE summary_publisher (
    publisher TEXT PRIMARY KEY,
    country   TEXT,
    documents INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    first     TEXT,
    last      TEXT
) WITHOUT ROWID;

-- Whom a publisher quotes, and how.
CREATE TABLE summary_quote (
    publisher    TEXT NOT NULL,
    speaker      TEXT NOT NULL,
    country      TEXT NOT NULL,
    act          TEXT NOT NULL,
    form         TEXT NOT NULL,
    attributions INTEGER NOT NULL,
    PRIMARY KEY (publisher, speaker, country, act, form)
) WITHOUT ROWID;

-- Loaded words by publisher: voice is the publisher itself, or a speaker whom it quotes.
CREATE TABLE summary_wording (
    publisher TEXT NOT NULL,
    voice     TEXT NOT NULL,
    family    TEXT NOT NULL,
    entry     TEXT NOT NULL,
    term      TEXT NOT NULL,
    uses      INTEGER NOT NULL,
    PRIMARY KEY (publisher, voice, entry, term)
) WITHOUT ROWID;

-- What is worth a look by a person first: events of disputed incidents and those that were coded with least certainty.
CREATE TABLE review (
    event  TEXT PRIMARY KEY,
    score  REAL NOT NULL,
    why    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX review_score ON review (score DESC, event);

-- The sectors of the speaker of an attribution, where it has any.
CREATE TABLE attribution_sector (
    document    TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    attribution TEXT NOT NULL,
    sectors     TEXT NOT NULL,
    PRIMARY KEY (document, attribution)
) WITHOUT ROWID;

-- Whom a publisher quotes: by country and sector, by act and form, by name. In the first two the publisher '' stands for all.
CREATE TABLE summary_side (
    publisher    TEXT NOT NULL,
    country      TEXT NOT NULL,
    sectors      TEXT NOT NULL,
    attributions INTEGER NOT NULL,
    PRIMARY KEY (publisher, country, sectors)
) WITHOUT ROWID;
CREATE TABLE summary_manner (
    publisher    TEXT NOT NULL,
    act          TEXT NOT NULL,
    form         TEXT NOT NULL,
    attributions INTEGER NOT NULL,
    PRIMARY KEY (publisher, act, form)
) WITHOUT ROWID;
CREATE TABLE summary_speaker (
    publisher    TEXT NOT NULL,
    attributions INTEGER NOT NULL,
    speaker      TEXT NOT NULL,
    country      TEXT NOT NULL,
    sectors      TEXT NOT NULL,
    documents    INTEGER NOT NULL,
    PRIMARY KEY (publisher, attributions DESC, speaker)
) WITHOUT ROWID;

-- How often a loaded word is used: by publishers in their own voice, and by those whom they quote.
CREATE TABLE summary_term (
    entry      TEXT PRIMARY KEY,
    publishers INTEGER NOT NULL,
    own        INTEGER NOT NULL,
    quoted     INTEGER NOT NULL
) WITHOUT ROWID;

-- Of how many a publisher's numbers are: incidents it tells, those that others tell too, those that were compared.
CREATE TABLE summary_publisher_number (
    publisher TEXT NOT NULL,
    name      TEXT NOT NULL,
    value     INTEGER NOT NULL,
    PRIMARY KEY (publisher, name)
) WITHOUT ROWID;

-- The incidents of which a publisher leaves something out, those that most documents tell first.
CREATE TABLE summary_left_out (
    publisher TEXT NOT NULL,
    documents INTEGER NOT NULL,
    incident  TEXT NOT NULL,
    slots     TEXT NOT NULL,
    PRIMARY KEY (publisher, documents DESC, incident)
) WITHOUT ROWID;

-- Whose text a publisher runs. basis: text (a copy of the other's story) or credit (an agency is named).
CREATE TABLE summary_copy (
    publisher TEXT NOT NULL,
    of        TEXT NOT NULL,
    basis     TEXT NOT NULL,
    documents INTEGER NOT NULL,
    PRIMARY KEY (publisher, of, basis)
) WITHOUT ROWID;
CREATE INDEX summary_copy_of ON summary_copy (of);

-- What a document can be narrowed down by: publisher, year, month, event type, mood, voice and an actor's country.
CREATE VIEW facet AS
SELECT 'publisher' AS kind, coalesce(publisher, 'unnamed publisher') AS value, id AS document FROM document
UNION ALL SELECT 'year', substr(published, 1, 4), id FROM document WHERE published IS NOT NULL
UNION ALL SELECT 'month', substr(published, 1, 7), id FROM document WHERE length(published) >= 7
UNION ALL SELECT * FROM (SELECT DISTINCT 'event_type', event_type, document FROM event)
UNION ALL SELECT * FROM (SELECT DISTINCT 'mood', mood, document FROM event)
UNION ALL SELECT * FROM (SELECT DISTINCT 'voice', voice, document FROM event)
UNION ALL SELECT * FROM (
    SELECT DISTINCT 'country', one.value, document
    FROM (SELECT DISTINCT country, document FROM event_actor WHERE country <> '') AS named
    JOIN json_each('["' || replace(country, ' ', '","') || '"]') AS one);
CREATE TABLE facet_value (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    value     TEXT NOT NULL,
    documents INTEGER NOT NULL,
    UNIQUE (kind, value)
);
CREATE INDEX facet_value_documents ON facet_value (kind, documents DESC, value);
CREATE TABLE document_facet (
    value    INTEGER NOT NULL REFERENCES facet_value,
    document INTEGER NOT NULL, -- the document's rowid
    PRIMARY KEY (value, document)
) WITHOUT ROWID;
CREATE INDEX document_facet_document ON document_facet (document, value);

-- Names to jump to: incidents that several documents tell, actors, voices and publishers; those with most behind them first.
CREATE VIRTUAL TABLE summary_name USING fts5 (name, kind, id UNINDEXED, count UNINDEXED, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
