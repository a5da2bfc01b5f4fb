"""This file is where it is read what a word's place in its sentence does to its certainty, step by step to the root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.records import Sentence, Token

if TYPE_CHECKING:
    from rashomon.events.walk import Walk
    from rashomon.lexicons.modality import Word

_QUOTES = frozenset(('"', "``", "“", "”", "''"))
_CLAUSES = frozenset(("relcl", "acl", "advcl", "ccomp"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))


def climb(walk: Walk, token: Token) -> bool:
    """Apply what the relation of the token to its head does; return whether the walk goes on from the head."""
    dep = token.dep
    if dep in _CLAUSES and _is_subjunctive(walk.sentence, token):
        return walk.meet("demand", "subjunctive", token) and dep == "ccomp"
    if is_inverted(walk, token):
        return walk.meet("conditional", "inversion", token) and False
    if dep in ("relcl", "appos", "amod", "poss", "nmod", "nummod", "parataxis"):
        return _presupposed(walk, token, dep)
    if dep == "acl":
        return _climb_acl(walk, token)
    if dep == "advcl":
        return _climb_advcl(walk, token)
    if dep == "conj":
        return _climb_conj(walk, token)
    if dep in ("xcomp", "ccomp", "csubj"):
        return _climb_complement(walk, token)
    if dep in ("pobj", "pcomp"):
        return _climb_preposition(walk, token)
    if dep in ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "dative", "npadvmod"):
        return _climb_argument(walk, token)
    return True


def _presupposed(walk: Walk, token: Token, dep: str) -> bool:
    """Relative clauses, appositions and modifiers of a noun are presupposed; `the first to leave` is not."""
    if dep == "relcl" and _is_infinitive(walk.sentence, token):
        walk.meet("purpose", "infinitive", token)
        return False
    if dep in ("relcl", "acl", "amod") and _is_unspecific(walk, token.head):
        return True
    return walk.meet("presuppose", f"position-{dep}", token)


def _is_unspecific(walk: Walk, noun: int) -> bool:
    """`no sign linking them`, `nothing preventing it`: what is said of a thing that may not be is not presupposed."""
    words = walk.lexicons.modality.classes["unspecific"]
    near = (noun, *walk.sentence.dependents(noun, "det"))
    return any(walk.sentence.tokens[i].text.lower() in words for i in near)


def _climb_acl(walk: Walk, token: Token) -> bool:
    """`plan to attack` has the mood of the noun; `forces attacking the town` is presupposed."""
    head = walk.sentence.tokens[token.head]
    if not _is_infinitive(walk.sentence, token):
        cue = walk.lexicons.cues.find(walk.lexicons.cues.lemma(head), "n-that")
        if cue is not None and any(walk.sentence.dependents(token.index, "mark")):
            return walk.meet(walk.lexicons.modality.acts[cue.act].clause, f"act-{cue.act}", head) and False
        return _presupposed(walk, token, "acl")
    if _in_phrase(walk, head) is not None:
        return False
    if not _avail(walk, token) and walk.word("governor", head, head.lemma) is None:
        cue = walk.lexicons.cues.find(walk.lexicons.cues.lemma(head), "n-to")
        effect = walk.lexicons.modality.acts[cue.act].action if cue else "purpose"
        walk.meet(effect, f"act-{cue.act}" if cue else "infinitive", head)
    walk.own_words(head.index, token.index)
    _rejected(walk, head)
    return False


def _in_phrase(walk: Walk, noun: Token) -> bool | None:
    """`in order to`, `in case of`: a noun that means something of its own after its preposition."""
    above = walk.sentence.tokens[noun.head]
    return walk.word("governor", noun, f"{above.text.lower()} {noun.lemma}") if noun.dep == "pobj" else None


def _rejected(walk: Walk, noun: Token) -> None:
    """`rejected a proposal to withdraw`: what the noun names is not to be."""
    verb = walk.sentence.tokens[noun.head]
    cue = walk.lexicons.cues.find(verb.lemma, "np") if noun.dep in ("dobj", "nsubjpass") else None
    if cue is not None and cue.act in ("deny", "refuse"):
        walk.meet("negate", f"act-{cue.act}", verb)


def _avail(walk: Walk, token: Token) -> bool:
    """Apply `to no avail` and the like after an infinitive of purpose; return whether one was met."""
    words = [t.text.lower() for t in walk.sentence.tokens]
    for phrase, entry in walk.lexicons.modality.phrases:
        for start in range(len(words) - len(phrase) + 1):
            if tuple(words[start : start + len(phrase)]) == phrase and abs(start - token.index) < 30:
                walk.meet(entry.effect, entry.id, walk.sentence.tokens[start])
                return True
    return False


def _climb_advcl(walk: Walk, token: Token) -> bool:
    """Clauses of condition, time, cause and purpose; only a participle after its verb shares that verb's mood."""
    sentence = walk.sentence
    marks = [sentence.tokens[c] for c in sentence.dependents(token.index, "mark", "advmod")]
    if _is_infinitive(sentence, token):
        return _purpose(walk, token)
    for mark in marks:
        entry = walk.lexicons.modality.of("mark", mark.text.lower())
        if entry is None:
            continue
        effect = entry.effect
        if effect == "presuppose" and token.tag in ("VBZ", "VBP") and _has_modal(walk, token.head):
            effect = "predict"
        walk.meet(effect, entry.id, mark)
        return False
    if token.tag in ("VBG", "VBN") and token.index > token.head and not marks:
        return True
    return _presupposed(walk, token, "advcl")


