"""This folder is where sentences are coded: who did what to whom, and how each voice puts it forward."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rashomon.attributions import publisher_chain
from rashomon.events.algebra import wrap_sentence
from rashomon.events.arguments import Cast
from rashomon.events.attachment import attach_figures, find_all_figures
from rashomon.events.context import relate
from rashomon.events.decision import refuse
from rashomon.events.evidence import Setting, judged, make_event
from rashomon.events.grammar import Grammar
from rashomon.events.joining import join_events
from rashomon.events.means import with_means
from rashomon.events.nodes import Node
from rashomon.events.patterns import match_sentence
from rashomon.events.speech import speak
from rashomon.records import Abstention, Actor, Attribution, Document, Event, Sentence, Voice

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

__all__ = ["attach_figures", "code", "find_all_figures"]


def code(
    document: Document,
    sentences: tuple[Sentence, ...],
    attributions: tuple[Attribution, ...],
    actors: tuple[Actor, ...],
    lexicons: Lexicons,
) -> tuple[tuple[Event, ...], tuple[Abstention, ...]]:
    """Return the events that the story reports, and the possible events that were not coded, with the reasons."""
    by_start = {actor.head.start: actor for actor in actors}
    reported = _by_sentence(sentences, attributions)
    publishers = publisher_chain(document)
    events: list[Event] = []
    abstentions: list[Abstention] = []
    for sentence in sentences:
        if not sentence.zone.is_story:
            continue
        told = tuple(reported.get(sentence.index, ()))
        setting = _setting(document, sentence, told, by_start, lexicons, publishers)
        if _is_worth_reading(setting):
            _code_sentence(setting, events, abstentions)
    return tuple(events), tuple(abstentions)


def _by_sentence(
    sentences: tuple[Sentence, ...], attributions: tuple[Attribution, ...]
) -> dict[int, list[Attribution]]:
    """Return, for each sentence, the attributions whose cue or content reaches into it."""
    starts = [sentence.tokens[0].start for sentence in sentences]
    found: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        for part in (*attribution.content, *attribution.cue):
            for place in range(max(0, bisect_right(starts, part.start) - 1), bisect_left(starts, part.end)):
                here = found.setdefault(sentences[place].index, [])
                if not here or here[-1] is not attribution:
                    here.append(attribution)
    return found


def _setting(
    document: Document,
    sentence: Sentence,
    attributions: tuple[Attribution, ...],
    by_start: dict[int, Actor],
    lexicons: Lexicons,
    publishers: tuple[Voice, ...],
) -> Setting:
    classes = lexicons.frames.classes
    grammar = Grammar(
        sentence,
        classes["PARTITIVE"],
        classes["OBJECT-CONTROL"],
        classes["SPEAKING-TEXT"],
        classes["ISSUE"],
        lexicons.frames.triggers,
    )
    return Setting(
        document,
        sentence,
        attributions,
        grammar,
        Cast(grammar, by_start, lexicons.actors.state_forms),
        lexicons,
        publishers,
    )


def _is_worth_reading(setting: Setting) -> bool:
    triggers = setting.lexicons.frames.triggers
    return bool(setting.attributions) or not triggers.isdisjoint(setting.grammar.vocabulary)


def _code_sentence(setting: Setting, events: list[Event], abstentions: list[Abstention]) -> None:
    frames = setting.lexicons.frames
    nodes = match_sentence(setting.grammar, setting.cast, frames)
    nodes = join_events(setting.grammar, nodes)
    nodes = wrap_sentence(setting.grammar, setting.cast, frames, nodes)
    nodes = relate(setting.grammar, setting.cast, frames, nodes)
    nodes = speak(setting, nodes)
    number = len(events)
    for node in _outermost(list({id(node): node for node in nodes.values()}.values())):
        node = with_means(setting.grammar, frames, node)
        number = _emit(setting, node, number, None, events, abstentions)


def _outermost(nodes: list[Node]) -> list[Node]:
    """Return the nodes that stand in no other, in the order of the text; a noun that a verb's frame reads is none."""
    below = {(inner.words, inner.event_type) for node in nodes for inner in _all_inner(node)}
    read = {
        word
        for node in nodes
        for each in (node, *_all_inner(node))
        if each.kind == "verb"
        for word in each.words[1:]
    }
    return sorted(
        (
            node
            for node in nodes
            if (node.words, node.event_type) not in below
            and not (node.kind == "noun" and node.words[0] in read)
        ),
        key=lambda node: min(node.words),
    )


def _all_inner(node: Node) -> Iterator[Node]:
    for inner in node.inner:
        yield inner
        yield from _all_inner(inner)


def _emit(
    setting: Setting,
    node: Node,
    number: int,
    outer: str | None,
    events: list[Event],
    abstentions: list[Abstention],
) -> int:
    """Add the node's event and those below it; return the next number."""
    telling = judged(setting, node)
    reason = refuse(
        setting.grammar,
        setting.cast,
        setting.lexicons.frames,
        node,
        telling.event,
        is_inner=outer is not None,
    )
    if reason is None:
        event = make_event(setting, node, number, telling, embedded_in=outer)
        events.append(event)
        number, outer = number + 1, event.id
    else:
        span = setting.sentence.tokens[node.at].span
        abstentions.append(Abstention(span, setting.sentence.index, reason))
    for inner in node.inner:
        number = _emit(setting, inner, number, outer, events, abstentions)
    return number
