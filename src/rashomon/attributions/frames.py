"""This file is where a cue's frame is recognised in a parsed sentence: what it governs, and what of that it reports."""

from __future__ import annotations

from msgspec import Struct

from rashomon.attributions.bounds import FINITE, bare, deed, this_side
from rashomon.attributions.report import QUOTE_MARKS
from rashomon.attributions.sources import is_passive
from rashomon.lexicons.cues import Cue, CueTables
from rashomon.records import Sentence

_STOPS = frozenset((",", ":", ";", "--", "—", "–"))
_VERBAL = ("that", "np-to", "np-comp", "np:", "to", "pp:", "pp", "ing", "np")


class Match(Struct, frozen=True):
    """The tokens that a cue reports, and the words besides the cue's own that belong to it."""

    content: tuple[int, ...]
    cue_words: tuple[int, ...] = ()


#: Prepositions that go on with what is called for or spoken of.
_GOING_ON = frozenset(("as", "for", "of", "between", "against"))
#: Prepositions that also open a date.
_DATING = frozenset(("on", "in", "at"))


def match_frame(sentence: Sentence, word: int, cue: Cue, tables: CueTables) -> Match | None:
    """Return what the cue reports if it stands in its frame at the word, else None."""
    extra = _particles(sentence, word, cue)
    if extra is None:
        return None
    found = _match(sentence, word, cue, extra, tables)
    if found is None or not found.content:
        return None
    return Match(found.content, (*extra, *found.cue_words))


def _particles(sentence: Sentence, word: int, cue: Cue) -> tuple[int, ...] | None:
    """Return the tokens of the rest of a cue of several words (`point out`, `call on`), or None if they lack."""
    found = []
    for part in cue.lemma.split()[1:]:
        token = next(
            (
                i
                for i in sentence.children[word]
                if sentence.tokens[i].text.lower() == part
                and i > word
                and sentence.tokens[i].dep != "dobj"
                and not _opens_a_date(sentence, i)
            ),
            None,
        )
        if token is None:
            return None
        found.append(token)
    return tuple(found)


def _opens_a_date(sentence: Sentence, preposition: int) -> bool:
    """Say whether the preposition belongs to when it was said: who called X on Friday called on nobody."""
    noun = sentence.dependent(preposition, "pobj")
    return noun is not None and sentence.tokens[noun].entity in ("DATE", "TIME")


def _match(
    sentence: Sentence, word: int, cue: Cue, extra: tuple[int, ...], tables: CueTables
) -> Match | None:
    frame, _, preposition = cue.frame.partition(":")
    if frame == "that":
        return _clause(sentence, word, tables)
    if frame in ("to", "adj-to"):
        return _infinitive(sentence, word, wants_object=False)
    if frame == "for-to":
        return _for_infinitive(sentence, word)
    if frame == "np-to":
        return _object_infinitive(sentence, word, extra)
    if frame == "ing":
        return _gerund(sentence, word)
    if frame == "np":
        return _object(sentence, word, cue, tables)
    if frame == "np-comp":
        return _complement(sentence, word)
    if frame in ("pp", "adj", "n"):
        return _preposition(sentence, word, preposition, extra)
    if frame in ("n-that", "adj-that"):
        return _noun_clause(sentence, word, tables)
    if frame == "n-of":
        return _preposition(sentence, word, "of", extra)
    if frame == "n-to":
        return _noun_infinitive(sentence, word)
    return None


