"""This folder is where rashomon answers benchmark tasks: one module a family, one function a task."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What a task may need besides its rows: the file they stand in, which others may lie beside."""

    input: Path


Predict = Callable[[Iterator[Row], "Tools", Context], Iterator[Row]]

#: The module that answers each task. None: its stage comes with the corpus.
MODULES: dict[str, str | None] = {
    "pages": "pages",
    "attributions": "attribution",
    "factuality": "attribution",
    "dates": "dates",
    "event-dates": "dates",
    "places": "places",
    "places-e2e": "places",
    "actors": "actors",
    "actors-split": "actors",
    "links": "actors",
    "doc-actors": "actors",
    "event-pairs": "events",
    "event-modes": "events",
    "events": "events",
    "event-class": "events",
    "seed": "seed",
    "stories": "incidents",
    "incidents": "incidents",
    "copies": "incidents",
    "coref": "coref",
}


def find_task(task: str) -> tuple[Predict, tuple[str, ...]]:
    """Return the function that answers `task` and the gold keys to take out of its rows.

    Raises KeyError for a task that no benchmark names, NotImplementedError for one whose stage is not there yet.
    """
    module = MODULES[task]
    if module is None:
        raise NotImplementedError(task)
    family = import_module(f"benchmarks.tasks.{module}")
    return family.TASKS[task], family.GOLD_KEYS.get(task, ("gold",))
