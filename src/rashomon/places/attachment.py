"""This file is where each event is given the place that its own words put it in, or none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from msgspec.structs import replace

from rashomon.lexicons.places import load_place_words
from rashomon.records import Document, Event, Reason, Sentence, Where, ZoneKind

#: Acts done by speaking: they happen where the speaker is, not where what is spoken of happens.
STATEMENTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
#: Acts whose object is where they happen: "shelled Ganja", "entered the town".
ON_THE_SPOT = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
#: Acts that move something out of or to a place, and the preposition that then names it.
MOVES = {"RETREAT": frozenset({"from"}), "MOBILIZE": frozenset({"to", "into", "towards", "toward"})}
#: No clause of a story is longer, in characters; a list of a thousand names may be.
_REACH = 1500
_WIDE = frozenset({"country", "macro"})
_FINENESS = ("point", "town", "district", "province", "region", "country", "macro", "")
_OBJECTS = frozenset({"dobj", "nsubjpass", "obj"})
_NAME_PARTS = frozenset({"compound", "nmod", "amod", "appos", "conj", "npadvmod"})
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "parataxis"})
#: Clauses that share the place their main clause begins with: "In Ganja, shells fell and killed three".
_SHARING = frozenset({"conj", "advcl", "xcomp"})


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the place tables by what they do."""

    locative: frozenset[str]
    aimed: frozenset[str]
    object: frozenset[str]
    speaking: frozenset[str]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Site:
    """A place with the word of the sentence that its name hangs on, and the preposition before it, if any."""

    place: Where
    top: int
    preposition: str
    link: int
    """The word that the preposition, or else the name, depends on."""
    dep: str
    """The relation of the name itself, where no preposition stands before it."""


def place_events(
    document: Document, sentences: tuple[Sentence, ...], events: tuple[Event, ...], places: tuple[Where, ...]
) -> tuple[Event, ...]:
    """Return the events, each with the place that its own clause, or else the main clause, puts it in.

    An event whose words name no place keeps None and says so. A country that acts or is acted upon is no place, and
    a statement is placed where its speaker spoke, never at the place it is about.
    """
    words = _words()
    wanted = {event.sentence for event in events}
    starts = sorted((p.span.start, number) for number, p in enumerate(places) if p.span is not None)
    by_sentence: dict[int, list[_Site]] = {}
    for sentence in sentences:
        if sentence.index in wanted:
            first = bisect_left(starts, (sentence.span.start, 0))
            last = bisect_left(starts, (sentence.span.end, 0))
            inside = [places[number] for _, number in starts[first:last]]
            by_sentence[sentence.index] = list(_sites(sentence, inside, words))
    by_index = {sentence.index: sentence for sentence in sentences}
    return tuple(
        _placed(event, by_index.get(event.sentence), by_sentence.get(event.sentence, ()), words)
        for event in events
    )


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = load_place_words()
    by_side = {
        side: frozenset(word.word for word in table if word.side == side)
        for side in ("locative", "aimed", "object", "speaking")
    }
    generic = frozenset(form for word in table if word.kinds for form in (word.word, word.plural) if form)
    return _Words(by_side["locative"], by_side["aimed"], by_side["object"], by_side["speaking"], generic)


def _sites(sentence: Sentence, places: Sequence[Where], words: _Words) -> Iterator[_Site]:
    """Yield each place with how it hangs in the sentence: "in the city of Homs" hangs on "in"."""
    for place in places:
        assert place.span is not None
        head = sentence.head_of(place.span)
        if head is None or _is_dateline(sentence, place):
            continue
        head = _top_of_name(sentence, head, words, is_wide=place.precision in _WIDE)
        token = sentence.tokens[head]
        above = sentence.tokens[token.head]
        if token.dep == "pobj" and above.pos in ("ADP", "SCONJ"):
            yield _Site(place, head, above.text.casefold(), _beyond(sentence, above.index), "")
        else:
            yield _Site(place, head, "", token.head, token.dep)


def _is_dateline(sentence: Sentence, place: Where) -> bool:
    """Say whether the place is where the story was filed: in capitals before the first sentence of a paragraph."""
    assert place.span is not None
    leads = sentence.zone is ZoneKind.BODY and place.span.start == sentence.span.start
    return (
        leads
        and place.name.isupper()
        and not all(t.text.isupper() for t in sentence.tokens if t.text.isalpha())
    )


def _top_of_name(sentence: Sentence, head: int, words: _Words, *, is_wide: bool) -> int:
    """Return the word that the whole name hangs by: "province" of "Homs province", "city" of "the city of Homs".

    A country before a noun ("a U.S. drone strike") says whose it is, not where.
    """
    for _ in range(6):
        token = sentence.tokens[head]
        above = sentence.tokens[token.head]
        if token.dep in _NAME_PARTS and above.pos in ("PROPN", "NOUN") and above.index != head:
            if is_wide and above.lemma.casefold() not in words.generic:
                break
            head = above.index
        elif above.text.casefold() == "of" and sentence.tokens[above.head].lemma.casefold() in words.generic:
            head = above.head
        else:
            break
    return head


def _beyond(sentence: Sentence, preposition: int) -> int:
    """Return what a preposition depends on, other prepositions left out: "from near Homs"."""
    above = sentence.tokens[preposition].head
    while sentence.tokens[above].pos == "ADP" and sentence.tokens[above].head != above:
        above = sentence.tokens[above].head
    return above


