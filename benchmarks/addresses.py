"""This file is where the addresses of a corpus's site are found: every screen and chart, filled with what the corpus holds.

Tests and measurements of pages ask these; a new screen needs a line here only if its path or question takes something new.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from rashomon.corpus.database import Corpus
from rashomon.web.app import CHARTS, SCREENS
from rashomon.web.charts import Chart
from rashomon.web.screen import Screen

#: What stands for a parameter: the last word of the path before it and its name, and what of the corpus fills it.
#: The first rows are the largest: what most is told of.
FILLS = {
    ("incidents", "id"): "SELECT id FROM incident ORDER BY documents DESC, id LIMIT ?",
    ("documents", "id"): """SELECT document FROM telling JOIN incident ON incident.id = telling.incident
                            GROUP BY document ORDER BY max(documents) DESC, document LIMIT ?""",
    (
        "actors",
        "entity",
    ): "SELECT entity FROM summary_entity ORDER BY as_actor + as_recipient DESC, entity LIMIT ?",
    (
        "publishers",
        "name",
    ): "SELECT publisher FROM summary_publisher ORDER BY documents DESC, publisher LIMIT ?",
    ("places", "place_id"): "SELECT place_id FROM summary_place ORDER BY events DESC, place_id LIMIT ?",
}
#: What fills the parameters of a path that has several, in order.
PATHS = {
    "/documents/{id}/events/{number}": "SELECT document, number FROM event ORDER BY document, number LIMIT ?",
    "/documents/{id}/claims/{claim}": "SELECT document, id FROM attribution ORDER BY document, id LIMIT ?",
    "/charts/publishers/{kind}/{name:path}": """SELECT value, publisher FROM summary_publisher,
        json_each('["countries", "sectors", "acts"]') ORDER BY documents DESC, publisher, value LIMIT ?""",
    "/runs/{before}/{after}": "SELECT a.id, b.id FROM run AS a JOIN run AS b ON b.id > a.id ORDER BY 1, 2 LIMIT ?",
}
#: Questions that a path is asked with, too: the parameter and what of the corpus fills it.
QUESTIONS = {
    "voice": "SELECT voice FROM summary_voice ORDER BY events DESC, voice LIMIT ?",
    "incident": FILLS["incidents", "id"],
    "publisher": FILLS["publishers", "name"],
    "entity": FILLS["actors", "entity"],
    "state": "SELECT DISTINCT states FROM summary_place WHERE length(states) = 3 ORDER BY 1 LIMIT ?",
    "event_type": "SELECT DISTINCT event_type FROM incident LIMIT ?",
    "place": "SELECT name FROM summary_place ORDER BY events DESC LIMIT ?",
}
#: Questions of one path alone, where their names mean something else.
OWN_QUESTIONS = {
    ("/review", "event"): "SELECT event FROM review ORDER BY score DESC, event LIMIT ?",
    ("/documents/{id}", "event"): "SELECT 1 LIMIT ?",
}
#: Words to search for: the most frequent in any news, rarer ones, a phrase, the beginning of a word.
WORDS = (
    "said",
    "the",
    "killed",
    "minister",
    "soldiers",
    '"prisoner exchange"',
    "miss*",
    "ministry denied",
    "zzz",
    "on Monday",
)
_PARAMETER = re.compile(r"(?:(\w[\w-]*)/)?\{(\w+)(?::\w+)?\}")


def pages(corpus: Corpus, screen: Screen, most: int = 1) -> list[str]:
    """Return addresses of the screen's page: each plain, then with questions, at most so many that differ in one thing."""
    return _addresses(corpus, screen.path, "", screen.load, most)


def data(corpus: Corpus, screen: Screen, ending: str, most: int = 1) -> list[str]:
    """Return the addresses of the screen's JSON or CSV."""
    return _addresses(corpus, screen.data_path or screen.path, f".{ending}", screen.load, most)


def pictures(corpus: Corpus, chart: Chart, ending: str, most: int = 1) -> list[str]:
    """Return the addresses of a chart's specification (vega.json) or picture (svg)."""
    return _addresses(corpus, chart.path, f".{ending}", chart.load, most)


def every(corpus: Corpus, most: int = 1) -> Iterator[str]:
    """Yield every address of the site: pages, JSON, CSV, specifications; no picture, which takes the server longest."""
    for screen in SCREENS:
        yield from pages(corpus, screen, most)
        yield from data(corpus, screen, "json", most)
        yield from data(corpus, screen, "csv", most)
    for chart in CHARTS:
        yield from pictures(corpus, chart, "vega.json", most)
    yield "/api"
    yield "/api/openapi.json"


def _addresses(corpus: Corpus, path: str, ending: str, load: object, most: int) -> list[str]:
    places = [filled + ending for filled in _filled(corpus, path, most)]
    asked = (
        [f"{places[0]}?{urlencode({name: value})}" for name, value in _asked(corpus, path, load, most)]
        if places
        else []
    )
    return [*places, *asked]


def _filled(corpus: Corpus, path: str, most: int) -> list[str]:
    """Return the path with its parameters filled, in as many ways as the corpus gives."""
    parameters = list(_PARAMETER.finditer(path))
    if not parameters:
        return [path]
    query = PATHS.get(path) or FILLS.get((parameters[0].group(1), parameters[0].group(2)))
    if query is None:
        raise LookupError(f"benchmarks/addresses.py says nothing of {path}; add a line to FILLS or PATHS")
    found = []
    for row in corpus.db.execute(query, (most,)):
        values = map(str, row)
        found.append(re.sub(r"\{[^}]*\}", lambda _, values=values: quote(next(values), safe=":"), path))
    return found


def _asked(corpus: Corpus, path: str, load: object, most: int) -> Iterator[tuple[str, str]]:
    """Yield the questions that the screen takes, of those of which the corpus has answers."""
    in_path = {found.group(2) for found in _PARAMETER.finditer(path)}
    for name in inspect.signature(load).parameters:  # type: ignore[arg-type]
        if name in in_path:
            continue
        if name == "words":
            yield from ((name, word) for word in WORDS[:most])
        elif query := OWN_QUESTIONS.get((path, name)) or QUESTIONS.get(name):
            rows = corpus.db.execute(query, (most,)).fetchall()
            yield from ((name, str(row[0])) for row in rows if row[0] is not None)
