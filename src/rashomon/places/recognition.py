"""This file is where the names of places are found in a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.places.gazetteer import Gazetteer
from rashomon.places.index import PlaceIndex
from rashomon.places.mentions import Mention, mention_of, trim
from rashomon.places.names import fold
from rashomon.records import Sentence, Span, Token

_PLACE_LABELS = frozenset({"GPE", "LOC"})
_DOUBTFUL_LABELS = frozenset({"", "PERSON", "ORG", "NORP", "PRODUCT", "FAC"})
_NAMED_LABELS = frozenset({"FAC", "ORG"})
#: A name in capitals this short is an acronym ("SWAT") unless the line around it is in capitals too.
ACRONYM_CHARS = 5
#: A town named inside an organisation's name counts from this size: below it, it is mostly a person's name.
NESTED_POPULATION = 50_000
#: Words that the proper name of a unit has at most, before its generic word.
UNIT_WORDS = 3
_UNITS = frozenset({"adm1", "adm2"})
#: A town that only its context shows counts from this size.
LONE_POPULATION = 1_000
_OBJECTS = frozenset({"dobj", "conj", "nsubjpass"})


def find_mentions(
    text: str, sentences: Iterable[Sentence], index: PlaceIndex, gazetteer: Gazetteer
) -> list[Mention]:
    """Return the mentions of places in the order of the text: no two overlap, none lies in a person's name.

    First what the parser takes for a place and what stands in the tables; then the other mentions of those names.
    """
    lines = [_line(sentence) for sentence in sentences]
    finder = _Finder(text, index, gazetteer)
    finder.persons = {name for line in lines for name in _names_of_persons(line)}
    for line in lines:
        finder.read(line)
    finder.propagate(lines)
    return sorted(finder.found, key=lambda mention: mention.span.start)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with what is asked of it most: its capitalised words and the parser's names."""

    sentence: Sentence
    capitals: tuple[int, ...]
    entities: tuple[tuple[str, int, int], ...]
    """Label, first and last token."""


