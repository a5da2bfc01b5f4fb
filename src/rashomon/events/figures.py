"""This file is where numbers of people and things become figures: so many killed, at least so many displaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from msgspec import Struct

from rashomon.events.counted import Mention, find_mention
from rashomon.events.counts import find_counts
from rashomon.lexicons import Lexicons
from rashomon.lexicons.figures import CountRule, FigureTables, load_figures
from rashomon.records import Figure, Reason, Sentence

_PARTS = frozenset({("among", "them"), ("of", "them"), ("of", "whom")})
_OPENING = frozenset({"-", "–", "—", "--", "("})
#: Words between number and noun that say nothing of whom: dozens of people, two more deaths.
_ADDED = frozenset({"of", "more", "further", "additional"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


class _Decision(Struct, frozen=True):
    """What the number counts, by which rule and word."""

    kind: str
    rule: str
    word: str


def find_figures(sentence: Sentence, lexicons: Lexicons) -> tuple[Figure, ...]:
    """Return the figures of the sentence, in order: numbers of people and things, with what happened to them."""
    tables = load_figures(lexicons.language)
    figures: list[Figure] = []
    for count in find_counts(sentence, tables):
        mention = find_mention(sentence, count, tables)
        if mention is None:
            continue
        decision = _decide(sentence, mention, tables) or _part_of(sentence, mention, figures)
        if decision is None and not (count.is_article or count.low == count.high == 0):
            decision = _by_default(sentence, mention, tables)
        if decision is not None:
            figures.extend(_figures(sentence, mention, decision))
    return tuple(figures)


def _decide(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    steps: tuple[Callable[[Sentence, Mention, FigureTables], _Decision | None], ...] = (
        _by_noun,
        _by_state,
        _by_toll,
        _by_verb,
        _by_clause,
        _by_act,
        _by_inner_state,
        _by_neighbour,
    )
    for step in steps:
        decision = step(sentence, mention, tables)
        if decision is not None:
            return decision
    return None


def _by_noun(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """Ten deaths: the noun says it."""
    if mention.noun is None:
        return None
    rule = tables.nouns.get(sentence.tokens[mention.noun].lemma)
    return _decision(rule, sentence, mention.noun) if rule else None


def _by_state(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """70 wounded; three are missing: a word of state says it."""
    for index in _state_places(sentence, mention, tables):
        rule = tables.states.get(sentence.tokens[index].text.lower())
        if rule and mention.noun_class in rule.counted and not sentence.dependents(index, "dobj"):
            return _decision(rule, sentence, index)
    return None


def _state_places(sentence: Sentence, mention: Mention, tables: FigureTables) -> Iterator[int]:
    """Yield where a word of state may stand: behind the counted, or as what the verb says of it."""
    tokens, after = sentence.tokens, mention.last + 1
    while after < len(tokens) and tokens[after].text in tables.hearsay:
        after += 1
    if (
        after < len(tokens)
        and tokens[after].pos in {"VERB", "ADJ", "NOUN"}
        and not _is_active(sentence, after)
    ):
        yield after
    head = tokens[_first_conjunct(sentence, mention.head)]
    if head.dep == "dobj" and tokens[head.head].lemma == "include":
        yield from sentence.dependents(head.head, "nsubj")
    if head.dep in {"nsubj", "nsubjpass"} and head.head != head.index:
        if tokens[head.head].text.lower() == "missing":
            yield head.head
        if head.dep == "nsubjpass" or sentence.dependent(head.head, "dobj") is None:
            said = sentence.dependents(head.head, "acomp", "oprd", "attr", "xcomp")
            yield from (i for i in said if sentence.dependent(i, "nsubj") is None)
        for link in sentence.dependents(head.head, "prep"):
            if tokens[link].lemma == "among":
                yield from sentence.dependents(link, "pobj")


def _is_active(sentence: Sentence, index: int) -> bool:
    """Say whether the verb goes on to an object, so that its subject does it: ten rebels killed a guard."""
    tokens = sentence.tokens
    if tokens[index].pos != "VERB" or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    return bool(sentence.dependents(index, "dobj")) or following.pos in {"DET", "NUM", "NOUN", "PRON"}


def _by_toll(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """The death toll rose to 35: the number is the value of a toll."""
    if mention.noun_class not in {"", "people", "troops"}:
        return None
    tokens = sentence.tokens
    place = tokens[mention.head]
    if place.dep == "pobj" and tokens[place.head].lemma != "from":
        place = tokens[place.head]
    elif place.dep not in {"dobj", "attr", "npadvmod", "acomp"}:
        return None
    governor = tokens[place.head]
    if governor.lemma == "from":
        # The parser hangs the second of "from 18 to 23" on the first.
        governor = tokens[governor.head]
    candidates = (governor.index, *sentence.dependents(governor.index, "nsubj", "nsubjpass", "dobj"))
    for index in candidates:
        rule = tables.tolls.get(tokens[index].lemma)
        is_verb_listed = rule and (governor.index == index or governor.lemma in rule.verbs)
        if rule and is_verb_listed and index < mention.count.first:
            kind = _toll_kind(sentence, index, rule, tables)
            return _Decision(kind, rule.id, tokens[index].text) if kind else None
    return None


def _toll_kind(sentence: Sentence, toll: int, rule: CountRule, tables: FigureTables) -> str | None:
    """Return what the toll counts, by the words below it; a bare `toll` is one of deaths, a bare `number` none."""
    for index in sentence.subtree(toll, without=sentence.dependents(toll, "conj")):
        token = sentence.tokens[index]
        found = tables.states.get(token.text.lower()) or tables.nouns.get(token.lemma)
        if found and index != toll:
            return found.kind
    return None if rule.kind == "other" else rule.kind


def _by_verb(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """Twelve people were killed; the blast killed twelve: the verb says it, by the part the counted plays."""
    head = sentence.tokens[_total(sentence, _first_conjunct(sentence, mention.head), tables)]
    if head.dep == "pobj" and mention.count.first <= head.head < mention.count.number:
        # The parser takes the hedge for a preposition: injuring over 180.
        head = sentence.tokens[head.head]
    role = {"dobj": "object", "nsubjpass": "object", "nsubj": "subject"}.get(head.dep)
    if head.dep == "prep" and mention.count.first <= head.index < mention.count.number:
        role = "object"
    if head.dep == "npadvmod" and mention.noun is not None and sentence.dependent(head.head, "dobj") is None:
        # The parser takes the first number of "detained 150 to 200 protesters" for an adverb.
        role = "object"
    if role is None:
        return None
    for verb, its_role in _verbs(sentence, head.head, role):
        decision = _rule_of_verb(sentence, verb, its_role, mention, tables)
        if decision is not None:
            return decision
    return None


def _first_conjunct(sentence: Sentence, index: int) -> int:
    """Return the first of the coordinated words: in "12 soldiers and five civilians" that is the soldiers."""
    while (
        sentence.tokens[index].dep == "conj" and sentence.tokens[sentence.tokens[index].head].pos in _NOMINAL
    ):
        index = sentence.tokens[index].head
    return index


def _total(sentence: Sentence, index: int, tables: FigureTables) -> int:
    """Return the noun that stands for the counted in the sentence: in "a total of 76 soldiers" that is the total."""
    tokens = sentence.tokens
    link = tokens[tokens[index].head]
    if tokens[index].dep == "pobj" and link.lemma == "of" and tokens[link.head].lemma in tables.tolls:
        return link.head
    return index


def _verbs(sentence: Sentence, verb: int, role: str) -> Iterator[tuple[int, str]]:
    """Yield the verbs that share the argument, and its role there: are believed to have died, fell and died."""
    yield verb, role
    is_subject = sentence.tokens[verb].dep != "conj" or role != "object" or _is_passive(sentence, verb)
    if not is_subject:
        return
    for child in sentence.dependents(verb, "xcomp", "conj"):
        if sentence.dependent(child, "nsubj", "nsubjpass") is None and sentence.tokens[child].pos == "VERB":
            is_object = _is_passive(sentence, child) or (role == "object" and _is_bare(sentence, child))
            yield child, "object" if is_object else "subject"


def _is_passive(sentence: Sentence, verb: int) -> bool:
    return sentence.dependent(verb, "auxpass") is not None


def _is_bare(sentence: Sentence, verb: int) -> bool:
    """Say whether a participle shares the auxiliary of the verb it is joined to: were killed or wounded."""
    token = sentence.tokens[verb]
    return token.tag == "VBN" and token.dep == "conj" and sentence.dependent(verb, "dobj") is None


def _rule_of_verb(
    sentence: Sentence, verb: int, role: str, mention: Mention, tables: FigureTables
) -> _Decision | None:
    for rule in tables.verbs.get(sentence.tokens[verb].lemma, ()):
        if rule.role == role and mention.noun_class in rule.counted and _fits(sentence, verb, rule, mention):
            other = _alternative(sentence, verb, rule, tables)
            return _decision(rule, sentence, verb) if other is None else other
    return None


def _alternative(sentence: Sentence, verb: int, rule: CountRule, tables: FigureTables) -> _Decision | None:
    """Return the decision for "killed or wounded", which tells how many suffered one of the two and not which."""
    tokens = sentence.tokens
    if not any(tokens[i].lemma == "or" for i in sentence.dependents(verb, "cc")):
        return None
    for second in sentence.dependents(verb, "conj"):
        found = tables.states.get(tokens[second].text.lower())
        if found and found.kind != rule.kind:
            return _Decision(
                "other", f"{rule.id}-or-{found.id}", f"{tokens[verb].text} or {tokens[second].text}"
            )
    return None


def _fits(sentence: Sentence, verb: int, rule: CountRule, mention: Mention) -> bool:
    """Say whether the particle, the object and the counted noun are those that the rule names."""
    tokens = sentence.tokens
    if rule.particles:
        near = {tokens[i].text for i in (*sentence.children[verb], min(verb + 1, len(tokens) - 1))}
        if not near & set(rule.particles):
            return False
    if rule.objects and not any(tokens[i].lemma in rule.objects for i in sentence.dependents(verb, "dobj")):
        return False
    return not rule.nouns or (mention.noun is not None and tokens[mention.noun].lemma in rule.nouns)


def _by_clause(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """Twelve people who died; twelve people killed in the raid: a clause on the counted says it."""
    if mention.noun is None:
        return None
    for verb in sentence.dependents(mention.noun, "relcl", "acl"):
        token = sentence.tokens[verb]
        is_object = token.tag == "VBN" and (token.dep == "acl" or _is_passive(sentence, verb))
        found = _rule_of_verb(sentence, verb, "object" if is_object else "subject", mention, tables)
        if found is not None:
            return found
    return None


def _by_act(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """The deaths of twelve soldiers: the noun over "of" says it."""
    tokens = sentence.tokens
    head = tokens[_first_conjunct(sentence, mention.head)]
    if head.dep != "pobj" or tokens[head.head].lemma != "of":
        return None
    noun = tokens[tokens[head.head].head]
    rule = tables.acts.get(noun.lemma)
    if rule is None or mention.noun_class not in rule.counted:
        return None
    if rule.verbs and tokens[noun.head].lemma not in rule.verbs:
        return None
    return _decision(rule, sentence, noun.index)


def _by_inner_state(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """Twelve wounded soldiers: a word before the noun says it."""
    rule = tables.states.get(mention.state)
    if rule is None or mention.noun_class not in rule.counted:
        return None
    return _Decision(rule.kind, rule.id, mention.state)


def _by_neighbour(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """Killing five people: the verb just before says it, whatever the parser made of what follows."""
    verb = mention.count.first - 1
    if verb < 0 or sentence.tokens[verb].pos != "VERB":
        return None
    return _rule_of_verb(sentence, verb, "object", mention, tables)


def _part_of(sentence: Sentence, mention: Mention, figures: list[Figure]) -> _Decision | None:
    """Including five children; among them five children: a part of the figure before it."""
    if not figures or mention.noun_class not in {"people", "troops", ""}:
        return None
    tokens = sentence.tokens
    head = tokens[_first_conjunct(sentence, mention.head)]
    before = [token.text.lower() for token in tokens[max(0, mention.count.first - 2) : mention.count.first]]
    after = [token.text.lower() for token in tokens[mention.count.end : mention.count.end + 2]]
    link = tokens[head.head].text.lower() if head.dep == "pobj" else ""
    if link == "including" or before[-1:] == ["including"]:
        return _Decision(figures[-1].kind, "part-of", "including")
    for words in (before, after):
        if tuple(words) in _PARTS:
            return _Decision(figures[-1].kind, "part-of", " ".join(words))
    return _set_off(sentence, mention, figures[-1])


def _set_off(sentence: Sentence, mention: Mention, whole: Figure) -> _Decision | None:
    """Six civilians - four men and two women -: the numbers behind the dash or bracket are parts of the one before it."""
    before = sentence.tokens[mention.count.first - 1]
    is_opened = before.text in _OPENING and sentence.tokens[before.index - 1].end == whole.span.end
    is_next = before.text in {"and", ","} and whole.why[0].detail in map(repr, _OPENING)
    if not is_opened and not (is_next and sentence.tokens[before.index - 1].end == whole.span.end):
        return None
    most, part = whole.high or whole.low, mention.count.low
    if is_opened and most is not None and part is not None and part > most:
        return None
    return _Decision(whole.kind, "part-of", before.text if is_opened else whole.why[0].detail[1:-1])


def _by_default(sentence: Sentence, mention: Mention, tables: FigureTables) -> _Decision | None:
    """Thousands of people: counted, and nothing says what happened to them."""
    if mention.noun is None:
        return None
    token = sentence.tokens[mention.noun]
    for rule in tables.defaults:
        if token.lemma in rule.nouns or (not rule.nouns and mention.noun_class in rule.counted):
            return _decision(rule, sentence, mention.noun)
    return None


def _decision(rule: CountRule, sentence: Sentence, index: int) -> _Decision:
    return _Decision(rule.kind, rule.id, sentence.tokens[index].text)


def _figures(sentence: Sentence, mention: Mention, decision: _Decision) -> Iterator[Figure]:
    """Yield the figure; no casualties are none killed and none wounded."""
    count = mention.count
    is_none_at_all = count.low == count.high == 0 and decision.rule == "casualties"
    last = mention.last if mention.noun is None else max(mention.last, _end_of_pair(sentence, mention.noun))
    span = sentence.stretch(count.first, last)
    why = (Reason(f"figure:{decision.rule}", repr(decision.word)),)
    for kind in ("killed", "wounded") if is_none_at_all else (decision.kind,):
        yield Figure(
            kind, count.low, count.high, span, count.hedge, _whom(sentence, mention, decision), why=why
        )


def _whom(sentence: Sentence, mention: Mention, decision: _Decision) -> str | None:
    """Return who or what is counted, as written; None if the text does not say."""
    if mention.noun is None:
        return None
    first, last = mention.count.end, mention.noun
    while first < last and sentence.tokens[first].lemma in _ADDED:
        first += 1
    if decision.rule in {"deaths", "injuries", "casualties", "arrests"}:
        last -= 1
        if last == first and sentence.tokens[first].lemma in _ADDED:
            return None
    else:
        last = _end_of_pair(sentence, last)
    if last < first:
        return None
    tokens = sentence.tokens[first : last + 1]
    gaps = [" " * (after.start - before.end) for before, after in pairwise(tokens)]
    return "".join(token.text + gap for token, gap in zip(tokens, [*gaps, ""], strict=True))


def _end_of_pair(sentence: Sentence, noun: int) -> int:
    """Return the last noun of "women and children", which one number counts together."""
    tokens = sentence.tokens
    pair = noun + 2
    if pair < len(tokens) and tokens[noun + 1].text == "and" and tokens[pair].tag == "NNS":
        return pair if tokens[pair].head == noun else noun
    return noun