def _clause(sentence: Sentence, word: int, tables: CueTables) -> Match | None:
    """`said that ...`, `said ...`, `asked whether ...`; before the cue only without an object, or to a hearer."""
    tells = sentence.tokens[word].lemma in tables.words["tells-hearer"]
    has_object = not tells and sentence.dependent(word, "dobj") is not None
    clauses = [
        child
        for child in sentence.dependents(word, "ccomp")
        if not (has_object and child < word)
        and (child < word or not _is_to(sentence, child) or sentence.dependent(child, "mark") is not None)
    ]
    if clauses:
        beside = next((c for c in clauses if c > word and sentence.subtree(c)[0] == word + 1), clauses[0])
        told = [child for child in clauses if (child < word) == (beside < word)]
        return Match(tuple(i for child in told for i in this_side(sentence, child, word, tables)))
    told_apart = _clause_apart(sentence, word)
    if told_apart is not None:
        return Match(this_side(sentence, told_apart, word, tables))
    if is_passive(sentence, word) or sentence.tokens[word].lemma in ("say", "tell", "add"):
        subject = sentence.dependent(word, "csubj", "csubjpass")
        return Match(sentence.subtree(subject)) if subject is not None else None
    return None


def _clause_apart(sentence: Sentence, word: int) -> int | None:
    """Return the clause that the parser hung on the occasion: `said in an interview that ...`, `warned on Monday that ...`."""
    tokens = sentence.tokens
    for link in sentence.dependents(word, "prep", "npadvmod", "dobj", "dative"):
        noun = sentence.dependent(link, "pobj") if tokens[link].dep == "prep" else link
        if noun is None or link < word:
            continue
        for child in sentence.dependents(noun, "acl", "relcl", "ccomp"):
            first = sentence.subtree(child)[0]
            subject = sentence.dependent(child, "nsubj", "nsubjpass", "expl", "csubj")
            if tokens[first].text in ("that", "whether") and subject is not None and subject > first:
                return child
    return None


def _infinitive(sentence: Sentence, word: int, *, wants_object: bool) -> Match | None:
    """`vowed to ...`; passive: `is said to ...`, where the subject belongs to what is reported."""
    for child in sentence.dependents(word, "xcomp", "ccomp"):
        if not _is_to(sentence, child) or child < word:
            continue
        subject = sentence.dependent(word, "nsubjpass")
        if subject is not None:
            return Match((*sentence.subtree(subject), *deed(sentence, child)))
        if not wants_object and sentence.dependent(child, "nsubj") is not None:
            continue
        return Match(deed(sentence, child))
    return None


def _object_infinitive(sentence: Sentence, word: int, extra: tuple[int, ...]) -> Match | None:
    """`urged A to ...`: the parser reads A as object of the verb or as subject of the infinitive."""
    passive = sentence.dependent(word, "nsubjpass")
    for child in sentence.dependents(word, "xcomp", "ccomp", "advcl"):
        if not _is_to(sentence, child) or child < word:
            continue
        inner = sentence.dependent(child, "nsubj")
        place, deps = (extra[-1], ("pobj",)) if extra else (word, ("dobj", "dative"))
        outer = sentence.dependent(place, *deps)
        if inner is None and outer is None and passive is None:
            continue
        person = outer if outer is not None else passive
        held = sentence.subtree(person) if person is not None and inner is None else ()
        return Match((*held, *deed(sentence, child)))
    return None


def _for_infinitive(sentence: Sentence, word: int) -> Match | None:
    """`called for A to ...`: what is called for is that A do it."""
    for child in sentence.dependents(word, "xcomp", "ccomp", "advcl"):
        marks = [i for i in sentence.dependents(child, "mark") if sentence.tokens[i].text.lower() == "for"]
        if marks and child > word and _is_to(sentence, child):
            return Match(sentence.subtree(child, without=marks), (marks[0],))
    return None


def _gerund(sentence: Sentence, word: int) -> Match | None:
    """`reported hearing A`; passive: `A was reported missing`, where the subject belongs to what is reported."""
    for child in sentence.dependents(word, "xcomp", "ccomp", "dobj"):
        if sentence.tokens[child].tag == "VBG" and child > word and not _is_to(sentence, child):
            subject = sentence.dependent(word, "nsubjpass")
            held = sentence.subtree(subject) if subject is not None else ()
            return Match((*held, *deed(sentence, child)))
    return None


