"""This file is where the actor stage is held to its floors on the shared benchmark data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.actors import resolve_mention
from rashomon.lexicons import Lexicons


@pytest.mark.parametrize(("name", "floor"), [("ngec", 0.80), ("gsr", 0.70)])
def test_state_and_sector_are_both_right_often_enough(
    name: str, floor: float, bench: Path, lexicons: Lexicons
) -> None:
    lines = (bench / "actors" / f"actors.{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    scored = [
        row for row in rows if row["gold"]["country"] is not None and row["gold"]["sectors"] is not None
    ]
    right = sum(_is_right(row, lexicons) for row in scored)
    assert right / len(scored) >= floor


def _is_right(row: dict[str, Any], lexicons: Lexicons) -> bool:
    actor = resolve_mention(row["mention"], row["context"], date=row["date"], lexicons=lexicons)
    country = actor.country[0] if actor.country else ""
    sector = actor.sectors[0] if actor.sectors else ""
    return country in row["gold"]["country"] and sector in row["gold"]["sectors"]
