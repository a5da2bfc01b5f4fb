#!/usr/bin/env python3
"""This file is where a big corpus is made: `big_corpus.py FILE [DOCUMENTS] [--seed N] [--groups made]`, 100,000 as a rule.

The sample stories are coded once; every document is a variant of one (see variants.py) by one of 200 invented outlets.
Happenings have from one to several hundred documents over two years; a tenth of these are copies. The same number and
seed give the same documents. It is a corpus like any other, for measuring and for tests of pages; nobody should read it.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import batched
from multiprocessing import get_context
from pathlib import Path
from random import Random

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.known_groups import group_as_made
from benchmarks.variants import ALONE, OTHER_TOLL, TOGETHER, Happening, Outlet, Template, other_toll
from rashomon.corpus.corrections import correct
from rashomon.corpus.database import Corpus, open_corpus
from rashomon.corpus.grouping import group
from rashomon.corpus.runs import finish_run, start_run
from rashomon.corpus.saving import Rows, load_codings, save_coding, save_document, to_rows
from rashomon.lexicons import Lexicons
from rashomon.records import Coding, StateRelation, Where

DOCUMENTS = 100_000
FIRST_DAY, DAYS = date(2019, 1, 1), 730
#: Documents of a happening: a few have many.
STEEPNESS, MOST_DOCUMENTS = 1.05, 400
COPIES = 0.1
#: Towns that happenings are moved to, for each length of name.
TOWNS = 400
#: So many of the most frequent words stay: a text without "that" is no English.
COMMON = 150
#: The places of the samples that are moved, by the first word of their names.
MOVED = ("Ganja", "Galwan")
#: Documents that a second run codes anew, each with an event less, and those on which somebody decided something.
RECODED, CORRECTED = 500, 60
_PLACES = ("Harbour", "Lantern", "Two Banks", "Causeway", "Northgate", "Saltmarsh", "Old Mill", "Juniper", "Ferry Lane", "Quarry",
           "Beacon Hill", "Willow", "Stonebridge", "Upland", "Delta", "Orchard", "Lighthouse", "Foundry", "Meadow", "Tollgate")  # fmt: skip
_PAPERS = (
    "Courier",
    "Ledger",
    "Post",
    "Herald",
    "Monitor",
    "Dispatch",
    "Gazette",
    "Mirror",
    "Wire",
    "Review",
)
_COUNTRIES = (
    "NLD",
    "SGP",
    "CAN",
    "KEN",
    "BRA",
    "IND",
    "CHN",
    "AZE",
    "ARM",
    "TUR",
    "FRA",
    "RUS",
    "GBR",
    "USA",
    "IRN",
    "PAK",
)


def main(arguments: list[str]) -> int:
    """Make the corpus, print what it took, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("documents", type=int, nargs="?", default=DOCUMENTS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--groups", choices=("found", "made", "none"), default="found", help="made: as known, not as found"
    )
    chosen = parser.parse_args(arguments)
    started, size = time.perf_counter(), chosen.documents

    def step(words: str) -> None:
        print(f"{time.perf_counter() - started:7.1f} s  {words}", flush=True)

    step("code the samples")
    make_corpus(chosen.file, size, seed=chosen.seed, jobs=chosen.jobs, groups=chosen.groups, on_step=step)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    step(f"done: {size} documents, {chosen.file.stat().st_size / 2**20:.0f} MB, peak memory {peak:.0f} MB")
    return 0


def make_corpus(
    path: Path,
    size: int,
    *,
    seed: int = 0,
    jobs: int = 2,
    groups: str = "found",
    samples: Sequence[Coding] = (),
    on_step: Callable[[str], None] = lambda words: None,
) -> None:
    """Write a new corpus of so many documents; `samples` are the coded sample stories, if they are at hand."""
    with open_corpus(path, create=True) as corpus:
        # Nobody minds if a power cut costs a corpus that can be made again.
        corpus.db.execute("PRAGMA synchronous = OFF")
        corpus.db.execute("PRAGMA cache_size = -1000000")
        samples = samples or _code_samples()
        on_step("write variants")
        _write(corpus, _variants(samples, size, seed, jobs), on_step)
        on_step("code some anew, decide on some")
        recode(corpus)
        decide(corpus)
        if groups == "found":
            group(corpus, Lexicons(), on_step=on_step)
        elif groups == "made":
            on_step("group as made")
            group_as_made(corpus, sizes(size, seed))


