"""This file is where a big corpus is grouped by what is known of how it was made: which stories tell of one happening.

It takes a minute where finding the groups takes long, and gives groups of the same shape: enough to measure pages with. The
accounts of the largest incidents are compared as `rashomon` does; smaller ones are compared when they are asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from rashomon.corpus.comparing import compare_incident
from rashomon.corpus.database import Corpus
from rashomon.corpus.grouping import title_of
from rashomon.corpus.summaries import keep_comparisons, pack, summarise
from rashomon.garbage import collected_later
from rashomon.lexicons import Lexicons
from rashomon.records import Telling

#: Incidents whose accounts are compared beforehand: those that most documents tell.
COMPARED = 200


@collected_later()
def group_as_made(corpus: Corpus, sizes: Iterable[int], *, compared: int = COMPARED) -> None:
    """Group the corpus: `sizes` are the numbers of documents of its happenings, in the order in which they were added."""
    rows = corpus.db.execute("SELECT id, published, publisher, text FROM document ORDER BY rowid").fetchall()
    story, lineage, start = {}, [], 0
    for size in sizes:
        members = rows[start : start + size]
        first: dict[str, str] = {}
        for row in sorted(members, key=lambda row: (row["published"], row["id"])):
            story[row["id"]] = members[0]["id"]
            origin = first.setdefault(row["text"], row["id"])
            copied = (None, None) if origin == row["id"] else ("exact", origin)
            lineage.append((row["id"], origin, *copied, None))
        start += size
    publishers = {row["id"]: row["publisher"] for row in rows}
    lineages = {row[0]: row[1] for row in lineage}
    with corpus.change() as db:
        for table in ("story", "lineage", "incident", "link", "redirect"):
            db.execute(f"DELETE FROM {table}")
        db.executemany("INSERT INTO story VALUES (?, ?)", story.items())
        db.executemany("INSERT INTO lineage VALUES (?, ?, ?, ?, ?)", lineage)
        for id, members in _incidents(corpus, story).items():
            row = _row(id, members, publishers, lineages)
            db.execute(f"INSERT INTO incident VALUES ({','.join('?' * len(row))})", row)
            db.executemany("UPDATE telling SET incident = ? WHERE id = ?", ((id, t.id) for t in members))
    _compare(corpus, compared)
    summarise(corpus)


def _incidents(corpus: Corpus, story: dict[str, str]) -> dict[str, list[Telling]]:
    """Return the tellings of each incident: those of one story and one family."""
    found: dict[str, list[Telling]] = defaultdict(list)
    for (body,) in corpus.db.execute("SELECT body FROM telling ORDER BY id").fetchall():
        telling = msgspec.json.decode(body, type=Telling)
        key = f"{story[telling.document]} {telling.family}"
        found[sha256(key.encode()).hexdigest()[:16]].append(telling)
    return found


def _row(
    id: str, members: Sequence[Telling], publishers: dict[str, str], lineages: dict[str, str]
) -> tuple[object, ...]:
    documents = list(dict.fromkeys(telling.document for telling in members))
    kind = Counter(t.event_types[0] for t in members).most_common(1)[0][0]
    place = next((t.where for t in members if t.where is not None and t.where.latitude is not None), None)
    days = sorted(t.when.earliest for t in members if t.when and t.when.earliest) or sorted(
        t.published[:10] for t in members if t.published
    )
    tolls = [n for t in members for f in t.figures if f.kind == "killed" for n in (f.low, f.high) if n]
    texts = len({lineages[document] for document in documents})
    return (
        id,
        title_of(kind, None, place.name if place else None, days[0], days[0]),
        members[0].family,
        kind,
        days[0],
        days[0],
        place.name if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        place.radius_km if place else None,
        place.precision if place else None,
        " ".join(dict.fromkeys(s.state for s in place.states)) if place else "",
        len(members),
        sha256(f"made {id}".encode()).hexdigest()[:32],
        len(documents),
        len({publishers[document] for document in documents}),
        texts,
        texts,
        min(tolls, default=None),
        max(tolls, default=None),
        max(0, len(set(tolls)) - 1) if len(documents) > 1 else 0,
    )


def _compare(corpus: Corpus, most: int) -> None:
    """Keep the comparisons of the incidents that most documents tell."""
    lexicons = Lexicons()
    rows = corpus.db.execute(
        "SELECT id, signature FROM incident WHERE documents > 1 ORDER BY documents DESC, id LIMIT ?", (most,)
    ).fetchall()
    for id, signature in rows:
        keep_comparisons(corpus, {id: pack(signature, compare_incident(corpus, id, lexicons))})
