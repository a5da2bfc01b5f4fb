"""This folder is where rashomon lives: event data that remembers who said so.

    >>> import rashomon
    >>> coding = rashomon.code("story.txt", published="2021-06-04")
    >>> for event in coding.events:
    ...     print(event.voices, event.actors, event.event_type, event.mood)

The parser and the lexicons are loaded when the first story is coded, and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rashomon.errors import (
    BinaryInputError,
    EmptyInputError,
    EncodingError,
    FetchError,
    InputError,
    LanguageError,
    LexiconError,
    MissingFileError,
    ModelError,
    NoArticleError,
    RashomonError,
    TooLargeError,
    UsageError,
)
from rashomon.records import (
    Abstention,
    Actor,
    Attribution,
    Coding,
    Document,
    Event,
    Factuality,
    Figure,
    Mood,
    Reason,
    Sentence,
    Span,
    StateRelation,
    Token,
    Voice,
    When,
    Where,
    Zone,
    ZoneKind,
)
from rashomon.run import Failure

__all__ = [
    "Abstention",
    "Actor",
    "Attribution",
    "BinaryInputError",
    "Coding",
    "Document",
    "EmptyInputError",
    "EncodingError",
    "Event",
    "Factuality",
    "Failure",
    "FetchError",
    "Figure",
    "InputError",
    "LanguageError",
    "LexiconError",
    "MissingFileError",
    "ModelError",
    "Mood",
    "NoArticleError",
    "RashomonError",
    "Reason",
    "Sentence",
    "Span",
    "StateRelation",
    "Token",
    "TooLargeError",
    "UsageError",
    "Voice",
    "When",
    "Where",
    "Zone",
    "ZoneKind",
    "__version__",
    "code",
    "code_many",
    "read",
]

__version__ = "0.1.0"


def read(source: str | Path, *, published: str | None = None, publisher: str | None = None) -> Document:
    """Return the story in a file, a saved page, at an address, or in a string, with the zones of its page.

    `published` (YYYY-MM-DD) and `publisher` say what the story does not, or says wrongly.
    Raises an InputError that names the input and the remedy.
    """
    from rashomon.run import read_source

    return read_source(source, published=published, publisher=publisher)


def code(
    source: str | Path | Document,
    *,
    published: str | None = None,
    publisher: str | None = None,
    model: str | None = None,
) -> Coding:
    """Return what one story reports: each event with the voices that report it.

    `source` is a path, an address, a Document, or the text of a story itself.
    Raises an InputError for what cannot be read and LanguageError for a text that is not in English.
    """
    from rashomon.run import code_one

    return code_one(source, published=published, publisher=publisher, model=model)


def code_many(
    sources: Iterable[str | Path | Document],
    *,
    published: str | None = None,
    publisher: str | None = None,
    model: str | None = None,
    on_failure: Callable[[Failure], None] | None = None,
) -> Iterator[Coding]:
    """Yield the coding of each story, in order, little by little; folders stand for the files in them.

    A source that cannot be coded stops nothing: it goes to `on_failure`, or else to the log as a warning.
    """
    from rashomon.run import code_each

    return code_each(sources, published=published, publisher=publisher, model=model, on_failure=on_failure)
