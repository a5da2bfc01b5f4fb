"""This file is where accounts that go back to one text, one agency or one speaker are counted as one origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rashomon.comparisons import Origin
from rashomon.incidents.statements import Statements
from rashomon.lexicons.actors import fold
from rashomon.records import Document


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
            yield ("text", f"{lineage}|{group.speaker_id}"), "both print one text"


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