def _object(sentence: Sentence, word: int, cue: Cue, tables: CueTables) -> Match | None:
    """`condemned A`, `accused A of B`; passive: `A was accused of B`."""
    target = sentence.dependent(word, "dobj")
    if target is None:
        target = sentence.dependent(word, "nsubjpass")
    if target is None or sentence.tokens[target].text.lower() in ("that", "which", "who", "whom", "itself"):
        return None
    if not tables.allows(cue, _kind_of(sentence, target, tables)):
        return None
    preposition = cue.frame.partition(":")[2]
    if not preposition:
        return Match((*_with_late_parts(sentence, word, target, tables), *_state(sentence, word, target)))
    link, argument = _argument(sentence, word, preposition, target)
    if argument is None or link is None:
        return None
    named = _without(sentence, target, link)
    if sentence.tokens[target].dep == "nsubjpass" and preposition != "as":
        return Match((*named, *sentence.subtree(argument)), (link,))
    return Match((*named, *sentence.subtree(link)))


def _state(sentence: Sentence, word: int, target: int) -> tuple[int, ...]:
    """Return the state in which the passive's subject is told to be: `A was reported killed`."""
    if sentence.tokens[target].dep != "nsubjpass":
        return ()
    state = sentence.dependent(word, "oprd", "acomp", "xcomp")
    if state is None or state < word or _is_to(sentence, state):
        return ()
    return sentence.subtree(state)


def _kind_of(sentence: Sentence, noun: int, tables: CueTables) -> str:
    """Return the lemma that says what the noun phrase is: a number of questions are questions."""
    lemma = sentence.tokens[noun].lemma.lower()
    if lemma in tables.words["measure"]:
        for link in sentence.dependents(noun, "prep"):
            inner = sentence.dependent(link, "pobj")
            if inner is not None and sentence.tokens[link].text.lower() == "of":
                return sentence.tokens[inner].lemma.lower()
    return lemma


def _with_late_parts(sentence: Sentence, word: int, target: int, tables: CueTables) -> tuple[int, ...]:
    """Return the object with the prepositional phrase right after it that the parser hung on the verb."""
    found = [*bare(sentence, target)]
    for link in sentence.dependents(word, "prep"):
        argument = sentence.dependent(link, "pobj")
        if argument is None or link != found[-1] + 1:
            continue
        is_time = sentence.tokens[argument].entity in ("DATE", "TIME")
        if not is_time and sentence.tokens[link].text.lower() not in tables.words["circumstance"]:
            return (*found, *sentence.subtree(link))
    return tuple(found)


def _argument(sentence: Sentence, word: int, preposition: str, target: int) -> tuple[int | None, int | None]:
    for holder in (word, target):
        for link in sentence.dependents(holder, "prep"):
            if sentence.tokens[link].text.lower() == preposition and link > word:
                return link, sentence.dependent(link, "pobj", "pcomp", "amod", "advcl")
    return None, None


def _without(sentence: Sentence, head: int, branch: int) -> tuple[int, ...]:
    return sentence.subtree(head, without=(branch,))


def _complement(sentence: Sentence, word: int) -> Match | None:
    """`called A a crime`: object and complement, which the parser may read as a small clause."""
    objects = sentence.dependents(word, "dobj")
    target, complement = sentence.dependent(word, "dobj"), sentence.dependent(word, "oprd", "attr")
    if len(objects) == 2 and complement is None:
        complement = objects[1]
    in_marks = _up_to_marks(sentence, word)
    if complement is not None and not (in_marks and complement > in_marks[-1]):
        subject = target if target is not None else sentence.dependent(word, "nsubjpass")
        held = sentence.subtree(subject) if subject is not None else ()
        return Match((*held, *sentence.subtree(complement), *_grounds(sentence, word, complement)))
    small = sentence.dependent(word, "ccomp", "xcomp")
    if small is None or small < word or sentence.tokens[small].pos not in ("NOUN", "ADJ", "PROPN"):
        return Match(in_marks) if in_marks and sentence.tokens[word].lemma == "call" else None
    held = sentence.subtree(target) if target is not None and target < small else ()
    return Match((*held, *sentence.subtree(small)))