def is_inverted(walk: Walk, token: Token) -> bool:
    """`should the talks fail`, `had they left`: a verb before its subject sets a condition."""
    words = walk.lexicons.modality.classes["inverted"]
    sentence = walk.sentence
    subject = sentence.dependent(token.index, "nsubj", "nsubjpass")
    return (subject is not None and token.dep in ("advcl", "ccomp")) and any(
        sentence.tokens[i].text.lower() in words and i < subject
        for i in sentence.dependents(token.index, "aux", "auxpass")
    )


def is_backshifted(sentence: Sentence, node: int) -> bool:
    """`said it would leave`: under a verb of the past, what will be is told as what would be."""
    token = sentence.tokens[node]
    while token.dep == "conj":
        token = sentence.tokens[token.head]
    head = sentence.tokens[token.head]
    if token.dep != "ccomp" or head.tag != "VBD" or any(t.text in _QUOTES for t in sentence.tokens):
        return False
    marks = [m for c in sentence.dependents(node, "advcl") for m in sentence.dependents(c, "mark")]
    return not any(sentence.tokens[m].text.lower() in ("if", "unless") for m in marks)


def _is_subjunctive(sentence: Sentence, token: Token) -> bool:
    """`that he leave`, `that it be sold`: a clause in the bare form is what somebody wants."""
    verbs = [token, *(sentence.tokens[i] for i in sentence.dependents(token.index, "aux", "auxpass"))]
    first = min(verbs, key=lambda verb: verb.index)
    marks = [sentence.tokens[i].text.lower() for i in sentence.dependents(token.index, "mark")]
    subject = sentence.dependent(token.index, "nsubj", "nsubjpass")
    if subject is None or marks != ["that"]:
        return False
    return first.tag == "VB" or (first.tag == "VBP" and sentence.tokens[subject].tag in ("NN", "NNP"))


def _purpose(walk: Walk, token: Token) -> bool:
    """`was formed to end the war` is a purpose; before a main clause with a modal it is a condition."""
    head = walk.sentence.tokens[token.head]
    entry = _governor(walk, head)
    if entry is not None and (entry.effect == "attempt" or " " in entry.word):
        return walk.meet(entry.effect, entry.id, head)
    if _avail(walk, token):
        return False
    if _has_modal(walk, token.head):
        walk.meet("conditional" if token.index < token.head else "hypothesize", "purpose", token)
    else:
        walk.meet("purpose", "purpose-done" if _is_past(walk.sentence, head) else "purpose", token)
    return False


def _climb_conj(walk: Walk, token: Token) -> bool:
    """A conjunct shares what governs the first one; its auxiliaries only if it has no subject of its own."""
    sentence = walk.sentence
    head = sentence.tokens[token.head]
    for child in sentence.dependents(head.index, "cc"):
        if sentence.tokens[child].text.lower() == "nor":
            walk.word("neg", sentence.tokens[child])
    own = sentence.dependents(token.index, "nsubj", "nsubjpass", "aux", "auxpass")
    if not own and head.pos not in NOMINAL:
        for child in sentence.dependents(head.index, "aux"):
            walk.word("aux", sentence.tokens[child])
        if any(
            sentence.tokens[c].text.lower() in ("or", "nor") for c in sentence.dependents(head.index, "cc")
        ):
            for child in sentence.dependents(head.index, "neg"):
                walk.word("neg", sentence.tokens[child])
    return True


