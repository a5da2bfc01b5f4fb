"""Reading a text that is one endless list takes time in proportion to its length, whatever stage reads it."""

from __future__ import annotations

import time

import pytest

from rashomon.documents import read_text
from rashomon.pipeline import Tools, code_document
from rashomon.records import Document, Sentence
from rashomon.sentences import parse_all


def _seconds(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> float:
    """Return the CPU time of everything behind the parser, the least of three."""
    times = []
    for _ in range(3):
        started = time.process_time()
        code_document(document, sentences, tools)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize(
    "part",
    [
        "21 killed, ",
        "Norway attacked Peru and ",
        "Norway said Peru attacked Chile, ",
        "Norway that attacked Peru ",
        "the minister of Norway of ",
        "Norway imposed sanctions on Peru. ",
    ],
)
def test_eight_times_the_text_takes_about_eight_times_the_time(part: str, tools: Tools) -> None:
    texts = [part * 100, part * 800]
    short, long = parse_all((read_text(t, name="list", published="2020-10-02") for t in texts), tools.parser)
    code_document(*short, tools)
    # Eight times if the time is linear, 64 times if it is quadratic; the machine may be busy with other things.
    assert _seconds(*long, tools) < 28 * _seconds(*short, tools)
