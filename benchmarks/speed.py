#!/usr/bin/env python3
"""This file is where speed is measured: the pipeline's CPU seconds over the bare parser's, in one run, on one core.

`speed.py [ARTICLES.jsonl]` takes rows with a `text`; without it, the shipped sample stories, repeated. It prints load
time, peak memory after the first story, what each stage takes of the parser's time in the same run, and the ratio.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

os.environ.setdefault("OMP_NUM_THREADS", "1")
ARTICLES = 100
REPEATS = 3
#: What is timed of each stage: modules and the names by which they call it. Factuality is a part of coding, too.
STAGES: dict[str, dict[str, tuple[str, ...]]] = {
    "attribution and factuality": {
        "rashomon.pipeline": ("attribute", "name_voices"),
        "rashomon.events": ("judged",),
        "rashomon.events.evidence": ("rows",),
    },
    "dates": {"rashomon.pipeline": ("find_dates", "date_events")},
    "places": {"rashomon.pipeline": ("find_places", "place_events")},
    "actors": {"rashomon.pipeline": ("resolve",)},
    "coding": {"rashomon.pipeline": ("code", "find_all_figures", "attach_figures")},
}


def main(arguments: list[str]) -> int:
    """Measure and print."""
    started = time.process_time()
    from rashomon.pipeline import code_documents, load_tools

    tools = load_tools()
    loaded = time.process_time() - started
    from rashomon.documents import read_text
    from rashomon.samples import sample_stories
    from rashomon.sentences import load_parser

    stories = sample_stories("galwan", "ganja")
    samples = [read_text(s.text, name=s.name, published=s.published) for s in stories]
    list(code_documents(samples[:1], tools))
    first = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = _texts(arguments) or [s.text for s in stories] * (ARTICLES // len(samples) + 1)
    documents = [read_text(text, name="speed", published="2020-10-02") for text in texts[:ARTICLES]]
    parser, bare, whole = load_parser(), [], []
    for _ in range(REPEATS):
        bare.append(_seconds(lambda: sum(len(doc) for doc in parser.pipe(d.text for d in documents))))
        whole.append(_seconds(lambda: sum(1 for _ in code_documents(documents, tools))))
    print(
        f"import and load: {loaded:.2f} CPU s; first story coded after {first:.2f} CPU s; peak memory {peak:.0f} MB"
    )
    print(
        f"bare parser {min(bare):.2f} CPU s, whole pipeline {min(whole):.2f} CPU s for {len(documents)} articles"
    )
    parsing, stages = min(_shares(documents, tools) for _ in range(REPEATS))
    print(f"of the product's own parsing ({parsing:.2f} CPU s):", end=" ")
    print(", ".join(f"{name} {spent / parsing:.3f}" for name, spent in zip(STAGES, stages, strict=True)))
    print(f"ratio={min(whole) / min(bare):.3f}")
    return 0


def _shares(documents: list[Any], tools: Any) -> tuple[float, list[float]]:
    """Return the CPU seconds of the parser and of each stage in one run of the pipeline."""
    from rashomon.pipeline import code_document
    from rashomon.sentences import parse_all

    spent = dict.fromkeys((*STAGES, "parser"), 0.0)
    parser = _TimedParser(tools.parser, spent)
    with ExitStack() as stack:
        for stage, modules in STAGES.items():
            for module, names in modules.items():
                for name in names:
                    work = getattr(importlib.import_module(module), name)
                    stack.enter_context(mock.patch(f"{module}.{name}", _timed(work, stage, spent)))
        for document, sentences in parse_all(documents, parser, settings=tools.settings):  # type: ignore[arg-type]
            code_document(document, sentences, tools)
    return spent["parser"], [spent[stage] for stage in STAGES]


def _timed(work: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:
        started = time.process_time()
        try:
            return work(*arguments, **options)
        finally:
            spent[stage] += time.process_time() - started

    return timed


class _TimedParser:
    """The parser, with the CPU seconds noted that it takes."""

    def __init__(self, parser: Any, spent: dict[str, float]) -> None:
        self._parser, self._spent = parser, spent

    def pipe(self, *arguments: Any, **options: Any) -> Iterator[Any]:
        """Yield what the parser yields."""
        step = _timed(partial(next, self._parser.pipe(*arguments, **options), None), "parser", self._spent)
        return iter(step, None)


def _texts(arguments: list[str]) -> list[str]:
    if not arguments:
        return []
    with Path(arguments[0]).open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
