"""This file is where the sample stories are shown: coded, printed incident by incident, and written as one page."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from pathlib import Path

from rashomon.cli.messages import bar
from rashomon.cli.output import check_target, emit, print_lines, save_page
from rashomon.explain.words import STARRED
from rashomon.export import table
from rashomon.export.page import PageWriter
from rashomon.records import Coding, Document
from rashomon.run import code_inputs, read_source
from rashomon.samples import SampleStory, sample_stories


def run_demo(html: Path, *, model: str | None, quiet: bool) -> int:
    """Return 0 after the sample stories are coded, printed, and written to the page `html`."""
    check_target(html)
    samples = sample_stories()
    codings: list[Coding] = []
    with bar("coding the sample stories", total=len(samples), shown=not quiet) as progress:
        for result in code_inputs(map(_document, samples), model=model):
            if not isinstance(result, Coding):
                raise result.error
            codings.append(result)
            progress.advance()
    incidents = {sample.name: sample.incident for sample in samples}
    with PageWriter("rashomon: two incidents, each as four outlets tell it") as page:
        for incident, told in groupby(codings, key=lambda coding: incidents[coding.document.name or ""]):
            stories = list(told)
            _print_incident(incident.title(), stories)
            for coding in stories:
                page.add(coding, section=incident.title())
        save_page(page, html)
    emit(f"\nThe stories with every voice and event marked, and why: open {html} in a browser.\n")
    return 0


def _document(sample: SampleStory) -> Document:
    document = read_source(sample.text, published=sample.published, publisher=sample.publisher)
    return dataclasses.replace(document, name=sample.name, publisher_country=sample.country)


def _print_incident(name: str, codings: list[Coding]) -> None:
    outlets = ", ".join(coding.document.publisher or "?" for coding in codings)
    emit(f"\n{name}, as told by {outlets}\n\n")
    print_lines(lambda width: table.side_by_side(codings, width=width))
    emit(f"\n{table.LEGEND}\n{STARRED}\n")
