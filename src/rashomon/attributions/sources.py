"""This file is where the source of a cue is found: its subject, its agent, its possessor, or who its verb takes over."""

from __future__ import annotations

from rashomon.attributions.report import spans_of
from rashomon.lexicons.cues import CueTables
from rashomon.records import Sentence, Span, Token

SPEAKING_ENTITIES = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_PERSONAL = frozenset(("he", "she", "they", "who"))
_AT_A_TIME = frozenset(("on", "in", "at", "during", "by"))


def find_source(sentence: Sentence, verb: int, *, depth: int = 0) -> int | None:
    """Return the head of the phrase that names who speaks, thinks or acts at the verb, or None."""
    token = sentence.tokens[verb]
    agent = sentence.dependent(verb, "agent")
    if agent is not None:
        return sentence.dependent(agent, "pobj")
    if is_passive(sentence, verb):
        return None
    subject = sentence.dependent(verb, "nsubj")
    if subject is not None:
        return None if _is_expletive(sentence, subject) else subject
    if depth > 6 or token.head == verb:
        return _inverted(sentence, verb)
    return _inverted(sentence, verb) or _borrowed(sentence, verb, depth)


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Say whether the verb is passive: its subject is not its source."""
    if sentence.dependent(verb, "nsubjpass", "auxpass") is not None:
        return True
    token = sentence.tokens[verb]
    if sentence.dependent(verb, "aux", "nsubj") is not None:
        return False
    # `Asked whether ..., he said`: without a subject of its own it can only be a participle.
    return (token.tag == "VBN" and token.dep in ("acl", "amod")) or (
        token.tag in ("VBN", "VBD") and token.dep == "advcl"
    )


def source_spans(sentence: Sentence, head: int, verb: int) -> tuple[Span, ...]:
    """Return the phrase of the source, without the day of the cue and the clause or participle that holds it."""
    above = {verb, *sentence.ancestors(verb)}
    barred = [
        child
        for child in sentence.children[head]
        if child in above or sentence.tokens[child].dep in ("advcl", "parataxis", "ccomp", "punct")
    ]
    indexes = sentence.subtree(head, without=[*barred, *_days(sentence, head)])
    if head in above:
        return spans_of(sentence, _around(indexes, head))
    if verb in indexes:
        return spans_of(sentence, [i for i in indexes if i < verb] or [head])
    side = [i for i in indexes if (i < verb) == (head < verb)]
    full = range(side[0], side[-1] + 1)
    return spans_of(sentence, full if verb not in full else side)[:1]


def _days(sentence: Sentence, head: int) -> list[int]:
    """Return what says when the source spoke, which the parser hangs on its name: "the army on Sunday said"."""
    names = [i for i in sentence.subtree(head) if sentence.tokens[i].entity in SPEAKING_ENTITIES]
    return [
        child
        for noun in (head, *names)
        for child in sentence.dependents(noun, "prep")
        if child > noun and _is_day(sentence, child)
    ]


def _is_day(sentence: Sentence, preposition: int) -> bool:
    """Say whether the phrase tells a time at which something is said; "women under 30" are told apart by theirs."""
    noun = sentence.dependent(preposition, "pobj")
    is_time = noun is not None and sentence.tokens[noun].entity in ("DATE", "TIME")
    return is_time and sentence.tokens[preposition].text.lower() in _AT_A_TIME


def can_speak(sentence: Sentence, head: int | None, cues: CueTables) -> bool:
    """Say whether the source is a person, an office, a government, an organisation or a document."""
    if head is None:
        return False
    token = sentence.tokens[head]
    if token.entity in SPEAKING_ENTITIES or token.text.lower() in _PERSONAL:
        return True
    return token.lemma.lower() in cues.words["speaker"] or token.pos == "PROPN"


def _is_expletive(sentence: Sentence, subject: int) -> bool:
    return sentence.tokens[subject].text.lower() in ("it", "there") and sentence.tokens[subject].dep == "expl"


def _inverted(sentence: Sentence, verb: int) -> int | None:
    """`"...", said the minister`: a noun right after the verb that the parser took for an object.

    What follows a participle is its object (`..., calling the reports a lie`), and so is what follows the second verb of
    a headline: `Ghent says a drone killed two, accuses Bruges of lying`.
    """
    token = sentence.tokens[verb]
    before = sentence.tokens[verb - 1].text if verb else ""
    if before not in ("”", '"', "''", ",", "»", "“") or token.tag == "VBG":
        return None
    if before == "," and token.dep == "conj" and token.head < verb:
        return None
    for child in sentence.dependents(verb, "dobj", "attr", "npadvmod", "oprd"):
        token = sentence.tokens[child]
        if child > verb and token.pos in ("PROPN", "PRON", "NOUN") and token.entity not in ("DATE", "TIME"):
            return child
    return None


def _borrowed(sentence: Sentence, verb: int, depth: int) -> int | None:
    """Return the source that a verb without a subject shares with the verb or noun it hangs on."""
    token = sentence.tokens[verb]
    head = sentence.tokens[token.head]
    if token.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON"):
        return head.index if token.tag in ("VBG", "VBD", "VBZ", "VBP") else _owner(sentence, head.index)
    if token.dep in ("pcomp", "prep"):
        above = head.index if token.dep == "prep" and head.pos in ("VERB", "AUX") else head.head
        if sentence.tokens[above].pos not in ("VERB", "AUX"):
            return _owner(sentence, above)
        quoted = sentence.dependent(above, "dobj", "nsubjpass") if head.text.lower() == "as" else None
        return quoted if quoted is not None else find_source(sentence, above, depth=depth + 1)
    if token.dep not in ("conj", "xcomp", "advcl", "ccomp", "dep") or head.pos not in ("VERB", "AUX", "ADJ"):
        return None
    person = sentence.dependent(head.index, "dobj") if token.dep == "xcomp" else None
    if person is not None and _is_someone(sentence.tokens[person]):
        return person
    if head.pos == "ADJ":
        return find_source(sentence, head.head, depth=depth + 1) if head.head != head.index else None
    passive = sentence.dependent(head.index, "nsubjpass") if token.dep in ("xcomp", "advcl", "conj") else None
    return passive if passive is not None else find_source(sentence, head.index, depth=depth + 1)


def _is_someone(token: Token) -> bool:
    """Say whether an object may be who acts next: `urged them to say`, not `used a word to describe`."""
    return token.pos in ("PRON", "PROPN") or token.tag == "NNS" or token.entity in SPEAKING_ENTITIES


def _owner(sentence: Sentence, noun: int) -> int | None:
    return sentence.dependent(noun, "poss")


def _around(indexes: tuple[int, ...], head: int) -> list[int]:
    """Return the run of neighbouring indexes that holds the head."""
    members, first, last = set(indexes), head, head
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    return list(range(first, last + 1))
