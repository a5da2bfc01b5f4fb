"""This file is where the overview is read: when things happened, who did what to whom, and the newest incidents."""

from __future__ import annotations

from typing import Any

from rashomon.corpus.database import Corpus
from rashomon.corpus.reading import Filter, list_incidents
from rashomon.ontology import quad_name
from rashomon.web.charts import Chart, chart
from rashomon.web.rendering import label_of, link, part
from rashomon.web.screen import OpenCorpus, Screen, View
from rashomon.web.screens.incidents import IncidentRow
from rashomon.web.screens.map import PlaceRow, Wanted, count_places, place_row
from rashomon.web.standing import OpenLexicons
from rashomon.web.timeline import Timeline, draw_timeline, make_timeline, to_count

#: Incidents, parties whose pairs are counted, pairs of them and places that the overview shows.
_INCIDENTS, _PARTIES, _PAIRS, _PLACES = 12, 12, 10, 12
#: Stretches of time that are read for the picture: twenty years of days in all lanes and kinds.
_STRETCHES = 90_000
#: Stretches that the table and the JSON hold, the newest first.
_LISTED = 400
_LANES = (
    ("news", "reported as news", 150),
    ("background", "told as background", 50),
    ("unreal", "demanded, denied, threatened, announced", 50),
)


class DayCount(View):
    """How many events of a lane and quad class are put on one stretch of days."""

    earliest: str
    latest: str
    granularity: str
    lane: str
    quad: int
    quad_name: str
    events: int


class PairCount(View):
    """How many events one party does to another, in all voices together, by quad class."""

    actor: str
    actor_name: str
    recipient: str
    recipient_name: str
    quad: int
    quad_name: str
    events: int


class Overview(View):
    """What the corpus holds, at one look."""

    counts: dict[str, int]
    is_grouped: bool
    """False while documents were added that no summary counts yet."""
    days: list[DayCount]
    """By the time they are put at, the newest first."""
    pairs: list[PairCount]
    places: list[PlaceRow]
    incidents: list[IncidentRow]


def overview(corpus: OpenCorpus, lexicons: OpenLexicons) -> Overview:
    """What the corpus holds: counts, events by time, party and place, the newest incidents that several documents tell."""
    return Overview(
        counts=_counts(corpus),
        is_grouped=_is_summed_up(corpus),
        days=read_days(corpus),
        pairs=read_pairs(corpus),
        places=_places(corpus, lexicons),
        incidents=_newest(corpus),
    )


def _counts(corpus: Corpus) -> dict[str, int]:
    rows = corpus.db.execute("SELECT name, value FROM summary_count").fetchall()
    return {row["name"]: row["value"] for row in rows}


def _is_summed_up(corpus: Corpus) -> bool:
    """Say whether the newest document is in the summaries; that of one document stands for all."""
    row = corpus.db.execute(
        """SELECT NOT EXISTS (SELECT 1 FROM (SELECT id FROM document ORDER BY added DESC LIMIT 1) AS newest
           LEFT JOIN story ON story.document = newest.id WHERE story IS NULL)"""
    ).fetchone()
    return bool(row[0])


def read_days(corpus: Corpus) -> list[DayCount]:
    """Return the counts of events by the time they are put at, the newest first."""
    rows = corpus.db.execute(
        """SELECT coalesce(earliest, latest) AS earliest, coalesce(latest, earliest) AS latest, granularity, lane,
                  coalesce(quad, 0) AS quad, events
           FROM summary_day WHERE granularity IS NOT NULL ORDER BY summary_day.earliest DESC LIMIT ?""",
        (_LISTED,),
    ).fetchall()
    return [
        DayCount(**row, quad_name=quad_name(row["quad"]) if row["quad"] else "") for row in map(dict, rows)
    ]


def read_pairs(corpus: Corpus) -> list[PairCount]:
    """Return the counts of the pairs that are told of most, among the parties that are."""
    rows = corpus.db.execute(
        """WITH top AS (SELECT entity, name FROM summary_entity WHERE country <> ''
                        ORDER BY as_actor + as_recipient DESC LIMIT ?)
           SELECT actor, a.name AS actor_name, recipient, b.name AS recipient_name, quad, events
           FROM summary_told JOIN top AS a ON a.entity = actor JOIN top AS b ON b.entity = recipient
           WHERE voice = '' AND quad > 0 AND actor <> recipient ORDER BY events DESC, actor, recipient, quad""",
        (_PARTIES,),
    ).fetchall()
    totals: dict[tuple[str, str], int] = {}
    for row in rows:
        pair = (row["actor"], row["recipient"])
        totals[pair] = totals.get(pair, 0) + row["events"]
    top = sorted(totals, key=lambda pair: -totals[pair])[:_PAIRS]
    found = sorted(
        (row for row in rows if (row["actor"], row["recipient"]) in top),
        key=lambda row: (top.index((row["actor"], row["recipient"])), row["quad"]),
    )
    return [PairCount(**dict(row), quad_name=quad_name(row["quad"])) for row in found]


def _places(corpus: Corpus, lexicons: OpenLexicons) -> list[PlaceRow]:
    wanted = Wanted(voice="", precision="", event_types=None, since="", until="")
    return [place_row(lexicons, row) for row in count_places(corpus, wanted)[0][:_PLACES]]


def _newest(corpus: Corpus) -> list[IncidentRow]:
    rows = list_incidents(corpus, Filter(documents=2, most=_INCIDENTS, newest=True))
    return [IncidentRow.of(row) for row in rows]


def _with_days(corpus: OpenCorpus) -> Timeline | None:
    rows = corpus.db.execute(
        """SELECT lane, coalesce(earliest, latest), coalesce(latest, earliest), coalesce(quad, 0), sum(events)
           FROM summary_day GROUP BY 1, 2, 3, 4 ORDER BY 2 DESC LIMIT ?""",
        (_STRETCHES,),
    )
    return make_timeline(to_count(*row) for row in rows)


def _timeline(found: Timeline | None) -> dict[str, Any]:
    return draw_timeline(found, _LANES, "/incidents", documents="1")


def _with_pairs(corpus: OpenCorpus) -> list[PairCount]:
    return read_pairs(corpus)


def _who_to_whom(pairs: list[PairCount]) -> dict[str, Any]:
    rows = [
        {
            **pair.model_dump(),
            "pair": f"{label_of(pair.actor, pair.actor_name)} → {label_of(pair.recipient, pair.recipient_name)}",
            "href": link(f"/actors/{part(pair.actor)}", {}, other=pair.recipient),
        }
        for pair in pairs
    ]
    return chart("pairs", pairs=rows)


SCREEN = Screen(
    "/", overview, "overview.html.j2", lambda view: [row.model_dump() for row in view.incidents], "/overview"
)
CHARTS = (
    Chart("/charts/timeline", _with_days, _timeline),
    Chart("/charts/pairs", _with_pairs, _who_to_whom),
)
