#!/usr/bin/env python3
"""This file is where the sixteen event types are measured one by one: precision, recall, F1, and what is confused.

`by_type.py [RUN ...]` answers the pair and headline files (or those of the named runs of `floors.toml`). Where a file's
older labels know only YIELD, for what is CONCEDE and RETREAT now, ours are counted as YIELD there, in a row of its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rich.console import Console
from rich.table import Table

from benchmarks.predict import answer
from benchmarks.run import BENCH, FLOORS, Run, read_floors
from rashomon import ontology
from rashomon.pipeline import Tools, load_tools

TASKS = ("event-pairs", "event-modes")
NONE, CONFUSIONS = "no event", 10
_YIELD, _YIELDED = "YIELD", ("CONCEDE", "RETREAT")


class Answered(NamedTuple):
    """One row's type in the gold file and in ours."""

    run: str
    gold: str
    ours: str


class Score(NamedTuple):
    """How often a type is in the gold file, and how well it is found."""

    count: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def main(arguments: list[str]) -> int:
    """Answer, print the table and the commonest confusions; return the exit code."""
    if not BENCH.is_dir():
        print(f"no benchmark data at {BENCH.relative_to(ROOT.parent)}; nothing was measured", file=sys.stderr)
        return 0
    runs = [
        run for run in read_floors(FLOORS) if run.task in TASKS and (not arguments or run.id in arguments)
    ]
    if not runs:
        print(f"no such run; choose of those of {FLOORS.name} with {' or '.join(TASKS)}", file=sys.stderr)
        return 2
    tools = load_tools()
    rows = [row for run in runs for row in answered(run, tools)]
    console = Console(width=100)
    console.print(table(rows, [run.id for run in runs]))
    for (gold, ours), count in confusions(rows).most_common(CONFUSIONS):
        where = Counter(row.run for row in rows if (row.gold, row.ours) == (gold, ours))
        console.print(
            f"{gold} read as {ours}: {count} ({', '.join(f'{run} {n}' for run, n in where.items())})"
        )
    return 0


def answered(run: Run, tools: Tools) -> list[Answered]:
    """Return each row of the run's gold file with our type."""
    gold = [json.loads(line) for line in (BENCH / run.gold).read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        answer(run.task, BENCH / run.gold, out, tools)
        ours = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    types = {row["id"]: row["event_type"] or NONE for row in ours}
    labels = {row["gold"]["event_type"] for row in gold}
    return [
        Answered(run.id, row["gold"]["event_type"], as_labelled(types[row["id"]], labels)) for row in gold
    ]


def as_labelled(ours: str, labels: Container[str]) -> str:
    """Return our type as a file with these labels calls it."""
    return _YIELD if ours in _YIELDED and _YIELD in labels else ours


def score(rows: Iterable[Answered], event_type: str) -> Score:
    """Return how well the type is found in the rows."""
    rows = list(rows)
    gold = sum(row.gold == event_type for row in rows)
    ours = sum(row.ours == event_type for row in rows)
    right = sum(row.gold == row.ours == event_type for row in rows)
    return Score(gold, right / ours if ours else 0.0, right / gold if gold else 0.0)


def confusions(rows: Iterable[Answered]) -> Counter[tuple[str, str]]:
    """Return how often one type was read as another, or as no event."""
    return Counter((row.gold, row.ours) for row in rows if row.gold != row.ours)


def table(rows: Sequence[Answered], runs: Sequence[str]) -> Table:
    """Return a row for each type: all files together, then the F1 in each."""
    shown = Table(title="The sixteen event types")
    for column in ("type", "n", "precision", "recall", "F1", *(f"F1 {run}" for run in runs)):
        shown.add_column(column, justify="left" if column == "type" else "right")
    for event_type in (*map(str, ontology.event_types()), _YIELD):
        whole = score(rows, event_type)
        apart = [score((row for row in rows if row.run == run), event_type) for run in runs]
        cells = (f"{part.f1:.3f}" if part.count else "" for part in apart)
        if not whole.count:
            continue
        shown.add_row(
            event_type,
            str(whole.count),
            *(f"{v:.3f}" for v in (whole.precision, whole.recall, whole.f1)),
            *cells,
        )
    return shown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
