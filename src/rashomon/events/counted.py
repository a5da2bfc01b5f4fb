"""This file is where a number meets the noun that it counts, and measures, dates and prices are left out."""

from __future__ import annotations

from msgspec import Struct

from rashomon.events.counts import Count
from rashomon.lexicons.figures import FigureTables
from rashomon.records import Sentence

#: Parser labels of numbers that measure or price something. Its dates are no safe sign: "the toll stood at 13 later in the day".
_MEASURES = frozenset({"MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_MOST_WORDS_BEFORE_NOUN = 6


class Mention(Struct, frozen=True):
    """A number with the noun it counts and the token by which both hang in the sentence."""

    count: Count
    noun: int | None
    noun_class: str
    """Class of the noun; empty without a noun, `unknown` for a noun of no class."""
    head: int
    state: str = ""
    """A word between number and noun: 12 wounded soldiers."""

    @property
    def last(self) -> int:
        """Return the index of the last token of number and noun."""
        return max(self.count.end - 1, self.noun if self.noun is not None else 0)


def find_mention(sentence: Sentence, count: Count, tables: FigureTables) -> Mention | None:
    """Return the number with its noun, or None if it measures, dates, names or prices something."""
    tokens, following = sentence.tokens, ""
    if count.end < len(tokens):
        following = tokens[count.end].text.lower()
    if following in {"-", "/", ":"} or _is_rate(sentence, count):
        return None
    noun, state = (None, "") if count.is_nobody else _noun(sentence, count, tables)
    noun_class = "people" if count.is_nobody else ""
    if noun is not None:
        noun_class = _class_of(sentence, noun, tables)
        if count.is_article and noun_class == "unknown":
            return None
    elif count.is_article or (count.low == count.high == 0 and not count.is_nobody):
        return None
    if noun_class in {"", "unknown"} and not count.is_nobody and _measures(sentence, count, noun, tables):
        return None
    last = max(count.end - 1, noun if noun is not None else 0)
    if noun is None and following in {"more", "others"}:
        last = count.end
    return Mention(count, noun, noun_class, _head(sentence, count.number, last), state)


def _head(sentence: Sentence, first: int, last: int) -> int:
    """Return the token from `first` to `last` by which they hang in the sentence."""
    for index in range(first, last + 1):
        head = sentence.tokens[index].head
        if not first <= head <= last or head == index:
            return index
    return last


def _is_rate(sentence: Sentence, count: Count) -> bool:
    """Say whether the number is the second of "one in 6,500"."""
    words = sentence.tokens[max(0, count.first - 2) : count.first]
    return len(words) == 2 and words[0].pos == "NUM" and words[1].text in {"in", "per"}


def _noun(sentence: Sentence, count: Count, tables: FigureTables) -> tuple[int | None, str]:
    """Return the index of the noun that the number counts, and a state word before it."""
    tokens, position, state = sentence.tokens, count.end, ""
    if position + 1 < len(tokens) and (tokens[position].lemma, tokens[position + 1].lemma) == ("more", "of"):
        position += 1
    if position < len(tokens) and tokens[position].lemma == "of":
        position += 1
        while position < len(tokens) and tokens[position].pos in {"DET", "PRON", "NUM"}:
            if tokens[position].tag in {"PRP", "WP"}:
                return None, ""
            position += 1
    found = None
    for index in range(position, min(position + _MOST_WORDS_BEFORE_NOUN, len(tokens))):
        token = tokens[index]
        if token.pos in {"NOUN", "PROPN"} and not _is_date(sentence, index, tables):
            found = index
            if token.tag in {"NNS", "NNPS"} and not _runs_on(sentence, index):
                break
        elif not _may_precede(sentence, index):
            break
        elif token.text.lower() in tables.states:
            state = token.text.lower()
    if found is not None and tokens[found].text.lower() in tables.states:
        return None, ""
    return found, state if found is not None else ""


def _may_precede(sentence: Sentence, index: int) -> bool:
    """Say whether the word may stand between a number and its noun."""
    token = sentence.tokens[index]
    if token.pos == "ADJ" or token.text == "-":
        return True
    is_next_nominal = index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].pos in {"NOUN", "ADJ"}
    return token.tag in {"VBN", "VBG"} and token.dep == "amod" and is_next_nominal


def _runs_on(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.dep == "compound" and token.head == index + 1


def _is_date(sentence: Sentence, index: int, tables: FigureTables) -> bool:
    token = sentence.tokens[index]
    return (
        token.pos == "PROPN" and token.entity in {"DATE", "TIME"} and token.text.lower() not in tables.units
    )


def _class_of(sentence: Sentence, noun: int, tables: FigureTables) -> str:
    token = sentence.tokens[noun]
    word = token.lemma.lower()
    if word in tables.classes or word in tables.units or token.pos != "PROPN":
        return tables.classes.get(word, "unknown")
    # A people's name in the plural counts its people: 20 Canadians.
    singular = token.text.lower().removesuffix("s")
    return tables.classes.get(singular, "people" if token.entity == "NORP" else "unknown")


def _measures(sentence: Sentence, count: Count, noun: int | None, tables: FigureTables) -> bool:
    """Say whether the number is a measure, date, price, age or name and no count."""
    tokens = sentence.tokens
    number = tokens[count.end - 1]
    around = [count.number - 1, count.end, *(() if noun is None else (noun,))]
    if any(0 <= i < len(tokens) and tokens[i].lemma.lower() in tables.units for i in around):
        return True
    if number.entity in _MEASURES or (number.text.isdigit() and len(number.text) == 4 and noun is None):
        return True
    before, after = count.first - 1, count.end
    if noun is None and before >= 0:
        is_set_off = tokens[before].text in {",", "(", "-", "/"} and after < len(tokens)
        return tokens[before].pos == "PROPN" or (is_set_off and tokens[after].text in {",", ")"})
    return False