def outlets() -> list[Outlet]:
    """Return two hundred invented outlets."""
    return [
        Outlet(f"{place} {paper}", _COUNTRIES[(number * 7 + row) % len(_COUNTRIES)], f"{paper}-{place}".lower().replace(" ", "-"))
        for row, paper in enumerate(_PAPERS)
        for number, place in enumerate(_PLACES)
    ]  # fmt: skip


def _code_samples() -> list[Coding]:
    from rashomon.documents import read_text
    from rashomon.pipeline import code_documents, load_tools
    from rashomon.samples import sample_stories

    documents = [
        replace(read_text(s.text, name=s.name, published=s.published, publisher=s.publisher), publisher_country=s.country)
        for s in sample_stories()
        if s.incident in ("ganja", "galwan")
    ]  # fmt: skip
    return list(code_documents(documents, load_tools()))


def _variants(samples: Sequence[Coding], size: int, seed: int, jobs: int) -> Iterator[Rows]:
    """Yield the rows of all documents, happening by happening; they are made in processes of their own."""
    bodies = [coding.to_json() for coding in samples]
    tasks = [(seed, number, count) for number, count in enumerate(sizes(size, seed))]
    if jobs == 1:
        _prepare(bodies)
        for task in tasks:
            yield from _happening(task)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_prepare, initargs=(bodies,)) as pool:  # fmt: skip
        # A few at a time, so that what is made does not pile up before it is written.
        waiting = [pool.submit(_happenings, part) for part in ()]
        for part in batched(tasks, 16):
            waiting.append(pool.submit(_happenings, part))
            if len(waiting) > 2 * jobs:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def sizes(size: int, seed: int = 0) -> Iterator[int]:
    """Yield the numbers of documents of the happenings, in order."""
    chance, left = Random(f"{seed} sizes"), size
    while left:
        count = min(left, MOST_DOCUMENTS, int(chance.paretovariate(STEEPNESS)))
        left -= count
        yield count


class _Maker:
    """What a process makes variants with."""

    def __init__(self, samples: Sequence[Coding]) -> None:
        frequencies = Lexicons().frequencies
        common = frozenset(sorted(frequencies, key=lambda word: (-frequencies[word], word))[:COMMON])
        self.incidents = [
            [Template(one, MOVED, common) for one in samples if place in one.document.text] for place in MOVED
        ]
        words = sorted(word for word in frequencies if word.isalpha() and word.islower())
        self.words: dict[int, list[str]] = {}
        for word in words:
            self.words.setdefault(len(word), []).append(word)
        self.towns = {place: _towns(len(place)) for place in MOVED}
        self.outlets = outlets()
        self.weights = [1 / (rank + 3) for rank in range(len(self.outlets))]

    def other(self, chance: Random, word: str) -> str:
        """Return another word of the same length."""
        return chance.choice(self.words.get(len(word)) or [word])


_MAKER: list[_Maker] = []


def _prepare(bodies: Sequence[str]) -> None:
    _MAKER[:] = [_Maker([Coding.from_json(body) for body in bodies])]


def _happenings(tasks: Sequence[tuple[int, int, int]]) -> list[Rows]:
    return [rows for task in tasks for rows in _happening(task)]


