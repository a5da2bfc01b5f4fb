"""This file is where a word over an event makes another event of it: promise, refuse, stop, demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.events.arguments import Cast
from rashomon.events.auxiliaries import with_auxiliaries
from rashomon.events.clauses import is_indirect_question
from rashomon.events.grammar import Grammar, Place
from rashomon.events.nodes import Node
from rashomon.events.rules import change_of, mode_of, outer_rule, refined
from rashomon.events.toward import find_addressed, find_toward
from rashomon.records import Reason

if TYPE_CHECKING:
    from rashomon.lexicons.frames import FrameTables, Matrix, Rule

_CLAUSAL = ("VERB", "AUX")
#: What the parser may take a matrix word of each kind for.
_POS = {"verb": _CLAUSAL, "noun": ("NOUN", "PROPN"), "adjective": ("ADJ", "VERB")}
#: Kinds whose addressee is the one who shall do the inner act, not the one to whom it is done.
_ADDRESSEE_ACTS = frozenset(
    ("demand", "order", "reject", "accuse", "judge", "praise", "deny", "allow", "ban", "help")
)
#: Kinds that give way to a frame of the word's own: who quits after charges resigns, and ends no charge.
_YIELDING = frozenset(("same", "stop", "offer"))
#: Kinds that may be put to a deed of which nobody is named: the attacks were condemned.
_ABOUT_THINGS = frozenset(("judge", "praise"))
#: What one calls for against somebody.
_AGAINST = frozenset(("SANCTION", "COERCE", "ASSAULT", "ACCUSE"))
#: Kinds whose subject is the actor of a nominal inner act: threatened sanctions, promised aid.
_SUBJECT_ACTS = frozenset(("promise", "threaten", "refuse", "stop", "future", "announce", "same", "consider"))


def wrap_sentence(
    grammar: Grammar, cast: Cast, frames: FrameTables, nodes: dict[int, Node]
) -> dict[int, Node]:
    """Return the nodes with every matrix word, auxiliary and negation applied, the innermost first."""
    found = dict(nodes)
    wrapping = {index for index, lemma in enumerate(grammar.lemmas) if lemma in frames.matrix}
    wrapping |= found.keys()
    for index in _bottom_up(grammar) if len(wrapping) > 1 else wrapping:
        if index not in wrapping:
            continue
        token = grammar.tokens[index]
        if token.pos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
            made = _under_matrix(grammar, cast, frames, index, found)
            if made is not None:
                found[index] = made
                _unify(found, index, made)
            if token.pos in _CLAUSAL and index in found:
                found[index] = with_auxiliaries(grammar, frames, index, found[index])
    return found


def _bottom_up(grammar: Grammar) -> list[int]:
    order, stack = [], [grammar.sentence.root]
    while stack:
        index = stack.pop()
        order.append(index)
        stack.extend(grammar.sentence.children[index])
    return order[::-1]


def _under_matrix(
    grammar: Grammar, cast: Cast, frames: FrameTables, index: int, found: dict[int, Node]
) -> Node | None:
    token, own = grammar.tokens[index], found.get(index)
    for matrix in frames.matrix.get(grammar.lemma(index), ()):
        if not (found or matrix.bare) or not _is_matrix(grammar, token.pos, matrix, index):
            continue
        if matrix.particle in matrix.recipient and not _slots(grammar, cast, matrix, index):
            continue
        inner = _inner(grammar, index, matrix, found)
        if not inner and (own is not None or not _is_filled(grammar, matrix, index)):
            continue
        events = {word for node in inner for word in node.words}
        slots = tuple(p for p in _slots(grammar, cast, matrix, index) if p.index not in events)
        kind = _kind_here(cast, matrix, slots, inner)
        rule = outer_rule(
            frames, kind, inner[0].event_type if inner else "-", node=inner[0] if inner else None
        )
        if rule is not None and own is not None and inner and _has_said_it(own, inner[0]):
            if rule.outer == own.event_type and rule.mode not in ("", "inner", own.mode) and not own.mode:
                return own.moved(mode=rule.mode, cameo=refined(rule, inner))
            continue
        if rule is None or (
            matrix.kind == "same" and own is not None and own.kind == "verb" and own.tier == "frame"
        ):
            continue
        made = _outer(grammar, cast, frames, matrix, rule, index, slots, inner)
        if made is not None:
            return made
    return None


def _has_said_it(own: Node, inner: Node) -> bool:
    """Say whether the word's own frame has read the event below it."""
    return inner.words[0] in own.words and not inner.inner


