"""This file is where the chain of voices behind each attribution is named, from the publisher to the source."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.attributions.descriptions import Descriptions
from rashomon.attributions.sources import source_spans
from rashomon.records import Actor, Attribution, Document, Reason, Sentence, Span, Token, Voice

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

_ROLES = ("document", "office", "government", "organisation", "group")
_PRONOUN_ROLES = {
    "he": frozenset(("person", "office")),
    "she": frozenset(("person", "office")),
    "it": frozenset(("organisation", "government", "document")),
    "they": frozenset(("group", "organisation", "government")),
}
_REACH = 6
#: No story tells of a report of a report any farther down.
_DEEPEST = 12
_ENTITY_ROLES = {"PERSON": "person", "GPE": "government", "ORG": "organisation", "NORP": "group"}


def publisher_chain(document: Document) -> tuple[Voice, ...]:
    """Return the voices behind whatever no attribution holds: the publisher, and the agency if one is credited.

    An agency that runs its own story is one voice, not two.
    """
    chain = [Voice("publisher", document.publisher)]
    if document.agency and document.agency.casefold() != (document.publisher or "").casefold():
        chain.append(Voice("agency", document.agency, span=document.agency_span, resolution="credit_line"))
    return tuple(chain)


def name_voices(
    document: Document,
    sentences: tuple[Sentence, ...],
    attributions: tuple[Attribution, ...],
    actors: tuple[Actor, ...],
    lexicons: Lexicons,
) -> tuple[Attribution, ...]:
    """Return the attributions, each with its chain: publisher, agency, outer speakers, its own source."""
    namer = _Namer(document, sentences, attributions, actors, lexicons)
    return tuple(replace(a, chain=namer.chain(a)) for a in attributions)


def _relative(sentence: Sentence, head: int | None) -> tuple[int, int] | None:
    """Return for `who`, `which` or `that` the noun it stands for, and the verb of its clause."""
    if head is None or sentence.tokens[head].tag not in ("WP", "WDT"):
        return None
    verb = sentence.tokens[head].head
    noun = sentence.tokens[verb].head
    is_clause = sentence.tokens[verb].dep == "relcl" and noun != verb
    return (noun, verb) if is_clause else None


def _place(attribution: Attribution) -> int:
    return (attribution.cue or attribution.content)[0].start


class _Namer:
    """Looks up the voices of one document."""

    def __init__(
        self,
        document: Document,
        sentences: tuple[Sentence, ...],
        attributions: tuple[Attribution, ...],
        actors: tuple[Actor, ...],
        lexicons: Lexicons,
    ) -> None:
        self.document = document
        self.sentences = {s.index: s for s in sentences}
        self.by_id = {a.id: a for a in attributions}
        self.attributions = sorted(attributions, key=_place)
        self.order = {a.id: position for position, a in enumerate(self.attributions)}
        self.actors = sorted(actors, key=lambda a: a.span)
        self.heads = sorted((a.head.start, number) for number, a in enumerate(self.actors))
        self.by_span = {a.span: a for a in actors}
        self.words = lexicons.cues.words
        self.descriptions = Descriptions(document, sentences, self.actors, lexicons)
        self.own: dict[str, tuple[Voice, ...]] = {}
        for attribution in self.attributions:
            self._own(attribution)

    def chain(self, attribution: Attribution) -> tuple[Voice, ...]:
        """Return the voices from the publisher to the attribution's source."""
        path, current = [attribution], attribution
        while current.parent in self.by_id and len(path) < min(_DEEPEST, len(self.by_id) + 1):
            current = self.by_id[current.parent]
            path.append(current)
        return (*publisher_chain(self.document), *(v for a in reversed(path) for v in self._own(a)))

    def _own(self, attribution: Attribution) -> tuple[Voice, ...]:
        if attribution.id not in self.own:
            self.own[attribution.id] = self._voices(attribution)
        return self.own[attribution.id]

    def _voices(self, attribution: Attribution) -> tuple[Voice, ...]:
        if attribution.source:
            return (self._voice(attribution, attribution.source[0]),)
        return (Voice("implicit", None, resolution="implicit", attribution=attribution.id),)

    def _voice(self, attribution: Attribution, span: Span) -> Voice:
        """Return the voice that the source names."""
        sentence = self.sentences[attribution.sentence or 0]
        head = sentence.head_of(span)
        relative = _relative(sentence, head)
        if relative is not None:
            head, verb = relative
            span = (*source_spans(sentence, head, verb), span)[0]
        token = sentence.tokens[head] if head is not None else None
        actors = self._speakers(sentence, span, head)
        name, resolution = span.of(self.document.text), "explicit"
        if token is not None and token.pos == "PRON":
            resolution = "unresolved"
        elif token is not None and (token.pos == "NOUN" or token.text.islower()):
            resolution = "nominal"
        why: tuple[Reason, ...] = ()
        if resolution == "unresolved" and actors and actors[0].antecedent is not None:
            resolution, name = "pronoun", self._first_mention(actors[0]).of(self.document.text)
            why = (Reason("speaker:antecedent", f"{span.of(self.document.text)} = {name}"),)
        elif resolution == "nominal" and head is not None and len(actors) < 2:
            named = self.descriptions.find(sentence, head, actors)
            if named is not None:
                name, why = named[0].of(self.document.text), (named[1],)
        if len(actors) > 1:
            resolution = "conjunct"
        if resolution == "unresolved" and not any(a.id or a.country for a in actors):
            earlier = self._earlier(attribution, token.text.lower()) if token is not None else None
            if earlier is not None and token is not None:
                why = (Reason("speaker:last-speaker", f"{token.text} = {earlier.name or ''}"),)
                return replace(earlier, span=span, resolution="pronoun", attribution=attribution.id, why=why)
        role = "document" if self._is_document(sentence, head) else self._role(token, actors)
        return Voice(role, name, actors, span, resolution, attribution.id, why)

    def _first_mention(self, actor: Actor) -> Span:
        """Return the mention that the actor goes back to, through other pronouns if need be."""
        seen: set[Span] = set()
        span = actor.span
        while span in self.by_span and span not in seen:
            seen.add(span)
            span = self.by_span[span].antecedent or span
        return span

    def _earlier(self, attribution: Attribution, pronoun: str) -> Voice | None:
        """Return the last voice before this one that the pronoun can stand for, a few reports back at most."""
        roles = _PRONOUN_ROLES.get(pronoun, frozenset())
        position = self.order.get(attribution.id, 0)
        for other in reversed(self.attributions[max(0, position - _REACH) : position]):
            if other.parent != attribution.parent or not other.source:
                continue
            for voice in self._own(other):
                if voice.role in roles and voice.resolution != "unresolved":
                    return voice
        return None

    def _speakers(self, sentence: Sentence, span: Span, head: int | None) -> tuple[Actor, ...]:
        """Return the actors that the source names by its head or a conjunct of it; else any inside it."""
        starts = self.heads[bisect_left(self.heads, (span.start, 0)) : bisect_left(self.heads, (span.end, 0))]
        inside = [self.actors[n] for n in sorted(n for _, n in starts) if span.covers(self.actors[n].head)]
        if head is None or not inside:
            return tuple(inside[:1])
        heads, queue = [], [head]
        while queue:
            current = queue.pop(0)
            heads.append(sentence.tokens[current].span)
            queue.extend(sentence.dependents(current, "conj"))
        named = [a for a in inside if any(h.overlaps(a.head) for h in heads)]
        return tuple(named or inside[:1])

    def _is_document(self, sentence: Sentence, head: int | None) -> bool:
        """Say whether resolutions, reports or the like are what speaks, alone or with others."""
        if head is None:
            return False
        heads = (head, *sentence.dependents(head, "conj"))
        return any(sentence.tokens[i].lemma.lower() in self.words["document"] for i in heads)

    def _role(self, token: Token | None, actors: tuple[Actor, ...]) -> str:
        """Return what kind of voice the head word of the source is."""
        if token is None:
            return "person"
        lemma = token.lemma.lower()
        if token.pos == "NOUN":
            if token.tag == "NNS" and lemma in self.words["group"]:
                return "group"
            if lemma in self.words["anonymous"] and not any(a.id for a in actors):
                return "anonymous"
            for role in _ROLES:
                if lemma in self.words[role]:
                    return role
        if actors and actors[0].id.startswith("person:"):
            return "person"
        if token.entity in _ENTITY_ROLES:
            return _ENTITY_ROLES[token.entity]
        if token.pos == "PRON" and token.text.lower() in ("they", "we", "some", "many", "others"):
            return "group"
        return "person"
