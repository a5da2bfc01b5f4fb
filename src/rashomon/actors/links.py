"""This file is where mentions of one document are linked: later names, titles, pronouns, "both countries"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from rashomon.actors.neighbours import Mention
from rashomon.actors.persons import MAX_SENTENCES, Entity, find_person, genders_clash, inside
from rashomon.actors.phrases import Reading
from rashomon.actors.speech import Speech
from rashomon.lexicons.actors import ActorTables
from rashomon.records import Reason, Span

_NAME_KINDS = frozenset({"person", "unknown", "place", "maybe"})
_BODY_KINDS = frozenset({"state", "organisation", "group", "capital", "territory", "metonym", "place"})


class Link(Struct, frozen=True):
    """What a mention turned out to be: its reading with the document in view, and what it goes back to."""

    mention: Mention
    reading: Reading
    antecedent: Span | None
    entity: Entity


class Discourse:
    """What a document has named so far; mentions are added in the order of the text."""

    def __init__(self, tables: ActorTables, speech: Speech) -> None:
        self.tables, self.speech = tables, speech
        self.entities: list[Entity] = []
        self.by_name: dict[str, list[Entity]] = {}
        self.by_id: dict[str, Entity] = {}
        self.states: Counter[str] = Counter()
        self.by_mention: dict[tuple[int, int], Entity] = {}

    def add(self, mention: Mention, sentence_mentions: Sequence[Mention]) -> Link | None:
        """Return the link of the next mention; None for a name that names nobody known."""
        if mention.pronoun:
            return self._link_pronoun(mention)
        reading = self._with_possessor(mention, sentence_mentions)
        if reading.kind in _NAME_KINDS and mention.name:
            linked = self._link_name(mention, reading)
            if linked is not None or reading.kind == "maybe":
                return linked
            if reading.kind != "place":
                return self._new(mention, reading, mention.name.split())
        if reading.kind == "role":
            return self._link_role(mention, reading)
        return self._link_other(mention, reading)

    def _link_name(self, mention: Mention, reading: Reading) -> Link | None:
        """A later name shares its last word, or its only word, with an earlier name of the same kind.

        A person's name in the document goes before a place or a person of the tables that is called alike.
        """
        words = mention.name.split()
        for entity in reversed(self.by_name.get(words[-1], [])):
            if reading.kind in ("place", "maybe") and not entity.reading.is_human:
                continue
            # The gender of somebody of the tables says nothing if the document's own bearer of the name is meant.
            gender = "" if reading.id and len(words) == 1 else reading.gender
            if not _names_agree(words, entity.names) or genders_clash(gender, entity.gender):
                continue
            reason = Reason("actor:later-name", entity.first.name)
            if reading.kind in ("place", "maybe") or (
                reading.id and entity.reading.id != reading.id and len(words) == 1
            ):
                reading = replace(entity.reading, why=(reason,), method="doc-link")
            return self._note(mention, _merged(reading, entity.reading, reason), entity)
        return None

    def _link_role(self, mention: Mention, reading: Reading) -> Link:
        """A definite role goes back to whoever has that role; several nations to those named most."""
        several = self._several_nations(mention, reading)
        if several is not None:
            return several
        # "The town of X" is no other town; "the president of X" may well be somebody named before.
        is_own = mention.last > mention.head and not (reading.country and reading.is_human)
        for entity in () if is_own else self._recent(mention):
            if self._has_role(entity, reading) and (mention.is_definite or reading.country):
                if entity.reading.is_plural != reading.is_plural and not self._same_forces(
                    entity.reading, reading
                ):
                    continue
                rule = "actor:role-of" if reading.country else "actor:same-role"
                merged = _merged(
                    reading, entity.reading, Reason(rule, f"{reading.role}: {entity.first.name or ''}")
                )
                return self._note(mention, merged, entity)
        if (
            not reading.country
            and mention.is_definite
            and not reading.is_plural
            and "GOV" in reading.sectors[:1]
        ):
            reading = self._of_subject_state(mention, reading)
        return self._new(mention, reading, [])

    def _link_other(self, mention: Mention, reading: Reading) -> Link:
        known = self.by_id.get(reading.id) if reading.id else None
        if reading.kind in ("state", "territory", "capital", "metonym"):
            self.states.update(reading.country)
        if known is not None and reading.kind != "people":
            return self._note(mention, reading, known)
        return self._new(mention, reading, [])

    def _link_pronoun(self, mention: Mention) -> Link:
        if mention.pronoun == "relative" and mention.of is not None:
            entity = self.by_mention.get((mention.sentence.index, mention.of))
            rule = "actor:relative"
        elif mention.pronoun in ("masculine", "feminine"):
            entity, rule = find_person(reversed(self.entities), mention, self.speech), "actor:pronoun-person"
        elif mention.pronoun == "neuter":
            entity, rule = self._body_for(mention), "actor:pronoun-body"
        else:
            entity, rule = self._group_for(mention), "actor:pronoun-group"
        if entity is None:
            return Link(mention, mention.reading, None, Entity(mention.reading, mention, mention))
        found = entity.reading
        why = Reason(rule, entity.first.name or found.role or found.id)
        reading = replace(found, method="pronoun", kind="pronoun", why=(why,))
        if mention.pronoun == "plural":
            reading = replace(reading, country=self._joint_states(entity) or reading.country)
        antecedent = self._seen(entity, mention).span
        if mention.pronoun in ("masculine", "feminine"):
            entity.pronoun = mention.pronoun
            entity.gender = entity.gender or mention.reading.gender
        self._see(entity, mention)
        self.by_mention[mention.sentence.index, mention.head] = entity
        return Link(mention, reading, antecedent, entity)

    def _body_for(self, mention: Mention) -> Entity | None:
        """Return the state or body that "it" or "its" stands for: the subject of the clause, else the last one."""
        subject = self._subject_before(mention)
        if subject is not None:
            return subject
        bodies = [e for e in self._recent(mention, sentences=1) if _is_body(e)]
        subjects = [e for e in bodies if e.last.is_subject]
        return next(iter(subjects or bodies), None)

    def _subject_before(self, mention: Mention) -> Entity | None:
        """Return the state or body that is subject of the pronoun's clause, or of a clause above it."""
        sentence = mention.sentence
        for ancestor in sentence.ancestors(mention.head):
            subject = sentence.dependent(ancestor, "nsubj", "nsubjpass")
            if subject is None or subject >= mention.head:
                continue
            entity = self.by_mention.get((sentence.index, subject))
            if entity is not None and _is_body(entity):
                return entity
        return None

    def _group_for(self, mention: Mention) -> Entity | None:
        """Return who "they" are: a subject of the same sentence, else who spoke before, else the last group or body.

        Who spoke before is only meant where "they" speak: the dead accuse nobody.
        """
        recent = self._recent(mention, sentences=2)
        groups = [e for e in recent if e.reading.is_plural or _is_body(e) or self._is_coordinated(e)]
        here = [e for e in groups if e.last.sentence is mention.sentence and e.last.is_subject]
        if not here and self.speech.is_source(mention.span):
            here = [e for e in groups if self.speech.is_source(e.last.span)]
        plural = [e for e in groups if e.reading.is_plural or self._is_coordinated(e)]
        subjects = [e for e in plural if e.last.is_subject]
        return next(iter(here or subjects or plural or groups), None)

    def _is_coordinated(self, entity: Entity) -> bool:
        last = entity.last
        conjuncts = last.sentence.dependents(last.head, "conj")
        return not last.pronoun and any((last.sentence.index, c) in self.by_mention for c in conjuncts)

    def _joint_states(self, entity: Entity) -> tuple[str, ...]:
        """Return the states of all that the entity was last coordinated with: `Chad and Niger said they ...`."""
        last, found = entity.last, list(entity.reading.country)
        for conjunct in last.sentence.dependents(last.head, "conj"):
            other = self.by_mention.get((last.sentence.index, conjunct))
            if other is not None:
                found += [code for code in other.reading.country if code not in found]
        return tuple(found)

    def _with_possessor(self, mention: Mention, others: Sequence[Mention]) -> Reading:
        """Return the reading with the state of whom "its", "his" or "their" stands for, if it names none."""
        reading, sentence = mention.reading, mention.sentence
        owner = sentence.dependent(mention.head, "poss")
        if owner is None or (reading.country and reading.kind != "role"):
            return reading
        entity = self.by_mention.get((sentence.index, owner))
        if entity is None:
            return reading
        if reading.role in self.tables.words["counterpart"] or self._is_counterpart(mention):
            sectors = entity.reading.sectors or reading.sectors
            why = (*reading.why, Reason("actor:counterpart", entity.first.name or entity.reading.id))
            return replace(reading, sectors=sectors, why=why)
        if reading.country or not entity.reading.country:
            return reading
        why = (*reading.why, Reason("actor:possessor", entity.first.name or entity.reading.id))
        return replace(reading, country=entity.reading.country, method="doc-link", why=why)

    def _is_counterpart(self, mention: Mention) -> bool:
        words = self.tables.words["counterpart"]
        return any(t.text.lower() in words for t in mention.sentence.tokens[mention.first : mention.last + 1])

    def _several_nations(self, mention: Mention, reading: Reading) -> Link | None:
        """Return "the two countries" as the states that the document names most, if it says how many."""
        marks, sentence = self.tables.words, mention.sentence
        if reading.country and not self._names_former_state(mention):
            return None
        if sentence.tokens[mention.head].text.lower() not in marks["nations"]:
            return None
        words = {t.text.lower() for t in sentence.tokens[mention.first : mention.head]}
        if not words & marks["several"]:
            return None
        number = 3 if "three" in words else 2
        fitting = self._fitting_states(mention)
        states = [state for state, _ in self.states.most_common() if fitting is None or state in fitting]
        if len(states) < number:
            return None
        why = (*reading.why, Reason("actor:several-nations", " ".join(states[:number])))
        found = replace(
            reading, country=tuple(states[:number]), sectors=(), method="doc-link", is_plural=True, why=why
        )
        return self._new(mention, found, [])

    def _names_former_state(self, mention: Mention) -> bool:
        return self._fitting_states(mention) is not None

    def _fitting_states(self, mention: Mention) -> frozenset[str] | None:
        """Return the successors of the ended state that the phrase names (`former Soviet`), or None."""
        for token in mention.sentence.tokens[mention.first : mention.head]:
            for form in self.tables.state_forms.get(token.text, ()):
                if form.kind == "adjective" and self.tables.states[form.state].successors:
                    return frozenset(self.tables.states[form.state].successors)
        return None

    def _of_subject_state(self, mention: Mention, reading: Reading) -> Reading:
        """Return a bare title with the state that is subject of its sentence, or that the last one was about."""
        for entity in self._recent(mention, sentences=1):
            if entity.reading.kind == "state" and entity.last.is_subject:
                why = (*reading.why, Reason("actor:subject-state", entity.reading.id))
                return replace(reading, country=entity.reading.country, method="doc-link", why=why)
        return reading

    def _has_role(self, entity: Entity, reading: Reading) -> bool:
        own = entity.reading
        if own.role is None or reading.role is None:
            return False
        if reading.country and own.country and not set(reading.country) & set(own.country):
            return False
        return (
            own.role == reading.role
            or own.role.endswith(" " + reading.role)
            or self._same_forces(own, reading)
        )

    def _same_forces(self, left: Reading, right: Reading) -> bool:
        """Say whether both are armed forces under a general name: `the forces` after `the Armenian military`."""
        forces = self.tables.words["forces"]
        return left.role in forces and right.role in forces and left.sectors[:1] == right.sectors[:1]

    def _recent(self, mention: Mention, *, sentences: int = MAX_SENTENCES) -> list[Entity]:
        """Return the entities mentioned lately, the last one first."""
        oldest = self.speech.told(mention.sentence) - sentences
        recent = [
            e
            for e in self.entities
            if self.speech.told(e.last.sentence) >= oldest and not inside(e.last, mention)
        ]
        recent.sort(key=lambda e: (e.last.sentence.index, e.last.head), reverse=True)
        return recent

    def _see(self, entity: Entity, mention: Mention) -> None:
        """Note where the entity was mentioned last, and last outside of quotations."""
        entity.last = mention
        if self.speech.quotation(mention.span) is None:
            entity.told = mention

    def _seen(self, entity: Entity, mention: Mention) -> Mention:
        """Return the mention that a pronoun goes back to: for one outside of quotations, one outside."""
        is_told = self.speech.quotation(mention.span) is None
        return entity.told if is_told and entity.told is not None else entity.last

    def _new(self, mention: Mention, reading: Reading, words: list[str]) -> Link:
        entity = Entity(reading, mention, mention, set(words), reading.gender)
        self._see(entity, mention)
        self.entities.append(entity)
        for word in entity.names:
            self.by_name.setdefault(word, []).append(entity)
        if reading.id:
            self.by_id.setdefault(reading.id, entity)
        self.by_mention[mention.sentence.index, mention.head] = entity
        return Link(mention, reading, None, entity)

    def _note(self, mention: Mention, reading: Reading, entity: Entity) -> Link:
        """Return the link of a mention to an entity that is already known."""
        antecedent = entity.first.span if entity.first.span != mention.span else None
        entity.reading = _merged(entity.reading, reading, None)
        entity.gender = entity.gender or reading.gender
        self._see(entity, mention)
        entity.count += 1
        entity.names.update(mention.name.split())
        if mention.name and not entity.first.name:
            entity.first.name = mention.name
        self.by_mention[mention.sentence.index, mention.head] = entity
        return Link(mention, reading, antecedent, entity)


def _names_agree(words: Sequence[str], known: set[str]) -> bool:
    """Say whether a name can be the known one: all its words are, or its last is and it brings no other first name."""
    return (
        all(word in known for word in words)
        or (words[-1] in known and len(words) == 1)
        or known <= set(words)
    )


def _merged(own: Reading, known: Reading, reason: Reason | None) -> Reading:
    """Return a reading with what it lacks taken from another one of the same actor."""
    adds = (
        (known.country and not own.country)
        or (known.sectors and not own.sectors)
        or (known.id and not own.id)
    )
    return replace(
        own,
        id=own.id or known.id,
        country=own.country or known.country,
        sectors=own.sectors or known.sectors,
        role=own.role or known.role,
        gender=own.gender or known.gender,
        method="doc-link" if adds and reason is not None else own.method,
        is_disputed=own.is_disputed or known.is_disputed,
        is_human=own.is_human or known.is_human,
        why=own.why if reason is None else (*own.why, reason),
    )


def _is_body(entity: Entity) -> bool:
    reading = entity.reading
    return reading.kind in _BODY_KINDS or (
        reading.kind == "role" and not entity.gender and not reading.is_plural
    )
