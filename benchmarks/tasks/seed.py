"""This file is where the seed story is coded whole, as `rashomon code STORY --published DAY --json` does."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.tasks import Context, Predict, Row
from rashomon.documents import read
from rashomon.pipeline import Tools, code_documents


def predict_seed(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield the coding of the story that lies beside the gold file."""
    story = read(context.input.with_name("story.txt"), published="2020-10-02")
    yield from (json.loads(coding.to_json()) for coding in code_documents([story], tools))


TASKS: dict[str, Predict] = {"seed": predict_seed}
GOLD_KEYS: dict[str, tuple[str, ...]] = {}
