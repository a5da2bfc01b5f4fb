"""This file is where given mentions of a document are put together: which of them name the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rashomon.lexicons import Lexicons
from rashomon.lexicons.actors import key_of
from rashomon.records import Actor, Document, Sentence, Span, Token

_ALIKE = 0.5


def link_mentions(
    document: Document,
    sentences: Sequence[Sentence],
    actors: Sequence[Actor],
    spans: Sequence[Span],
    lexicons: Lexicons,
) -> tuple[tuple[int, ...], ...]:
    """Return the clusters of the given mentions, as indexes into `spans`; every mention is in one."""
    finder = _Finder(document, sentences, actors, spans, lexicons)
    parents = list(range(len(spans)))
    for index in sorted(range(len(spans)), key=lambda i: (spans[i].start, -spans[i].end)):
        earlier = finder.earlier(index)
        if earlier is not None:
            parents[_root(parents, index)] = _root(parents, earlier)
        finder.remember(index)
    clusters: dict[int, list[int]] = {}
    for index in range(len(spans)):
        clusters.setdefault(_root(parents, index), []).append(index)
    return tuple(tuple(cluster) for cluster in clusters.values())


class _Finder:
    """Finds the earlier mention that a mention goes back to."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        actors: Sequence[Actor],
        spans: Sequence[Span],
        lexicons: Lexicons,
    ) -> None:
        self.text = document.text
        self.spans = spans
        self.determiners = lexicons.actors.words["determiner"]
        self.definite = lexicons.actors.words["definite"]
        self.heads = [_head(sentences, span) for span in spans]
        by_head = {actor.head: actor for actor in actors}
        self.head_of = {actor.span: actor.head for actor in actors}
        self.actors = [by_head.get(head.span) if head is not None else None for head in self.heads]
        self.by_key: dict[object, int] = {}
        self.by_head: dict[Span, int] = {}

    def earlier(self, index: int) -> int | None:
        """Return the mention that this one goes back to, or None."""
        actor = self.actors[index]
        if actor is not None and actor.antecedent is not None:
            found = self._mention_at(actor.antecedent, index)
            if found is not None:
                return found
        return next((self.by_key[key] for key in self._keys(index) if key in self.by_key), None)

    def remember(self, index: int) -> None:
        """Note a mention, so that later ones can go back to it."""
        head = self.heads[index]
        if head is not None:
            # Of a name and the coordination that it opens, which share a head, the name is meant.
            held = self.by_head.get(head.span)
            if held is None or _length(self.spans[index]) < _length(self.spans[held]):
                self.by_head[head.span] = index
        for key in self._keys(index, is_first=True):
            self.by_key[key] = index

    def _mention_at(self, span: Span, index: int) -> int | None:
        found_head = self.head_of.get(span)
        if found_head is not None and self.by_head.get(found_head, index) != index:
            return self.by_head[found_head]
        best, likeness = None, _ALIKE
        for other in range(len(self.spans)):
            if self.spans[other].start <= self.spans[index].start and other != index:
                found = _likeness(self.spans[other], span)
                if found > likeness:
                    best, likeness = other, found
        return best

    def _keys(self, index: int, *, is_first: bool = False) -> list[object]:
        """Return by what a mention is found again: who it is, its words, its definite head noun."""
        head, actor = self.heads[index], self.actors[index]
        if head is None or head.pos == "PRON":
            return []
        words = [word for word in key_of(self.spans[index].of(self.text)) if word != "'s"]
        opener = words[0] if words else ""
        if opener in self.determiners:
            words = words[1:]
        keys: list[object] = []
        if (
            actor is not None
            and actor.id
            and not actor.id.startswith("people:")
            and actor.method != "demonym"
        ):
            keys.append(("id", actor.id))
        if head.pos == "PROPN" or len(words) > 1:
            keys.append(("words", tuple(words)))
        if head.pos == "NOUN" and (is_first or opener in self.definite):
            keys.append(("head", head.text.lower()))
        return keys


def _head(sentences: Sequence[Sentence], span: Span) -> Token | None:
    position = bisect_right([sentence.tokens[0].start for sentence in sentences], span.start) - 1
    for sentence in sentences[max(position, 0) : position + 2]:
        index = sentence.head_of(span)
        if index is not None:
            return sentence.tokens[index]
    return None


def _length(span: Span) -> int:
    return span.end - span.start


def _likeness(left: Span, right: Span) -> float:
    shared = min(left.end, right.end) - max(left.start, right.start)
    return shared / (max(left.end, right.end) - min(left.start, right.start))


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index
