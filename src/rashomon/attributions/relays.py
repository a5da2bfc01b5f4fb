"""This file is where whom a speaker relies on is put behind the speaker: `the ministry, citing residents, said ...`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.attributions.report import Report, spans_of
from rashomon.attributions.sources import can_speak
from rashomon.records import Reason

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons


def put_behind(reports: Sequence[Report], lexicons: Lexicons) -> None:
    """Give each participle of citing whom it cites as source, and as content what its subject goes on to say.

    The reports are changed in place, as they are still being made.
    """
    for report in reports:
        cited = _cited(report, lexicons)
        said = _said_by_the_same(report, reports) if cited is not None else None
        if cited is None or said is None:
            continue
        sentence = report.sentence
        report.source = spans_of(sentence, sentence.subtree(cited))[:1]
        report.content, report.within = list(said.content), said
        report.why.append(Reason("relay:cited", sentence.tokens[cited].text))


def _cited(report: Report, lexicons: Lexicons) -> int | None:
    """Return the head of whom the participle cites, if that can speak."""
    token = report.sentence.tokens[report.word]
    if token.tag != "VBG" or token.lemma not in lexicons.cues.words["relay"] or report.frame != "np":
        return None
    cited = report.sentence.dependent(report.word, "dobj")
    return cited if cited is not None and can_speak(report.sentence, cited, lexicons.cues) else None


def _said_by_the_same(report: Report, reports: Sequence[Report]) -> Report | None:
    """Return what the one who cites says in the same sentence, the next statement if there are several."""
    own = [
        other
        for other in reports
        if other is not report
        and other.sentence is report.sentence
        and other.frame == "that"
        and any(mine.overlaps(its) for mine in report.source for its in other.source)
    ]
    return min(own, key=lambda other: abs(other.word - report.word), default=None)
