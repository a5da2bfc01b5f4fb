"""This file is where what is said becomes an act: a demand, an accusation, a promise that a cue or its content makes."""

from __future__ import annotations

from rashomon.events.evidence import Setting
from rashomon.events.grammar import Grammar, Place
from rashomon.events.nodes import Node
from rashomon.events.rules import outer_rule
from rashomon.records import Attribution, Reason

_VERBAL = frozenset(("AGREE", "REJECT", "REQUEST", "THREATEN", "CONCEDE"))
#: Who speaks for a state: its government and forces, not any citizen.
_OFFICIAL = frozenset(("GOV", "MIL", "LEG", "COP", "SPY", "JUD"))
_STATED = frozenset(("ccomp", "xcomp", "conj", "ROOT", "parataxis", "dep"))
#: How many words from its cue what is said may name an act. A longer sentence is a list.
_REACH = 200
_HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN"))


def speak(setting: Setting, nodes: dict[int, Node]) -> dict[int, Node]:
    """Return the nodes with an act of speech for each report in the sentence that is one and is not yet among them."""
    found = dict(nodes)
    for attribution in setting.attributions:
        cue = _cue_index(setting, attribution)
        if cue is not None:
            _address(setting, attribution, cue, found)
            _charge(setting, attribution, cue, found)
        if cue is None or cue in found:
            continue
        made = _speech(setting, attribution, cue, found)
        if made is not None:
            found[cue] = made
    return found


def _address(setting: Setting, attribution: Attribution, cue: int, found: dict[int, Node]) -> None:
    """Give what is said to somebody (`told India`) that recipient, if it names none."""
    for index, node in found.items():
        if node.event_type not in _VERBAL or node.recipients or not _holds(setting, attribution, index):
            continue
        told = tuple(p for p in setting.grammar.patients(cue) if setting.cast.has_country(p.index))
        if told:
            why = Reason("speech:addressee", setting.sentence.tokens[told[0].index].text)
            found[index] = node.moved(recipients=told, why=(*node.why, why))


def _charge(setting: Setting, attribution: Attribution, cue: int, found: dict[int, Node]) -> None:
    """Give what is said to be somebody's guilt (`X said Y was responsible`) its accuser: who says so."""
    for index, node in found.items():
        if node.event_type != "ACCUSE" or node.actors or not _holds(setting, attribution, index):
            continue
        if node.kind != "adjective" and setting.grammar.lemma(node.at) != "be":  # is behind, is to blame for
            continue
        source = _source(setting, attribution)
        if source:
            why = Reason("speech:accuser", setting.sentence.tokens[cue].text)
            found[index] = node.moved(actors=source, why=(*node.why, why))


def _cue_index(setting: Setting, attribution: Attribution) -> int | None:
    for span in attribution.cue:
        if setting.sentence.span.covers(span):
            return setting.sentence.head_of(span)
    return None


def _speech(setting: Setting, attribution: Attribution, cue: int, found: dict[int, Node]) -> Node | None:
    near = sorted(index for index in found if abs(index - cue) < _REACH)
    inside = [found[index] for index in near if _holds(setting, attribution, index)]
    if attribution.act == "assert" and not inside and not _has(setting, "AUX-MUST", "DETRACTOR"):
        return None
    source = _source(setting, attribution)
    if not source:
        return None
    kind = f"act-{attribution.act}"
    if attribution.act in ("assert", "demand", "request"):
        obliged = _obliged(setting, attribution, cue, source, inside)
        if obliged is not None:
            return obliged
    if kind == "act-assert":
        return _blamed(setting, cue, source, inside)
    inner = tuple(inside[:1])
    rule = outer_rule(setting.lexicons.frames, kind, inner[0].event_type if inner else "-")
    if rule is None:
        return None
    parties = inner[0].actors + inner[0].recipients if inner else _subjects(setting, attribution, cue)
    why = Reason(f"speech:{attribution.act}", setting.sentence.tokens[cue].text)
    return _node(setting, cue, rule.outer, rule.mode, rule.cameo, source, parties, inner, why)


def _has(setting: Setting, *names: str) -> bool:
    """Say whether a word of one of the classes stands in the sentence."""
    classes = setting.lexicons.frames.classes
    return any(not classes[name].isdisjoint(setting.grammar.vocabulary) for name in names)


def _obliged(
    setting: Setting, attribution: Attribution, cue: int, source: tuple[Place, ...], inside: list[Node]
) -> Node | None:
    """`Armenia must withdraw, he said`: a demand on the subject of the clause."""
    grammar, frames = setting.grammar, setting.lexicons.frames
    if not _has(setting, "AUX-MUST"):
        return None
    for token in grammar.tokens[max(0, cue - _REACH) : cue + _REACH]:
        if token.text.lower() not in frames.classes["AUX-MUST"] or not _holds(
            setting, attribution, token.index
        ):
            continue
        verb = token.head if token.dep == "aux" else token.index
        if not _is_stated(grammar, verb, cue):
            continue
        inner = tuple(n for n in inside if n.at == verb)[:1]
        inner = inner or tuple(n for n in inside if verb in setting.sentence.ancestors(n.at))[:1]
        parties = [p for p in grammar.surface_subjects(verb) if grammar.tokens[p.index].pos != "PRON"]
        for below in grammar.sentence.dependents(verb, "ccomp", "xcomp"):
            parties += grammar.agents(below)
        if not inner and grammar.lemma(verb) == "be":
            continue
        if inner:
            parties = [p for p in parties if p.index not in inner[0].words]
            parties += inner[0].actors or inner[0].recipients
        rule = outer_rule(frames, "demand", inner[0].event_type if inner else "-")
        if rule is None:
            return None
        why = Reason("speech:must", f"{token.text} {grammar.tokens[verb].text}")
        if not any(setting.cast.is_known(p.index) for p in parties):
            return None
        return _node(setting, cue, rule.outer, rule.mode, rule.cameo, source, tuple(parties), inner, why)
    return None