def _placed(event: Event, sentence: Sentence | None, sites: Sequence[_Site], words: _Words) -> Event:
    if sentence is None or not sites:
        return _unplaced(event, "no place in the sentence")
    start = event.trigger.start
    near = sites[
        bisect_left(sites, start - _REACH, key=_start) : bisect_left(sites, start + _REACH, key=_start)
    ]
    free = [site for site in near if site.preposition in words.locative or not _is_party(event, site.place)]
    triggers = sentence.within(event.trigger)
    if not triggers:
        return _unplaced(event, "the trigger is in no sentence")
    own = [(site, rule) for site in free if (rule := _own_rule(event, sentence, triggers, site, words))]
    if not own:
        own = [(site, "main-clause") for site in free if _is_shared(event, sentence, triggers, site, words)]
    if not own:
        return _unplaced(event, "no place that the clause says it happened at")
    site, rule = min(own, key=lambda pair: _preference(pair[0], triggers[0]))
    detail = f"{site.preposition} {site.place.name}".strip()
    return replace(event, place=site.place, why=(*event.why, Reason(f"event-place:{rule}", detail)))


def _start(site: _Site) -> int:
    return site.place.span.start if site.place.span is not None else 0


def _unplaced(event: Event, detail: str) -> Event:
    return replace(event, why=(*event.why, Reason("event-place:none", detail)))


def _is_party(event: Event, place: Where) -> bool:
    """Say whether the name stands for someone who acts or is acted upon."""
    span = place.span
    return span is not None and any(
        actor.head.overlaps(span) and place.precision in ("country", "macro")
        for actor in (*event.actors, *event.recipients)
    )


def _own_rule(
    event: Event, sentence: Sentence, triggers: Sequence[int], site: _Site, words: _Words
) -> str | None:
    """Return the rule by which the event's own clause puts it at the place, or None."""
    statement = event.event_type in STATEMENTS
    goals = _goals(sentence, triggers)
    if not site.preposition or site.preposition in words.object:
        return _object_rule(event, sentence, goals, site)
    moved = site.preposition in MOVES.get(event.event_type, ())
    aimed = site.preposition in words.aimed and site.place.precision not in _WIDE and not statement
    if not moved and not aimed and site.preposition not in words.locative:
        return None
    if statement and _speaks_at(sentence, goals, site, words):
        return "speaking"
    path = _path(sentence, site.link, goals)
    if path is None or (statement and path and sentence.tokens[path[-1]].dep not in ("nsubj", "nsubjpass")):
        return None
    return "moved" if moved else "clause"


def _object_rule(event: Event, sentence: Sentence, goals: Mapping[int, None], site: _Site) -> str | None:
    """Return the rule for "shelled Ganja" and "the shelling of Ganja", where the act happens on the spot.

    A country is acted upon; it is not where the act is.
    """
    if event.event_type not in ON_THE_SPOT or site.place.precision in _WIDE:
        return None
    link = sentence.tokens[site.link]
    if site.preposition:
        near = link.index in goals or (link.dep == "conj" and link.head in goals)
        return "object" if near and link.pos == "NOUN" else None
    return "object" if site.dep in _OBJECTS and site.link in goals else None


def _goals(sentence: Sentence, triggers: Sequence[int]) -> Mapping[int, None]:
    """Return the words of the trigger, the verb that a noun is subject or object of, the noun that a clause is of."""
    goals = dict.fromkeys(triggers)
    for index in triggers:
        token = sentence.tokens[index]
        while token.pos in ("NOUN", "PROPN") and token.dep not in _CLAUSES and token.head != token.index:
            token = sentence.tokens[token.head]
            if token.pos in ("VERB", "AUX"):
                goals[token.index] = None
        if token.dep == "relcl" and any(
            sentence.tokens[i].tag == "WDT" for i in sentence.children[token.index]
        ):
            goals[token.head] = None
    return goals


def _path(sentence: Sentence, link: int, goals: Mapping[int, None]) -> list[int] | None:
    """Return the words between `link` and the goals, or None if another clause lies between or none is reached."""
    path: list[int] = []
    while link not in goals:
        token = sentence.tokens[link]
        if token.pos in ("VERB", "AUX") or token.dep in _CLAUSES or token.head == link:
            return None
        path.append(link)
        link = token.head
    return path


def _speaks_at(sentence: Sentence, goals: Mapping[int, None], site: _Site, words: _Words) -> bool:
    """Say whether the place is where someone spoke: "Speaking in Berlin, she denied it"."""
    token = sentence.tokens[site.link]
    while token.pos == "NOUN" and token.head != token.index:
        token = sentence.tokens[token.head]
    return token.lemma in words.speaking and token.dep == "advcl" and token.head in goals


def _is_shared(event: Event, sentence: Sentence, triggers: Sequence[int], site: _Site, words: _Words) -> bool:
    """Say whether the main clause's own adjunct holds for the event: never for a statement or what is said."""
    if event.event_type in STATEMENTS or site.preposition not in words.locative:
        return False
    if site.link != sentence.root:
        return False
    index = next(iter(_verbs(sentence, triggers)), None)
    while index is not None and index != sentence.root:
        if sentence.tokens[index].dep not in _SHARING:
            return False
        index = sentence.tokens[index].head
    return index is not None


def _verbs(sentence: Sentence, triggers: Sequence[int]) -> Iterator[int]:
    """Yield the trigger's verb: itself, or the one above a noun."""
    for index in _goals(sentence, triggers):
        if sentence.tokens[index].pos in ("VERB", "AUX"):
            yield index


def _preference(site: _Site, trigger: int) -> tuple[int, int]:
    """Return the order of choice: the finer place first, then the nearer name."""
    precision = site.place.precision
    rank = _FINENESS.index(precision) if precision in _FINENESS else len(_FINENESS)
    return rank, abs(site.top - trigger)
