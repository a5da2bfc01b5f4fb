"""Reading a text that is one endless list takes time in proportion to its length, whatever stage reads it."""

from __future__ import annotations

import time

import pytest

from rashomon.documents import read_text
from rashomon.pipeline import Tools, code_document
from rashomon.records import Document, Sentence
from rashomon.sentences import parse_all


def _seconds(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> float:
    """Return the CPU time of everything behind the parser, the least of four."""
    times = []
    for _ in range(4):
        started = time.process_time()
        code_document(document, sentences, tools)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize(
    ("part", "repeats"),
    [
        ("21 killed, ", 250),
        ("Norway attacked Peru and ", 120),
        ("Norway said Peru attacked Chile, ", 120),
        ("Norway that attacked Peru ", 120),
        ("the minister of Norway of ", 120),
        ("Norway imposed sanctions on Peru. ", 120),
    ],
)
def test_twice_the_text_takes_about_twice_the_time(part: str, repeats: int, tools: Tools) -> None:
    texts = [part * repeats, part * repeats * 2]
    short, long = parse_all((read_text(t, name="list", published="2020-10-02") for t in texts), tools.parser)
    code_document(*short, tools)
    assert _seconds(*long, tools) < 3.2 * _seconds(*short, tools)
