-- How the summaries of schema 0003 are counted; each statement stands alone and runs in this order.
DELETE FROM summary_count;
DELETE FROM summary_day;
DELETE FROM summary_place;
DELETE FROM summary_place_name;
DELETE FROM summary_told;
DELETE FROM summary_voice;
DELETE FROM summary_entity;
DELETE FROM summary_entity_name;
DELETE FROM summary_entity_month;
DELETE FROM summary_entity_voice;
DELETE FROM summary_publisher;
DELETE FROM summary_quote;
DELETE FROM summary_wording;
DELETE FROM review;
DELETE FROM summary_side;
DELETE FROM summary_manner;
DELETE FROM summary_speaker;
DELETE FROM summary_term;
DELETE FROM summary_publisher_number;
DELETE FROM summary_left_out;
DELETE FROM summary_copy;
DELETE FROM document_facet;
DELETE FROM facet_value;
DELETE FROM summary_name;

INSERT INTO summary_count
SELECT 'documents', count(*) FROM document
UNION ALL SELECT 'publishers', count(DISTINCT publisher) FROM document
UNION ALL SELECT 'events', count(*) FROM event
UNION ALL SELECT 'attributions', count(*) FROM attribution
UNION ALL SELECT 'figures', count(*) FROM figure
UNION ALL SELECT 'lineages', count(DISTINCT lineage) FROM lineage
UNION ALL SELECT 'stories', count(DISTINCT story) FROM story
UNION ALL SELECT 'incidents', count(*) FROM incident
UNION ALL SELECT 'shared_incidents', count(*) FROM incident WHERE documents > 1
UNION ALL SELECT 'disputed_incidents', count(*) FROM incident WHERE contradictions > 0;

INSERT INTO summary_day
SELECT earliest, latest, granularity,
       CASE WHEN mood <> 'asserted' OR temporal = 'future' THEN 'unreal' WHEN temporal = 'background' THEN 'background' ELSE 'news' END AS lane,
       quad, count(*)
FROM event WHERE earliest IS NOT NULL OR latest IS NOT NULL
GROUP BY earliest, latest, granularity, lane, quad;

-- A place that no gazetteer knows goes by its name.
INSERT INTO summary_place_name
SELECT voice, coalesce(nullif(place_id, ''), 'name:' || lower(place)), place, count(*) FROM event
WHERE place IS NOT NULL AND mood = 'asserted' GROUP BY 1, 2, 3;

-- The name shown is the one that most events use; a place of one id has one position.
INSERT INTO summary_place
SELECT id, name, latitude, longitude, radius_km, precision, coalesce(states, ''), events, documents
FROM (SELECT coalesce(nullif(place_id, ''), 'name:' || lower(place)) AS id, latitude, longitude, radius_km, precision,
             max(place_states) AS states, count(*) AS events, count(DISTINCT document) AS documents
      FROM event WHERE place IS NOT NULL AND mood = 'asserted' GROUP BY 1)
JOIN (SELECT place_id, name, max(events) FROM
          (SELECT place_id, name, sum(events) AS events FROM summary_place_name GROUP BY place_id, name) GROUP BY place_id)
     ON id = place_id;

INSERT INTO summary_told
SELECT voice, actor.entity, recipient.entity, coalesce(quad, 0), count(*)
FROM event
JOIN event_actor AS actor ON actor.event = event.id AND actor.role = 'actor'
JOIN event_actor AS recipient ON recipient.event = event.id AND recipient.role = 'recipient'
WHERE mood = 'asserted'
GROUP BY voice, actor.entity, recipient.entity, quad;

INSERT INTO summary_told
SELECT '', actor, recipient, quad, sum(events) FROM summary_told GROUP BY actor, recipient, quad;

INSERT INTO summary_voice SELECT voice, count(*), count(DISTINCT document) FROM event GROUP BY voice;

INSERT INTO summary_entity_name SELECT entity, name, count(*) FROM event_actor GROUP BY entity, name;

INSERT INTO summary_entity
SELECT entity, name, country, sectors, as_actor, as_recipient
FROM (SELECT entity, max(country) AS country, max(sectors) AS sectors, sum(role = 'actor') AS as_actor,
             sum(role = 'recipient') AS as_recipient
      FROM event_actor GROUP BY entity)
JOIN (SELECT entity AS id, name, max(events) FROM summary_entity_name GROUP BY entity) ON id = entity;