def _climb_complement(walk: Walk, token: Token) -> bool:
    """A clause or infinitive under a verb or adjective: the word above may report it, demand it, plan it."""
    sentence = walk.sentence
    head = sentence.tokens[token.head]
    if (
        token.dep == "ccomp"
        and token.index < head.index
        and sentence.dependent(head.index, "dobj") is not None
    ):
        return False
    for child in sentence.dependents(token.index, "mark"):
        if sentence.tokens[child].text.lower() in ("whether", "if"):
            return walk.meet("question", "mark-whether", sentence.tokens[child]) and False
    is_finite = sentence.dependent(token.index, "aux") is not None
    action = _is_infinitive(sentence, token) or (token.tag in ("VBG", "VB") and not is_finite)
    if head.lemma == "be" and token.dep != "csubj":
        return _under_be(walk, token, head)
    entry = _governor(walk, head)
    is_fit = entry is not None and (not entry.form or action)
    if entry is not None and entry.form == "noun":
        is_fit = _is_infinitive(sentence, token)
    if entry is not None and is_fit and not _is_past_have(entry.word, head):
        return walk.meet(entry.effect, entry.id, head)
    frames = ("to", "np-to", "for-to", "ing", "adj-to") if action else ("that", "q", "adj-that")
    if action and sentence.dependent(head.index, "dobj", "dative") is not None:
        frames = ("np-to", "to", "ing")
    cue = next(
        (
            c
            for frame in frames
            for c in walk.lexicons.cues.of(walk.lexicons.cues.lemma(head))
            if c.frame == frame
        ),
        None,
    )
    if cue is None:
        return _ungoverned(walk, token, head)
    effects = walk.lexicons.modality.acts[cue.act]
    return walk.meet(effects.action if action else effects.clause, f"act-{cue.act}", head)


def _ungoverned(walk: Walk, token: Token, head: Token) -> bool:
    """`crossed the river to attack`: an infinitive that no known word governs is a purpose, unless it comes about."""
    if not _is_infinitive(walk.sentence, token):
        return True
    if head.pos == "ADJ":
        _open_adjective(walk, head)
        return True
    lemma = walk.lexicons.cues.lemma(head)
    is_telling = any(cue.frame == "that" for cue in walk.lexicons.cues.of(lemma))
    is_so = is_telling or lemma in walk.lexicons.modality.classes["implicative"]
    return True if is_so or head.pos != "VERB" or token.dep != "xcomp" else _purpose(walk, token)


def _governor(walk: Walk, head: Token) -> Word | None:
    """Return the entry of the verb with its particle (`went on`), as it is written (`going`), or as its lemma."""
    particle = walk.sentence.dependent(head.index, "prt")
    part = "" if particle is None else walk.sentence.tokens[particle].text.lower()
    words = (f"{head.lemma} {part}", head.text.lower(), walk.lexicons.cues.lemma(head))
    return next((e for w in words if (e := walk.lexicons.modality.of("governor", w)) is not None), None)


def _under_be(walk: Walk, token: Token, head: Token) -> bool:
    """`is likely to leave` has the mood of the adjective; `is to leave` is a plan."""
    is_to = _is_infinitive(walk.sentence, token)
    predicate = walk.sentence.dependent(head.index, "acomp", "attr")
    if predicate is None:
        return walk.meet("plan", "be-to", head) if is_to else True
    adjective = walk.sentence.tokens[predicate]
    if walk.word("governor", adjective, adjective.lemma) is None and is_to:
        _open_adjective(walk, adjective)
    return True


def _open_adjective(walk: Walk, adjective: Token) -> None:
    """`hard to reach`, `free to leave`: what an adjective is about is open, unless it judges what was done."""
    if adjective.lemma not in walk.lexicons.modality.classes["factive"]:
        walk.meet("hypothesize", "adjective", adjective)


def _is_past_have(word: str, head: Token) -> bool:
    """`had to leave` means that they left."""
    return word == "have" and head.tag in ("VBD", "VBN")


def _climb_argument(walk: Walk, token: Token) -> bool:
    """A noun as subject or object: presupposed if definite, else as real as its verb."""
    head = walk.sentence.tokens[token.head]
    if token.dep in ("dobj", "nsubjpass", "oprd"):
        entry = walk.lexicons.modality.of("governor", head.lemma)
        if entry is not None and not entry.form and not _is_known_to(walk, entry.effect, token):
            return walk.meet(entry.effect, entry.id, head)
        cue = walk.lexicons.cues.find(walk.lexicons.cues.lemma(head), "np")
        if cue is not None:
            effect = walk.lexicons.modality.acts[cue.act].object
            if effect == "plan" and walk.word("performative", token, token.lemma):
                return True
            return walk.meet(effect, f"act-{cue.act}", head)
    if head.tag == "VBG" and (met := walk.word("prep", head)) is not None:
        return met
    if token.pos == "VERB" or not _is_definite(walk, token):
        return True
    if walk.word("light", head, head.lemma) is not None:
        return True
    return _known(walk, token)


