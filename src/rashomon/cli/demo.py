"""This file is where the sample stories are shown: coded into a corpus, their incidents listed and set side by side."""

from __future__ import annotations

import dataclasses
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path

from rashomon.cli.corpus import _show_rows
from rashomon.cli.messages import bar
from rashomon.cli.output import check_target, emit, print_lines, save_page, write_page
from rashomon.corpus.adding import Options, add
from rashomon.corpus.comparing import corrected_codings
from rashomon.corpus.database import Corpus, open_corpus
from rashomon.corpus.grouping import group
from rashomon.corpus.reading import Filter, list_incidents
from rashomon.corpus.summaries import load_comparison
from rashomon.documents.items import Item
from rashomon.errors import UsageError
from rashomon.export import comparison
from rashomon.export.page import PageWriter
from rashomon.lexicons import Lexicons
from rashomon.records import Document
from rashomon.run import read_source
from rashomon.samples import SampleStory, sample_stories
from rashomon.web.report import report

#: The incident that is shown account by account: one side denies it, and two of its tolls exclude each other.
_SHOWN = "omdurman"
_COLUMNS = ("id", "title", "documents", "publishers", "origins", "killed_low", "killed_high")


def run_demo(html: Path, *, corpus: Path | None, model: str | None, quiet: bool) -> int:
    """Return 0 after the sample stories are coded into a corpus, their incidents printed, and two pages written.

    The corpus is left in the file `corpus` if one is given, which must not be there yet.
    """
    sides = html.with_name(f"{html.stem}-sides{html.suffix}")
    check_target(html)
    check_target(sides)
    if corpus is not None and corpus.exists():
        raise UsageError(f"--corpus {corpus}: is there already; name a new file")
    samples = sample_stories()
    with _place(corpus) as path, open_corpus(path, create=True) as opened:
        with bar("coding the sample stories", total=len(samples), shown=not quiet) as progress:
            add(opened, map(_item, samples), Options(model=model), on_result=lambda _: progress.advance())
        group(opened, Lexicons())
        _print_incidents(opened, samples, sides)
        _write_stories(opened, samples, html)
    emit(f"\nThe stories with every voice and event marked, and why: open {html} in a browser.\n")
    emit(f"The accounts of the incident side by side, with their words: open {sides}.\n")
    if corpus is not None:
        emit(f"The corpus: {corpus}; go on with `rashomon incidents {corpus}`.\n")
    return 0


@contextmanager
def _place(corpus: Path | None) -> Iterator[Path]:
    """Give the file of the corpus: the one that was asked for, else one that is gone afterwards."""
    if corpus is not None:
        yield corpus
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "demo.rashomon"


def _item(sample: SampleStory) -> Item:
    digest = hashlib.sha256(sample.text.encode()).hexdigest()
    return Item(sample.name, "samples", digest, partial(_document, sample))


def _document(sample: SampleStory, published: str | None, publisher: str | None) -> Document:
    document = read_source(sample.text, published=sample.published, publisher=sample.publisher)
    return dataclasses.replace(document, name=sample.name, publisher_country=sample.country)


def _print_incidents(corpus: Corpus, samples: tuple[SampleStory, ...], sides: Path) -> None:
    """Print the incidents that three stories tell or more, and the accounts of one; write these as a page, too."""
    rows = list_incidents(corpus, Filter(documents=3))
    emit("Incidents that several of the sample stories tell:\n\n")
    _show_rows(
        [row for row in rows if row["family"] != "statement" and row["origins"] > 1], _COLUMNS, json=False
    )
    lexicons = Lexicons()
    found = load_comparison(corpus, _told_by(corpus, samples, _SHOWN), lexicons)
    emit("\nOne of them, account by account:\n\n")
    print_lines(lambda width: comparison.lines(found, width=width))
    write_page(sides, report(corpus, found.incident, lexicons))


def _told_by(corpus: Corpus, samples: tuple[SampleStory, ...], incident: str) -> str:
    """Return the id of the incident that most of the stories of a sample incident are about."""
    names = [sample.name for sample in samples if sample.incident == incident]
    query = f"""SELECT incident FROM telling JOIN document ON document.id = telling.document
                WHERE rank = 0 AND name IN ({",".join("?" * len(names))})"""
    found = Counter(row[0] for row in corpus.db.execute(query, names))
    return str(found.most_common(1)[0][0])


def _write_stories(corpus: Corpus, samples: tuple[SampleStory, ...], html: Path) -> None:
    """Write the page of all stories, incident by incident."""
    ids = dict(corpus.db.execute("SELECT name, id FROM document").fetchall())
    with PageWriter("rashomon: incidents, each as several outlets tell it") as page:
        for incident, told in groupby(samples, key=lambda sample: sample.incident):
            for coding in corrected_codings(corpus, [ids[sample.name] for sample in told]):
                page.add(coding, section=incident.title())
        save_page(page, html)
