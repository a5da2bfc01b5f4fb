"""This file is where the map is read: the places of what is told to have happened, as a voice names them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Query

from rashomon.corpus.database import Corpus
from rashomon.lexicons import Lexicons
from rashomon.ontology import QUAD_NAMES, EventType, quad
from rashomon.web.extent import Extent, centre_of, extent_of, reach
from rashomon.web.rendering import link, part
from rashomon.web.screen import Day, KindOfEvent, Most, OpenCorpus, Screen, Start, View, Words
from rashomon.web.standing import OpenLexicons, Standing, country_code, is_disputed, standings

#: Places that are drawn and listed at once.
_PLACES = 200
#: Events that a question looks at which no summary answers, the newest first.
MOST_EVENTS = 10_000
_VOICES = 60
PRECISIONS = ("point", "town", "district", "province", "region", "country", "macro")

_KEY = "coalesce(nullif(place_id, ''), 'name:' || lower(place))"


class PlaceRow(View):
    """A place of events, as large as it is known."""

    id: str
    name: str
    """As the voice writes it; without a voice as most events have it."""
    precision: str
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    """How far the place reaches from its middle."""
    country: str
    """The code of the country that the place is, empty if it is none: a country is an outline, not a point."""
    states: list[Standing]
    is_disputed: bool
    events: int
    documents: int | None
    """Unknown where events are counted by voice."""
    href: str

    @property
    def is_located(self) -> bool:
        """Say whether it can be drawn."""
        return self.latitude is not None and self.longitude is not None


class MapCentre(View):
    """What a picture shows: its middle, and how close; each zoom is twice as close as the one before."""

    latitude: float
    longitude: float
    zoom: float


class MapView(View):
    """Where the events happened that voices assert."""

    places: list[PlaceRow]
    total: int
    """How many places there are; the list begins with those of most events."""
    voices: list[str]
    """The voices that tell most."""
    is_cut: bool
    """True if there were more events than a question looks at: only the newest are counted."""
    centre: MapCentre
    """What was asked for, else where all places of the list are seen."""
    is_asked: bool
    """True if a part of the globe was asked for."""
    precisions: list[str]
    quads: list[str]
    event_types: list[str]
    start: int
    most: int
    has_more: bool


class Wanted(View):
    """Which events are wanted."""

    voice: str
    precision: str
    event_types: tuple[str, ...] | None
    """None for all; none at all if kind and type exclude each other."""
    since: str
    until: str

    @property
    def is_summed_up(self) -> bool:
        """Say whether a summary answers."""
        return self.event_types is None and not (self.since or self.until)


def places(
    corpus: OpenCorpus,
    lexicons: OpenLexicons,
    voice: Words = "",
    precision: Annotated[str, Query(pattern="^[a-z_]{0,20}$", description="How exact the place is.")] = "",
    quad_class: Annotated[
        int,
        Query(alias="quad", ge=0, le=4, description="1 verbal, 2 material cooperation, 3 and 4 conflict."),
    ] = 0,
    event_type: KindOfEvent = "",
    since: Day = "",
    until: Day = "",
    lat: Annotated[float | None, Query(ge=-85, le=85, description="The middle of the map.")] = None,
    lon: Annotated[float | None, Query(ge=-180, le=180)] = None,
    zoom: Annotated[float | None, Query(ge=0, le=14, description="0 shows the world in 256 pixels.")] = None,
    start: Start = 0,
    most: Most = _PLACES,
) -> MapView:
    """Where the events happened that voices assert, those places first that most events name."""
    kinds = tuple(
        kind.value
        for kind in EventType
        if event_type in ("", kind.value) and quad_class in (0, quad(kind.value))
    )
    wanted = Wanted(
        voice=voice,
        precision=precision,
        event_types=kinds if event_type or quad_class else None,
        since=since,
        until=until,
    )
    rows, is_cut = count_places(corpus, wanted)
    shown = [place_row(lexicons, row) for row in rows[start : start + most]]
    return MapView(
        places=shown,
        total=len(rows),
        voices=top_voices(corpus),
        is_cut=is_cut,
        centre=_centre(shown, lat, lon, zoom),
        is_asked=lat is not None and lon is not None,
        precisions=list(PRECISIONS),
        quads=list(QUAD_NAMES),
        event_types=[kind.value for kind in EventType],
        start=start,
        most=most,
        has_more=len(rows) > start + most,
    )


def reach_of(place: PlaceRow) -> Extent:
    """Return the box around a place that has a position."""
    return reach(place.latitude or 0.0, place.longitude or 0.0, place.radius_km)


def top_voices(corpus: Corpus, most: int = _VOICES) -> list[str]:
    """Return the voices that tell of most events."""
    rows = corpus.db.execute("SELECT voice FROM summary_voice ORDER BY events DESC LIMIT ?", (most,))
    return [row[0] for row in rows]


def count_places(corpus: Corpus, wanted: Wanted) -> tuple[list[dict[str, Any]], bool]:
    """Return the places of the events wanted with their counts, and whether not all events were looked at."""
    if wanted.event_types == ():
        return [], False
    if not wanted.is_summed_up:
        return _from_events(corpus, wanted)
    if wanted.voice:
        return _of_voice(corpus, wanted), False
    clause, values = _clause(wanted)
    rows = corpus.db.execute(
        f"SELECT * FROM summary_place WHERE {clause} ORDER BY events DESC, place_id", values
    )
    return [dict(row) for row in rows], False


def place_row(lexicons: Lexicons, row: dict[str, Any]) -> PlaceRow:
    """Return the view of a row of counted places."""
    found = standings(lexicons, row["place_id"], row["states"])
    return PlaceRow(
        id=row["place_id"],
        name=row["name"],
        precision=row["precision"] or "",
        latitude=row["latitude"],
        longitude=row["longitude"],
        radius_km=row["radius_km"],
        country=country_code(lexicons, row["place_id"]) if row["precision"] == "country" else "",
        states=found,
        is_disputed=is_disputed(found),
        events=row["events"],
        documents=row["documents"],
        href=place_href(row["place_id"], row["name"]),
    )


def place_href(place_id: str, name: str) -> str:
    """Return the address of the place's page; of one that no gazetteer knows, that of the incidents there."""
    if place_id.startswith("name:"):
        return link("/incidents", {"documents": "1", "place": name})
    return f"/places/{part(place_id)}"


