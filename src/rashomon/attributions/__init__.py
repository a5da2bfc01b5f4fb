"""This folder is where it is read who says what: attributions, and the chain of voices behind each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rashomon.attributions.assembly import assemble, link_repeats
from rashomon.attributions.labels import label_end
from rashomon.attributions.markers import find_colons, find_marked
from rashomon.attributions.marks import Quotation
from rashomon.attributions.paragraphs import Paragraph
from rashomon.attributions.quotes import link_quotations
from rashomon.attributions.relays import put_behind
from rashomon.attributions.report import Report
from rashomon.attributions.reports import find_reports
from rashomon.attributions.voices import name_voices, publisher_chain
from rashomon.records import Attribution, Document, Sentence

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

__all__ = ["attribute", "name_voices", "publisher_chain"]


def attribute(
    document: Document, sentences: tuple[Sentence, ...], lexicons: Lexicons
) -> tuple[Attribution, ...]:
    """Return who says what in the story: one attribution for each cue, quotation or marked source."""
    reports: list[Report] = []
    before: tuple[int, Report | None] = (-2, None)
    waiting: list[Quotation] = []
    story = (s for s in sentences if s.zone.is_story)
    for number, group in groupby(story, key=lambda s: s.paragraph):
        paragraph = _paragraph(number, list(group), lexicons)
        speaker = before[1] if before[0] == number - 1 else None
        before = (number, link_quotations(document, paragraph, speaker, waiting, lexicons))
        reports.extend(paragraph.reports)
    put_behind(reports, lexicons)
    return link_repeats(document, sentences, assemble(document, reports, lexicons))


def _paragraph(number: int, sentences: list[Sentence], lexicons: Lexicons) -> Paragraph:
    reports = [
        report
        for sentence in sentences
        for label in [label_end(sentence, lexicons.cues)]
        for report in (*find_marked(sentence, lexicons), *find_reports(sentence, lexicons))
        if report.word >= label
    ]
    reports.extend(find_colons(sentences, lexicons))
    return Paragraph(number, sentences, reports)
