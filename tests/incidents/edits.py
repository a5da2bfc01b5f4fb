"""This file is where a story is edited as customers of a wire edit it, the same way on every run."""

from __future__ import annotations

import random

from rashomon.samples import sample_stories

#: Incidents whose stories are edited; no story of theirs is a copy of another.
INCIDENTS = ("galwan", "ganja")
EDITS = ("boilerplate", "half", "quarter", "shuffled", "words10")


def story_bodies() -> dict[str, str]:
    """Return the bodies of the stories of two incidents, without the lines that a page adds, by name."""
    bodies = {}
    for sample in sample_stories(*INCIDENTS):
        paragraphs = [line for line in sample.text.split("\n") if len(line) > 120]
        bodies[sample.name.removesuffix(".txt")] = "\n".join(paragraphs)
    return bodies


def edited(text: str, edit: str, seed: int = 0) -> str:
    """Return the text as a customer prints it."""
    chance = random.Random(f"{edit} {seed}")
    paragraphs = text.split("\n")
    match edit:
        case "boilerplate":
            return f"From our correspondent\n12 March\n{text}\nWrite to the editor. Read tomorrow's front page tonight."
        case "half" | "quarter":
            return "\n".join(paragraphs[: max(1, len(paragraphs) // {"half": 2, "quarter": 4}[edit])])
        case "shuffled":
            rest = [paragraph for paragraph in paragraphs[1:] if chance.random() > 0.3]
            chance.shuffle(rest)
            return "\n".join(paragraphs[:1] + rest)
    share = int(edit.removeprefix("words")) / 100
    words = (word if chance.random() > share else f"zz{chance.randrange(1000)}" for word in text.split(" "))
    return " ".join(words)