INSERT INTO summary_entity_month
SELECT summary_entity.entity, coalesce(substr(day, 1, 7), ''), role, coalesce(quad, 0), count(*)
FROM summary_entity
JOIN event_actor ON event_actor.entity = summary_entity.entity
JOIN event ON event.id = event_actor.event
WHERE as_actor + as_recipient > 2000 AND mood = 'asserted'
GROUP BY 1, 2, 3, 4;

-- Of the voices that tell most of the entity, and of those that call it most often what they call it, forty each: what the
-- page of an actor shows.
INSERT INTO summary_entity_voice
WITH told AS MATERIALIZED (
    SELECT summary_entity.entity, voice, event_actor.name AS name, role, coalesce(quad, 0) AS quad, count(*) AS events
    FROM summary_entity
    JOIN event_actor ON event_actor.entity = summary_entity.entity
    JOIN event ON event.id = event_actor.event
    WHERE as_actor + as_recipient > 2000 AND mood = 'asserted'
    GROUP BY 1, 2, 3, 4, 5
), teller AS (
    SELECT entity, voice, row_number() OVER (PARTITION BY entity ORDER BY sum(events) DESC, voice) AS place
    FROM told GROUP BY entity, voice
), caller AS (
    SELECT entity, voice, name, row_number() OVER (PARTITION BY entity ORDER BY sum(events) DESC, voice, name) AS place
    FROM told GROUP BY entity, voice, name
)
SELECT told.* FROM told
JOIN teller ON teller.entity = told.entity AND teller.voice = told.voice
JOIN caller ON caller.entity = told.entity AND caller.voice = told.voice AND caller.name = told.name
WHERE teller.place <= 40 OR caller.place <= 40;

INSERT INTO summary_publisher
SELECT coalesce(publisher, 'unnamed publisher'), max(publisher_country), count(*), sum(events), min(published), max(published)
FROM (SELECT publisher, publisher_country, published, (SELECT count(*) FROM event WHERE event.document = document.id) AS events
      FROM document)
GROUP BY coalesce(publisher, 'unnamed publisher');

INSERT INTO summary_quote
SELECT coalesce(nullif(publisher, ''), 'unnamed publisher'), speaker, attribution.country, act, form, count(*)
FROM attribution JOIN document ON document.id = attribution.document
GROUP BY 1, speaker, attribution.country, act, form;

INSERT INTO summary_wording
SELECT coalesce(publisher, 'unnamed publisher'), voice, family, entry, term, count(*)
FROM wording JOIN document ON document.id = wording.document
GROUP BY coalesce(publisher, 'unnamed publisher'), voice, entry, term;

-- Disagreement times uncertainty; five thousand are more than anybody reviews before the corpus is grouped again.
INSERT INTO review
SELECT event, max(score), why FROM (
    SELECT event.id AS event,
           (1 + min(contradictions, 9)) * (0.2 + 0.3 * (event.earliest IS NULL OR granularity <> 'day') + 0.2 * (event.place_id IS NULL)
               + 0.3 * NOT EXISTS (SELECT 1 FROM event_actor WHERE event_actor.event = event.id AND role = 'actor')
               + 0.2 * NOT EXISTS (SELECT 1 FROM event_actor WHERE event_actor.event = event.id AND role = 'recipient')) AS score,
           CASE WHEN contradictions > 0 THEN contradictions || ' contradictions in its incident' ELSE 'one account' END
               || CASE WHEN event.earliest IS NULL THEN '; no day' WHEN granularity <> 'day' THEN '; day not exact' ELSE '' END
               || CASE WHEN event.place_id IS NULL THEN '; no place' ELSE '' END
               || CASE WHEN NOT EXISTS (SELECT 1 FROM event_actor WHERE event_actor.event = event.id AND role = 'actor') THEN '; no actor' ELSE '' END
               || CASE WHEN NOT EXISTS (SELECT 1 FROM event_actor WHERE event_actor.event = event.id AND role = 'recipient') THEN '; no recipient' ELSE '' END AS why
    FROM (SELECT * FROM incident ORDER BY contradictions DESC, documents DESC, id LIMIT 5000) AS incident
    JOIN telling ON telling.incident = incident.id
    JOIN json_each(telling.body, '$.events') AS member
    JOIN event ON event.id = member.value
    ORDER BY score DESC, event.id LIMIT 5000)
GROUP BY event;

INSERT INTO summary_side
SELECT coalesce(nullif(publisher, ''), 'unnamed publisher'), attribution.country, coalesce(sectors, ''), count(*)
FROM attribution JOIN document ON document.id = attribution.document
LEFT JOIN attribution_sector AS one ON one.document = attribution.document AND one.attribution = attribution.id
GROUP BY 1, 2, 3;

