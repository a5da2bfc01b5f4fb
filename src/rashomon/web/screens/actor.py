"""This file is where an actor is read: what it is called and by whom, what it does and what is done to it, as who tells it."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import Path, Query

from rashomon.corpus.database import Corpus
from rashomon.errors import CorpusError
from rashomon.web.charts import Chart
from rashomon.web.screen import Most, OpenCorpus, Screen, Start, View, Words
from rashomon.web.screens.event_rows import EventRow, flat, read_events
from rashomon.web.settings import PAGE_ROWS
from rashomon.web.timeline import draw_timeline, make_timeline, to_count

#: An entity of more events has its counts in a summary; with fewer they are counted when they are looked at.
_COUNTED = 2_000
#: Events of one entity that are looked at for those with one other entity or of one voice, the newest first.
_MOST_EVENTS = 5_000
_NAMES, _COUNTERPARTS, _INCIDENTS = 30, 15, 20
#: As many as summaries.sql keeps of an entity of many events.
_CALLS = _VOICES = 40
_LANES = (("actor", "does", 130), ("recipient", "has done to it", 130))

Entity = Annotated[str, Path(max_length=300)]
Role = Annotated[str, Query(pattern="^(actor|recipient|)$", description="Who does, or to whom it is done.")]


class NameCount(View):
    """A name that texts use."""

    name: str
    events: int


class CallCount(View):
    """What one voice calls the actor."""

    voice: str
    name: str
    events: int


class MonthCount(View):
    """Events of a month, a role and a quad class."""

    month: str
    role: str
    quad: int
    events: int


class VoiceKinds(View):
    """How many events of each quad class one voice tells of the actor."""

    voice: str
    does: list[int]
    """Of quad classes 1 to 4, as actor."""
    suffers: list[int]
    """Of quad classes 1 to 4, as recipient."""
    events: int


class Counterpart(View):
    """With whom it has to do, in all voices together."""

    entity: str
    name: str
    kinds: list[int]
    """Events of quad classes 1 to 4."""
    events: int


class IncidentLink(View):
    """An incident that one of the events shown belongs to."""

    id: str
    title: str
    earliest: str | None
    latest: str | None
    documents: int


class ActorView(View):
    """One actor, as all voices together and each voice tells of it."""

    entity: str
    name: str
    country: str
    sectors: str
    as_actor: int
    as_recipient: int
    names: list[NameCount]
    calls: list[CallCount]
    """Who calls it what in events that they assert; those of most events."""
    months: list[MonthCount]
    does_to: list[Counterpart]
    done_by: list[Counterpart]
    voices: list[VoiceKinds]
    events: list[EventRow]
    """The newest first; those of the other entity, role and voice that were asked for."""
    incidents: list[IncidentLink]
    """To which the events shown belong."""
    is_cut: bool
    """True if only the newest events were looked at for what was asked for."""
    start: int
    most: int
    has_more: bool


def actor(
    corpus: OpenCorpus,
    entity: Entity,
    other: Annotated[str, Query(max_length=300, description="Only events with this entity too.")] = "",
    role: Role = "",
    voice: Words = "",
    start: Start = 0,
    most: Most = PAGE_ROWS,
) -> ActorView:
    """One actor: names by voice, what it does and has done to it, by whom this is told, its events, the newest first."""
    row = find_entity(corpus, entity)
    months, by_voice = _counts(corpus, entity, row["as_actor"] + row["as_recipient"])
    rowids, is_cut = _event_rows(corpus, entity, other, role, voice, start, most + 1)
    events = read_events(corpus, rowids[:most])
    names = corpus.db.execute(
        "SELECT name, events FROM summary_entity_name WHERE entity = ? ORDER BY events DESC, name LIMIT ?",
        (entity, _NAMES),
    )
    return ActorView(
        **{name: row[name] for name in ("entity", "name", "country", "sectors", "as_actor", "as_recipient")},
        names=[NameCount(**dict(one)) for one in names],
        calls=_calls(by_voice),
        months=months,
        does_to=_counterparts(corpus, entity, "actor"),
        done_by=_counterparts(corpus, entity, "recipient"),
        voices=_voices(by_voice),
        events=events,
        incidents=_incidents(corpus, events),
        is_cut=is_cut,
        start=start,
        most=most,
        has_more=len(rowids) > most,
    )


def find_entity(corpus: Corpus, entity: str) -> dict[str, Any]:
    """Return the summary of the entity. Raises CorpusError if no event has it."""
    row = corpus.db.execute("SELECT * FROM summary_entity WHERE entity = ?", (entity,)).fetchone()
    if row is None:
        raise CorpusError(f"{entity}: no event has an actor of this id; see /actors")
    return dict(row)


def count_months(corpus: Corpus, entity: str, events: int) -> list[MonthCount]:
    """Return the events that voices assert of the entity by month, role and quad class."""
    if events > _COUNTED:
        query = "SELECT month, role, quad, events FROM summary_entity_month WHERE entity = ?"
    else:
        query = """SELECT coalesce(substr(day, 1, 7), '') AS month, role, coalesce(quad, 0) AS quad, count(*) AS events
                   FROM event_actor JOIN event ON event.id = event_actor.event
                   WHERE event_actor.entity = ? AND mood = 'asserted' GROUP BY 1, 2, 3"""
    return [MonthCount(**dict(row)) for row in corpus.db.execute(query, (entity,))]


#: Voice, name, role, quad class, events.
_ByVoice = tuple[str, str, str, int, int]


def _counts(corpus: Corpus, entity: str, events: int) -> tuple[list[MonthCount], list[_ByVoice]]:
    """Return the counts by month, and those by voice, name, role and quad class."""
    if events > _COUNTED:
        query = "SELECT voice, name, role, quad, events FROM summary_entity_voice WHERE entity = ?"
    else:
        query = """SELECT voice, event_actor.name AS name, role, coalesce(quad, 0) AS quad, count(*) AS events
                   FROM event_actor JOIN event ON event.id = event_actor.event
                   WHERE event_actor.entity = ? AND mood = 'asserted' GROUP BY 1, 2, 3, 4"""
    # Tuples: an actor of a hundred thousand events has tens of thousands of these.
    by_voice = [tuple(row) for row in corpus.db.execute(query, (entity,))]
    return count_months(corpus, entity, events), by_voice


def _calls(rows: list[_ByVoice]) -> list[CallCount]:
    found: Counter[tuple[str, str]] = Counter()
    for voice, name, _, _, events in rows:
        found[voice, name] += events
    top = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_CALLS]
    return [CallCount(voice=voice, name=name, events=events) for (voice, name), events in top]


def _voices(rows: list[_ByVoice]) -> list[VoiceKinds]:
    found: Counter[tuple[str, str, int]] = Counter()
    totals: Counter[str] = Counter()
    for voice, _, role, number, events in rows:
        found[voice, role, number] += events
        totals[voice] += events
    top = sorted(totals, key=lambda voice: (-totals[voice], voice))[:_VOICES]
    return [
        VoiceKinds(
            voice=voice,
            does=[found[voice, "actor", number] for number in range(1, 5)],
            suffers=[found[voice, "recipient", number] for number in range(1, 5)],
            events=totals[voice],
        )
        for voice in top
    ]


def _counterparts(corpus: Corpus, entity: str, role: str) -> list[Counterpart]:
    """Return those to whom the entity does most, or who do most to it."""
    other = "recipient" if role == "actor" else "actor"
    rows = corpus.db.execute(
        f"""SELECT told.{other} AS entity, coalesce(summary_entity.name, told.{other}) AS name, quad, told.events
            FROM (SELECT {other}, quad, events, sum(events) OVER (PARTITION BY {other}) AS total
                  FROM summary_told WHERE voice = '' AND {role} = ?) AS told
            LEFT JOIN summary_entity ON summary_entity.entity = told.{other}
            ORDER BY total DESC, told.{other}, quad LIMIT ?""",
        (entity, 5 * _COUNTERPARTS),
    )
    found: dict[str, tuple[str, list[int]]] = {}
    for row in rows:
        _, kinds = found.setdefault(row["entity"], (row["name"], [0] * 5))
        kinds[row["quad"]] += row["events"]
    return [
        Counterpart(entity=one, name=name, kinds=kinds[1:], events=sum(kinds))
        for one, (name, kinds) in list(found.items())[:_COUNTERPARTS]
    ]


def _event_rows(
    corpus: Corpus, entity: str, other: str, role: str, voice: str, start: int, most: int
) -> tuple[list[int], bool]:
    """Return the rows of the newest events of the entity, and whether older ones were not looked at."""
    clauses, values = ["1"], list[Any]()
    if other:
        clauses.append(
            "EXISTS (SELECT 1 FROM event_actor AS second WHERE second.event = event.id AND second.entity = ?"
            + (" AND second.role <> newest.role)" if role else ")")
        )
        values.append(other)
    if role:
        clauses.append("newest.role = ?")
        values.append(role)
    if voice:
        clauses.append("event.voice = ?")
        values.append(voice)
    is_asked = bool(values)
    looked_at = _MOST_EVENTS if is_asked else start + most + PAGE_ROWS
    rows = corpus.db.execute(
        f"""SELECT DISTINCT event.rowid FROM
            (SELECT event, role, day, rowid AS row FROM event_actor WHERE entity = ? ORDER BY day DESC, rowid DESC LIMIT ?) AS newest
            JOIN event ON event.id = newest.event WHERE {" AND ".join(clauses)}
            ORDER BY newest.day DESC, newest.row DESC LIMIT ? OFFSET ?""",
        (entity, looked_at, *values, most, start),
    )
    found = [row[0] for row in rows]
    if not is_asked:
        return found, False
    total = corpus.db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM event_actor WHERE entity = ? LIMIT ?)", (entity, looked_at)
    ).fetchone()[0]
    return found, total >= looked_at


def _incidents(corpus: Corpus, events: list[EventRow]) -> list[IncidentLink]:
    documents = sorted({event.document for event in events})
    rows = corpus.db.execute(
        f"""SELECT DISTINCT incident.id, title, incident.earliest, incident.latest, incident.documents
            FROM telling JOIN json_each(telling.body, '$.events') AS member
            JOIN incident ON incident.id = telling.incident
            WHERE telling.document IN ({", ".join("?" * len(documents))})
              AND member.value IN ({", ".join("?" * len(events))})
            ORDER BY incident.documents DESC, incident.id LIMIT ?""",
        (*documents, *(event.id for event in events), _INCIDENTS),
    )
    return [IncidentLink(**dict(row)) for row in rows]


def _for_chart(
    corpus: OpenCorpus, entity: Annotated[str, Query(max_length=300)] = ""
) -> tuple[str, list[MonthCount]]:
    row = corpus.db.execute(
        "SELECT as_actor + as_recipient FROM summary_entity WHERE entity = ?", (entity,)
    ).fetchone()
    return entity, count_months(corpus, entity, row[0]) if row else []


def _chart(found: tuple[str, list[MonthCount]]) -> dict[str, Any]:
    """Return the chart of the events by month; a bar leads to the incidents of its days."""
    counts = [to_count(one.role, one.month, one.month, one.quad, one.events) for one in found[1]]
    return draw_timeline(make_timeline(counts, "month"), _LANES, "/incidents", documents="1")


SCREEN = Screen("/actors/{entity:path}", actor, "actor.html.j2", lambda view: flat(view.events))
CHARTS = (Chart("/charts/actor", _for_chart, _chart),)
