"""This file is where a word is walked up to the root of its sentence, noting all that changes its certainty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import Struct

from rashomon.events.positions import NOMINAL, climb, is_backshifted, is_inverted
from rashomon.records import Attribution, Mood, Reason, Sentence, Span, Token

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons
    from rashomon.lexicons.modality import Effect

#: Mood of an effect, and its rank: a nearer mood gives way only to a farther one of higher rank.
_MOODS: dict[str, tuple[Mood, int]] = {
    "demand": (Mood.DEMANDED, 3),
    "promise": (Mood.PROMISED, 3),
    "threaten": (Mood.THREATENED, 3),
    "plan": (Mood.PLANNED, 3),
    "purpose": (Mood.PLANNED, 2),
    "attempt": (Mood.PLANNED, 2),
    "conditional": (Mood.CONDITIONAL, 2),
    "question": (Mood.QUESTION, 2),
    "predict": (Mood.PREDICTED, 1),
    "hypothesize": (Mood.HYPOTHETICAL, 1),
    "probable": (Mood.POSSIBLE, 1),
    "improbable": (Mood.POSSIBLE, 1),
    "possible": (Mood.POSSIBLE, 1),
    "doubt": (Mood.POSSIBLE, 1),
}
_POSSIBLE = {"probable": "PR", "improbable": "PR", "possible": "PS", "doubt": "PS"}
#: No sentence of a story is nested deeper; a list of ten thousand words may be.
_LONGEST_WALK = 60
_VALUES = {"CT": 3.0, "PR": 2.0, "PS": 1.0, "U": 0.0}
_ACTION_FRAMES = frozenset(("to", "np-to", "for-to", "ing", "n-to", "adj-to"))
_OBJECT_FRAMES = ("np", "pp", "n:", "adj:")


class Modality(Struct, frozen=True):
    """How the innermost voice puts an event forward, and the words that show it."""

    mood: Mood
    modality: str
    polarity: str
    value: float
    temporal: str
    evidence: tuple[Span, ...] = ()
    steps: tuple[Reason, ...] = ()
    effects: tuple[str, ...] = ()
    """What the steps did, from the event outwards."""
    is_negative: bool = False
    """Whether an odd number of them negate, also where the mood leaves the polarity open."""


def is_action(frame: str) -> bool:
    """Say whether a cue of this frame reports an infinitive or a gerund."""
    return frame in _ACTION_FRAMES


def is_object(frame: str) -> bool:
    """Say whether a cue of this frame reports a noun phrase."""
    return frame.startswith(_OBJECT_FRAMES) and frame not in _ACTION_FRAMES


@dataclass(slots=True)
class Walk:
    """The way from one token up its heads, and what was met on it."""

    sentence: Sentence
    lexicons: Lexicons
    attribution: Attribution | None
    mood: Mood = Mood.ASSERTED
    rank: int = 0
    modality: str = "CT"
    is_negative: bool = False
    is_denied: bool = False
    evidence: list[Span] = field(default_factory=list)
    steps: list[Reason] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)

    def go(self, index: int) -> None:
        """Walk up from the token until the root, a boundary or a presupposed position."""
        node, arrived, is_shared = index, -1, False
        for _ in range(min(len(self.sentence.tokens), _LONGEST_WALK)):
            if not is_shared:
                self.own_words(node, arrived)
            token = self.sentence.tokens[node]
            if token.head == node:
                self._root(node)
                return
            if self._leaves(node, token):
                return
            if not climb(self, token):
                return
            node, arrived, is_shared = token.head, node, token.dep == "conj"

    def meet(self, effect: Effect, rule: str, token: Token) -> bool:
        """Record what a word does to the event; return whether the walk goes on."""
        self.effects.append(effect)
        self.evidence.append(token.span)
        self.steps.append(Reason(f"modality:{rule}", token.text))
        if effect in ("negate", "improbable"):
            self.is_negative = not self.is_negative
        if effect == "deny":
            self.is_denied = self.is_negative = True
        mood, rank = _MOODS.get(effect, (Mood.ASSERTED, 0))
        if rank > self.rank:
            self.mood, self.rank, self.modality = mood, rank, _POSSIBLE.get(effect, "U")
        return effect not in ("presuppose", "report")

    def word(self, kind: str, token: Token, text: str | None = None) -> bool | None:
        """Apply the entry of this kind for the token, if there is one; return whether the walk goes on."""
        entry = self.lexicons.modality.words[kind].get(text or token.text.lower())  # type: ignore[index]
        return None if entry is None else self.meet(entry.effect, entry.id, token)

    def result(self, index: int) -> Modality:
        """Return what the walk found."""
        mood, modality, polarity = self.mood, self.modality, "-" if self.is_negative else "+"
        if self.is_denied:
            mood = Mood.DENIED
        elif self.is_negative and mood in _NEGATABLE:
            mood = Mood.NEGATED
        if modality == "U":
            polarity = "u"
        value = _VALUES[modality] * (-1 if polarity == "-" else 1)
        temporal = _temporal(self.sentence, index, mood)
        return Modality(
            mood,
            modality,
            polarity,
            value,
            temporal,
            tuple(self.evidence),
            tuple(self.steps),
            tuple(self.effects),
            self.is_negative,
        )

    def own_words(self, node: int, arrived: int) -> None:
        """Apply auxiliaries, negation, adverbs and adjectives that stand on the node itself."""
        tokens = self.sentence.tokens
        nominal = tokens[node].pos in NOMINAL
        is_set = is_inverted(self, tokens[node])
        is_adjunct = arrived >= 0 and self._is_adjunct(tokens[arrived], node)
        for child in self.sentence.children[node]:
            token = tokens[child]
            if child == arrived:
                continue
            if not is_adjunct and self._may_negate(token, node, nominal=nominal):
                self.word("neg", token)
            if token.dep == "aux" or _is_clitic(token, node):
                if not (is_set or _is_had(self.sentence, token, node)):
                    self._auxiliary(token, node)
            elif token.dep in ("advmod", "intj"):
                self.word("adverb", token)
                for part in self.sentence.dependents(child, "neg", "advmod", "det"):
                    self.word("neg", token, f"{tokens[part].text.lower()} {token.text.lower()}")
            elif token.dep in ("amod", "compound") and nominal:
                self.word("adjective", token)
            elif token.dep in ("nsubj", "nsubjpass") and not nominal and not is_adjunct:
                self._negative_subject(token)
            elif token.dep == "dobj" and not is_adjunct and self._is_none(token):
                self.meet("negate", "no-object", token)

    def _auxiliary(self, token: Token, node: int) -> None:
        entry = self.lexicons.modality.of("aux", token.text.lower())
        if entry is not None and entry.effect == "hypothesize" and is_backshifted(self.sentence, node):
            self.meet("predict", "backshift", token)
        elif entry is not None:
            self.meet(entry.effect, entry.id, token)

    def _may_negate(self, token: Token, node: int, *, nominal: bool) -> bool:
        if token.dep == "cc":
            return token.index < node
        after = self.sentence.tokens[token.index + 1 : token.index + 2]
        if after and after[0].text.lower() in self.lexicons.modality.classes["focus"]:
            return False
        return token.dep in ("neg", "det", "preconj") or (token.dep == "advmod" and not nominal)

    def _is_adjunct(self, token: Token, node: int) -> bool:
        """Say whether negation of the verb leaves the phrase untouched: clauses and gerunds of circumstance, doers."""
        if token.dep == "nsubj":
            return self.lexicons.modality.of("light", self.sentence.tokens[node].lemma) is None
        return token.dep == "advcl" or (
            token.dep == "prep" and self.sentence.dependent(token.index, "pcomp") is not None
        )

    def _negative_subject(self, token: Token) -> None:
        """`No one attacked`, `none of them attacked`: the negation in the subject is that of the verb."""
        if self.word("neg", token) is not None:
            return
        for child in self.sentence.dependents(token.index, "det"):
            self.word("neg", self.sentence.tokens[child])

    def _is_none(self, token: Token) -> bool:
        """`took no town`, `said nothing`: who has done it to none has not done it."""
        near = (token.index, *self.sentence.dependents(token.index, "det"))
        return any(self.lexicons.modality.of("neg", self.sentence.tokens[i].text.lower()) for i in near)

    def _leaves(self, node: int, token: Token) -> bool:
        """Say whether the head lies outside the reported content; if so, apply the act of the cue."""
        if self.attribution is None:
            return False
        head = self.sentence.tokens[token.head]
        for span in self.attribution.content:
            if span.start <= head.start and head.end <= span.end:
                return False
        self._question(node)
        cue = self.lexicons.cues.find(self.attribution.lemma, self.attribution.frame, "that")
        act = cue.act if cue is not None else "assert"
        effects = self.lexicons.modality.acts[act]
        frame = self.attribution.frame
        effect = effects.clause
        if is_action(frame):
            effect = effects.action
        elif is_object(frame):
            effect = effects.object
        if effect == "plan" and self.word("performative", token, token.lemma):
            return True
        self.meet(effect, f"act-{act}", head)
        return True

    def _root(self, node: int) -> None:
        """Apply what the whole sentence is: a question, an order."""
        self._question(node)
        token = self.sentence.tokens[node]
        first = next((t.index for t in self.sentence.tokens if t.text[0].isalnum()), 0)
        if token.tag == "VB" and node == first and not self.sentence.dependents(node, "nsubj", "aux"):
            self.meet("demand", "imperative", token)

    def _question(self, node: int) -> None:
        last = self.sentence.tokens[-4:]
        mark = next((t for t in last if t.text == "?"), None)
        if mark is not None and mark.index > node:
            self.meet("question", "question-mark", mark)


_NEGATABLE = frozenset(
    (Mood.ASSERTED, Mood.PLANNED, Mood.PREDICTED, Mood.PROMISED, Mood.THREATENED, Mood.HYPOTHETICAL)
)


def _is_clitic(token: Token, node: int) -> bool:
    """Say whether the token is a short form right before its verb, which the parser may take for a noun."""
    return token.index == node - 1 and token.text[0] in "'’" and token.dep == "compound"


def _is_had(sentence: Sentence, token: Token, node: int) -> bool:
    """`He'd attacked`: the short form stands for had, not for would."""
    return token.text.lower() in ("'d", "’d") and sentence.tokens[node].tag in ("VBN", "VBD")


def _temporal(sentence: Sentence, index: int, mood: Mood) -> str:
    """Return past, ongoing, future or background. A bare year in the clause tells of the background."""
    if mood not in (Mood.ASSERTED, Mood.NEGATED, Mood.DENIED, Mood.POSSIBLE):
        return "future"
    verb = index
    while sentence.tokens[verb].pos not in ("VERB", "AUX") and sentence.tokens[verb].head != verb:
        verb = sentence.tokens[verb].head
    near = {index, verb, *sentence.children[index], *sentence.children[verb]}
    if any(_has_bare_year(sentence, node) for node in near):
        return "background"
    tags = {sentence.tokens[i].tag for i in (verb, *sentence.dependents(verb, "aux", "auxpass"))}
    if "VBD" in tags or not tags & {"VBZ", "VBP"}:
        return "past"
    return "past" if "VBN" in tags else "ongoing"


def _has_bare_year(sentence: Sentence, node: int) -> bool:
    """`in 1994`, `since 1991, when it began`: a year by itself on a preposition of the node, or over its clause."""
    token = sentence.tokens[node]
    for link in sentence.dependents(node, "prep"):
        for year in sentence.dependents(link, "pobj"):
            if _is_bare_year(sentence, year):
                return True
    return token.dep in ("relcl", "advcl") and _is_bare_year(sentence, token.head)


def _is_bare_year(sentence: Sentence, index: int) -> bool:
    text = sentence.tokens[index].text
    is_year = len(text) == 4 and text.isdigit() and text[:2] in ("18", "19", "20")
    return is_year and not any(sentence.tokens[i].pos in ("NUM", "PROPN") for i in sentence.children[index])