def _is_stated(grammar: Grammar, verb: int, cue: int) -> bool:
    """Say whether the clause is what is said, not a circumstance of it."""
    index = verb
    for _ in range(_REACH):
        token = grammar.tokens[index]
        if index == cue or (token.head == index and token.dep in _STATED):
            return True
        if token.dep not in _STATED:
            return False
        index = token.head
    return True


def _blamed(setting: Setting, cue: int, source: tuple[Place, ...], inside: list[Node]) -> Node | None:
    """`Kenya said Somali soldiers had attacked its farmers`: an accusation by the side that says it suffered, or by critics."""
    stated = [node for node in inside if _is_stated(setting.grammar, node.at, cue)]
    critics = setting.lexicons.frames.classes["CRITIC"]
    is_critic = any(setting.grammar.lemma(setting.grammar.core(p.index)) in critics for p in source)
    counsel = setting.lexicons.frames.classes["COUNSEL"]
    official = [setting.cast.actor(p.index) for p in source if setting.grammar.lemma(p.index) not in counsel]
    official = [a for a in official if a.id.startswith("state:") or _OFFICIAL.intersection(a.sectors)]
    mine = {code for actor in official for code in actor.country}
    for node in stated:
        blamed = node.actors or _whence(setting, node)
        doers = {c for p in blamed for c in setting.cast.actor(p.index).country}
        hurt = {c for p in node.recipients for c in setting.cast.actor(p.index).country}
        is_theirs = bool(doers) and not mine & doers
        if node.event_type in _HOSTILE and (
            (is_theirs and mine & hurt) or (is_critic and _are_others(setting, node.actors, source))
        ):
            why = Reason("speech:blame", setting.sentence.tokens[cue].text)
            return _node(setting, cue, "ACCUSE", "allege", "112", source, blamed, (node,), why)
    return _criticised(setting, cue, source)


def _whence(setting: Setting, node: Node) -> tuple[Place, ...]:
    """`a rocket was fired at it from Peru`: who says so blames those from where it came."""
    origins = setting.grammar.all_preps(node.at).get("from", ())
    return tuple(Place(n, "from") for n in origins if setting.cast.has_country(n))


def _criticised(setting: Setting, cue: int, source: tuple[Place, ...]) -> Node | None:
    """`Critics say the president has weakened the courts`: what critics say of somebody is criticism, whatever it is."""
    grammar, detractors = setting.grammar, setting.lexicons.frames.classes["DETRACTOR"]
    if not any(grammar.lemma(grammar.core(p.index)) in detractors for p in source):
        return None
    for clause in grammar.sentence.dependents(cue, "ccomp"):
        subjects = tuple(grammar.surface_subjects(clause))
        if any(setting.cast.is_known(p.index) for p in subjects) and _are_others(setting, subjects, source):
            why = Reason("speech:criticism", setting.sentence.tokens[cue].text)
            made = _node(setting, cue, "ACCUSE", "disapprove", "111", source, subjects, (), why)
            return made.moved(recipients=subjects)  # critics are mostly of the same state
    return None


def _are_others(setting: Setting, doers: tuple[Place, ...], source: tuple[Place, ...]) -> bool:
    """Say whether they are others than the speakers, who may say `they` of themselves."""
    speakers = [setting.cast.actor(p.index) for p in source]
    named = [setting.cast.actor(p.index) for p in doers]
    return bool(named) and not any(
        d.head == s.head or (d.antecedent is not None and d.antecedent.overlaps(s.span))
        for d in named
        for s in speakers
    )


def _node(
    setting: Setting,
    cue: int,
    event_type: str,
    mode: str,
    cameo: str,
    source: tuple[Place, ...],
    parties: tuple[Place, ...],
    inner: tuple[Node, ...],
    why: Reason,
) -> Node:
    own = {c for p in source for c in setting.cast.actor(p.index).country}
    others = []
    for party in parties:
        country = set(setting.cast.actor(party.index).country)
        if setting.cast.is_known(party.index) and not (country and country <= own) and party not in others:
            others.append(party)
    mode = (inner[0].mode if inner else "") if mode == "inner" else mode
    code = cameo.removesuffix("x")
    return Node(
        cue,
        (cue,),
        why.rule,
        event_type,
        mode,
        code,
        (),
        source,
        tuple(others),
        inner=inner,
        kind="speech",
        why=(why,),
    )


def _holds(setting: Setting, attribution: Attribution, index: int) -> bool:
    token = setting.sentence.tokens[index]
    return any(part.start <= token.start and token.end <= part.end for part in attribution.content)


def _source(setting: Setting, attribution: Attribution) -> tuple[Place, ...]:
    for span in attribution.source:
        if setting.sentence.span.covers(span):
            head = setting.sentence.head_of(span)
            if head is not None:
                return tuple(Place(i, "source") for i in setting.grammar.coordinated(head))
    return ()


def _subjects(setting: Setting, attribution: Attribution, cue: int) -> tuple[Place, ...]:
    """Return the first noun of the content that names somebody."""
    for token in setting.grammar.tokens[max(0, cue - _REACH) : cue + _REACH]:
        named = setting.cast.record(token.index) is not None and setting.cast.has_country(token.index)
        if named and _holds(setting, attribution, token.index):
            return (Place(token.index, "content"),)
    return ()
