"""This file is where it is decided whether a possible event is one: sport, weather, questions and the unnamed are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon import ontology
from rashomon.events.arguments import Cast
from rashomon.events.grammar import Grammar
from rashomon.events.modality import Modality
from rashomon.events.nodes import Node
from rashomon.events.silences import silenced
from rashomon.events.standing import Standing
from rashomon.records import Mood, Reason, ZoneKind

if TYPE_CHECKING:
    from rashomon.lexicons.frames import FrameTables

#: What is only as much of an event as that which is promised, planned or refused in it.
_PROMISED = frozenset(("AGREE", "REJECT", "CONCEDE", "THREATEN"))

#: Deeds: what is only imagined of them is none, while a word may be an act though it is put as `would`.
_DONE = frozenset(
    (
        "CONSULT",
        "COOPERATE",
        "AID",
        "SUPPORT",
        "RETREAT",
        "CONCEDE",
        "PROTEST",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    )
)
#: How far below the root of a question what it asks may stand.
_NEAR = 5
#: The positions of what a question asks.
_ASKED = frozenset(("ROOT", "conj", "xcomp", "dobj", "acomp", "attr"))


def refuse(
    grammar: Grammar,
    cast: Cast,
    frames: FrameTables,
    node: Node,
    seen: Modality,
    *,
    is_inner: bool = False,
) -> Reason | None:
    """Return why the node is no event, or None if it is one."""
    if seen.mood is Mood.QUESTION or _is_asked(grammar, node):
        return Reason("no-event:question", f"{node.event_type}: {_words(grammar, node)}: asked, not told")
    if (
        seen.mood is Mood.HYPOTHETICAL
        and not is_inner
        and node.kind in ("verb", "noun")
        and node.event_type in _DONE
    ):
        return Reason("no-event:imagined", f"{node.event_type}: {_words(grammar, node)}")
    if not _has_party(cast, node) and not _is_headline_news(grammar, node):
        return Reason(
            "no-event:unnamed", f"{node.event_type}: {_words(grammar, node)}: nobody known takes part"
        )
    if seen.mood is Mood.DEMANDED and node.kind == "matrix" and not node.actors and not is_inner:
        return Reason(
            "no-event:imperative", f"{node.event_type}: {_words(grammar, node)}: asked of nobody named"
        )
    if _is_open(grammar, frames, node):
        return Reason("no-event:open", f"{node.event_type}: {_words(grammar, node)}: it is left open whether")
    standing = Standing(cast, frames)
    if node.inner and node.event_type in _PROMISED and node.kind in ("future", "wont", "matrix"):
        reason = _refused(grammar, standing, frames, node.inner[0], only_senses=True)
        if reason is not None:
            return reason
    reason = _refused(grammar, standing, frames, node)
    if reason is not None:
        return reason
    if _is_thing_speaking(grammar, cast, frames, node):
        return Reason("no-event:no-agent", f"{node.event_type}: {_words(grammar, node)}: said of a thing")
    if (
        node.event_type in ("COOPERATE", "AID", "SANCTION")
        and node.kind == "noun"
        and grammar.sentence.zone is not ZoneKind.HEADLINE
        and not _two_parties(cast, node)
    ):
        return Reason(
            "no-event:no-recipient", f"{node.event_type}: {_words(grammar, node)}: one party is not told"
        )
    return None


def _refused(
    grammar: Grammar, standing: Standing, frames: FrameTables, node: Node, *, only_senses: bool = False
) -> Reason | None:
    """Return the silence that holds of the node; `only_senses`: one that is about words, not only about parties."""
    for silence, needed in frames.silences_of(node.event_type, node.kind):
        if needed and needed.isdisjoint(grammar.vocabulary):
            continue
        is_of_parties = silence.parties == "lone" or not (silence.words or silence.lemma)
        if only_senses and (silence.where == "governor" or is_of_parties):
            continue
        word = silenced(grammar, standing, frames, node, silence)
        if word:
            return Reason(f"no-event:{silence.id}", f"{node.event_type}: {word}")
    return None


def _is_asked(grammar: Grammar, node: Node) -> bool:
    """Say whether the event stands in the main clause of a question, not in what the question takes for granted."""
    tokens = grammar.tokens
    if "?" not in grammar.vocabulary:
        return False
    ending = next((t.text for t in reversed(tokens) if t.pos != "PUNCT" or t.text == "?"), "")
    if ending != "?":
        return False
    at = node.at
    for _ in range(_NEAR):
        if tokens[at].dep not in _ASKED:
            return False
        if tokens[at].dep == "ROOT":
            return True
        at = tokens[at].head
    return False


def _is_open(grammar: Grammar, frames: FrameTables, node: Node) -> bool:
    """Say whether the event is an infinitive after a question word (`how to attack`) or `had it attacked`, a condition."""
    at, tokens = node.at, grammar.tokens
    helpers = grammar.sentence.dependents(at, "aux")
    subject = grammar.sentence.dependent(at, "nsubj", "nsubjpass")
    if subject is not None and any(tokens[h].text.lower() == "had" and h < subject for h in helpers):
        return tokens[at].dep != "ROOT"
    is_infinitive = at > 1 and tokens[at].tag == "VB" and tokens[at - 1].tag == "TO"
    return is_infinitive and tokens[at - 2].text.lower() in frames.classes["QUESTION-WORD"]


def _words(grammar: Grammar, node: Node) -> str:
    return " ".join(grammar.tokens[w].text for w in sorted(node.words))


def _has_party(cast: Cast, node: Node) -> bool:
    """Say whether somebody with a name, a state, an office or a known role takes part."""
    parties = (*node.actors, *node.recipients, *node.where)
    if node.kind == "noun":
        return any(cast.has_country(p.index) or cast.actor(p.index).id for p in parties)
    return any(cast.is_known(p.index) for p in parties)


def _is_thing_speaking(grammar: Grammar, cast: Cast, frames: FrameTables, node: Node) -> bool:
    """Say whether a verbal act is said of what cannot speak: `the delay threatens growth`."""
    if ontology.quad(node.event_type) not in (1, 3) or node.kind == "noun" or not node.actors:
        return False
    speaking = frames.classes["SPEAKING-THING"]
    return all(
        grammar.tokens[p.index].pos in ("NOUN", "VERB")
        and not grammar.tokens[p.index].entity
        and not grammar.tokens[p.index].text[0].isupper()
        and cast.record(p.index) is None
        and cast.measured(p.index) is None
        and grammar.lemma(p.index) not in speaking
        for p in node.actors
    )


def _is_headline_news(grammar: Grammar, node: Node) -> bool:
    """Say whether a headline tells of it without naming anybody: `Four killed in air strike`, `Curfew imposed`.

    A deed is news wherever it stands in the headline; a word only if the headline is about it.
    """
    sentence = grammar.sentence
    if sentence.zone is not ZoneKind.HEADLINE:
        return False
    is_deed = ontology.quad(node.event_type) == 4 or node.event_type == "RETREAT"
    return is_deed or node.at == sentence.root or sentence.tokens[node.at].head == sentence.root


def _two_parties(cast: Cast, node: Node) -> bool:
    return bool(node.actors and node.recipients) or (node.is_reciprocal and len(node.actors) > 1)