def _happening(task: tuple[int, int, int]) -> Iterator[Rows]:
    """Yield the rows of one happening's documents, in the order of publication or not."""
    (seed, number, count), maker = task, _MAKER[0]
    chance = Random(f"{seed} {number}")
    templates = chance.choice(maker.incidents)
    happening = _common(chance, templates, maker)
    seen: set[str] = set()
    earlier: list[tuple[Template, dict[str, str], dict[str, str], int]] = []
    while len(seen) < count:
        if earlier and chance.random() < COPIES:
            template, words, tolls, days = chance.choice(earlier)
        else:
            template, days = chance.choice(templates), chance.choice((0, 0, 0, 1, 1, 2))
            words = template.words_of(chance, ALONE, maker.other)
            tolls = {t: other_toll(chance, t) for t in sorted(template.tolls) if chance.random() < OTHER_TOLL}
            earlier.append((template, words, tolls, days))
        (outlet,) = chance.choices(maker.outlets, maker.weights)
        coding = template.fill(happening, words, tolls, outlet, days)
        if coding.document.id not in seen:
            seen.add(coding.document.id)
            yield to_rows(coding)


def _common(chance: Random, templates: Sequence[Template], maker: _Maker) -> Happening:
    """Return what the stories of one happening have in common."""
    words: dict[str, str] = {}
    for template in templates:
        words |= template.words_of(chance, TOGETHER, maker.other)
    tolls = {toll: other_toll(chance, toll) for template in templates for toll in sorted(template.tolls)}
    towns = {place: chance.choice(maker.towns[place]) for place in MOVED}
    day = FIRST_DAY + timedelta(chance.randrange(DAYS))
    shift = day - min(date.fromisoformat(template.published[:10]) for template in templates)
    return Happening(words, tolls, towns, shift)


def _towns(length: int) -> list[Where]:
    """Return towns with names of that many letters, the largest first."""
    from rashomon.places.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    codes = {area.iso2: area.iso3 for area in Lexicons().places.areas if area.kind == "country"}
    found = gazetteer._connection.execute(
        "SELECT id FROM place WHERE kind = 'city' AND length(name) = ? ORDER BY population DESC, id",
        (length,),
    )
    places = [gazetteer.place(row[0]) for row in found.fetchmany(3 * TOWNS)]
    return [
        Where(
            place.id, place.name, None, place.lat, place.lon, max(1.0, round(place.population**0.5 / 100, 1)), "city", "town",
            (StateRelation(codes[place.country], "sovereign"),), place.geonames_id,
        )
        for place in places
        if place and place.name.isalpha() and place.name.isascii() and place.country in codes
    ][:TOWNS]  # fmt: skip


def _write(corpus: Corpus, rows: Iterator[Rows], on_step: Callable[[str], None]) -> None:
    run = start_run(corpus, "add", jobs=1)
    done = 0
    for some in batched(rows, 2000):
        with corpus.change() as db:
            for one in some:
                done += save_document(db, one, run=run)
            db.execute("UPDATE run SET documents = ? WHERE id = ?", (done, run))
        if done % 10_000 == 0:
            on_step(f"{done} documents")
    finish_run(corpus, run)


def recode(corpus: Corpus) -> None:
    """Code some documents anew, so that there are runs to compare: each loses its last event."""
    run = start_run(corpus, "recode")
    ids = [row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY id LIMIT ?", (RECODED,))]
    with corpus.change() as db:
        for coding in load_codings(db, ids):
            save_coding(db, to_rows(replace(coding, events=coding.events[:-1])), run=run)
        db.execute("UPDATE run SET documents = ? WHERE id = ?", (len(ids), run))
    finish_run(corpus, run)


def decide(corpus: Corpus) -> None:
    """Decide on some events as a reader would."""
    events = corpus.db.execute("SELECT id FROM event ORDER BY id LIMIT ?", (CORRECTED,)).fetchall()
    for number, row in enumerate(events):
        if number % 3 == 0:
            correct(corpus, row[0], "change", field="mood", new="denied", author="reader")
        else:
            correct(corpus, row[0], "reject" if number % 3 == 1 else "accept", author="reader")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