def _grounds(sentence: Sentence, word: int, complement: int) -> tuple[int, ...]:
    """Return why someone is called so, where it follows at once: called him a hero `for the rescue`."""
    end = sentence.subtree(complement)[-1]
    for link in sentence.dependents(word, "prep", "advcl"):
        first = sentence.subtree(link)[0]
        is_next = first > end and all(t.text in QUOTE_MARKS for t in sentence.tokens[end + 1 : first])
        if is_next and sentence.tokens[first].text in ("for", "because"):
            return sentence.subtree(link)
    return ()


def _up_to_marks(sentence: Sentence, word: int) -> tuple[int, ...]:
    """Return what stands from `called` to the end of the name in quotation marks: a report on the raid "outrageous"."""
    marks = [token.index for token in sentence.tokens[word + 1 :] if token.text in QUOTE_MARKS]
    if len(marks) < 2 or marks[0] < word + 2 or marks[1] == marks[0] + 1:
        return ()
    between = sentence.tokens[word + 1 : marks[0]]
    is_phrase = all(token.tag not in FINITE and token.text not in _STOPS for token in between)
    names = any(token.pos in ("NOUN", "PROPN", "PRON") for token in between)
    return tuple(range(word + 1, marks[1] + 1)) if is_phrase and names else ()


def _preposition(sentence: Sentence, word: int, preposition: str, extra: tuple[int, ...]) -> Match | None:
    """`called for A`, `their call for A`, `critical of A`."""
    if not preposition and extra:
        argument = sentence.dependent(extra[-1], "pobj", "pcomp")
        return Match(sentence.subtree(argument)) if argument is not None else None
    for holder in _holders(sentence, word):
        for link in sentence.dependents(holder, "prep"):
            if sentence.tokens[link].text.lower() != preposition or link < word:
                continue
            if preposition in _DATING and _opens_a_date(sentence, link):
                continue
            argument = sentence.dependent(link, "pobj", "pcomp")
            if argument is not None:
                return Match(_with_next(sentence, holder, bare(sentence, argument)), (link,))
    return None


def _with_next(sentence: Sentence, holder: int, found: tuple[int, ...]) -> tuple[int, ...]:
    """Return the phrase with `as ...` or `for ...` right after it that the parser hung on the cue: refer to A as B."""
    for link in sentence.dependents(holder, "prep"):
        if link == found[-1] + 1 and sentence.tokens[link].text.lower() in _GOING_ON:
            return (*found, *sentence.subtree(link))
    return found


def _noun_clause(sentence: Sentence, word: int, tables: CueTables) -> Match | None:
    for holder in _holders(sentence, word):
        for child in sentence.dependents(holder, "acl", "ccomp", "relcl"):
            marks = sentence.dependents(child, "mark")
            if child > word and any(sentence.tokens[i].text.lower() in ("that", "whether") for i in marks):
                return Match(this_side(sentence, child, word, tables))
            if sentence.tokens[word].pos != "NOUN" and sentence.tokens[child].dep == "ccomp" and child > word:
                return Match(sentence.subtree(child))
    return None


def _noun_infinitive(sentence: Sentence, word: int) -> Match | None:
    for holder in _holders(sentence, word):
        for child in sentence.dependents(holder, "acl", "relcl", "xcomp", "advcl"):
            if child > word and _is_to(sentence, child) and sentence.dependent(child, "nsubj") is None:
                return Match(sentence.subtree(child))
    return None


def _holders(sentence: Sentence, word: int) -> tuple[int, ...]:
    """Return the noun, and its verb if it is an object or a subject of `be`: what follows hangs on either."""
    token = sentence.tokens[word]
    is_held = token.dep == "dobj" or (token.dep == "nsubj" and sentence.tokens[token.head].lemma == "be")
    return (word, token.head) if token.pos == "NOUN" and is_held else (word,)


def _is_to(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[i].tag == "TO" for i in sentence.dependents(verb, "aux"))
