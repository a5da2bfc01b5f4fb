"""This file is where the noun phrases of a parsed sentence that name an actor are found and read."""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec.structs import replace

from rashomon.actors.located import place_matches
from rashomon.actors.neighbours import Mention, join_appositions, share_modifiers
from rashomon.actors.nouns import left_edge
from rashomon.actors.phrases import PhraseReader, Reading, combine
from rashomon.actors.pronouns import pronoun_mention
from rashomon.actors.words import Match, find_names, first_words, words_of_tokens
from rashomon.lexicons.actors import ActorTables
from rashomon.records import Reason, Sentence, Where

_MODIFIERS = frozenset(
    [
        "compound",
        "amod",
        "nmod",
        "advmod",
        "npadvmod",
        "quantmod",
        "nummod",
        "det",
        "punct",
        "case",
        "predet",
        "poss_case",
        "aux",
        "mark",
        "cc",
        "prep",
    ]
)
_ARGUMENTS = frozenset(
    ["nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "poss", "attr", "agent", "dative", "ROOT"]
)
_NOUNS = frozenset({"NOUN", "PROPN"})
#: Kinds of readings that later names may go back to; `maybe` is a name that nothing else knows, kept if one does.
_WITH_NAME = frozenset({"person", "unknown", "place", "maybe"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NAMED = frozenset({"state", "organisation", "group", "person", "territory", "metonym", "unknown"})
_STANDALONE = frozenset(
    {"state", "organisation", "group", "person", "territory", "metonym", "adjective", "capital"}
)


class SentenceReader:
    """Finds the mentions of one sentence."""

    def __init__(
        self,
        sentence: Sentence,
        tables: ActorTables,
        day: str,
        places: Sequence[Where],
        known: Container[str] = (),
    ) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.tables = tables
        self.words = words_of_tokens(sentence.tokens)
        matches = find_names(self.words, tables, known)
        self.word_at = first_words(self.words, len(sentence.tokens))
        matches = sorted(
            [*matches, *place_matches(sentence, self.word_at, matches, places)], key=lambda match: match.start
        )
        self.reader = PhraseReader(self.words, matches, tables, day)
        self.covered = {i for match in matches for i in range(match.start, match.end)}
        self.read_heads: dict[int, Mention | None] = {}
        self.consumed: set[int] = set()

    def mentions(self) -> list[Mention]:
        """Return the mentions in the order of their words, outer ones first."""
        found: list[Mention] = []
        for token in self.tokens:
            if token.pos == "PRON" or token.tag in ("PRP$", "PRP"):
                pronoun = pronoun_mention(self.sentence, token.index, self.tables)
                if pronoun is not None:
                    found.append(pronoun)
            elif self._is_head(token.index):
                mention = self._read(token.index)
                if mention is not None:
                    found.append(mention)
        found = [m for m in found if m.head not in self.consumed and not _is_part_of_name(m, found)]
        found += self._left_over(found)
        found += self._parsers_names(found)
        found.sort(key=lambda m: (m.first, -m.last))
        share_modifiers(found)
        return join_appositions(found)

    def _is_head(self, index: int) -> bool:
        token = self.tokens[index]
        if token.dep == "conj" and self.tokens[token.head].dep in _MODIFIERS:
            return False
        if token.pos in _NOUNS:
            return token.dep not in _MODIFIERS or token.head == index
        return (
            token.dep in _ARGUMENTS and token.pos in ("ADJ", "VERB", "NUM", "X") and self._names_people(index)
        )

    def _names_people(self, index: int) -> bool:
        word = self.word_at[index]
        for match in self.reader.matches:
            if match.start <= word < match.end:
                return match.meaning(
                    "adjective", "demonym", "people", "state", "organisation", "group"
                ) is not None or (
                    match.name.kind == "role"
                    and any(self.tokens[c].dep == "det" for c in self.sentence.children[index])
                )
        return False

    def _read(self, head: int) -> Mention | None:
        """Return the mention whose head is the token, read once."""
        if head not in self.read_heads:
            self.read_heads[head] = None
            self.read_heads[head] = self._read_phrase(head)
        return self.read_heads[head]

    def _read_phrase(self, head: int) -> Mention | None:
        token = self.tokens[head]
        if token.pos == "NOUN" and self.word_at[head] not in self.covered and token.text[0].islower():
            return None
        first = left_edge(self.sentence, head)
        last = self._name_end(head)
        start, end = self.word_at[first], self._word_end(last)
        reading = self.reader.read(start, end, self.word_at[head]) if start < end else None
        inner = self._of_phrase(head, last) if reading is None or reading.kind in ("role", "people") else None
        if inner is not None and self._is_partitive(head):
            self.consumed.add(inner.head)
            return replace_mention(inner, self._counted(inner.reading), first, head)
        if reading is not None and inner is not None:
            reading = combine(reading, inner.reading)
            last = inner.last if inner.first > head else last
        elif (
            reading is not None
            and reading.kind == "role"
            and not (reading.country or self._has_possessor(head))
        ):
            reading = self._located(reading, head)
        if reading is None:
            reading = self._named_by_parser(head)
        elif reading.kind in ("person", "unknown"):
            first = self._without_dateline(first, head)
        if reading is None or not self._may_act(reading, head):
            return None
        return self._mention(first, last, head, reading)

    def _mention(self, first: int, last: int, head: int, reading: Reading) -> Mention:
        token = self.tokens[head]
        opener = self.tokens[first].text.lower()
        if not reading.gender and token.entity == "PERSON" and token.pos == "PROPN":
            reading = replace(reading, gender=self._gender_of_name(head))
        return Mention(
            self.sentence,
            first,
            last,
            head,
            reading,
            name=self._proper_name(first, last, head) if reading.kind in _WITH_NAME else "",
            is_subject=token.dep in _SUBJECTS,
            is_definite=opener in self.tables.words["definite"],
        )

    def _without_dateline(self, first: int, head: int) -> int:
        """Return the first token of a name without the city in capitals that a dateline leaves before it."""
        word = self.word_at[first]
        match = next((m for m in self.reader.matches if m.start == word), None)
        if (
            match is None
            or match.name.kind not in ("capital", "place")
            or not self.words.texts[word].isupper()
        ):
            return first
        after = self.words.tokens[min(match.end, len(self.words.tokens) - 1)]
        return after if after <= head else first

    def _name_end(self, head: int) -> int:
        """Return the last token of the phrase: the head, or the end of a name that goes on behind it."""
        word = self.word_at[head]
        for match in self.reader.matches:
            if match.start <= word < match.end:
                return max(head, self.words.tokens[match.end - 1])
        return head

    def _word_end(self, last: int) -> int:
        tokens = self.words.tokens
        position = self.word_at[last]
        while position < len(tokens) and tokens[position] == last:
            position += 1
        return position

    def _of_phrase(self, head: int, last: int) -> Mention | None:
        """Return the mention after `of`, its coordinated states taken in."""
        for child in self.sentence.children[head]:
            token = self.tokens[child]
            if child <= last or token.dep != "prep" or token.text.lower() != "of":
                continue
            inner = self.sentence.dependent(child, "pobj")
            if inner is not None and self._is_head(inner):
                return self._with_conjuncts(inner)
        return None

    def _with_conjuncts(self, index: int) -> Mention | None:
        mention = self._read(index)
        if mention is None or mention.reading.kind not in ("state", "capital"):
            return mention
        country, last = list(mention.reading.country), mention.last
        current: int | None = index
        while current is not None:
            current = self.sentence.dependent(current, "conj")
            joined = self._read(current) if current is not None and self._is_head(current) else None
            if joined is None or joined.reading.kind not in ("state", "capital"):
                break
            country += [code for code in joined.reading.country if code not in country]
            last = joined.last
        reading = replace(mention.reading, country=tuple(country))
        return Mention(self.sentence, mention.first, last, mention.head, reading)

    def _is_partitive(self, head: int) -> bool:
        word = self.word_at[head]
        return any(m.end - 1 == word and m.meaning("part") for m in self.reader.matches)

    def _counted(self, reading: Reading) -> Reading:
        if (
            reading.kind in ("state", "demonym", "people")
            and reading.method == "demonym"
            and not reading.sectors
        ):
            return replace(reading, sectors=("CVL",), why=(*reading.why, Reason("actor:counted-people")))
        return reading

    def _located(self, reading: Reading, head: int) -> Reading:
        """Return the reading of a role with the state of the place where the text puts it: `rebels in Darfur`."""
        locatives = self.tables.words["locative"]
        for child in self.sentence.children[head]:
            token = self.tokens[child]
            if child < head or token.dep != "prep" or token.text.lower() not in locatives:
                continue
            inner = self.sentence.dependent(child, "pobj")
            if inner is None:
                continue
            word = self.word_at[inner]
            match = next((m for m in self.reader.matches if m.start <= word < m.end), None)
            name = match.meaning("state", "capital", "territory", "place") if match else None
            if name is not None and name.country:
                why = (*reading.why, Reason("actor:located", repr(name.surface)))
                return replace(
                    reading, country=name.country, is_disputed=name.is_disputed, method="place", why=why
                )
        return reading

    def _named_by_parser(self, head: int) -> Reading | None:
        """Return the reading of a name that only the parser knows for a person's or an organisation's."""
        token = self.tokens[head]
        if token.entity in ("PERSON", "ORG") and token.pos == "PROPN":
            why = (Reason("actor:unknown-name", f"{token.entity} {token.text!r}"),)
            human = token.entity == "PERSON"
            gender = self._gender_of_name(head) if human else ""
            return Reading(kind="unknown", gender=gender, is_human=human, why=why)
        if token.pos == "PROPN":
            return Reading(kind="maybe", gender=self._gender_of_name(head))
        return None

    def _gender_of_name(self, head: int) -> str:
        first = left_edge(self.sentence, head)
        for token in self.tokens[first : head + 1]:
            gender = self.tables.genders.get(token.text.lower().rstrip("."))
            if gender:
                return gender
        return ""

    def _may_act(self, reading: Reading, head: int) -> bool:
        """Say whether the phrase is more than a place where something happens: `in Kabul` acts on nobody."""
        token = self.tokens[head]
        if reading.is_thing:
            return token.dep in _SUBJECTS
        if reading.kind == "role":
            return bool(reading.country or reading.sectors or reading.is_human or self._has_possessor(head))
        is_language = reading.method == "demonym" and not reading.is_plural and token.dep == "pobj"
        if reading.kind not in ("capital", "place") and not is_language:
            return True
        if token.dep != "pobj":
            return token.dep in _ARGUMENTS
        return self.tokens[token.head].text.lower() not in self.tables.words["locative"]

    def _has_possessor(self, head: int) -> bool:
        return any(self.tokens[child].dep == "poss" for child in self.sentence.children[head])

    def _proper_name(self, first: int, last: int, head: int) -> str:
        """Return the folded words of the name itself, without title, state and determiner."""
        label = self.tokens[head].entity
        if label in ("PERSON", "ORG"):
            while first < head and any(t.entity != label for t in self.tokens[first:head]):
                first += 1
        start, end = self.word_at[first], self._word_end(last)
        skip = {
            i
            for m in self.reader.matches
            if m.start >= start and m.end <= self.word_at[head] and m.name.kind != "person"
            for i in range(m.start, m.end)
        }
        titles = self.tables.words["title"]
        return " ".join(
            self.words.folded[i]
            for i in range(start, end)
            if i not in skip and self.words.texts[i][:1].isupper() and self.words.folded[i] not in titles
        )

    def _left_over(self, found: Sequence[Mention]) -> list[Mention]:
        """Return mentions for names that stand inside phrases which name no actor themselves."""
        covered: set[int] = set()
        for mention in found:
            covered.update(range(mention.first, mention.last + 1))
        extra = []
        for match in self.reader.matches:
            first, last = self.words.tokens[match.start], self.words.tokens[match.end - 1]
            name = match.meaning(*_STANDALONE)
            if name is None or name.needs_context or first in covered or last in covered:
                continue
            reading = self._standalone(match)
            head = self._head_of(first, last)
            if reading is not None and self._may_act(reading, head):
                extra.append(self._mention(first, last, head, reading))
        return extra

    def _parsers_names(self, found: Sequence[Mention]) -> list[Mention]:
        """Return mentions for persons and bodies that the parser names inside phrases which name no actor."""
        covered = {i for mention in found for i in range(mention.first, mention.last + 1)}
        extra: list[Mention] = []
        start = None
        for token in (*self.tokens, None):
            inside = token is not None and token.entity in ("PERSON", "ORG") and token.index not in covered
            if start is not None and (not inside or (token is not None and token.entity_begins)):
                last = (len(self.tokens) if token is None else token.index) - 1
                extra += self._parsers_name(start, last)
                start = None
            if inside and token is not None and start is None and token.pos == "PROPN":
                start = token.index
        return extra

    def _parsers_name(self, first: int, last: int) -> list[Mention]:
        while last > first and self.tokens[last].pos != "PROPN":
            last -= 1
        reading = self.reader.read(self.word_at[first], self._word_end(last)) or self._named_by_parser(last)
        return [] if reading is None else [self._mention(first, last, last, reading)]

    def _standalone(self, match: Match) -> Reading | None:
        name = match.meaning("adjective")
        if name is not None:
            why = (Reason("actor:adjective", repr(name.surface)),)
            return Reading(
                "state",
                name.id,
                name.country,
                name.sectors_on(""),
                None,
                "demonym",
                is_disputed=name.is_disputed,
                why=why,
            )
        return self.reader.read(match.start, match.end)

    def _head_of(self, first: int, last: int) -> int:
        for index in range(first, last + 1):
            if not first <= self.tokens[index].head <= last or self.tokens[index].head == index:
                return index
        return last


def replace_mention(mention: Mention, reading: Reading, first: int, head: int) -> Mention:
    """Return the mention that begins at `first` and hangs on `head`: `thousands of Cubans`."""
    subject = mention.sentence.tokens[head].dep in _SUBJECTS
    return Mention(mention.sentence, first, mention.last, head, reading, mention.name, is_subject=subject)


def _is_part_of_name(mention: Mention, found: Sequence[Mention]) -> bool:
    """Say whether the mention is the end of a longer name that the tables know: `Rights` of an observatory."""
    if mention.reading.kind not in ("unknown", "maybe"):
        return False
    return any(
        other.reading.id
        and other.first < mention.first
        and other.last >= mention.last
        and other.head < mention.first
        for other in found
    )
