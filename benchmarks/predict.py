#!/usr/bin/env python3
"""This file is where a benchmark's input is answered: `python benchmarks/predict.py TASK INPUT.jsonl OUTPUT.jsonl`.

Exit 2: unknown task or unreadable input. Exit 3: the task's stage is not there yet.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.tasks import MODULES, Context, Row, find_task

if TYPE_CHECKING:
    from rashomon.pipeline import Tools


def main(arguments: list[str]) -> int:
    """Answer one task; return the exit code."""
    if len(arguments) != 3:
        print("usage: predict.py TASK INPUT.jsonl OUTPUT.jsonl\ntasks: " + " ".join(MODULES), file=sys.stderr)
        return 2
    task, source, target = arguments[0], Path(arguments[1]), Path(arguments[2])
    if task not in MODULES or not source.is_file():
        found = "no such task" if task not in MODULES else f"{source}: no such file"
        print(f"{found}; tasks: {' '.join(MODULES)}", file=sys.stderr)
        return 2
    from rashomon.pipeline import load_tools

    try:
        answer(task, source, target, load_tools())
    except NotImplementedError:
        print("not yet", file=sys.stderr)
        return 3
    return 0


def answer(task: str, source: Path, target: Path, tools: Tools) -> None:
    """Write the answers to one task. Raises NotImplementedError if the task's stage is not there yet."""
    predict, gold_keys = find_task(task)
    with target.open("w", encoding="utf-8") as out:
        for row in predict(rows(source, gold_keys), tools, Context(source)):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def rows(source: Path, gold_keys: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of the file without what only the scorer may see; nothing for a file that is no JSONL."""
    if source.suffix != ".jsonl":
        return
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _without(json.loads(line), gold_keys)


def _without(row: Row, keys: tuple[str, ...]) -> Row:
    """Return the row without the keys; `a.b` takes `b` out of the object, or of each object of the list, at `a`."""
    plain = {key for key in keys if "." not in key}
    nested = [key.split(".", 1) for key in keys if "." in key]
    kept = {key: value for key, value in row.items() if key not in plain}
    for outer, inner in nested:
        value = kept.get(outer)
        if isinstance(value, list):
            kept[outer] = [_without(item, (inner,)) if isinstance(item, dict) else item for item in value]
        elif isinstance(value, dict):
            kept[outer] = _without(value, (inner,))
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
