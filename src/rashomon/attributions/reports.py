"""This file is where cues are found in parsed sentences: verbs, nouns, adjectives and adverbs that report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from rashomon.attributions.frames import Match, match_frame
from rashomon.attributions.report import Report, spans_of
from rashomon.attributions.sources import can_speak, find_source, is_passive, source_spans
from rashomon.lexicons.cues import Cue
from rashomon.records import Reason, Sentence, Span, Token

if TYPE_CHECKING:
    from rashomon.lexicons import Lexicons

_CLASS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}
#: Acts that a noun names without anyone saying so: `its plan to leave` is not a statement, `announced its plan` is.
_PRIVATE_ACTS = frozenset(("intend", "decree", "request"))
_CUE_PARTS = frozenset(("aux", "auxpass", "neg", "advmod", "prt"))


def find_reports(sentence: Sentence, lexicons: Lexicons) -> Iterator[Report]:
    """Yield a report for each word of the sentence that stands in a frame in which it reports."""
    tables = lexicons.cues
    by_lemma, forms, participles = tables.by_lemma, tables.forms, tables.participles
    for token in sentence.tokens:
        if token.pos not in _CLASS:
            continue
        cues = by_lemma.get(forms.get(token.text, token.lemma), ())
        if token.tag == "VBN" and token.text in participles:
            cues = (*participles[token.text], *cues)
        if not cues:
            continue
        report = _report(sentence, token, cues, lexicons)
        if report is not None:
            yield report


def cue_words(sentence: Sentence, word: int, others: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Return the tokens of the cue: its word with the auxiliaries, negation, adverbs and particles right beside it."""
    parts = {i for i in sentence.children[word] if sentence.tokens[i].dep in _CUE_PARTS}
    first, last = word, word
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts and sentence.tokens[last + 1].dep in ("prt", "neg"):
        last += 1
    return tuple(sorted({*range(first, last + 1), *others}))


def own_phrase(sentence: Sentence, word: int, lexicons: Lexicons) -> tuple[int, ...]:
    """Return `in a statement` and the like right after the cue, or nothing."""
    for link in sentence.dependents(word, "prep"):
        noun = sentence.dependent(link, "pobj")
        if link != word + 1 or noun is None or noun - link > 3:
            continue
        if (
            sentence.tokens[link].text.lower() in ("in", "on")
            and sentence.tokens[noun].lemma.lower() in lexicons.cues.words["utterance"]
        ):
            return tuple(range(link, noun + 1))
    return ()


def make_report(
    sentence: Sentence, word: int, cue: Cue, match: Match, head: int | None, lexicons: Lexicons
) -> Report | None:
    """Return the report of a matched cue, its content cut free from cue and source; None if nothing is left."""
    words = cue_words(sentence, word, (*match.cue_words, *own_phrase(sentence, word, lexicons)))
    source = source_spans(sentence, head, word) if head is not None else ()
    taken = {*words, *_within(sentence, source)}
    content = spans_of(sentence, (i for i in match.content if i not in taken))
    if not content:
        return None
    return Report(
        sentence,
        word,
        cue,
        cue.frame,
        cue.act,
        words,
        source,
        list(content),
        is_negated=sentence.dependent(word, "neg") is not None,
        why=[Reason(f"cue:{cue.id}", sentence.tokens[word].text)],
    )


def _within(sentence: Sentence, spans: tuple[Span, ...]) -> set[int]:
    return {i for span in spans for i in sentence.within(span)}


def _report(sentence: Sentence, token: Token, cues: tuple[Cue, ...], lexicons: Lexicons) -> Report | None:
    """Return the report of the first frame that fits, the most demanding frame first."""
    kinds = (_CLASS[token.pos], "adjective") if token.tag == "VBN" else (_CLASS[token.pos],)
    heads: dict[str, int | None] = {}
    for cue in cues:
        kind = _kind(cue.frame)
        if kind not in kinds:
            continue
        if cue.frame == "adv":
            return _adverb(sentence, token, cue, lexicons)
        if kind not in heads:
            heads[kind] = _source(sentence, token, kind, lexicons)
        head = heads[kind]
        if not _is_allowed(sentence, token, cue, head, lexicons):
            continue
        match = match_frame(sentence, token.index, cue, lexicons.cues)
        if match is None:
            continue
        if kind == "noun" and is_light(sentence, token, lexicons) and cue.frame.startswith("n:"):
            match = Match(sentence.subtree(token.index))
            return make_report(sentence, token.head, cue, match, head, lexicons)
        return make_report(sentence, token.index, cue, match, head, lexicons)
    return _parenthetical(sentence, token, cues, lexicons) if "verb" in kinds else None


@cache
def _kind(frame: str) -> str:
    if frame in ("adv", "marker"):
        return "adverb" if frame == "adv" else "marker"
    return {"n-": "noun", "n:": "noun", "ad": "adjective"}.get(frame[:2], "verb")


