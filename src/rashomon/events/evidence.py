"""This file is where a decided event becomes a record: its actors, codes, voices, factuality and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs

from rashomon import ontology
from rashomon.events.arguments import Cast
from rashomon.events.grammar import Grammar
from rashomon.events.modality import Modality, assess, innermost, rows
from rashomon.events.nodes import Node
from rashomon.records import Actor, Attribution, Document, Event, Mood, Reason, Sentence, Span, Voice

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons


#: Words between an argument and its event that an explanation spells out.
_FARTHEST = 12
_HAVE = frozenset(("has", "have"))
#: Who does violence; the hurt are not of the state of those who hurt them.
_ARMED = frozenset(("MIL", "REB", "COP", "UAF", "SPY"))
_ASIDE = frozenset(("acl", "relcl", "advcl"))


class Setting(Struct, frozen=True):
    """What an event record needs besides its node: the document, the sentence, what is reported there."""

    document: Document
    sentence: Sentence
    attributions: tuple[Attribution, ...]
    grammar: Grammar
    cast: Cast
    lexicons: Lexicons
    publishers: tuple[Voice, ...]


class Telling(Struct, frozen=True):
    """The innermost voice that tells of a node, and how it puts forward the word and the event."""

    inner: Attribution | None
    word: Modality
    event: Modality


def judged(setting: Setting, node: Node) -> Telling:
    """Return how the innermost voice puts the node forward; what its own auxiliaries say is already in its type."""
    inner = innermost(setting.sentence, node.at, setting.attributions)
    seen = assess(setting.sentence, node.at, setting.lexicons, attribution=inner)
    return Telling(inner, seen, _of_event(setting, node, inner, seen))


def _of_event(setting: Setting, node: Node, inner: Attribution | None, seen: Modality) -> Modality:
    if inner is not None and inner.is_negated and seen.mood is Mood.ASSERTED:
        return _untold(seen, inner)
    if not node.mood_step or seen.mood is Mood.ASSERTED:
        return seen
    own = [setting.sentence.tokens[w].span for w in node.words]
    passed = ("report", "presuppose", "actual", "inherit")
    telling = [span for span, effect in zip(seen.evidence, seen.effects, strict=True) if effect not in passed]
    if all(any(span.overlaps(word) for word in own) for span in telling):
        possible = node.kind == "may"
        mood = Mood.POSSIBLE if possible else Mood.ASSERTED
        return Modality(mood, "CT", "+", 3.0, "past", seen.evidence, seen.steps, seen.effects)
    return seen


def _untold(seen: Modality, inner: Attribution) -> Modality:
    """Return the reading of what somebody `did not say`: it may be so, but nobody asserts it."""
    why = Reason("modality:untold", f"{inner.lemma or inner.form}, negated")
    return structs.replace(
        seen, mood=Mood.POSSIBLE, modality="U", polarity="u", value=0.0, steps=(*seen.steps, why)
    )


def make_event(
    setting: Setting, node: Node, number: int, telling: Telling, *, embedded_in: str | None
) -> Event:
    """Return the record of a node."""
    document, sentence = setting.document, setting.sentence
    inner, seen = telling.inner, telling.event
    actors, recipients = parties(setting, node)
    mode = node.mode or None
    return Event(
        id=f"{document.id}:e{sentence.index}.{number}",
        document=document.id,
        sentence=sentence.index,
        trigger=_trigger(setting, node),
        evidence=_evidence(sentence, node),
        event_type=node.event_type,
        mode=mode,
        contexts=node.contexts,
        cameo=node.cameo or None,
        quad=ontology.quad(node.event_type),
        intensity=ontology.intensity(node.event_type, mode),
        actors=actors,
        recipients=recipients,
        attribution=inner.id if inner else None,
        voices=(inner.chain if inner and inner.chain else setting.publishers),
        factuality=rows(setting.publishers, setting.attributions, inner, telling.word),
        mood=seen.mood,
        temporal=_temporal(setting, node, seen),
        zone=sentence.zone,
        embedded_in=embedded_in,
        tier=node.tier,
        why=(*node.why, *_argument_reasons(setting, node), *seen.steps),
    )


def _temporal(setting: Setting, node: Node, seen: Modality) -> str:
    """Return when the event lies; what a modifier dates back (`jailed a year ago`) is background."""
    sentence, words = setting.sentence, setting.lexicons.frames.classes
    token = sentence.tokens[node.at]
    is_aside = token.dep in _ASIDE
    if seen.temporal == "background" and setting.document.published is None and not is_aside:
        return "past"  # of a story without a date it is not known whether the year is its own
    if node.kind == "noun" or not is_aside or seen.temporal != "past":
        return seen.temporal
    below = [setting.grammar.lemma(i) for i in sentence.subtree(node.at)]
    is_perfect = any(sentence.tokens[i].text.lower() in _HAVE for i in sentence.dependents(node.at, "aux"))
    if token.dep != "advcl" and (is_perfect or not words["PAST-TIME"].isdisjoint(below)):
        return "background"
    marks = {setting.grammar.lemma(c) for c in sentence.dependents(node.at, "mark", "prep", "advmod")}
    if marks & words["AFTER"] and not words["LONG-TIME"].isdisjoint(below[: len(below) // 2]):
        return "background"
    return seen.temporal


def parties(setting: Setting, node: Node) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return the actors and the recipients; of a mutual event without a recipient, all are actors."""
    actors = setting.cast.actors(node.actors)
    heads = {a.head for a in actors}
    states = {code for a in actors for code in a.country}
    deeds = setting.lexicons.frames.noun
    where = tuple(p for p in node.where if setting.grammar.lemma(p.index) not in deeds)
    places = (a for a in setting.cast.actors(where) if a.country and not _ARMED.intersection(a.sectors))
    host = next((a for a in places if a.head not in heads), None)
    recipients = tuple(
        _hosted(a, host)
        for a in setting.cast.actors(node.recipients)
        if a.head not in heads
        and not any(own.span.covers(a.head) and set(a.country) <= set(own.country) for own in actors)
        and not (a.method == "pronoun" and states.intersection(a.country))
    )
    return tuple(a for a in actors if _is_someone(a)), tuple(a for a in recipients if _is_someone(a))


