"""This file is where settings live: one frozen object, each value with the reason for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told to do differently; written into every manifest."""

    #: A story is rarely over 100 kB of text; a file over this is a dump of many stories or not a story at all.
    max_text_bytes: int = 5_000_000

    #: A saved page may carry megabytes of script around a story of a few kB.
    max_page_bytes: int = 20_000_000

    #: Characters of a paragraph that the parser reads at once. Longer ones are cut at a sentence end.
    max_paragraph_chars: int = 20_000

    #: Paragraphs that go through the parser together.
    batch_size: int = 64

    #: What the parser reads for any state's name, adjective, people and capital: of six states tried,
    #: this one's change the fewest parses (133 of 881 sentences of the event-pairs development data).
    stand_ins: tuple[tuple[str, str], ...] = (
        ("name", "Canada"),
        ("adjective", "Canadian"),
        ("demonym", "Canadian"),
        ("people", "Canadians"),
        ("capital", "Ottawa"),
    )
