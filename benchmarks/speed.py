#!/usr/bin/env python3
"""This file is where speed is measured: the pipeline's CPU seconds over the bare parser's, in one run, on one core.

`speed.py [ARTICLES.jsonl]` takes rows with a `text`; without it, the shipped sample stories, repeated. It prints load
time, peak memory after the first story, and the ratio.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ARTICLES = 100
REPEATS = 3


def main(arguments: list[str]) -> int:
    """Measure and print."""
    started = time.process_time()
    from rashomon.pipeline import code_documents, load_tools

    tools = load_tools()
    loaded = time.process_time() - started
    from rashomon.documents import read_text
    from rashomon.samples import sample_stories
    from rashomon.sentences import load_parser

    samples = [read_text(s.text, name=s.name, published=s.published) for s in sample_stories()]
    list(code_documents(samples[:1], tools))
    first = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = _texts(arguments) or [s.text for s in sample_stories()] * (ARTICLES // len(samples) + 1)
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
    print(f"ratio={min(whole) / min(bare):.3f}")
    return 0


def _texts(arguments: list[str]) -> list[str]:
    if not arguments:
        return []
    with Path(arguments[0]).open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
