#!/usr/bin/env python3
"""This file is where every benchmark is run, scored by its own scorer and held against its floor.

`run.py` fails (exit 1) on a fall below a floor or on gold data other than the pinned. `--pin` raises the floors to
what was just measured; `--allow-lower` lets it lower them too. `--only WORD` runs what has WORD in its name.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rich.console import Console
from rich.table import Table

from benchmarks.predict import answer
from rashomon.pipeline import Tools, load_tools

BENCH = ROOT.parent / "shared" / "bench"
FLOORS = ROOT / "benchmarks" / "floors.toml"
#: Parsers on other processors round differently; a floor is pinned this share of the measured value below it.
PIN_MARGIN = 0.01


@dataclass(frozen=True, slots=True)
class Measure:
    """One number we answer for."""

    run: str
    metric: str
    floor: float
    better: str = "high"
    peer: str = ""
    target: str = ""

    def holds(self, value: float) -> bool:
        """Say whether the value is at the floor or better."""
        return value >= self.floor if self.better == "high" else value <= self.floor

    def pinned(self, value: float) -> float:
        """Return the floor that the value would set."""
        margin = abs(value) * PIN_MARGIN if value != int(value) else 0.0
        return round(value - margin if self.better == "high" else value + margin, 4)


@dataclass(frozen=True, slots=True)
class Run:
    """One task on one gold file, with the scorer's options."""

    id: str
    task: str
    gold: str
    sha256: str
    options: tuple[str, ...] = ()
    measures: list[Measure] = field(default_factory=list)


def main() -> int:
    """Run what was asked for; return the exit code."""
    options = _options()
    if not BENCH.is_dir():
        print(f"no benchmark data at {BENCH.relative_to(ROOT.parent)}; nothing was measured", file=sys.stderr)
        return 0
    runs = [run for run in read_floors(FLOORS) if not options.only or options.only in run.id]
    tools, table, failed, measured = load_tools(), _table(), [], {}
    digests = {run.gold: hashlib.sha256((BENCH / run.gold).read_bytes()).hexdigest() for run in runs}
    for run in runs:
        if digests[run.gold] != run.sha256:
            failed.append(f"{run.gold}: not the gold file that the floors were measured on; pin them anew")
        started = time.process_time()
        values = score(run, tools)
        print(f"{run.id}: {time.process_time() - started:.0f} CPU s", file=sys.stderr)
        for measure in run.measures:
            value = values[measure.metric]
            measured[run.id, measure.metric] = value
            held = measure.holds(value)
            if not held:
                failed.append(f"{run.id} {measure.metric}: {value:g} is below the floor {measure.floor:g}")
            mark = "" if held else "FELL"
            table.add_row(
                run.id, measure.metric, f"{value:g}", f"{measure.floor:g}", measure.peer, measure.target, mark
            )
    Console(width=120).print(table)
    if options.pin:
        pin(FLOORS, measured, digests=digests, allow_lower=options.allow_lower)
        return 0
    print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


def read_floors(path: Path) -> list[Run]:
    """Return the runs that the floors file lists, each with its measures."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    runs = {r["id"]: Run(**{**r, "options": tuple(r.get("options", ()))}) for r in data["run"]}
    for row in data["measure"]:
        runs[row["run"]].measures.append(Measure(**row))
    return list(runs.values())


def score(run: Run, tools: Tools) -> dict[str, float]:
    """Return what the benchmark's own scorer says of our answers to one run."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        answer(run.task, BENCH / run.gold, out, tools)
        scorer = BENCH / run.gold.split("/")[0] / "score.py"
        gold = [] if run.task == "seed" else [str(BENCH / run.gold)]
        command = [sys.executable, str(scorer), *gold, str(out), *run.options]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return _values(printed.splitlines()[0])


def pin(
    path: Path, measured: dict[tuple[str, str], float], *, digests: dict[str, str], allow_lower: bool
) -> None:
    """Write the floors that the measured values set, and the digests of the gold files, into the floors file.

    A floor is lowered only with `allow_lower`. The file keeps its layout: each of its lines is `key = value`.
    """
    old = {(m.run, m.metric): m for run in read_floors(path) for m in run.measures}
    lines, seen = [], dict.fromkeys(("run", "metric", "gold"), "")
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(" = ")
        seen[key] = value.strip('"')
        if key == "sha256":
            line = f'sha256 = "{digests.get(seen["gold"], seen["sha256"])}"'
        place = (seen["run"], seen["metric"])
        if key == "floor" and place in measured:
            new = old[place].pinned(measured[place])
            line = f"floor = {new if allow_lower or old[place].holds(new) else old[place].floor:g}"
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _values(line: str) -> dict[str, float]:
    """Read a scorer's `metric=value` line; `8/9` counts as 8."""
    values = {}
    for part in line.split():
        name, _, value = part.partition("=")
        try:
            values[name] = float(value.split("/")[0])
        except ValueError:
            continue
    return values


def _table() -> Table:
    table = Table(title="rashomon on the development benchmarks")
    for column in ("run", "measure", "ours", "floor", "best peer", "target", ""):
        table.add_column(column, justify="right" if column in ("ours", "floor") else "left")
    return table


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="run only what has this word in its name")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-lower", action="store_true", help="with --pin: lower floors too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
