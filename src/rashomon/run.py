"""This file is where inputs are coded one after the other, so that a bad one never stops the others."""

from __future__ import annotations

import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import RashomonError
from rashomon.records import Coding, Document, Sentence

if TYPE_CHECKING:
    from rashomon.pipeline import Tools

Source = str | Path | Document

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no coding, and the error that says why and what to do."""

    name: str
    error: RashomonError


@lru_cache(maxsize=2)
def load_tools_once(model: str | None = None) -> Tools:
    """Return the tools for the model, loaded when they are first asked for."""
    from rashomon.pipeline import load_tools

    return load_tools(model)


def read_source(
    source: str | Path, *, published: str | None = None, publisher: str | None = None
) -> Document:
    """Return the document behind a path, an address or `-`, or the one that is the string itself."""
    from rashomon.documents import read, read_text

    if isinstance(source, str) and is_text(source):
        return read_text(writable(source), published=published, publisher=publisher)
    document = read(source, published=published, publisher=publisher)
    return replace(document, name=writable(document.name or str(source)))


def writable(text: str) -> str:
    """Return the text with halves of characters, which no file can hold, replaced one for one."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def code_one(
    source: Source, *, published: str | None = None, publisher: str | None = None, model: str | None = None
) -> Coding:
    """Return the coding of one source; raise what keeps it from being coded."""
    from rashomon.pipeline import code_documents

    document = _open(source, published=published, publisher=publisher)
    return next(code_documents([document], load_tools_once(model)))


def is_text(source: str) -> bool:
    """Say whether the string is a story rather than the name of one: it has several words and names no file."""
    if "\n" in source.strip():
        return True
    words = source.split()
    return len(words) > 1 and words[-1].endswith((".", "!", "?", '"', "”", "’", "'")) and not _exists(source)


def expand(inputs: Iterable[Source]) -> Iterator[Source]:
    """Yield what the inputs stand for, folders replaced by their files; what is not there is passed over."""
    ignored: deque[Failure] = deque(maxlen=1)
    for source in inputs:
        yield from _expand(source, ignored)


def code_inputs(
    inputs: Iterable[Source],
    *,
    published: str | None = None,
    publisher: str | None = None,
    model: str | None = None,
) -> Iterator[Coding | Failure]:
    """Yield a coding or a failure for each input. Folders stand for their files; little is held in memory."""
    failures: deque[Failure] = deque()
    documents = _documents(inputs, failures, published=published, publisher=publisher)
    first = next(documents, None)
    if first is not None:
        for result in _code(chain([first], documents), load_tools_once(model)):
            while failures:
                yield failures.popleft()
            yield result
    yield from failures


def code_chunk(
    documents: Iterable[Document], model: str | None = None
) -> Iterator[tuple[Document, Coding | Failure]]:
    """Yield each document with its coding or its failure, in order; the documents are parsed together."""
    documents = tuple(documents)
    yield from zip(documents, _code(iter(documents), load_tools_once(model)), strict=True)


def code_each(
    inputs: Iterable[Source], *, on_failure: Callable[[Failure], None] | None = None, **options: str | None
) -> Iterator[Coding]:
    """Yield the coding of each input that can be coded; the others go to `on_failure`, else to the log."""
    for result in code_inputs(inputs, **options):
        if isinstance(result, Coding):
            yield result
        elif on_failure is not None:
            on_failure(result)
        else:
            _log.warning("not coded: %s", result.error)


def _open(source: Source, *, published: str | None, publisher: str | None) -> Document:
    """Return a document that is in a language we code."""
    from rashomon.documents import check_language

    if not isinstance(source, Document):
        source = read_source(source, published=published, publisher=publisher)
    check_language(source)
    return source


def _documents(
    inputs: Iterable[Source], failures: deque[Failure], *, published: str | None, publisher: str | None
) -> Iterator[Document]:
    for source in inputs:
        for found in _expand(source, failures):
            try:
                yield _open(found, published=published, publisher=publisher)
            except RashomonError as error:
                failures.append(Failure(_name(found), error))
            except Exception as error:
                failures.append(Failure(_name(found), _unforeseen(_name(found), error)))


def _expand(source: Source, failures: deque[Failure]) -> Iterator[Source]:
    """Yield what an input stands for: itself, or the files of a folder."""
    from rashomon.documents import find_inputs

    if isinstance(source, Document) or (isinstance(source, str) and is_text(source)):
        yield source
        return
    try:
        yield from find_inputs([source])
    except RashomonError as error:
        failures.append(Failure(str(source), error))


def _code(documents: Iterator[Document], tools: Tools) -> Iterator[Coding | Failure]:
    """Yield the coding of each document. If parsing fails, those that were being parsed together are parsed alone."""
    waiting: deque[Document] = deque()
    finished = False
    while not finished:
        try:
            for document, sentences in _parse(_noted(documents, waiting), tools):
                waiting.popleft()
                yield _code_parsed(document, sentences, tools)
            finished = True
        except Exception as error:
            _log.debug("parsing failed", exc_info=error)
            yield from (_code_alone(document, tools) for document in waiting)
            waiting.clear()


def _noted(documents: Iterator[Document], waiting: deque[Document]) -> Iterator[Document]:
    for document in documents:
        waiting.append(document)
        yield document


def _parse(documents: Iterable[Document], tools: Tools) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
    from rashomon.sentences import parse_all

    return parse_all(documents, tools.parser, settings=tools.settings)


def _code_alone(document: Document, tools: Tools) -> Coding | Failure:
    try:
        _, sentences = next(_parse([document], tools))
    except Exception as error:
        return Failure(_name(document), _unforeseen(_name(document), error))
    return _code_parsed(document, sentences, tools)


def _code_parsed(document: Document, sentences: tuple[Sentence, ...], tools: Tools) -> Coding | Failure:
    from rashomon.pipeline import code_document

    try:
        return code_document(document, sentences, tools)
    except Exception as error:
        return Failure(_name(document), _unforeseen(_name(document), error))


def _unforeseen(name: str, error: Exception) -> RashomonError:
    """Return an error of ours for one that we did not expect, so that the other inputs still come out."""
    _log.debug("unforeseen error in %s", name, exc_info=error)
    return RashomonError(
        f"{name}: not coded, a fault in rashomon ({type(error).__name__}: {error}); please report it with the file"
    )


def _name(source: Source) -> str:
    if isinstance(source, Document):
        return source.name or source.id
    return "the text" if isinstance(source, str) and is_text(source) else str(source)


def _exists(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False