def _kind_here(cast: Cast, matrix: Matrix, slots: tuple[Place, ...], inner: tuple[Node, ...]) -> str:
    """Return the matrix's kind; of a demand or an order that is put to nobody, another one.

    Who calls for sanctions against X asks nothing of X but turns on it. Who orders an arrest has it made.
    """
    if matrix.kind not in ("demand", "order") or not inner or slots:
        return matrix.kind
    first = inner[0]
    if first.kind not in ("noun", "light"):
        return matrix.kind
    if matrix.kind == "order":
        return "decree"
    is_against = first.event_type in _AGAINST and not first.actors
    return (
        "call-against" if is_against and any(cast.is_known(p.index) for p in first.recipients) else "demand"
    )


def _unify(found: dict[int, Node], index: int, made: Node) -> None:
    """Let an event that a transparent word passes on (`tried to attack`) stand once, under both words."""
    for word, node in list(found.items()):
        if word != index and node.words == made.words:
            found[word] = made


def _is_filled(grammar: Grammar, matrix: Matrix, index: int) -> bool:
    """Say whether the word is an event although none is known below: it must have a complement other than an object."""
    slots = [slot for slot in matrix.complement if slot != "object"]
    return matrix.bare and next(grammar.complements(index, slots), None) is not None


def _is_matrix(grammar: Grammar, pos: str, matrix: Matrix, index: int) -> bool:
    if pos not in _POS[matrix.pos]:
        return False
    particle = grammar.sentence.dependent(index, "prt")
    if particle is not None and grammar.lemma(particle) != matrix.particle:
        return False  # "called out Peru for" calls for nothing
    return not matrix.particle or matrix.particle in grammar.particles(index)


def _inner(grammar: Grammar, index: int, matrix: Matrix, found: dict[int, Node]) -> tuple[Node, ...]:
    """Return the events that stand in the complement of the matrix, looking through words that name none."""
    inner: list[Node] = []
    for head in grammar.complements(index, matrix.complement):
        node = found.get(head) or _through(grammar, head, found)
        if node is None or index in node.words or node in inner or node.at == index:
            continue
        if matrix.kind != "demand" or not is_indirect_question(grammar, head):
            inner.append(node)
    return tuple(inner)


def _through(grammar: Grammar, head: int, found: dict[int, Node]) -> Node | None:
    """Return the event in `take part in the attack`, `a halt to the attacks`: the first below an empty word."""
    token = grammar.tokens[head]
    if token.pos in _CLAUSAL:
        below = [p.index for p in grammar.patients(head)] if not grammar.is_passive(head) else []
        below += grammar.sentence.dependents(head, "xcomp")
    else:
        below = [n for prep in ("of", "to") for n in grammar.preps(head).get(prep, ())]
    return next((found[word] for word in below if word in found), None)


def _outer(
    grammar: Grammar,
    cast: Cast,
    frames: FrameTables,
    matrix: Matrix,
    rule: Rule,
    index: int,
    slots: tuple[Place, ...],
    inner: tuple[Node, ...],
) -> Node | None:
    events = frozenset(word for node in inner for word in node.words)
    actors = _matrix_actors(grammar, cast, frames, index, matrix.kind, events)
    inner = tuple(_completed(node, matrix, actors, slots) for node in inner)
    if matrix.kind == "allege" and not _is_foreign(cast, actors, inner):
        return None
    recipients = _recipients(cast, matrix, actors, slots, inner)
    if not recipients and matrix.kind in _ABOUT_THINGS and grammar.tokens[index].pos in _CLAUSAL:
        recipients = grammar.spread(grammar.patients(index))
    if not recipients and grammar.tokens[index].pos == "NOUN":
        recipients = find_toward(grammar, cast, index, events)
    if not recipients and rule.outer == "REQUEST":
        recipients = find_addressed(grammar, cast, index)
    if matrix.kind in ("judge", "praise"):
        inner = tuple(node for node in inner if not (node.kind == "noun" and node.actors and node.recipients))
    made = change_of(inner[0].event_type if inner else "", rule.outer)
    why = (Reason(f"algebra:{matrix.kind}", f"{grammar.tokens[index].text} ({matrix.id}){made}"),)
    if rule.outer == "none":
        return None
    if rule.outer == "same":
        first = inner[0]
        mine = actors if matrix.kind == "order" and first.kind == "noun" else ()
        kind = "light" if first.kind == "noun" else first.kind
        return first.moved(at=index, kind=kind, actors=mine or first.actors or actors, why=(*first.why, *why))
    return Node(
        index,
        (index,),
        matrix.id,
        rule.outer,
        mode_of(rule, inner),
        refined(rule, inner),
        inner[0].contexts if inner else (),
        actors,
        recipients,
        inner=inner,
        kind="matrix",
        is_reciprocal=rule.outer in ("AGREE", "SUPPORT", "CONSULT"),
        tier="frame" if inner else "verb",
        why=why,
    )