def _hosted(actor: Actor, host: Actor | None) -> Actor:
    """Return the actor with the state of the place where it is found, if the text gives it no other."""
    if actor.country or host is None or host.head == actor.head:
        return actor
    return structs.replace(actor, country=host.country, why=(*actor.why, Reason("events:place", host.name)))


def _is_someone(actor: Actor) -> bool:
    """A pronoun that goes back to nobody is nobody."""
    return bool(
        actor.country
        or actor.sectors
        or actor.id
        or actor.antecedent
        or len(actor.name.split()) > 1
        or actor.name[:1].isupper()
        or len(actor.name) > 4
    )


def _trigger(setting: Setting, node: Node) -> Span:
    words = sorted(node.words)
    if node.mood_step or (node.kind == "verb" and words[-1] - words[0] > 4):
        own = [w for w in words if abs(w - node.at) <= 4]
        return setting.sentence.stretch(min(own), max(own))
    if node.kind == "verb":
        return setting.sentence.stretch(node.at, node.at)
    return setting.sentence.stretch(words[0], words[-1])


def _evidence(sentence: Sentence, node: Node) -> Span:
    words = [*node.words, *(p.index for p in (*node.actors, *node.recipients))]
    return sentence.stretch(min(words), max(words))


def _argument_reasons(setting: Setting, node: Node) -> tuple[Reason, ...]:
    tokens = setting.sentence.tokens
    return tuple(
        Reason(
            f"argument:{role}",
            f"{tokens[place.index].text} ({place.path}): {_way(setting, place.index, node)}",
        )
        for role, places in (("actor", node.actors), ("recipient", node.recipients))
        for place in places
    )


def _way(setting: Setting, index: int, node: Node) -> str:
    """Return the relations from an argument's word to the event's: `Peru ←nsubj agreed →xcomp withdraw`.

    An arrow to the left goes from a word to its head, one to the right from a head to its dependent.
    """
    tokens = setting.sentence.tokens
    up = _heads(setting.sentence, index)
    target = next((word for word in node.words if word in up), node.at)
    down = _heads(setting.sentence, target)
    meeting = next((word for word in up if word in down), None)
    if meeting is None:
        return f"{tokens[index].text} … {tokens[target].text}"
    way = [tokens[index].text]
    way += [f"←{tokens[w].dep} {tokens[tokens[w].head].text}" for w in up[: up.index(meeting)]]
    way += [f"→{tokens[w].dep} {tokens[w].text}" for w in reversed(down[: down.index(meeting)])]
    return " ".join(way)


def _heads(sentence: Sentence, index: int) -> list[int]:
    """Return the word and those over it, as far as an argument is ever from its event."""
    found = [index]
    while len(found) < _FARTHEST and sentence.tokens[found[-1]].head != found[-1]:
        found.append(sentence.tokens[found[-1]].head)
    return found