def _centre(shown: Iterable[PlaceRow], lat: float | None, lon: float | None, zoom: float | None) -> MapCentre:
    found = centre_of(extent_of(reach_of(place) for place in shown if place.is_located))
    return MapCentre(
        latitude=found[0] if lat is None else lat,
        longitude=found[1] if lon is None else lon,
        zoom=found[2] if zoom is None else zoom,
    )


def _of_voice(corpus: Corpus, wanted: Wanted) -> list[dict[str, Any]]:
    clause, values = _clause(wanted)
    rows = corpus.db.execute(
        f"""SELECT place_id, one.name, latitude, longitude, radius_km, precision, states, one.events, NULL AS documents
            FROM (SELECT place_id, name, sum(events) AS events, max(events) FROM summary_place_name
                  WHERE voice = ? GROUP BY place_id) AS one
            JOIN summary_place USING (place_id) WHERE {clause} ORDER BY one.events DESC, place_id""",
        (wanted.voice, *values),
    )
    return [dict(row) for row in rows]


def _clause(wanted: Wanted) -> tuple[str, tuple[str, ...]]:
    return ("precision = ?", (wanted.precision,)) if wanted.precision else ("1", ())


def _from_events(corpus: Corpus, wanted: Wanted) -> tuple[list[dict[str, Any]], bool]:
    """Return the places of the newest events that fit, from the events themselves."""
    newest, values = newest_events(wanted)
    clauses, more = ["mood = 'asserted'", "place IS NOT NULL"], list[str]()
    if wanted.precision:
        clauses.append("precision = ?")
        more.append(wanted.precision)
    if wanted.voice and wanted.event_types:
        clauses.append(f"event_type IN ({_marks(wanted.event_types)})")
        more += wanted.event_types
    looked_at = corpus.db.execute(f"SELECT count(*) FROM ({newest})", values).fetchone()[0]
    rows = corpus.db.execute(
        f"""SELECT {_KEY} AS place_id, place AS name, latitude, longitude, radius_km, precision,
                   coalesce(max(place_states), '') AS states, count(*) AS events, count(DISTINCT document) AS documents
            FROM ({newest}) AS newest JOIN event ON event.rowid = newest.row
            WHERE {" AND ".join(clauses)} GROUP BY 1 ORDER BY events DESC, 1""",
        (*values, *more),
    )
    return [dict(row) for row in rows], looked_at >= MOST_EVENTS


def newest_events(wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    """Return the question for the rows of the newest events of the voice, kinds and days, from an index alone."""
    days, values = ["1"], list[Any]()
    if wanted.since:
        days.append("earliest >= ?")
        values.append(wanted.since)
    if wanted.until:
        days.append("earliest <= ?")
        values.append(f"{wanted.until}~")
    within = " AND ".join(days)
    if wanted.voice:
        heads = [("voice = ?", wanted.voice)]
    else:
        heads = [("event_type = ?", kind) for kind in wanted.event_types or ()]
    one = "SELECT rowid AS row, earliest FROM event WHERE {} ORDER BY earliest DESC LIMIT ?"
    if not heads:
        return one.format(within), (*values, MOST_EVENTS)
    parts = [f"SELECT * FROM ({one.format(f'{head} AND {within}')})" for head, _ in heads]
    query = f"{' UNION ALL '.join(parts)} ORDER BY earliest DESC LIMIT ?"
    return query, (*_each(heads, values), MOST_EVENTS)


def _each(heads: Iterable[tuple[str, str]], values: list[Any]) -> Iterable[Any]:
    for _, head in heads:
        yield from (head, *values, MOST_EVENTS)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _rows(view: MapView) -> list[dict[str, object]]:
    return [
        {
            **row.model_dump(exclude={"states"}),
            "states": "; ".join(f"{one.state} {one.relation}".strip() for one in row.states),
        }
        for row in view.places
    ]


SCREEN = Screen("/map", places, "map.html.j2", _rows)
