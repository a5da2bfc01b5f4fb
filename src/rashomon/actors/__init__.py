"""This folder is where mentions of actors are found and given a country, sectors and an identity."""

from __future__ import annotations

from rashomon.lexicons import Lexicons
from rashomon.records import Actor, Document, Sentence, Where


def resolve(
    document: Document, sentences: tuple[Sentence, ...], places: tuple[Where, ...], lexicons: Lexicons
) -> tuple[Actor, ...]:
    """Return one Actor for each mention that can act, speak or be acted upon, in the order of the text."""
    return ()
