"""This file is where parses are mended that statistics get wrong: each rule reads one construction of English anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from msgspec import structs

from rashomon.records import Sentence, ZoneKind

Classes = Mapping[str, Collection[str]]
_OF_DEEDS = frozenset(("of", "for", "with", "against"))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_LETTING = frozenset(("let", "set"))


class _Mend(NamedTuple):
    """What one token is after all: its relation, its head and its tag."""

    token: int
    dep: str
    head: int
    tag: str


def mended(sentence: Sentence, classes: Classes) -> Sentence:
    """Return the sentence with the constructions mended that the parser is known to misread."""
    lemmas = {token.lemma for token in sentence.tokens}
    mends = [
        mend
        for rule, needed in _RULES
        if not needed or not lemmas.isdisjoint(classes.get(needed, (needed,)))
        for mend in rule(sentence, classes)
    ]
    if not mends:
        return sentence
    tokens = list(sentence.tokens)
    for index, dep, head, tag in mends:
        tokens[index] = structs.replace(tokens[index], dep=dep, head=head, tag=tag)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    return replace(sentence, tokens=tuple(tokens), children=tuple(map(tuple, children)))


def _deeds(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`accused Peru of shelling civilians`: a deed, not an adjective of the noun as in `of dying children`."""
    tokens = sentence.tokens
    for token in tokens:
        if token.tag != "VBG" or token.dep != "amod" or token.pos != "VERB":
            continue
        noun = tokens[token.head]
        link = tokens[noun.head]
        is_after = link.index == token.index - 1 and noun.dep == "pobj"
        if is_after and link.lemma in _OF_DEEDS and _judging(sentence, link.index, classes) is not None:
            yield _Mend(token.index, "pcomp", link.index, token.tag)
            yield _Mend(noun.index, "dobj", token.index, noun.tag)


