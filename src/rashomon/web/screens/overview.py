"""This file is where the overview is read: when things happened, who did what to whom, and the newest incidents."""

from __future__ import annotations

from typing import Any

from rashomon.corpus.database import Corpus
from rashomon.corpus.reading import Filter, list_incidents
from rashomon.ontology import quad_name
from rashomon.web.charts import Chart, chart
from rashomon.web.screen import OpenCorpus, Screen, View
from rashomon.web.screens.incidents import IncidentRow

#: Incidents, parties of the table of who did what to whom, and stretches of time that the overview shows.
_INCIDENTS, _PARTIES, _BINS = 12, 10, 400


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
    pairs: list[PairCount]
    incidents: list[IncidentRow]


def overview(corpus: OpenCorpus) -> Overview:
    """What the corpus holds: counts, events by time and by party, the newest incidents that several documents tell."""
    return Overview(
        counts=_counts(corpus),
        is_grouped=_is_summed_up(corpus),
        days=_days(corpus),
        pairs=_pairs(corpus),
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


def _days(corpus: Corpus) -> list[DayCount]:
    """Return the counts of the days around the middle of what is told: what is farther back stands in the table only."""
    rows = corpus.db.execute(
        """SELECT coalesce(earliest, latest) AS earliest, coalesce(latest, earliest) AS latest, granularity, lane,
                  coalesce(quad, 0) AS quad, sum(events) AS events
           FROM summary_day WHERE granularity IN ('minute', 'part_of_day', 'day', 'week', 'month', 'quarter', 'year')
           GROUP BY 1, 2, 3, 4, 5 ORDER BY 1 DESC, 2, 4, 5 LIMIT ?""",
        (_BINS * 10,),
    ).fetchall()
    return [
        DayCount(**row, quad_name=quad_name(row["quad"]) if row["quad"] else "") for row in map(dict, rows)
    ]


def _pairs(corpus: Corpus) -> list[PairCount]:
    """Return the counts between the parties that are told of most."""
    rows = corpus.db.execute(
        """WITH top AS (SELECT entity, name FROM summary_entity WHERE country <> ''
                        ORDER BY as_actor + as_recipient DESC LIMIT ?)
           SELECT actor, a.name AS actor_name, recipient, b.name AS recipient_name, quad, events
           FROM summary_told JOIN top AS a ON a.entity = actor JOIN top AS b ON b.entity = recipient
           WHERE voice = '' AND quad > 0 ORDER BY events DESC, actor, recipient, quad""",
        (_PARTIES,),
    ).fetchall()
    return [PairCount(**dict(row), quad_name=quad_name(row["quad"])) for row in rows]


def _newest(corpus: Corpus) -> list[IncidentRow]:
    rows = list_incidents(corpus, Filter(documents=2, most=_INCIDENTS, newest=True))
    return [IncidentRow.of(row) for row in rows]


def _timeline(view: Overview) -> dict[str, Any]:
    return chart("timeline", days=[day.model_dump() for day in view.days])


def _who_to_whom(view: Overview) -> dict[str, Any]:
    return chart("pairs", pairs=[pair.model_dump() for pair in view.pairs])


SCREEN = Screen(
    "/", overview, "overview.html.j2", lambda view: [row.model_dump() for row in view.incidents], "/overview"
)
CHARTS = (
    Chart("/charts/timeline", overview, _timeline),
    Chart("/charts/pairs", overview, _who_to_whom),
)
