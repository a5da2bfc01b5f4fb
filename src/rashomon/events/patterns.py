"""This file is where words are matched with the frames of the lexicon: verbs, event nouns, light verbs, adjectives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.events.arguments import Cast
from rashomon.events.grammar import Grammar, Place
from rashomon.events.issuers import find_issuer, is_said_of_text
from rashomon.events.nodes import Node
from rashomon.events.roles import Roles
from rashomon.records import Reason, Token, ZoneKind

if TYPE_CHECKING:
    from rashomon.lexicons.frames import Adjective, FrameTables, Light, Noun, Verb

_AFTER_OBJECT = ("on", "upon", "against", "to", "with", "from", "for", "owner", "inside")
_AFTER_VERB = ("object", "against", "on", "upon", "with", "at", "in")
_WITH = frozenset(("with", "against", "dobj", "nsubj", "dative"))
_PLACES = frozenset(("in", "at", "near", "from", "inside"))
#: What is part of such a name names no event: the Conference of Islamic States.
_NAMES = frozenset(("ORG", "PERSON", "FAC", "PRODUCT", "WORK_OF_ART"))
#: The kinds of names that say whose something is.
_SIDES = frozenset(("GPE", "NORP"))
_SECTOR_LENGTH = 3


def match_sentence(grammar: Grammar, cast: Cast, frames: FrameTables) -> dict[int, Node]:
    """Return the events that single words and their arguments name, by the index of the word."""
    found: dict[int, Node] = {}
    matcher = _Matcher(grammar, cast, frames)
    triggers = frames.triggers
    for index in [i for i, lemma in enumerate(grammar.lemmas) if lemma in triggers]:
        token, lemma = grammar.tokens[index], grammar.lemmas[index]
        is_gerund = token.pos == "VERB" and lemma in frames.noun and lemma not in frames.verb
        if token.pos in ("NOUN", "PROPN") or is_gerund:
            node = matcher.noun(token.index)
        elif token.pos in ("VERB", "AUX"):
            node = matcher.verb(token.index)
        elif token.pos == "ADJ":
            node = matcher.adjective(token.index)
        else:
            continue
        if node is not None:
            found[token.index] = node
    if found:
        matcher.merge_light(found)
    return found


class _Matcher:
    """The frames, held against one sentence."""

    def __init__(self, grammar: Grammar, cast: Cast, frames: FrameTables) -> None:
        self._grammar = grammar
        self._cast = cast
        self._frames = frames
        self._named: dict[int, frozenset[str]] = {}

    def verb(self, index: int) -> Node | None:
        """Return the event of the most demanding verb frame that holds, or None."""
        if self._grammar.tokens[index].dep in ("amod", "compound", "aux", "auxpass"):
            return None
        vocabulary = self._grammar.vocabulary
        for frame, needed in self._frames.verbs_of(self._grammar.lemma(index)):
            if needed and needed.isdisjoint(vocabulary):
                continue
            if self._holds(frame, index):
                is_talk = frame.event_type == "ASSAULT" and is_said_of_text(self._grammar, index)
                return None if is_talk else self._verb_node(frame, index)
        return None

    def noun(self, index: int) -> Node | None:
        """Return the event of the first noun frame that holds, or None."""
        token = self._grammar.tokens[index]
        if token.entity in ("DATE", "TIME") or (token.pos == "PROPN" and self._is_of_name(token)):
            return None
        if token.dep in ("compound", "nmod", "npadvmod") and self._grammar.tokens[token.head].pos != "VERB":
            return None
        for frame in self._frames.noun.get(self._grammar.lemma(index), ()):
            if not frame.modifier or self._modified(index, frame.modifier):
                return self._noun_node(frame, index)
        return None

    def _is_of_name(self, token: Token) -> bool:
        """`the Conference of Mayors`: in running text a capital within a sentence makes a name of it."""
        if token.entity in _NAMES:
            return True
        is_running = self._grammar.sentence.zone is ZoneKind.BODY
        return is_running and token.index > 1 and token.text[0].isupper() and not token.text.isupper()

    def adjective(self, index: int) -> Node | None:
        """Return the event of the first adjective frame that holds, or None."""
        token = self._grammar.tokens[index]
        if token.dep in ("ccomp", "oprd", "xcomp") and self._grammar.tokens[token.head].pos == "VERB":
            return None
        for frame in self._frames.adjective.get(self._grammar.lemma(index), ()):
            preps = self._grammar.preps(index).keys()
            # A responsible partner is not one who is to blame.
            is_alone = token.dep == "acomp" and self._grammar.sentence.dependent(index, "prep") is None
            if not preps.isdisjoint(frame.prep) if frame.prep else is_alone:
                return self._adjective_node(frame, index)
        return None

    def merge_light(self, found: dict[int, Node]) -> None:
        """Join each event noun with the empty verb over it; drop nouns that a verb's frame has already read."""
        for token in self._grammar.tokens:
            if token.pos != "VERB":
                continue
            own = found.get(token.index)
            if own is not None and own.kind == "verb" and own.tier == "frame":
                found[token.index] = self._filled(own, found)
                continue
            for light in self._frames.light.get(self._grammar.lemma(token.index), ()):
                if not light.particle or light.particle in self._grammar.particles(token.index):
                    self._join(light, token.index, found)
                    break

    def _filled(self, node: Node, found: dict[int, Node]) -> Node:
        """Return the verb's event with the parties that its noun names, where the verb names none."""
        for word in node.words[1:]:
            noun = found.get(word)
            if noun is not None and not node.actors:
                taken = {p.index for p in noun.actors}
                recipients = noun.recipients or tuple(p for p in node.recipients if p.index not in taken)
                return node.moved(actors=noun.actors, recipients=recipients)
        return node

    def _join(self, light: Light, verb: int, found: dict[int, Node]) -> None:
        grammar = self._grammar
        patients = grammar.patients(verb)
        if not patients and grammar.lemma(verb) in self._frames.classes["OCCUR"]:
            patients = grammar.surface_subjects(verb)
        for place in patients:
            for word in (c for p in grammar.coordinated(place.index) for c in (grammar.core(p),)):
                node = found.get(word)
                if node is None or node.kind != "noun":
                    continue
                joined = self._joined(light, verb, node)
                found[word] = joined
                found.setdefault(verb, joined)
                if found[verb].kind == "verb":
                    found[verb] = joined

    def _joined(self, light: Light, verb: int, node: Node) -> Node:
        agents = self._spread(p for p in self._grammar.agents(verb) if p.index not in node.words)
        noun = self._frames.noun[self._grammar.lemma(node.words[0])][0]
        preps = self._grammar.all_preps(verb)
        why = (*node.why, Reason(f"light:{light.id}", self._grammar.tokens[verb].text))
        if light.inverted:
            givers = [Place(n, p) for p in ("from", "by") for n in preps.get(p, ())]
            return node.moved(
                at=verb,
                actors=node.actors or self._spread(givers),
                recipients=agents or node.recipients,
                kind="light",
                why=why,
            )
        actors = agents
        recipients = tuple(p for p in node.recipients if p not in agents)
        if not agents or (node.is_reciprocal and not self._is_actor(agents[0].index)):
            actors = node.actors
        elif node.is_reciprocal and node.actors and not recipients:
            recipients = ()
            if all(p.path == "between" for p in node.actors):
                actors = node.actors
        elif node.actors and not recipients and not node.is_reciprocal:
            recipients = tuple(p for p in node.actors if p.path in ("poss", "owner"))
        if not recipients:
            wanted = [p for p in noun.recipient if p in preps]
            recipients = self._spread(Place(n, p) for p in wanted[:1] for n in preps[p])
        return node.moved(at=verb, actors=actors, recipients=recipients, kind="light", tier="frame", why=why)

    def _is_actor(self, index: int) -> bool:
        return self._cast.is_known(index)

    def _holds(self, frame: Verb, index: int) -> bool:
        grammar = self._grammar
        if frame.particle and frame.particle not in grammar.particles(index):
            return False
        if not (frame.particle or frame.object or frame.prep) and self._has_particle(index):
            return False
        if frame.object and not self._object_holds(frame, index):
            return False
        if frame.subject and not self._subject_holds(frame.subject, index):
            return False
        if frame.prep:
            preps = grammar.all_preps(index)
            nouns = [Place(n, p) for p in frame.prep for n in preps.get(p, ()) if not self._is_time(n)]
            if not nouns or (frame.pobj and not self._fits(nouns, frame.pobj)):
                return False
        return True

    def _is_time(self, index: int) -> bool:
        """Say whether the noun only says when: who calls on Friday calls on nobody."""
        return self._grammar.tokens[index].entity in ("DATE", "TIME")

    def _has_particle(self, verb: int) -> bool:
        """A verb with a particle is another verb: who hangs up hangs nobody. A bare frame is not of that verb."""
        return bool(self._grammar.sentence.dependents(verb, "prt"))

    def _object_holds(self, frame: Verb, index: int) -> bool:
        patients = self._grammar.patients(index)
        if frame.object == ("NONE",):
            return not patients
        if frame.object == ("ANY",):
            return bool(patients)
        if frame.object[0].startswith("-"):
            return bool(patients) and not self._fits(patients, tuple(word[1:] for word in frame.object))
        if patients:
            return self._fits(patients, frame.object)
        return not self._grammar.is_passive(index) and self._is_middle(frame, index)

    def _subject_holds(self, spec: tuple[str, ...], index: int) -> bool:
        """Say whether the subject is one of the words; of `&`, whether several act together."""
        agents = self._grammar.agents(index)
        if spec == ("&",):
            several = sum(self._is_actor(p.index) for p in self._spread(agents)) > 1
            return several or any(self._is_of_several(p.index) for p in agents)
        return self._fits(agents, spec)

    def _is_of_several(self, noun: int) -> bool:
        """`Norwegian and Peruvian troops`: one noun, two sides."""
        tokens, sentence = self._grammar.tokens, self._grammar.sentence
        return any(
            tokens[side].entity in _SIDES and tokens[other].entity in _SIDES
            for side in sentence.dependents(noun, "amod", "nmod", "compound")
            for other in sentence.dependents(side, "conj")
        )

    def _is_middle(self, frame: Verb, index: int) -> bool:
        """`The ceasefire ended`, `curfew lifted`: the subject is what it is done to."""
        if frame.prep or frame.particle or frame.subject or self._has_particle(index):
            return False
        if self._grammar.tokens[index].dep in ("xcomp", "acl"):
            return False
        subjects = self._grammar.surface_subjects(index)
        if not subjects or self._cast.record(self._grammar.core(subjects[0].index)) is not None:
            return False
        return self._fits(subjects, frame.object)

    def _fits(self, places: Sequence[Place], spec: tuple[str, ...]) -> bool:
        words = self._frames.expand(spec)
        if any(not words.isdisjoint(self._names(place.index)) for place in places):
            return True
        sectors = {word for word in spec if len(word) == _SECTOR_LENGTH and word.isupper()}
        return bool(sectors) and any(
            not sectors.isdisjoint(self._cast.actor(joined).sectors)
            for place in places
            for joined in self._grammar.coordinated(place.index)
        )

    def _names(self, index: int) -> frozenset[str]:
        """Return what a condition may call the noun and those joined to it."""
        found = self._named.get(index)
        if found is None:
            joined = self._grammar.coordinated(index)
            found = frozenset(name for word in joined for name in self._names_of(self._grammar.core(word)))
            self._named[index] = found
        return found

    def _names_of(self, index: int) -> Iterator[str]:
        """Yield what one noun may be called: by itself, by its kind, with a word before it or after its `of`."""
        grammar, lemma = self._grammar, self._grammar.lemma(index)
        yield lemma
        yield from self._cast.kinds(index)
        for child in grammar.sentence.dependents(index, "amod", "compound", "nmod"):
            yield f"{grammar.lemma(child)} {lemma}"
        for noun in grammar.preps(index).get("of", ()):
            yield f"{lemma} of {grammar.lemma(noun)}"

    def _modified(self, index: int, spec: tuple[str, ...]) -> bool:
        words = self._frames.expand(spec)
        sentence = self._grammar.sentence
        near = set(sentence.dependents(index, "amod", "compound", "nmod", "poss")) | (
            {index - 1} if index else set()
        )
        for child in near:
            for word in (child, *sentence.dependents(child, "compound", "npadvmod", "amod")):
                if self._grammar.lemma(word) in words:
                    return True
        return any(self._grammar.lemma(n) in words for n in self._grammar.preps(index).get("of", ()))

    def _verb_node(self, frame: Verb, index: int) -> Node:
        grammar = self._grammar
        middle = (
            bool(frame.object) and not grammar.patients(index) and frame.object not in (("NONE",), ("ANY",))
        )
        patients = grammar.surface_subjects(index) if middle else grammar.patients(index)
        agents = grammar.agents(index)
        if middle and not any(self._cast.measured(grammar.core(p.index)) for p in agents):
            agents = ()
        after = frame.recipient or (
            _AFTER_OBJECT if frame.object and frame.object[0] not in ("NONE", "ANY") else ()
        )
        after = after or (*frame.prep, *_AFTER_VERB)
        roles = self._roles(index, agents, patients)
        objects = tuple(grammar.core(p.index) for p in patients) if frame.object else ()
        if frame.pobj:
            objects += tuple(grammar.core(n) for p in frame.prep for n in grammar.all_preps(index).get(p, ()))
        recipients = roles.first(after)
        actors = roles.first(frame.actor)
        if frame.reciprocal:
            actors = self._cast.apart(actors)
        if frame.reciprocal and len(actors) > 1:
            recipients = tuple(p for p in recipients if p.path in _WITH)  # what they do it about is no party
        return Node(
            index,
            (index, *(word for word in objects if word > index or middle or grammar.is_passive(index))),
            frame.id,
            frame.event_type,
            frame.mode,
            frame.cameo,
            frame.contexts,
            actors,
            tuple(p for p in recipients if p.index not in {a.index for a in actors}),
            frame.reciprocal,
            where=roles.first([s for s in after if s in _PLACES]) if after[0] not in _PLACES else (),
            tier="frame" if frame.specificity else "verb",
            why=(Reason(f"event:{frame.id}", grammar.tokens[index].text),),
        )

    def _noun_node(self, frame: Noun, index: int) -> Node:
        roles = self._roles(index)
        actors = roles.first(("between",)) if frame.reciprocal else ()
        actors = actors or roles.first(frame.actor)
        taken = {a.index for a in actors}
        recipients = tuple(p for p in roles.first(frame.recipient) if p.index not in taken)
        return Node(
            index,
            (index,),
            frame.id,
            frame.event_type,
            frame.mode,
            frame.cameo,
            frame.contexts,
            actors,
            recipients,
            frame.reciprocal,
            kind="noun",
            tier="noun",
            why=(Reason(f"event:{frame.id}", self._grammar.tokens[index].text),),
        )

    def _adjective_node(self, frame: Adjective, index: int) -> Node | None:
        grammar = self._grammar
        token = grammar.tokens[index]
        if token.dep in ("acomp", "oprd", "conj", "ROOT", "ccomp", "xcomp"):
            subjects = grammar.surface_subjects(token.head if token.dep != "ROOT" else index)
        elif token.dep in ("amod", "appos", "acl"):
            issuer = find_issuer(grammar, index)
            if issuer is not None and grammar.tokens[issuer].pos == "VERB":
                subjects = grammar.agents(issuer)
            else:
                subjects = (Place(issuer or token.head, token.dep),)
        else:
            subjects = ()
        roles = self._roles(index, subjects, subjects)
        return Node(
            index,
            (index,),
            frame.id,
            frame.event_type,
            frame.mode,
            frame.cameo,
            frame.contexts,
            roles.first(frame.actor),
            roles.first(frame.recipient or frame.prep),
            kind="adjective",
            why=(Reason(f"event:{frame.id}", token.text),),
        )

    def _roles(self, index: int, agents: tuple[Place, ...] = (), patients: tuple[Place, ...] = ()) -> Roles:
        nobody = self._frames.classes["NOT-PARTY"]
        return Roles(self._grammar, self._cast, nobody, index, agents, patients)

    def _spread(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Return the places with what is joined to each by `and`, measures undone."""
        return self._grammar.spread(places)