def _is_foreign(cast: Cast, actors: tuple[Place, ...], inner: tuple[Node, ...]) -> bool:
    """Say whether what is alleged was done by others than those who allege it."""
    mine = {code for p in actors for code in cast.actor(p.index).country}
    theirs = [cast.actor(p.index) for node in inner for p in node.actors]
    return any(actor.method != "pronoun" and not mine.intersection(actor.country) for actor in theirs)


def _matrix_actors(
    grammar: Grammar, cast: Cast, frames: FrameTables, index: int, kind: str, events: frozenset[int]
) -> tuple[Place, ...]:
    token = grammar.tokens[index]
    if token.pos in _CLAUSAL:
        places = grammar.agents(index)
        if not places and kind == "future":
            places = grammar.surface_subjects(index)
    elif token.pos == "ADJ":
        places = grammar.surface_subjects(token.head if token.dep in ("acomp", "oprd", "conj") else index)
    else:
        owner = cast.owner(index)
        by = [
            noun
            for prep in ("by", "from", "of")
            for noun in grammar.preps(index).get(prep, ())
            if noun not in events and cast.is_known(noun)
        ]
        places = (Place(owner, "poss"),) if owner is not None else tuple(Place(n, "by") for n in by[:1])
        if not places and token.dep == "dobj" and grammar.lemma(token.head) in frames.light:
            places = grammar.agents(token.head)
    return grammar.spread(places)


def _slots(grammar: Grammar, cast: Cast, matrix: Matrix, index: int) -> tuple[Place, ...]:
    """Return who stands in the matrix word's own recipient slots: ordered X to, called on X to."""
    is_verb = grammar.tokens[index].pos in _CLAUSAL
    preps = grammar.all_preps(index) if is_verb else grammar.preps(index)
    for slot in matrix.recipient:
        if slot == "object":
            places = grammar.patients(index) if is_verb else ()
            dative = grammar.sentence.dependent(index, "dative")
            if dative is not None and grammar.tokens[dative].pos != "ADP":
                places = (Place(dative, "dative"),)
            places = tuple(p for p in places if cast.is_known(p.index) or cast.record(p.index))
        elif slot == "owner":
            owned = [p.index for p in grammar.patients(index)] if is_verb else []
            places = tuple(Place(o, "poss") for n in owned if (o := cast.owner(n)) is not None)
        else:
            places = tuple(Place(n, slot) for n in preps.get(slot, ()) if cast.is_known(n))
        if places:
            return grammar.spread(places)
    return ()


def _completed(node: Node, matrix: Matrix, actors: tuple[Place, ...], slots: tuple[Place, ...]) -> Node:
    """Return the inner event with the actor that the matrix gives it, if it names none itself."""
    if node.actors and not (
        node.kind in ("noun", "light") and matrix.kind in _SUBJECT_ACTS and not node.recipients
    ):
        return node
    if matrix.kind in _SUBJECT_ACTS:
        taken = {p.index for p in actors}
        recipients = node.recipients or tuple(p for p in node.actors if p.index not in taken)
        return node.moved(actors=actors, recipients=recipients)
    if matrix.kind in ("demand", "order", "accuse", "judge", "praise", "allow", "ban"):
        return node.moved(actors=slots)
    return node


def _recipients(
    cast: Cast, matrix: Matrix, actors: tuple[Place, ...], slots: tuple[Place, ...], inner: tuple[Node, ...]
) -> tuple[Place, ...]:
    own = {cast.actor(p.index).head for p in actors}
    if slots:
        return tuple(p for p in slots if cast.actor(p.index).head not in own)
    others = []
    for node in inner:
        parties = [node.actors, node.recipients]
        others += parties if matrix.kind in _ADDRESSEE_ACTS else parties[::-1]
    fresh = [
        tuple(p for p in places if cast.actor(p.index).head not in own and cast.is_known(p.index))
        for places in others
    ]
    states = {code for p in actors for code in cast.actor(p.index).country}
    foreign = [
        places for places in fresh if any(not states >= set(cast.actor(p.index).country) for p in places)
    ]
    found = next((places for places in (*foreign, *fresh) if places), ())
    if found or matrix.kind == "demand":
        return found
    return next((node.recipients for node in inner if node.recipients), ())