def _climb_preposition(walk: Walk, token: Token) -> bool:
    """A noun or gerund after a preposition: the preposition or the word before it may take it out of the facts."""
    sentence = walk.sentence
    preposition = sentence.tokens[token.head]
    beside = [sentence.tokens[i] for i in sentence.dependents(preposition.index, "advmod")]
    if sentence.tokens[preposition.head].pos == "ADV":
        beside.append(sentence.tokens[preposition.head])
    for part in (preposition, *beside):
        if _circumstance(walk, part, preposition.head):
            return False
    head = sentence.tokens[preposition.head]
    if head.index == preposition.index:
        return True
    word = preposition.text.lower()
    if (met := _governed(walk, token, head, word)) is not None:
        if head.pos in NOMINAL:
            walk.own_words(head.index, preposition.index)
        return met and head.pos not in NOMINAL
    is_open = token.pos in NOMINAL and not _is_definite(walk, token) and token.tag != "NNP"
    if word == "for" and (is_open or (token.tag == "VBG" and head.pos == "NOUN")):
        return walk.meet("purpose", "purpose", preposition) and False
    if head.pos in NOMINAL or (token.pos in NOMINAL and _is_definite(walk, token)):
        return _known(walk, token)
    return True


def _governed(walk: Walk, token: Token, head: Token, word: str) -> bool | None:
    """Apply the word over the preposition (`threat of`, `called for`, `depends on`), if it is one that matters."""
    tables, cues = walk.lexicons.modality, walk.lexicons.cues
    if (met := _in_phrase(walk, head)) is not None:
        return met
    entry = tables.of("governor", f"{_predicate(walk, head).lemma} {word}")
    is_about = head.pos in NOMINAL and word in tables.classes["about"]
    if entry is None and (is_about or word == "from"):
        entry = tables.of("governor", head.lemma)
    is_fit = entry is not None and (not entry.form or (entry.form == "noun" and is_about))
    if entry is not None and is_fit and not _is_known_to(walk, entry.effect, token):
        return walk.meet(entry.effect, entry.id, head)
    cue = cues.find(cues.lemma(head), f"pp:{word}", f"n:{word}", f"adj:{word}", f"np:{word}")
    return None if cue is None else walk.meet(tables.acts[cue.act].object, f"act-{cue.act}", head)


def _predicate(walk: Walk, head: Token) -> Token:
    """Return the adjective of `is conditional on`, or the word itself."""
    predicate = walk.sentence.dependent(head.index, "acomp") if head.lemma == "be" else None
    return head if predicate is None else walk.sentence.tokens[predicate]


def _is_known_to(walk: Walk, effect: str, token: Token) -> bool:
    """`discussed a withdrawal` leaves it open; `discussed the attack` takes it for known."""
    return effect == "hypothesize" and _is_definite(walk, token)


def _circumstance(walk: Walk, part: Token, verb: int) -> bool:
    """Apply the preposition; `not return without a hearing` asks for the hearing."""
    entry = walk.lexicons.modality.of("prep", part.text.lower())
    if entry is None:
        return False
    is_asked_for = entry.effect == "negate" and walk.sentence.dependent(verb, "neg") is not None
    walk.meet("demand" if is_asked_for else entry.effect, entry.id, part)
    return True


def _known(walk: Walk, token: Token) -> bool:
    """Stop at a noun that the reader is taken to know of: `the attack`, `its attack`, `clashes` inside a phrase."""
    for child in walk.sentence.dependents(token.index, "det"):
        if walk.word("definite", walk.sentence.tokens[child]) is not None:
            return False
    return walk.meet("presuppose", "definite", token)


def _is_definite(walk: Walk, token: Token) -> bool:
    sentence = walk.sentence
    return token.pos == "PROPN" or any(
        sentence.tokens[child].dep == "poss"
        or (walk.lexicons.modality.of("definite", sentence.tokens[child].text.lower()) is not None)
        for child in sentence.dependents(token.index, "det", "poss")
    )


def _is_infinitive(sentence: Sentence, token: Token) -> bool:
    return any(sentence.tokens[c].tag == "TO" for c in sentence.dependents(token.index, "aux"))


def _is_past(sentence: Sentence, verb: Token) -> bool:
    """Say whether the verb, itself or its auxiliary, tells of what was or has been done."""
    aux = [sentence.tokens[i] for i in sentence.dependents(verb.index, "aux", "auxpass")]
    is_perfect = any(token.lemma == "have" and token.tag in ("VBZ", "VBP") for token in aux)
    return is_perfect or "VBD" in (verb.tag, *(token.tag for token in aux))


def _has_modal(walk: Walk, index: int) -> bool:
    return any(
        walk.lexicons.modality.of("aux", walk.sentence.tokens[c].text.lower())
        for c in walk.sentence.dependents(index, "aux")
    )
