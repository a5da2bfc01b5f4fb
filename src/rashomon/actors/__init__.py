"""This folder is where mentions of actors are found and given a country, sectors and an identity."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from rashomon.actors.bare import resolve_mention
from rashomon.actors.clusters import link_mentions
from rashomon.actors.coordination import split_coordination
from rashomon.actors.links import Discourse, Link
from rashomon.actors.mentions import SentenceReader
from rashomon.actors.neighbours import Mention
from rashomon.actors.speech import Speech
from rashomon.lexicons import Lexicons
from rashomon.records import Actor, Attribution, Document, Sentence, Where

__all__ = ["link_mentions", "resolve", "resolve_mention", "split_coordination"]


def resolve(
    document: Document,
    sentences: tuple[Sentence, ...],
    places: tuple[Where, ...],
    lexicons: Lexicons,
    attributions: tuple[Attribution, ...] = (),
) -> tuple[Actor, ...]:
    """Return one Actor for each mention that can act, speak or be acted upon, in the order of the text.

    `attributions` tell who speaks and what is quoted, which decides whom a pronoun stands for.
    """
    tables = lexicons.actors
    day = (document.published or "")[:10]
    discourse = Discourse(tables, Speech(sentences, attributions))
    actors = [*_credit(document, lexicons, day)]
    starts = [sentence.tokens[0].start for sentence in sentences]
    near: dict[int, list[Where]] = {}
    for place in places:
        if place.span is not None:
            near.setdefault(bisect_right(starts, place.span.start) - 1, []).append(place)
    for number, sentence in enumerate(sentences):
        mentions = SentenceReader(sentence, tables, day, near.get(number, ()), discourse.states).mentions()
        for link in _linked(discourse, mentions):
            if link.reading.kind != "pronoun" or link.antecedent is not None:
                actors.append(_actor(document, link))
    return tuple(sorted(actors, key=lambda actor: (actor.span.start, -actor.span.end)))


def _credit(document: Document, lexicons: Lexicons, day: str) -> Iterable[Actor]:
    """Yield the agency of the credit line: it stands outside the sentences, and speaks in all of them."""
    if document.agency_span is None:
        return
    found = resolve_mention(document.agency_span.of(document.text), date=day, lexicons=lexicons)
    yield replace(found, span=document.agency_span, head=document.agency_span)


def _linked(discourse: Discourse, mentions: Sequence[Mention]) -> Iterable[Link]:
    """Yield the links of a sentence's mentions: possessors before the phrases that hold them."""
    for mention in sorted(mentions, key=lambda m: (m.head, m.first)):
        link = discourse.add(mention, mentions)
        if link is not None:
            yield link


def _actor(document: Document, link: Link) -> Actor:
    mention, reading = link.mention, link.reading
    span = mention.span
    return Actor(
        id=reading.id,
        name=span.of(document.text),
        span=span,
        head=mention.sentence.tokens[mention.head].span,
        country=reading.country,
        sectors=reading.sectors,
        role=reading.role,
        method=reading.method,
        is_disputed=reading.is_disputed,
        antecedent=link.antecedent,
        why=reading.why,
    )
