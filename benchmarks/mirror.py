#!/usr/bin/env python3
"""This file is where neutrality is measured: exchange two parties' names, and the codes must be exchanged and no more.

`mirror.py [WORD]` codes every frame of `mirror.toml` (or those with WORD in their id) with every pair of parties, both
ways round, prints each sentence that is coded differently from its mirror image, and fails (exit 1) if there is any.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rashomon.documents import read_text
from rashomon.pipeline import Tools, code_documents, load_tools
from rashomon.records import Actor, Coding, Event

FRAMES = ROOT / "benchmarks" / "mirror.toml"


@dataclass(frozen=True, slots=True)
class Party:
    """A state or group as a frame needs it, and the codes that it is known by."""

    name: str
    code: str
    adj: str = ""
    people: str = ""
    capital: str = ""
    is_group: bool = False

    @property
    def words(self) -> dict[str, str]:
        """Return what fills each slot of a frame, by the slot's ending."""
        office = f"the {self.adj} foreign minister"
        return {
            "": self.name,
            "_adj": self.adj,
            "_people": self.people,
            "_capital": self.capital,
            "_office": office,
        }


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with slots, and the pairs of parties that fill them."""

    text: str
    pairs: list[tuple[Party, Party]]


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A frame filled both ways round, and what is coded of each; the parties' codes are written as A and B."""

    frame: str
    texts: tuple[str, str]
    codes: tuple[Sequence[object], Sequence[object]]

    @property
    def holds(self) -> bool:
        """Say whether the two are coded alike."""
        return self.codes[0] == self.codes[1]

    def __str__(self) -> str:
        """Return both sentences with what is coded of one only."""
        lines = [f"{self.frame}:"]
        for text, mine, other in zip(self.texts, self.codes, self.codes[::-1], strict=True):
            lines += [f"  {text}", *(f"    {code}" for code in mine if code not in other)]
        return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Code all frames and pairs; return the exit code."""
    word = arguments[0] if arguments else ""
    tools, started = load_tools(), time.process_time()
    frames = [frame for frame in read_frames() if word in frame]
    found = [row for frame in frames for row in mirror(frame, tools)]
    broken = [row for row in found if not row.holds]
    print("\n".join(map(str, broken)))
    count, seconds = 2 * len(found), time.process_time() - started
    share = 1 - len(broken) / max(1, len(found))
    print(
        f"n={count} frames={len(frames)} mirrored={share:.4f} broken={len(broken)} cpu_seconds={seconds:.0f}"
    )
    return 1 if broken else 0


def mirror(frame: str, tools: Tools, *, some: slice = slice(None)) -> Iterator[Mirrored]:
    """Yield what is coded of a frame with each pair of parties (or with `some` of the pairs), both ways round."""
    pairs = read_frames()[frame].pairs[some]
    texts = [fill(read_frames()[frame].text, *order) for a, b in pairs for order in ((a, b), (b, a))]
    stories = (read_text(each, name="mirror", published="2020-10-02") for each in texts)
    codings = list(code_documents(stories, tools))
    for (a, b), left, right in zip(pairs, codings[::2], codings[1::2], strict=True):
        yield Mirrored(
            frame, (left.document.text, right.document.text), (codes_of(left, a, b), codes_of(right, b, a))
        )


def fill(text: str, a: Party, b: Party) -> str:
    """Return the frame's text with the parties in their slots."""
    slots = {
        f"{side}{end}": word for side, party in (("a", a), ("b", b)) for end, word in party.words.items()
    }
    filled = text.format(**slots)
    return filled[0].upper() + filled[1:]


@cache
def read_frames() -> dict[str, Frame]:
    """Return the frames by their ids."""
    data: dict[str, Any] = tomllib.loads(FRAMES.read_text(encoding="utf-8"))
    states = {code: Party(code=code, **row) for code, row in data["parties"].items()}
    pairs = [(states[a], states[b]) for a, b in data["pairs"]]
    groups = [(_group(a), _group(b)) for a, b in data["groups"]]
    capitals = [(a, b) for a, b in pairs if a.capital and b.capital]
    frames = {
        id_: Frame(text, capitals if "_capital}" in text else pairs) for id_, text in data["frames"].items()
    }
    return frames | {f"group-{id_}": Frame(text, groups) for id_, text in data["group-frames"].items()}


def _group(words: str) -> Party:
    code, _, name = words.partition("-")
    return Party(name, code, is_group=True)


def codes_of(coding: Coding, a: Party, b: Party) -> list[object]:
    """Return all that is coded of a sentence, with the parties written as A and B."""
    sides = (("A", a), ("B", b))
    numbers = {event.id: number for number, event in enumerate(coding.events)}
    events = [(*_event(event, sides), numbers.get(event.embedded_in or "")) for event in coding.events]
    voices = [
        (said.act, said.form, said.frame, tuple(_actors(voice.actors, sides) for voice in said.chain))
        for said in coding.attributions
    ]
    figures = [(f.kind, f.low, f.high, f.hedge, f.attribution) for f in coding.figures]
    return [*events, *voices, *figures]


def _event(event: Event, sides: tuple[tuple[str, Party], ...]) -> tuple[object, ...]:
    date = event.date and (event.date.earliest, event.date.latest, event.date.basis)
    return (
        (event.event_type, event.mode, event.cameo, event.contexts, event.quad, event.intensity),
        (event.mood, event.temporal, event.tier, date),
        tuple((f.modality, f.polarity, f.value) for f in event.factuality),
        _actors(event.actors, sides),
        _actors(event.recipients, sides),
        tuple((f.kind, f.low, f.high) for f in event.figures),
    )


def _actors(actors: Sequence[Actor], sides: tuple[tuple[str, Party], ...]) -> tuple[object, ...]:
    """Return the actors' codes: a party's own as its side, and so are those of a group, which are its identity."""
    return tuple(_actor(actor, sides) for actor in actors)


def _actor(actor: Actor, sides: tuple[tuple[str, Party], ...]) -> object:
    for side, party in sides:
        if party.is_group and actor.id and party.name.removeprefix("the ").lower() in actor.name.lower():
            return side, actor.role
    known = {party.code: side for side, party in sides}
    return tuple(known.get(code, code) for code in actor.country), actor.sectors, actor.role


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
