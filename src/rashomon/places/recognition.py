"""This file is where the names of places are found in a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rashomon.places.gazetteer import Gazetteer
from rashomon.places.index import PlaceIndex
from rashomon.places.mentions import Mention, mention_of
from rashomon.places.names import fold
from rashomon.records import Sentence, Span, Token

_PLACE_LABELS = frozenset({"GPE", "LOC"})
_NAMED_LABELS = frozenset({"FAC", "ORG"})
#: A name in capitals this short is an acronym ("SWAT") unless the line around it is in capitals too.
ACRONYM_CHARS = 5
#: A town named inside an organisation's name counts from this size: below it, it is mostly a person's name.
NESTED_POPULATION = 50_000


def find_mentions(
    text: str, sentences: Iterable[Sentence], index: PlaceIndex, gazetteer: Gazetteer
) -> list[Mention]:
    """Return the mentions of places in the order of the text: no two overlap, none lies in a person's name.

    First what the parser takes for a place and what stands in the tables; then the other mentions of those names.
    """
    sentences = tuple(sentences)
    finder = _Finder(text, index, gazetteer)
    finder.persons = {t.text for s in sentences for t in s.tokens if t.entity == "PERSON"}
    for sentence in sentences:
        finder.read(sentence)
    finder.propagate(sentences)
    return sorted(finder.found, key=lambda mention: mention.span.start)


class _Finder:
    """The mentions found so far in one text."""

    def __init__(self, text: str, index: PlaceIndex, gazetteer: Gazetteer) -> None:
        self.text = text
        self.index = index
        self.gazetteer = gazetteer
        self.found: list[Mention] = []
        self.taken: set[int] = set()
        self.persons: set[str] = set()

    def read(self, sentence: Sentence) -> None:
        """Add the mentions that the sentence shows by itself."""
        for first, last in self._table_names(sentence):
            self._add(sentence, first, last)
        for label, first, last in _entities(sentence.tokens):
            if label in _PLACE_LABELS:
                self._add_entity(sentence, first, last)
            elif label in _NAMED_LABELS:
                self._add_nested(sentence, first, last)
            elif label == "PERSON" and first == last and self._is_after_locative(sentence, first):
                self._add_if_large(sentence, first, last)

    def propagate(self, sentences: Iterable[Sentence]) -> None:
        """Add the mentions of names already found that nothing else showed."""
        names: dict[str, set[tuple[str, ...]]] = {}
        for mention in self.found:
            words = tuple(fold(mention.text).split())
            if mention.candidates and words:
                names.setdefault(words[0], set()).add(words)
        for sentence in sentences:
            for first, last in _occurrences(sentence.tokens, names):
                self._add(sentence, first, last, must_be_known=True)

    def _table_names(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Yield the longest names of the tables that stand in the sentence, as first and last token."""
        tokens = sentence.tokens
        in_capitals = self._is_in_capitals(sentence)
        position = 0
        while position < len(tokens):
            length = self._length_of_name(tokens, position, in_capitals)
            if length:
                yield position, position + length - 1
            position += length or 1

    def _is_in_capitals(self, sentence: Sentence) -> bool:
        return all(token.text.isupper() for token in sentence.tokens if token.text.isalpha())

    def _length_of_name(self, tokens: Sequence[Token], position: int, in_capitals: bool) -> int:
        token = tokens[position]
        if not token.text[:1].isupper() or token.entity == "PERSON":
            return 0
        words = fold(token.text).split()
        limit = self.index.longest.get(words[0], 0) if words else 0
        for length in range(min(limit, len(tokens) - position), 0, -1):
            group = tokens[position : position + length]
            if self._is_table_name(group, in_capitals):
                return length
        return 0

    def _is_table_name(self, group: Sequence[Token], in_capitals: bool) -> bool:
        written = self.text[group[0].start : group[-1].end]
        key = fold(written)
        known = self.index.named.get(key) or self.index.areas.get(key) or self.index.spellings.get(key)
        if not known or any(token.entity == "PERSON" for token in group) or not group[-1].text[:1].isalpha():
            return False
        if len(group) == 1 and written.isupper() and not in_capitals and "." not in written:
            return len(key) <= 3 or len(key) > ACRONYM_CHARS
        return len(key) > 3 or written.replace(".", "").isupper()

    def _add_entity(self, sentence: Sentence, first: int, last: int) -> None:
        tokens = sentence.tokens
        while first < last and tokens[first].text.casefold() in ("the", "'", '"'):
            first += 1
        while last > first and (tokens[last].tag == "POS" or not tokens[last].text[:1].isalnum()):
            last -= 1
        written = self.text[tokens[first].start : tokens[last].end]
        if not any(c.isupper() for c in written) or written in self.index.demonyms:
            return
        if all(word in self.index.kinds_of or word == "of" for word in fold(written).split()):
            return
        is_acronym = written.isupper() and len(written) <= ACRONYM_CHARS and "." not in written
        of_person = tokens[last].text in self.persons and not self._is_after_locative(sentence, first)
        if is_acronym or of_person:
            self._add_if_large(sentence, first, last)
        else:
            self._add(sentence, first, last)

    def _is_after_locative(self, sentence: Sentence, first: int) -> bool:
        return first > 0 and sentence.tokens[first - 1].text.casefold() in self.index.words["locative"]

    def _add_nested(self, sentence: Sentence, first: int, last: int) -> None:
        """Add the place that an organisation's name begins with or names after "of": "Mosul University"."""
        tokens = sentence.tokens
        starts = [first, *(i + 1 for i in range(first, last) if tokens[i].text in self.index.words["inside"])]
        for start in starts:
            for end in range(min(last, start + 2), start - 1, -1):
                if self._add_if_large(sentence, start, end):
                    break

    def _add_if_large(self, sentence: Sentence, first: int, last: int) -> bool:
        """Add the mention if it is the main name of a large town or a unit and no acronym; say whether it was added."""
        return self._is_large(sentence, first, last) and self._add(sentence, first, last, must_be_known=True)

    def _is_large(self, sentence: Sentence, first: int, last: int) -> bool:
        tokens = sentence.tokens[first : last + 1]
        written = self.text[tokens[0].start : tokens[-1].end]
        if not all(token.text[:1].isupper() for token in tokens) or fold(written) in self.index.kinds_of:
            return False
        if written.isupper() and len(written) <= ACRONYM_CHARS and not self._is_in_capitals(sentence):
            return False
        found = self.index.find(written, self.gazetteer).candidates
        return any(
            c.match in ("name", "table")
            and c.kind in ("city", "adm1", "country")
            and (c.kind != "city" or c.population >= NESTED_POPULATION)
            for c in found
        )

    def _add(self, sentence: Sentence, first: int, last: int, *, must_be_known: bool = False) -> bool:
        """Add the mention from token `first` to `last` unless one stands there; say whether it was added."""
        tokens = sentence.tokens[first : last + 1]
        if any(token.start in self.taken for token in tokens):
            return False
        span = Span(tokens[0].start, tokens[-1].end)
        mention = mention_of(self.text, span, self.index, self.gazetteer)
        if must_be_known and not any(c.match != "skeleton" for c in mention.candidates):
            return False
        self.found.append(mention)
        self.taken.update(token.start for token in tokens)
        return True


def _entities(tokens: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """Yield the parser's names as label, first and last token."""
    start = 0
    for position, token in enumerate(tokens):
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if not token.entity:
            start = position + 1
        elif following is None or following.entity != token.entity or following.entity_begins:
            yield token.entity, start, position
            start = position + 1


def _occurrences(
    tokens: Sequence[Token], names: dict[str, set[tuple[str, ...]]]
) -> Iterator[tuple[int, int]]:
    """Yield the longest of the names from each capitalised token that no person's name covers."""
    for position, token in enumerate(tokens):
        if not token.text[:1].isupper() or token.entity == "PERSON":
            continue
        found = names.get(fold(token.text).partition(" ")[0])
        if not found:
            continue
        for words in sorted(found, key=len, reverse=True):
            last = _end_of(tokens, position, words)
            if last is not None:
                yield position, last
                break


def _end_of(tokens: Sequence[Token], position: int, words: tuple[str, ...]) -> int | None:
    """Return the last token of the words, if they stand from `position` on."""
    read: list[str] = []
    for index in range(position, min(len(tokens), position + 2 * len(words) + 1)):
        read.extend(fold(tokens[index].text).split())
        if tuple(read) == words:
            return index
        if tuple(read) != words[: len(read)]:
            return None
    return None