class _Finder:
    """The mentions found so far in one text."""

    def __init__(self, text: str, index: PlaceIndex, gazetteer: Gazetteer) -> None:
        self.text = text
        self.index = index
        self.gazetteer = gazetteer
        self.found: list[Mention] = []
        self.taken: set[int] = set()
        self.persons: set[str] = set()

    def read(self, line: _Line) -> None:
        """Add the mentions that the sentence shows by itself."""
        sentence = line.sentence
        for first, last in self._table_names(line):
            self._add(sentence, first, last)
        for position in line.capitals:
            self._add_unit(sentence, position)
        for label, first, last in line.entities:
            if label in _PLACE_LABELS:
                self._add_entity(sentence, first, last)
            elif label in _NAMED_LABELS:
                self._add_nested(sentence, first, last)
        for position in _lone_names(line):
            self._add_lone(sentence, position)

    def _add_unit(self, sentence: Sentence, position: int) -> None:
        """Add the unit whose name ends in the generic word at the position ("Edgar County"), if there is such a unit."""
        tokens = sentence.tokens
        kinds = self.index.kinds_of.get(tokens[position].text.casefold())
        if not kinds or tokens[position].text.isupper():
            return
        for first in range(max(0, position - UNIT_WORDS), position):
            if all(t.pos == "PROPN" and t.text[:1].isupper() for t in tokens[first:position]):
                written = self._written(sentence, first, position)
                found = self.index.find(written, self.gazetteer).candidates
                if any(c.kind in kinds and c.kind in _UNITS and c.match != "skeleton" for c in found):
                    self._add(sentence, first, position)
                    return

    def _add_lone(self, sentence: Sentence, position: int) -> None:
        """Add a lone name that the parser takes for something else, if a preposition of place stands before it.

        As an object, or after "on" or "to", it is added on trial: it counts if it lies where the rest of the story is.
        """
        token = sentence.tokens[position]
        if (
            token.text in self.persons
            or fold(token.text) in self.index.kinds_of
            or token.text in self.index.demonyms
        ):
            return
        located = self._is_after_locative(sentence, position)
        found = self.index.find(token.text, self.gazetteer).candidates
        known = any(c.match != "skeleton" and c.population >= LONE_POPULATION for c in found)
        aimed_at = position > 0 and sentence.tokens[position - 1].text in self.index.words["aimed"]
        if known and len(token.text) > 3 and (located or aimed_at or token.dep in _OBJECTS):
            self._add(sentence, position, position, on_trial=not located)

    def propagate(self, lines: Iterable[_Line]) -> None:
        """Add the mentions of names already found that nothing else showed."""
        names: dict[str, set[tuple[str, ...]]] = {}
        for mention in self.found:
            words = tuple(fold(mention.text).split())
            if mention.candidates and words and not mention.on_trial:
                names.setdefault(words[0], set()).add(words)
        for line in lines:
            for first, last in _occurrences(line, names, self.persons):
                self._add(line.sentence, first, last, must_be_known=True)

    def _table_names(self, line: _Line) -> Iterator[tuple[int, int]]:
        """Yield the longest names of the tables that stand in the sentence, as first and last token."""
        tokens = line.sentence.tokens
        last = -1
        for position in line.capitals:
            limit = self.index.longest.get(fold(tokens[position].text).partition(" ")[0], 0)
            if limit and position > last and (length := self._length_of_name(line.sentence, position, limit)):
                last = position + length - 1
                yield position, last

    def _is_in_capitals(self, sentence: Sentence) -> bool:
        return all(token.text.isupper() for token in sentence.tokens if token.text.isalpha())

    def _length_of_name(self, sentence: Sentence, position: int, limit: int) -> int:
        """Return how many tokens the longest name of the tables from here has; 0 if none begins here."""
        tokens = sentence.tokens
        in_capitals = tokens[position].text.isupper() and self._is_in_capitals(sentence)
        for length in range(min(limit, len(tokens) - position), 0, -1):
            if self._is_table_name(tokens[position : position + length], in_capitals):
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
        written = self._written(sentence, first, last)
        if not any(c.isupper() for c in written) or written in self.index.demonyms:
            return
        if all(word in self.index.kinds_of or word == "of" for word in fold(written).split()):
            return
        is_acronym = written.isupper() and len(written) <= ACRONYM_CHARS and "." not in written
        of_person = tokens[last].text in self.persons and not self._is_after_locative(sentence, first)
        if is_acronym or of_person:
            self._add_if_large(sentence, first, last)
            return
        first, last = self._whole_name(sentence, first, last)
        if self._is_owner(sentence, first, last):
            self._add(sentence, first, first)
            first += 1
        # What nobody knows as a whole may be a town and the word after it: "Aleppo Bombing" in a headline.
        is_known = (
            first == last
            or self.index.find(trim(self._written(sentence, first, last)), self.gazetteer).candidates
        )
        if is_known or not self._add_nested(sentence, first, last):
            self._add(sentence, first, last)

    def _written(self, sentence: Sentence, first: int, last: int) -> str:
        return self.text[sentence.tokens[first].start : sentence.tokens[last].end]

    def _whole_name(self, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
        """Return the first and last token of the name with the proper nouns beside it that belong to it.

        The parser may take half of a name that it does not know: "Khan" of "Khan Sheikhoun".
        """
        tokens = sentence.tokens
        for start, end in ((first, last + 1), (first - 1, last)):
            if start < 0 or end >= len(tokens):
                continue
            other = tokens[end if end > last else start]
            if (
                other.pos != "PROPN"
                or not other.text[:1].isupper()
                or other.text.isupper()
                or other.start in self.taken
            ):
                continue
            if self._is_known(sentence, start, end):
                return start, end
        return first, last

    def _is_known(self, sentence: Sentence, first: int, last: int) -> bool:
        """Say whether the tables or the gazetteer have the name as it is written, with no generic word taken off."""
        written = trim(self._written(sentence, first, last))
        found = self.index.find(written, self.gazetteer)
        return found.key == fold(written) and any(c.match != "skeleton" for c in found.candidates)

    def _is_owner(self, sentence: Sentence, first: int, last: int) -> bool:
        """Say whether the name begins with a place that lost its apostrophe, and what it owns: "Syrias Idlib"."""
        written = sentence.tokens[first].text
        if last == first or not written.endswith("s") or self._is_known(sentence, first, last):
            return False
        found = self.index.find(written, self.gazetteer).candidates
        return any(c.match == "possessive" for c in found)

    def _is_after_locative(self, sentence: Sentence, first: int) -> bool:
        before = sentence.tokens[first - 1].text.casefold() if first else ""
        words = self.index.words
        return before in words["locative"] or before in words["origin"]

    def _add_nested(self, sentence: Sentence, first: int, last: int) -> bool:
        """Add the places that a name begins with or names after "of" ("Mosul University"); say whether there are any."""
        tokens, is_added = sentence.tokens, False
        first += tokens[first].text.casefold() == "the" and first < last
        # A body that everybody knows by its whole name is nowhere: "the Red Cross".
        if self.index.is_body(trim(self._written(sentence, first, last)), ()):
            return False
        starts = [first, *(i + 1 for i in range(first, last) if tokens[i].text in self.index.words["inside"])]
        for start in starts:
            for end in range(min(last, start + 2), start - 1, -1):
                # No place of that name: "Free Syrian Army".
                if end + 1 < len(tokens) and tokens[end + 1].text in self.index.demonyms:
                    continue
                if self._add_if_large(sentence, start, end):
                    is_added = True
                    break
        return is_added

    def _add_if_large(self, sentence: Sentence, first: int, last: int) -> bool:
        """Add the mention if it is the main name of a large town or a unit and no acronym; say whether it was added."""
        return self._is_large(sentence, first, last) and self._add(sentence, first, last, must_be_known=True)

    def _is_large(self, sentence: Sentence, first: int, last: int) -> bool:
        tokens = sentence.tokens[first : last + 1]
        written = self._written(sentence, first, last)
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

    def _add(
        self,
        sentence: Sentence,
        first: int,
        last: int,
        *,
        must_be_known: bool = False,
        on_trial: bool = False,
    ) -> bool:
        """Add the mention from token `first` to `last` unless one stands there; say whether it was added."""
        tokens = sentence.tokens[first : last + 1]
        if any(token.start in self.taken for token in tokens):
            return False
        span = Span(tokens[0].start, tokens[-1].end)
        mention = mention_of(self.text, span, self.index, self.gazetteer)
        if not mention.qualifiers and self.index.is_body(trim(mention.text), mention.candidates):
            return False
        if must_be_known and not any(c.match != "skeleton" for c in mention.candidates):
            return False
        self.found.append(replace(mention, on_trial=True) if on_trial else mention)
        self.taken.update(token.start for token in tokens)
        return True


def _line(sentence: Sentence) -> _Line:
    """Return the sentence with its capitalised words and the parser's names, found in one pass."""
    capitals, entities, start, label = [], [], 0, ""
    for token in sentence.tokens:
        if label and (token.entity != label or token.entity_begins):
            entities.append((label, start, token.index - 1))
            label = ""
        if token.entity and not label:
            start, label = token.index, token.entity
        if token.text[0].isupper():
            capitals.append(token.index)
    if label:
        entities.append((label, start, len(sentence.tokens) - 1))
    return _Line(sentence, tuple(capitals), tuple(entities))


def _names_of_persons(line: _Line) -> Iterator[str]:
    """Yield the words of the full names of persons: such a word alone is no place's name."""
    for label, first, last in line.entities:
        if label == "PERSON" and last > first:
            yield from (token.text for token in line.sentence.tokens[first : last + 1])


def _lone_names(line: _Line) -> Iterator[int]:
    """Yield the proper nouns of one word that the parser takes for no place, number or date."""
    tokens = line.sentence.tokens
    for position in line.capitals:
        token = tokens[position]
        if token.pos != "PROPN" or token.entity not in _DOUBTFUL_LABELS or token.dep == "compound":
            continue
        around = tokens[max(0, position - 1) : position + 2]
        if sum(other.pos == "PROPN" for other in around) == 1:
            yield position


def _occurrences(
    line: _Line, names: dict[str, set[tuple[str, ...]]], persons: set[str]
) -> Iterator[tuple[int, int]]:
    """Yield the longest of the names from each capitalised token that no person's full name covers."""
    tokens = line.sentence.tokens
    for position in line.capitals:
        token = tokens[position]
        found = names.get(fold(token.text).partition(" ")[0])
        if not found or (token.entity == "PERSON" and token.text in persons):
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