INSERT INTO summary_side SELECT '', country, sectors, sum(attributions) FROM summary_side GROUP BY country, sectors;

INSERT INTO summary_manner SELECT publisher, act, form, sum(attributions) FROM summary_quote GROUP BY publisher, act, form;

INSERT INTO summary_manner SELECT '', act, form, sum(attributions) FROM summary_manner GROUP BY act, form;

INSERT INTO summary_speaker
SELECT coalesce(publisher, 'unnamed publisher') AS outlet, count(*), speaker, max(attribution.country), coalesce(max(sectors), ''),
       count(DISTINCT attribution.document)
FROM attribution JOIN document ON document.id = attribution.document
LEFT JOIN attribution_sector AS one ON one.document = attribution.document AND one.attribution = attribution.id
GROUP BY outlet, speaker;

INSERT INTO summary_term
SELECT entry, count(DISTINCT publisher), sum(CASE WHEN voice = publisher THEN uses ELSE 0 END),
       sum(CASE WHEN voice = publisher THEN 0 ELSE uses END)
FROM summary_wording GROUP BY entry;

INSERT INTO summary_publisher_number
SELECT outlet, 'incidents', count(*) FROM
    (SELECT DISTINCT coalesce(publisher, 'unnamed publisher') AS outlet, incident FROM telling JOIN document ON document.id = telling.document
     WHERE incident IS NOT NULL)
GROUP BY outlet;

INSERT INTO summary_publisher_number
SELECT outlet, 'shared', count(*) FROM
    (SELECT DISTINCT coalesce(publisher, 'unnamed publisher') AS outlet, incident.id FROM incident
     JOIN telling ON telling.incident = incident.id JOIN document ON document.id = telling.document WHERE incident.publishers > 1)
GROUP BY outlet;

INSERT INTO summary_publisher_number
SELECT outlet, 'compared', count(*) FROM
    (SELECT DISTINCT coalesce(publisher, 'unnamed publisher') AS outlet, incident.id FROM comparison
     JOIN incident ON incident.id = comparison.incident AND incident.publishers > 1
     JOIN telling ON telling.incident = incident.id JOIN document ON document.id = telling.document)
GROUP BY outlet;

INSERT INTO summary_publisher_number SELECT publisher, 'speakers', count(*) FROM summary_speaker GROUP BY publisher;

INSERT INTO summary_publisher_number
SELECT coalesce(publisher, 'unnamed publisher'), 'copies', count(*) FROM lineage JOIN document ON document.id = lineage.document
WHERE of IS NOT NULL GROUP BY 1;

INSERT INTO summary_left_out
SELECT publisher, documents, incident, group_concat(slot, ' ') FROM omission JOIN incident ON incident.id = omission.incident
GROUP BY publisher, incident;

INSERT INTO summary_copy
SELECT coalesce(document.publisher, 'unnamed publisher'), coalesce(first.publisher, 'unnamed publisher'), 'text', count(*)
FROM lineage JOIN document ON document.id = lineage.document JOIN document AS first ON first.id = lineage.of
GROUP BY 1, 2;

INSERT INTO summary_copy
SELECT coalesce(publisher, 'unnamed publisher'), agency, 'credit', count(*) FROM document WHERE agency IS NOT NULL GROUP BY 1, 2;

-- The view is read once: it takes most of the time.
CREATE TEMP TABLE told_facet AS
SELECT kind, value, document.rowid AS document FROM facet JOIN document ON document.id = facet.document;

INSERT INTO facet_value (kind, value, documents) SELECT kind, value, count(*) FROM told_facet GROUP BY kind, value;

INSERT INTO document_facet
SELECT facet_value.id, told_facet.document FROM told_facet
JOIN facet_value ON facet_value.kind = told_facet.kind AND facet_value.value = told_facet.value
ORDER BY 1, 2;

DROP TABLE told_facet;

INSERT INTO summary_name (name, kind, id, count)
SELECT name, kind, id, count FROM (
    SELECT title AS name, 'incident' AS kind, id, documents AS count FROM incident WHERE documents > 1
    UNION ALL SELECT name, 'actor', entity, as_actor + as_recipient FROM summary_entity
    UNION ALL SELECT voice, 'voice', voice, events FROM summary_voice WHERE voice NOT IN (SELECT publisher FROM summary_publisher)
    UNION ALL SELECT publisher, 'publisher', publisher, documents FROM summary_publisher)
ORDER BY count DESC, kind, name, id;
