"""This folder is where places are found: names in a story, and what they name on the map."""

from __future__ import annotations

from rashomon.lexicons import Lexicons
from rashomon.places.attachment import place_events
from rashomon.places.gazetteer import Gazetteer, open_gazetteer
from rashomon.places.index import index_of
from rashomon.places.recognition import find_mentions
from rashomon.places.resolution import resolve_mentions, resolve_places
from rashomon.records import Document, Sentence, Where

__all__ = ["Gazetteer", "find_places", "open_gazetteer", "place_events", "resolve_places"]


def find_places(
    document: Document,
    sentences: tuple[Sentence, ...],
    gazetteer: Gazetteer,
    lexicons: Lexicons,
    *,
    home: int | None = None,
) -> tuple[Where, ...]:
    """Return the places that the story names, in the order of its text; one without coordinates is not known.

    `home` is the GeoNames id of the first-order unit where the outlet is at home, if the caller knows it.
    """
    index = index_of(lexicons)
    mentions = find_mentions(document.text, sentences, index, gazetteer)
    return resolve_mentions(document.text, mentions, index, home=home)
