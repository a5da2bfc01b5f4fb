"""This file is where the words of a text meet the names of the tables: the longest names, none inside another."""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec import Struct

from rashomon.lexicons.actors import ActorTables, Name, fold, split_name
from rashomon.records import Token

_HYPHENS = frozenset("-‐‑–—")
_ROLE_KINDS = frozenset({"role", "part", "former"})
#: Kinds of names that, marked as ambiguous, count only where their state is spoken of.
_DOUBTFUL = frozenset({"organisation", "group", "person", "people", "territory"})
_SHORT_ACRONYM = 3


class Words(Struct, frozen=True):
    """A text as words: as written, folded, and where each stands; a hyphen parts words and is none itself."""

    texts: tuple[str, ...]
    folded: tuple[str, ...]
    tokens: tuple[int, ...]
    """For each word the token it comes from, or its own number."""
    hyphened: frozenset[int]
    """Words that a hyphen joins to the next one."""


class Match(Struct, frozen=True, eq=False):
    """A name of the tables in the words `[start, end)`, with all that it may mean."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def name(self) -> Name:
        """Return what the name means first of all."""
        return self.names[0]

    def meaning(self, *kinds: str) -> Name | None:
        """Return the first meaning of one of the kinds, or None."""
        return next((name for name in self.names if name.kind in kinds), None)


def words_of_tokens(tokens: Sequence[Token]) -> Words:
    """Return the words of a parsed sentence."""
    texts = [token.text for token in tokens]
    if _HYPHENS.isdisjoint("".join(texts)):
        return Words(tuple(texts), tuple(map(fold, texts)), tuple(range(len(texts))), frozenset())
    return _parted_at_hyphens(texts)


def _parted_at_hyphens(tokens: Sequence[str]) -> Words:
    texts: list[str] = []
    numbers: list[int] = []
    hyphened: set[int] = set()
    for number, text in enumerate(tokens):
        if text in _HYPHENS:
            if texts:
                hyphened.add(len(texts) - 1)
            continue
        parts = [part for part in text.split("-") if part] or [text]
        hyphened.update(range(len(texts), len(texts) + len(parts) - 1))
        texts += parts
        numbers += [number] * len(parts)
    return Words(tuple(texts), tuple(map(fold, texts)), tuple(numbers), frozenset(hyphened))


def first_words(words: Words, count: int) -> list[int]:
    """Return for each token the first word that comes from it or, for a hyphen, from what follows."""
    if len(words.tokens) == count:
        return list(range(count + 1))
    first = [len(words.tokens)] * (count + 1)
    for position in range(len(words.tokens) - 1, -1, -1):
        first[words.tokens[position]] = position
    for index in range(count - 1, -1, -1):
        if first[index] == len(words.tokens):
            first[index] = first[index + 1]
    return first


def words_of_text(text: str) -> Words:
    """Return the words of a bare text; punctuation other than hyphens becomes a word `,`."""
    texts: list[str] = []
    hyphened: set[int] = set()
    last = 0
    for word, start, end in split_name(text):
        between = text[last:start].strip()
        if texts and between and between in _HYPHENS and last and start - last == len(between):
            hyphened.add(len(texts) - 1)
        elif texts and any(mark in between for mark in ",;:()"):
            texts.append(",")
        texts.append(word)
        last = end
    return Words(tuple(texts), tuple(map(fold, texts)), tuple(range(len(texts))), frozenset(hyphened))


def find_names(words: Words, tables: ActorTables, known: Container[str] = ()) -> list[Match]:
    """Return the longest names of the tables in the words, from left to right, none inside another.

    A name marked as ambiguous counts only if the text speaks of its state: `known` holds the states that it has named
    before these words; those that the words name count too.
    """
    found, has_doubtful = _scan(words, tables, known, {})
    return _scan(words, tables, known, _spots(found))[0] if has_doubtful and found else found


def _spots(matches: Sequence[Match]) -> dict[str, list[Match]]:
    """Return the matches that name each state."""
    spots: dict[str, list[Match]] = {}
    for match in matches:
        for code in {code for name in match.names for code in name.country}:
            spots.setdefault(code, []).append(match)
    return spots


def _scan(
    words: Words, tables: ActorTables, known: Container[str], spots: dict[str, list[Match]]
) -> tuple[list[Match], bool]:
    """Return the matches, and whether an ambiguous name was passed over. `spots` are the matches without such."""
    found: list[Match] = []
    index, folded, free, has_doubtful = tables.index, words.folded, 0, False
    for position, word in enumerate(folded):
        if position < free or not index.begins(word):
            continue
        for end, names in index.at(folded, position):
            written = [name for name in names if _is_written_so(name, words.texts, position, end)]
            fitting = tuple(
                [
                    name
                    for name in written
                    if _is_plain(name)
                    or _is_near(name, known, spots, position, end)
                    or _has_own_title(name, found, position)
                ]
            )
            has_doubtful = has_doubtful or len(fitting) < len(written)
            if fitting:
                found.append(Match(position, end, fitting))
                free = end
                break
    return found, has_doubtful


def _is_near(name: Name, known: Container[str], spots: dict[str, list[Match]], start: int, end: int) -> bool:
    """Say whether the state of an ambiguous name is spoken of elsewhere than in the name itself."""
    if any(code in known for code in name.country):
        return True
    # Matches do not overlap: of more than the name has words, one is outside.
    some = [match for code in name.country for match in spots.get(code, ())[: end - start + 1]]
    return any(match.end <= start or end <= match.start for match in some)


def _has_own_title(name: Name, found: Sequence[Match], start: int) -> bool:
    """Say whether the title right before a surname is one that the person bears: `Deputy Secretary Hicks`."""
    if name.kind != "person" or not found or found[-1].end != start:
        return False
    role = found[-1].meaning("role")
    return role is not None and any(
        set(role.id.split()) <= set(status.label.split()) for status in name.status
    )


def _is_plain(name: Name) -> bool:
    return not name.needs_context or name.kind not in _DOUBTFUL


def _is_written_so(name: Name, texts: Sequence[str], start: int, end: int) -> bool:
    """Say whether the text has the capitals that the name needs: `US` is a state, `us` is not."""
    if name.kind in _ROLE_KINDS:
        return True
    first = texts[start]
    if not first[0].isupper() and (name.surface[0].isupper() or name.kind not in _LOWER_KINDS):
        return False
    if end - start > 1:
        return (
            texts[end - 1][0].isupper()
            or texts[end - 1][0] == "'"
            or not name.surface.split()[-1][0].isupper()
        )
    letters = name.surface.replace(".", "")
    if letters.isupper() and len(letters) <= _SHORT_ACRONYM:
        return first.isupper()
    return True


_LOWER_KINDS = frozenset({"people", "people-adjective", "adjective"})
