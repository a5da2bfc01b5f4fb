"""This file is where a speaker who is only described is given a name: "the minister", "the campaign", "the group"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rashomon.records import Actor, Document, Reason, Sentence, Span

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

#: A description goes back to somebody named in these sentences before it, or to nobody.
_REACH = 10
_MODIFIERS = ("poss", "compound", "nmod", "amod")


class Descriptions:
    """Finds who is meant by a definite description, among those whom the story has named before."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        actors: Sequence[Actor],
        lexicons: Lexicons,
    ) -> None:
        self.text = document.text
        self.sentences = sentences
        self.position = {sentence.index: number for number, sentence in enumerate(sentences)}
        self.actors = actors
        self.by_span = {actor.span: actor for actor in actors}
        self.ends = [sentence.tokens[-1].end for sentence in sentences]
        self.starts = [actor.span.start for actor in actors]
        self.words = lexicons.cues.words
        self.genders = lexicons.actors.genders
        self.definite = lexicons.actors.words["definite"]

    def find(self, sentence: Sentence, head: int, actors: Sequence[Actor]) -> tuple[Span, Reason] | None:
        """Return the mention that names whom the description means, and how it was found; None if nobody does."""
        token = sentence.tokens[head]
        if token.tag == "NNS" or not self._is_definite(sentence, head):
            return None
        words = token.text
        for actor in actors:
            named = self._named_by(actor)
            if named is not None:
                return named, Reason("speaker:same-role", f"{words} = {named.of(self.text)}")
        named = self._same_noun(sentence, head)
        if named is not None:
            return named, Reason("speaker:same-noun", f"{words} = {named.of(self.text)}")
        lemma = token.lemma.lower()
        for kind in ("described-person", "described-body"):
            if lemma in self.words[kind]:
                named = self._last_named(sentence, head, kind, lemma)
                if named is not None:
                    return named, Reason(f"speaker:{kind}", f"{words} = {named.of(self.text)}")
        return None

    def _is_definite(self, sentence: Sentence, head: int) -> bool:
        """Say whether the phrase is `the minister` and names nobody itself: not `the Turkish one`, `the one in Rome`."""
        below = sentence.children[head]
        behind = [o for c in below if sentence.tokens[c].dep == "prep" for o in sentence.children[c]]
        is_named = any(
            sentence.tokens[c].pos == "PROPN" and (c in behind or sentence.tokens[c].dep in _MODIFIERS)
            for c in (*below, *behind)
        )
        return not is_named and any(sentence.tokens[c].text.lower() in self.definite for c in below)

    def _named_by(self, actor: Actor) -> Span | None:
        """Return the earliest mention with a proper name that the actor goes back to."""
        seen: set[Span] = set()
        while actor.antecedent is not None and actor.antecedent not in seen:
            seen.add(actor.antecedent)
            if self._has_name(actor.antecedent):
                return actor.antecedent
            if actor.antecedent not in self.by_span:
                return None
            actor = self.by_span[actor.antecedent]
        return None

    def _has_name(self, span: Span) -> bool:
        return any(word[:1].isupper() for word in span.of(self.text).split()[1:]) or (
            span.of(self.text)[:1].isupper() and " " not in span.of(self.text)
        )

    def _same_noun(self, sentence: Sentence, head: int) -> Span | None:
        """Return the last mention of the noun that has a name before it: the Ghent campaign, Ghent's campaign.

        What the description says of it, that mention says too: the foreign ministry is not Ghent's defence ministry.
        """
        lemma, here = sentence.tokens[head].lemma.lower(), self.position[sentence.index]
        for number, index in reversed(self.nouns.get(lemma, ())):
            if (number, index) < (here, head):
                first = self._named_from(self.sentences[number], index)
                said = _kinds(self.sentences[number], index)
                if first is not None and _kinds(sentence, head) <= said:
                    return self.sentences[number].stretch(first, index)
        return None

    @cached_property
    def nouns(self) -> dict[str, list[tuple[int, int]]]:
        """Return where each noun stands that has a word before it: sentence and token, by lemma."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number, sentence in enumerate(self.sentences):
            for token in sentence.tokens:
                if token.pos in ("NOUN", "PROPN") and sentence.children[token.index]:
                    found.setdefault(token.lemma.lower(), []).append((number, token.index))
        return found

    def _named_from(self, sentence: Sentence, head: int) -> int | None:
        """Return the first token of the name that stands before the noun, or None."""
        names = [
            child
            for child in sentence.children[head]
            if child < head
            and sentence.tokens[child].dep in _MODIFIERS
            and sentence.tokens[child].pos == "PROPN"
        ]
        return min(sentence.subtree(names[0])) if names else None

    def _last_named(self, sentence: Sentence, head: int, kind: str, lemma: str) -> Span | None:
        """Return the last subject before the description that is named and of its kind: a person, a body."""
        position = self.position[sentence.index]
        oldest = self.sentences[max(0, position - _REACH)].span.start
        end = bisect_left(self.starts, sentence.tokens[head].start)
        wanted = self.genders.get(lemma, "")
        for actor in reversed(self.actors[:end]):
            if actor.span.start < oldest:
                return None
            if self._is_kind(actor, kind, wanted):
                return self._first(actor)
        return None

    def _is_kind(self, actor: Actor, kind: str, gender: str) -> bool:
        label = self._entity(actor)
        if kind == "described-body":
            return label == "ORG"
        given = self.genders.get(actor.name.split()[0].lower(), "")
        return label == "PERSON" and not (gender and given and gender != given)

    def _entity(self, actor: Actor) -> str:
        """Return what the parser takes the mention for, if it is a name and the subject of its clause."""
        number = bisect_left(self.ends, actor.head.end)
        sentence = self.sentences[min(number, len(self.sentences) - 1)]
        for token in sentence.tokens:
            if token.span == actor.head:
                return token.entity if token.pos == "PROPN" and token.dep == "nsubj" else ""
        return ""

    def _first(self, actor: Actor) -> Span:
        """Return the first, and so the fullest, mention of a named actor."""
        return self._named_by(actor) or actor.span


def _kinds(sentence: Sentence, head: int) -> set[str]:
    """Return the words before the noun that say what kind of thing it is: foreign, defence."""
    tokens = (sentence.tokens[child] for child in sentence.children[head] if child < head)
    return {t.lemma.lower() for t in tokens if t.dep in ("amod", "compound") and t.pos != "PROPN"}
