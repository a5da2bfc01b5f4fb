"""This file is where accounts that go back to one text, one agency or one speaker are counted as one origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rashomon.comparisons import Origin
from rashomon.incidents.statements import Statements
from rashomon.lexicons.actors import fold
from rashomon.records import Document

_ARTICLES = frozenset({"the", "a", "an"})


def find_origins(statements: Sequence[Statements], lineages: Mapping[str, str]) -> tuple[Origin, ...]:
    """Return the origins of the accounts, numbered from 1 in the order of their first account.

    Accounts are of one origin if their documents are of one text lineage and the same voice speaks in them, if they
    credit one agency, or if they report one speaker or organs of one state: a ministry does not confirm its army. What a publisher says in its own voice, in documents that report
    exactly one speaker on the incident, rests on that speaker. `lineages` gives the lineage of each document.
    """
    leader = list(range(len(statements)))
    reasons: dict[int, list[str]] = {}
    for left, right, why in _ties(statements, lineages):
        first, second = sorted((_find(leader, left), _find(leader, right)))
        leader[second] = first
        reasons.setdefault(first, []).append(why)
        reasons[first] += reasons.pop(second, []) if second != first else []
    groups: dict[int, list[int]] = {}
    for number in range(len(statements)):
        groups.setdefault(_find(leader, number), []).append(number)
    return tuple(
        Origin(
            number,
            _label([statements[index] for index in members]),
            tuple(index + 1 for index in members),
            tuple(dict.fromkeys(reasons.get(root, ()))),
        )
        for number, (root, members) in enumerate(groups.items(), 1)
    )


def _find(leader: list[int], index: int) -> int:
    while leader[index] != index:
        index = leader[index]
    return index


def _ties(statements: Sequence[Statements], lineages: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield pairs of accounts that go back to one thing, and which."""
    first: dict[tuple[str, str], int] = {}
    for index, group in enumerate(statements):
        for key, why in _roots(group, lineages):
            if key in first:
                yield first[key], index, why
            else:
                first[key] = index
    yield from _short_names(statements)
    for index, group in enumerate(statements):
        speakers = [other for other, its in enumerate(statements) if _rests_on(group, its)]
        if group.speaker is None and len(speakers) == 1:
            yield index, speakers[0], f"{group.publisher} rests on {statements[speakers[0]].speaker} alone"


def _roots(group: Statements, lineages: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what an account goes back to, as a key and in words."""
    if group.speaker is not None:
        if not group.speaker_id.startswith(("anonymous:", "implicit:")):
            yield ("speaker", group.speaker_id), f"both report {group.speaker}"
        if group.state is not None:
            yield ("state", group.state), f"both report organs of one state ({group.state})"
    else:
        for document in group.documents:
            for agency in _agencies(document):
                yield ("agency", fold(agency)), f"both credit {agency}"
    for document in group.documents:
        lineage = lineages.get(document.id)
        if lineage is not None:
            # The same words of one text come from one mouth, however nameless.
            yield ("text", f"{lineage}|{fold(group.speaker or '')}"), "both print one text"


def _short_names(statements: Sequence[Statements]) -> Iterator[tuple[int, int, str]]:
    """Yield accounts of a speaker by a short name, and by a fuller one that nobody else on this incident shares.

    The Observatory is the Syrian Observatory for Human Rights as long as no other observatory speaks.
    """
    words = {n: _name_words(group.speaker) for n, group in enumerate(statements) if group.speaker}
    for index, short in words.items():
        speaker = statements[index].speaker or ""
        is_known = not statements[index].speaker_id.startswith("voice:")
        if is_known or not short or not speaker.split()[-1][:1].isupper():
            continue
        fuller = [n for n, other in words.items() if short < other]
        ordered = sorted(fuller, key=lambda n: len(words[n]))
        if ordered and all(words[a] <= words[b] for a, b in pairwise(ordered)):
            yield index, ordered[-1], f"{speaker} is short for {statements[ordered[-1]].speaker}"
        same = next((n for n, other in words.items() if n < index and other == short), None)
        if same is not None:
            yield same, index, f"both report {speaker}"


def _name_words(name: str) -> frozenset[str]:
    """Return the words of a name that begin with a capital, folded; none for a description in small letters."""
    return frozenset(
        fold(word) for word in name.split() if word[:1].isupper() and fold(word) not in _ARTICLES
    )


def _agencies(document: Document) -> Iterator[str]:
    """Yield the agency that a document credits, and the publisher, which may be an agency itself."""
    if document.agency:
        yield document.agency
    if document.publisher:
        yield document.publisher


def _rests_on(own: Statements, reported: Statements) -> bool:
    """Say whether the reported speaker is of the same publisher, and speaks in every document of its own account."""
    if reported.speaker is None or own.publisher != reported.publisher:
        return False
    mine, theirs = ({document.id for document in group.documents} for group in (own, reported))
    return mine <= theirs


def _label(members: Sequence[Statements]) -> str:
    """Return what an origin is called: the speaker they share, else the agency, else the first publisher."""
    speakers = [group.speaker for group in members if group.speaker]
    if speakers:
        return max(dict.fromkeys(speakers), key=speakers.count)
    agencies = [document.agency for group in members for document in group.documents if document.agency]
    return agencies[0] if agencies else members[0].publisher