def _charged(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`accused Peruvian forces of shelling a village`: what they are accused of, not what forces they are."""
    tokens = sentence.tokens
    for link in tokens[:-1]:
        if (
            link.dep != "prep"
            or link.lemma not in _OF_DEEDS
            or not tokens[link.index + 1].text.endswith("ing")
        ):
            continue
        verb = _judging(sentence, link.index, classes)
        if verb is not None and verb != link.head:
            yield _Mend(link.index, link.dep, verb, link.tag)


def _survived(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`The army said two men died and accused the rebels`: who said so accuses, not the dead."""
    tokens = sentence.tokens
    for token in tokens:
        death = tokens[token.head]
        if token.dep != "conj" or token.tag != "VBD" or token.lemma not in classes["JUDGING"]:
            continue
        is_dead = death.lemma == "die" or sentence.dependent(death.index, "auxpass") is not None
        has_subject = sentence.dependent(token.index, *_SUBJECTS) is not None
        if death.lemma in classes["DEADLY"] and is_dead and death.dep == "ccomp" and not has_subject:
            yield _Mend(token.index, "conj", death.head, token.tag)


def _judging(sentence: Sentence, link: int, classes: Classes) -> int | None:
    """Return the verb that judges somebody and that the preposition belongs to: its own head, or that of whom it judges."""
    head = sentence.tokens[sentence.tokens[link].head]
    if head.dep in ("dobj", "nsubjpass") and head.pos != "VERB" and head.index < link:
        head = sentence.tokens[head.head]
    return head.index if head.lemma in classes["JUDGING"] else None


def _suffered(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`ordered nine officials jailed`: done to them; neither `that` nor an auxiliary makes it a clause of its own."""
    tokens = sentence.tokens
    for token in tokens:
        is_past = token.tag in ("VBD", "VBN") and token.dep == "ccomp"
        if not is_past or tokens[token.head].lemma not in classes["ORDERING"]:
            continue
        subject = sentence.dependent(token.index, "nsubj")
        is_bare = sentence.dependent(token.index, "aux", "auxpass", "mark", "dobj") is None
        if subject is not None and is_bare and token.head < subject < token.index:
            yield _Mend(subject, "nsubjpass", token.index, tokens[subject].tag)
            yield _Mend(token.index, token.dep, token.head, "VBN")


def _handed(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`returned a bronze of a king to Peru`: the last `to` in what is handed over says to whom, if nothing else does."""
    tokens = sentence.tokens
    for token in tokens:
        if token.pos != "VERB" or token.lemma not in classes["HANDING"]:
            continue
        thing = sentence.dependent(token.index, "dobj")
        if thing is None or _has_goal(sentence, token.index):
            continue
        inside = [i for i in sentence.subtree(thing) if i > thing and _is_to(sentence, i)]
        if inside:
            yield _Mend(inside[-1], "prep", token.index, tokens[inside[-1]].tag)


def _has_goal(sentence: Sentence, verb: int) -> bool:
    near = sentence.dependents(verb, "prep", "dative")
    return any(sentence.tokens[i].lemma == "to" or sentence.tokens[i].dep == "dative" for i in near)


def _is_to(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.dep == "prep" and token.lemma == "to" and sentence.dependent(index, "pobj") is not None


def _freed(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`let free three activists`: `free` belongs to the verb and not to the activists."""
    tokens = sentence.tokens
    for token in tokens[1:]:
        verb = tokens[token.index - 1]
        if token.lemma != "free" or verb.lemma not in _LETTING or verb.pos != "VERB" or token.dep == "prt":
            continue
        yield _Mend(token.index, "prt", verb.index, token.tag)
        for thing in sentence.dependents(token.index, "dobj"):
            yield _Mend(thing, "dobj", verb.index, tokens[thing].tag)


def _phoned(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`called the president to discuss the truce`: whom, and not what, if nobody else is named who is called so."""
    for token in sentence.tokens:
        if token.lemma != "call" or token.pos != "VERB" or sentence.dependent(token.index, "nsubj") is None:
            continue
        called = sentence.dependents(token.index, "oprd")
        others = sentence.dependent(token.index, "dobj", "ccomp", "auxpass", "prt")
        aims = [i for i in sentence.dependents(token.index, "xcomp", "advcl") if _is_infinitive(sentence, i)]
        if (
            len(called) == 1
            and aims
            and others is None
            and sentence.dependent(called[0], "nsubj", "det") is None
        ):
            yield _Mend(called[0], "dobj", token.index, sentence.tokens[called[0]].tag)


def _headlined(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`Reporter shot in the capital`: in headlines, which tell the past in the present, done to the subject."""
    if sentence.zone is not ZoneKind.HEADLINE:
        return
    for token in sentence.tokens:
        if token.tag not in ("VBD", "VBN") or token.lemma not in classes["DONE-TO"]:
            continue
        subject = sentence.dependent(token.index, "nsubj")
        others = sentence.dependent(token.index, "dobj", "dative", "aux", "auxpass", "ccomp", "xcomp")
        if subject is not None and subject < token.index and others is None:
            yield _Mend(subject, "nsubjpass", token.index, sentence.tokens[subject].tag)
            yield _Mend(token.index, token.dep, token.head, "VBN")


def _fronted(sentence: Sentence, classes: Classes) -> Iterator[_Mend]:
    """`Under pressure from Norway, the court has dropped the case`: a verb's subject, not a second name of Norway."""
    tokens, verb = sentence.tokens, sentence.root
    if tokens[verb].pos != "VERB" or sentence.dependent(verb, *_SUBJECTS) is not None:
        return
    helpers = sentence.dependents(verb, "aux", "auxpass", "neg")
    start = min((verb, *helpers))
    is_finite = tokens[start].tag in ("VBD", "VBZ", "VBP", "MD")
    for token in tokens[:start] if is_finite else ():
        gap = tokens[sentence.subtree(token.index)[-1] + 1 : start]
        if token.dep != "appos" or any(t.pos != "ADP" and t.entity not in ("DATE", "TIME") for t in gap):
            continue
        first = sentence.subtree(token.index)[0]
        if first and tokens[first - 1].text == "," and tokens[token.head].dep == "pobj":
            is_passive = sentence.dependent(verb, "auxpass") is not None
            yield _Mend(token.index, "nsubjpass" if is_passive else "nsubj", verb, token.tag)
            return


def _is_infinitive(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[i].tag == "TO" for i in sentence.children[verb])


#: The rules, each with the lemma, or the class, without a word of which it mends nothing.
_RULES: tuple[tuple[Callable[[Sentence, Classes], Iterator[_Mend]], str], ...] = (
    (_deeds, "JUDGING"),
    (_charged, "JUDGING"),
    (_survived, "DEADLY"),
    (_suffered, "ORDERING"),
    (_handed, "HANDING"),
    (_freed, "free"),
    (_phoned, "call"),
    (_headlined, ""),
    (_fronted, ""),
)