def _source(sentence: Sentence, token: Token, kind: str, lexicons: Lexicons) -> int | None:
    if kind == "verb":
        return find_source(sentence, token.index)
    if kind == "adjective":
        return _bearer(sentence, token)
    owner = sentence.dependent(token.index, "poss")
    if owner is not None:
        return owner
    for link in sentence.dependents(token.index, "prep"):
        if sentence.tokens[link].text.lower() in ("by", "from"):
            return sentence.dependent(link, "pobj")
    head = sentence.tokens[token.head]
    if is_light(sentence, token, lexicons):
        return find_source(sentence, head.index)
    return None


def is_light(sentence: Sentence, token: Token, lexicons: Lexicons) -> bool:
    """Say whether the noun is the object of a verb that only gives it voice: made a claim, repeated its vow."""
    head = sentence.tokens[token.head]
    return token.dep == "dobj" and head.lemma in lexicons.cues.words["light_verb"]


def _bearer(sentence: Sentence, token: Token) -> int | None:
    """Return who is glad, sure, concerned: the subject of `be`, or of the adjective itself."""
    own = sentence.dependent(token.index, "nsubj", "nsubjpass")
    if own is not None or token.dep not in ("acomp", "conj"):
        return own
    return find_source(sentence, token.head)


def _is_allowed(sentence: Sentence, token: Token, cue: Cue, head: int | None, lexicons: Lexicons) -> bool:
    """Say whether the cue has a source that can speak, or is a passive that needs none."""
    if cue.frame.startswith("np") and _is_purpose(sentence, token):
        return False
    if cue.frame.startswith("n:") or (cue.frame == "n-to" and cue.act in _PRIVATE_ACTS):
        return head is not None and is_light(sentence, token, lexicons)
    if head is None and cue.frame == "n-of":
        return _is_hearsay(sentence, token)
    if head is None and cue.frame == "np:as" and _says_more(sentence, token, lexicons):
        return False
    if head is None:
        return token.pos in ("VERB", "AUX") and is_passive(sentence, token.index) and not cue.needs_speaker
    return not cue.needs_speaker or can_speak(sentence, head, lexicons.cues)


def _is_hearsay(sentence: Sentence, token: Token) -> bool:
    """`amid reports of shelling`: bare plurals tell that somebody says so; `the reports of the ministry` do not."""
    return token.tag == "NNS" and sentence.dependent(token.index, "det", "poss") is None


def _says_more(sentence: Sentence, token: Token, lexicons: Lexicons) -> bool:
    """`was quoted as saying`: the verb of saying reports it, and who is quoted is its source."""
    for link in sentence.dependents(token.index, "prep"):
        said = sentence.dependent(link, "pcomp")
        if said is not None and any(
            c.frame == "that" for c in lexicons.cues.by_lemma.get(sentence.tokens[said].lemma, ())
        ):
            return True
    return False


def _is_purpose(sentence: Sentence, token: Token) -> bool:
    """`held up the photograph to highlight the raid`: what is meant to be said need not have been said."""
    is_infinitive = any(sentence.tokens[i].tag == "TO" for i in sentence.dependents(token.index, "aux"))
    return is_infinitive and token.dep in ("advcl", "acl", "relcl")


def _adverb(sentence: Sentence, token: Token, cue: Cue, lexicons: Lexicons) -> Report | None:
    """`allegedly`, `reportedly`: someone who is not named says the clause it stands in."""
    verb = token.head
    if sentence.tokens[verb].pos not in ("VERB", "AUX"):
        return None
    match = Match(tuple(i for i in sentence.subtree(verb) if i != token.index))
    return make_report(sentence, token.index, cue, match, None, lexicons)


def _parenthetical(
    sentence: Sentence, token: Token, cues: tuple[Cue, ...], lexicons: Lexicons
) -> Report | None:
    """`The plan, he said, is dead`; `as the envoy put it`: the clause around it is what is reported."""
    index = token.index
    cue = next((c for c in cues if c.frame in ("that", "as") and " " not in c.lemma), None)
    marks = [sentence.tokens[i].text.lower() for i in sentence.dependents(index, "mark", "advmod")]
    if cue is None or sentence.dependent(index, "ccomp", "xcomp") is not None:
        return None
    if (sentence.dependent(index, "dobj") is not None) != (cue.frame == "as"):
        return None
    if not (token.dep == "parataxis" and cue.frame == "that") and not (
        token.dep == "advcl" and "as" in marks
    ):
        return None
    head = find_source(sentence, index)
    if head is None or token.head == index:
        return None
    own = set(sentence.subtree(index))
    match = Match(tuple(i for i in sentence.subtree(token.head) if i not in own))
    return make_report(sentence, index, cue, match, head, lexicons)
