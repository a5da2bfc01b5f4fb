from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import predict
from benchmarks.run import FLOORS, Measure, pin, read_floors
from benchmarks.tasks import MODULES, find_task

ANSWERED = sorted(task for task, module in MODULES.items() if module)


@pytest.mark.parametrize("task", ANSWERED)
def test_every_task_has_its_function(task: str) -> None:
    function, _ = find_task(task)
    assert callable(function)


def test_every_floor_belongs_to_a_run_that_is_answered() -> None:
    runs = read_floors(FLOORS)
    assert all(run.task in ANSWERED and run.measures for run in runs)
    assert len({run.id for run in runs}) == len(runs)


def test_a_value_below_its_floor_does_not_hold() -> None:
    assert not Measure("x", "root", 0.74).holds(0.739)
    assert not Measure("x", "mae", 0.60, better="low").holds(0.61)


def test_pinning_raises_floors_and_lowers_none_unless_told(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text(
        '[[run]]\nid = "r"\ntask = "dates"\ngold = "g"\nsha256 = "x"\n\n'
        '[[measure]]\nrun = "r"\nmetric = "up"\nfloor = 0.5\n\n'
        '[[measure]]\nrun = "r"\nmetric = "down"\nfloor = 0.5\n',
        encoding="utf-8",
    )
    measured = {("r", "up"): 0.8, ("r", "down"): 0.3}

    def floor_of() -> dict[str, float]:
        return {m.metric: m.floor for m in read_floors(floors)[0].measures}

    pin(floors, measured, digests={"g": "y"}, allow_lower=False)
    assert floor_of() == {"up": 0.792, "down": 0.5}
    assert read_floors(floors)[0].sha256 == "y"
    pin(floors, measured, digests={"g": "y"}, allow_lower=True)
    assert floor_of() == {"up": 0.792, "down": 0.297}


def test_a_later_stage_says_not_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODULES, "coref", None)
    source = tmp_path / "in.jsonl"
    source.write_text("{}\n", encoding="utf-8")
    assert predict.main(["coref", str(source), str(tmp_path / "out.jsonl")]) == 3
    assert "not yet" in capsys.readouterr().err


def test_an_unknown_task_is_refused(tmp_path: Path) -> None:
    assert predict.main(["horoscopes", str(tmp_path), "out"]) == 2


def test_gold_is_taken_out_of_the_rows(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    row = {"id": 1, "gold": 2, "events": [{"start": 0, "date": "x"}], "meta": {"kept": 1, "answer": 2}}
    source.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (seen,) = predict.rows(source, ("gold", "events.date", "meta.answer"))
    assert seen == {"id": 1, "events": [{"start": 0}], "meta": {"kept": 1}}
