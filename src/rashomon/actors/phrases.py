"""This file is where a noun phrase is read: whose it is, what it does, and which word of it decided."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from rashomon.actors.words import Match, Words
from rashomon.lexicons.actors import ActorTables, Name, Status
from rashomon.records import Reason

#: Kinds of names that give a phrase its state, the ones that a reader would believe first in front.
_STATE_KINDS = ("state", "metonym", "capital", "territory", "adjective", "demonym", "place")
_OWNER_KINDS = ("organisation", "group", "person")
_PEOPLE_KINDS = ("people", "people-adjective")
_ENTITY_KINDS = frozenset({*_STATE_KINDS, *_OWNER_KINDS, *_PEOPLE_KINDS} - {"adjective", "people-adjective"})
_FIGHTING = frozenset({"REB", "PRM", "COP", "UAF", "SPY", "CRM", "MIL"})
_HUMAN_KINDS = frozenset({"person", "office"})
_UNKNOWN_DAY = "9999-12-31"


class Reading(Struct, frozen=True):
    """What a phrase tells of the actor it names."""

    kind: str
    """The kind of the name at its head: state, organisation, person, role ...; `unknown` for a name not in the tables."""
    id: str = ""
    country: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    role: str | None = None
    method: str = "none"
    gender: str = ""
    is_plural: bool = False
    is_disputed: bool = False
    is_weak: bool = False
    """The head says little by itself, so that a phrase after `of` decides."""
    is_human: bool = False
    """The phrase names one person."""
    is_thing: bool = False
    """The phrase names a thing that acts as a subject only: `a car bomb killed six`."""
    why: tuple[Reason, ...] = ()


class PhraseReader:
    """Reads phrases over one text's words; made once a sentence."""

    def __init__(self, words: Words, matches: Sequence[Match], tables: ActorTables, day: str) -> None:
        self.words = words
        self.tables = tables
        self.day = day or _UNKNOWN_DAY
        self.matches = matches

    def read(self, start: int, end: int, head: int | None = None) -> Reading | None:
        """Return the reading of the words `[start, end)` whose head is the word `head`; None if no actor is named."""
        head = end - 1 if head is None else head
        inside = [m for m in self.matches if m.start >= start and m.end <= end]
        at_head = next((m for m in inside if m.start <= head < m.end), None)
        before = [m for m in inside if m.end <= (at_head.start if at_head else head)]
        name = self._meaning_at_head(at_head, before, head) if at_head else None
        if name is None or at_head is None:
            return self._read_unknown(before, head)
        if name.kind == "role":
            return self._read_role(name, before, head)
        return self._read_name(name, before, start, at_head)

    def _meaning_at_head(self, match: Match, before: Sequence[Match], head: int) -> Name | None:
        """Return what the head means: a name that fits the day, and no bare modifier."""
        names = [n for n in match.names if n.kind not in ("part", "former") and n.use != "modifier"]
        people = [n for n in names if n.kind in ("demonym", "people")]
        if people and names[0].kind == "adjective":
            return people[0]
        if self._has_other_first_name(match, before):
            names = [n for n in names if not n.is_short]
        persons = [n for n in names if n.kind == "person"]
        if len(persons) > 1 and persons[0] is names[0]:
            return self._person_of(persons, before)
        return names[0] if names else None

    def _has_other_first_name(self, match: Match, before: Sequence[Match]) -> bool:
        """Say whether a capital word that no name covers stands right before the name: `Ron` before `Johnson`."""
        previous = match.start - 1
        if previous < 0 or any(m.start <= previous < m.end for m in before):
            return False
        word = self.words.texts[previous]
        return (
            word[:1].isupper()
            and word != ","
            and self.words.folded[previous] not in self.tables.words["title"]
        )

    def _person_of(self, persons: Sequence[Name], before: Sequence[Match]) -> Name | None:
        """Return whom a name borne by several means: whoever the country fits, then whoever holds office that day."""
        full = [p for p in persons if not p.is_short] or persons
        country = self._countries(before)[0]
        fitting = [p for p in full if country and p.country[0] in country] or full
        holding = [p for p in fitting if p.sectors_on(self.day)] or fitting
        return holding[0] if len({p.id for p in holding}) == 1 else None

    def _read_role(self, name: Name, before: Sequence[Match], head: int) -> Reading:
        country, disputed, reasons = self._countries(before)
        sectors, sector_reason = self._role_sectors(name, before)
        former = (
            self._former(before, head) if name.detail in ("person", "office", "people", "force") else None
        )
        if former is not None:
            sectors = ("ELI", *(s for s in sectors if s != "ELI"))
        sectors += tuple(s for s in self._territory_sectors(before) if s not in sectors)
        why = (*reasons, sector_reason, *(() if former is None else (Reason("actor:former", former),)))
        return Reading(
            kind="role",
            country=country,
            sectors=sectors,
            role=name.id,
            method="role+demonym" if country else "role",
            gender=self._gender_of_noun(name),
            is_plural=name.is_plural,
            is_disputed=disputed,
            is_weak=name.use == "weak",
            is_thing=name.detail == "thing",
            is_human=not name.is_plural and name.detail in _HUMAN_KINDS,
            why=why,
        )

    def _role_sectors(self, name: Name, before: Sequence[Match]) -> tuple[tuple[str, ...], Reason]:
        """Return the sectors of a role: its own, or those of a modifier where the noun alone says little."""
        own = name.status[0].sectors if name.status else ()
        if name.use == "force" and (backer := self._backer(before)):
            return ("REB",), Reason("actor:backed", backer)
        for match in reversed(before):
            modifier = match.meaning("role", "organisation", "group", "person")
            if modifier is None or modifier.use in ("title", "weak"):
                people = match.meaning(*_PEOPLE_KINDS)
                if people is not None and name.use == "weak" and self._leads(name):
                    sector = "REL" if people.detail == "religious" else "ELI"
                    return (sector,), Reason(
                        "actor:people-leader", f"{match.name.surface!r} before {name.surface!r}"
                    )
                continue
            given = modifier.sectors_on(self.day)
            if not given or given == own:
                continue
            decides = name.use == "weak" or (name.use == "force" and given[0] in _FIGHTING)
            detail = f"{modifier.surface!r} before {name.surface!r}"
            if decides:
                return given, Reason("actor:modifier", detail)
            if match.start and given[0] not in own and name.use == "head":
                return (*own, *(s for s in given if s not in own)), Reason("actor:head+modifier", detail)
        return own, Reason("actor:role", repr(name.surface))

    def _backer(self, before: Sequence[Match]) -> str:
        """Return the state that backs the fighters of the phrase, if no government is said to have them."""
        backers = [m.name.surface for m in before if m.meaning("state", "adjective") and self._is_backer(m)]
        official = any("GOV" in n.sectors_on("") for m in before for n in m.names if n.kind == "role")
        return backers[0] if backers and not official else ""

    def _leads(self, name: Name) -> bool:
        return name.surface in self.tables.words["leader"]

    def _read_name(self, name: Name, before: Sequence[Match], start: int, match: Match) -> Reading:
        if name.kind == "person":
            return self._read_person(name, before)
        country, sectors = name.country, name.sectors_on(self.day)
        why = [Reason(f"actor:{name.kind}", repr(name.surface))]
        if name.kind in ("demonym", "people"):
            own, _, reasons = self._countries(before)
            if name.kind == "people" and own:
                country, why = own, [*reasons, *why]
            elif name.kind == "demonym" and self._is_ethnic(match):
                country, why = own, [*reasons, Reason("actor:ethnic", repr(name.surface))]
            sectors = ("CVL",) if self._is_counted(start, match.start) else ()
        elif name.kind == "adjective" and self._is_counted(start, match.start):
            sectors = ("CVL",)
        elif name.kind in ("capital", "metonym"):
            sectors = ("GOV",)
        kind = "state" if name.kind == "demonym" and not name.is_plural else name.kind
        return Reading(
            kind=kind,
            id=name.id,
            country=country,
            sectors=sectors,
            method={"demonym": "demonym", "people": "demonym", "capital": "place", "place": "place"}.get(
                name.kind, "name"
            ),
            is_plural=name.is_plural,
            is_disputed=name.is_disputed,
            why=tuple(why),
        )

    def _read_person(self, name: Name, before: Sequence[Match]) -> Reading:
        country, disputed, reasons = self._countries(before)
        title, title_reason = self._title(before)
        status, dated = self._status_on(name)
        sectors = title or status
        former = self._former(before, len(self.words.texts))
        if former is not None:
            sectors = ("ELI", *(s for s in sectors if s != "ELI"))
        why = (
            Reason("actor:person", repr(name.surface)),
            *reasons,
            *((title_reason,) if title_reason else (dated,)),
            *(() if former is None else (Reason("actor:former", former),)),
        )
        return Reading(
            kind="person",
            id=name.id,
            country=country or name.country,
            sectors=sectors,
            role=title_reason.detail.strip("'") if title_reason else None,
            method="name" if title else "name+date",
            gender=name.detail,
            is_disputed=disputed,
            is_human=True,
            why=why,
        )

    def _status_on(self, name: Name) -> tuple[tuple[str, ...], Reason]:
        """Return a person's sectors on the day: those of the office, ELI after it, none before it."""
        current = next((s for s in reversed(name.status) if s.holds_on(self.day)), None)
        if current is not None:
            return current.sectors, Reason(
                "actor:in-office", f"{current.label} {current.since}..{current.until}".strip()
            )
        ended = [s for s in name.status if s.until and s.until < self.day]
        if ended:
            return ("ELI",), Reason(
                "actor:out-of-office", f"{ended[-1].label} until {ended[-1].until}".strip()
            )
        return (), Reason("actor:before-office", self.day)

    def _read_unknown(self, before: Sequence[Match], head: int) -> Reading | None:
        """Return the reading of a name that no table holds: what its title and the state before it tell."""
        if head >= len(self.words.texts) or not self.words.texts[head][:1].isupper():
            return None
        title, reason = self._title(before)
        if not title or reason is None:
            return None
        country, disputed, reasons = self._countries(before)
        former = self._former(before, len(self.words.texts))
        if former is not None:
            title = ("ELI", *(s for s in title if s != "ELI"))
        return Reading(
            kind="unknown",
            country=country,
            sectors=title,
            role=reason.detail.strip("'"),
            method="role+demonym" if country else "role",
            gender=self.tables.genders.get(reason.detail.split()[-1], ""),
            is_disputed=disputed,
            is_human=True,
            why=(*reasons, reason),
        )

    def _title(self, before: Sequence[Match]) -> tuple[tuple[str, ...], Reason | None]:
        """Return the sectors of the title before a name (the last role noun), and why."""
        for match in reversed(before):
            role = match.meaning("role")
            if role is not None and role.use != "modifier":
                rest = [m for m in before if m.end <= match.start]
                sectors, _ = self._role_sectors(role, rest)
                return sectors, Reason("actor:title", role.id)
        return (), None

    def _countries(self, before: Sequence[Match]) -> tuple[tuple[str, ...], bool, tuple[Reason, ...]]:
        """Return the states that the words before the head name, whether one is disputed, and why."""
        for kinds in (_STATE_KINDS, _OWNER_KINDS, _PEOPLE_KINDS):
            found: list[str] = []
            names: list[Name] = []
            last: Match | None = None
            for match in before:
                name = match.meaning(*kinds)
                if name is None or not name.country or self._is_barred(match):
                    continue
                if last is not None and not self._are_joined(last, match):
                    break
                last = match
                names.append(name)
                found += [code for code in name.country if code not in found]
            if found:
                reason = Reason("actor:country", ", ".join(repr(n.surface) for n in names))
                return tuple(found), any(n.is_disputed for n in names), (reason,)
        return (), False, ()

    def _is_barred(self, match: Match) -> bool:
        """Say whether the name is a backer, or somebody the phrase is against: `Turkish-backed`, `anti-Syria`."""
        words, marks = self.words, self.tables.words
        before = match.start - 1
        if self._is_backer(match):
            return True
        if before in words.hyphened and words.folded[before] in marks["against"]:
            return True
        return self._is_ethnic(match)

    def _is_backer(self, match: Match) -> bool:
        words, last = self.words, match.end - 1
        backing = self.tables.words["backing"]
        return last in words.hyphened and match.end < len(words.folded) and words.folded[match.end] in backing

    def _is_ethnic(self, match: Match) -> bool:
        return match.start > 0 and self.words.folded[match.start - 1] in self.tables.words["ethnic"]

    def _are_joined(self, left: Match, right: Match) -> bool:
        between = self.words.folded[left.end : right.start]
        if not between:
            return left.end - 1 in self.words.hyphened
        return all(word in self.tables.words["joiner"] for word in between)

    def _former(self, before: Sequence[Match], head: int) -> str | None:
        """Return the word that makes the person a former office-holder, or None; `former Soviet` makes nobody one."""
        for match in before:
            if match.meaning("former") is None:
                continue
            following = next((m for m in before if m.start == match.end), None)
            state = following.meaning("adjective") if following else None
            if state is None or state.id.removeprefix("state:") not in self._ended_states():
                return match.name.surface
        return None

    def _ended_states(self) -> frozenset[str]:
        return frozenset(row.id for row in self.tables.states.values() if row.until)

    def _territory_sectors(self, before: Sequence[Match]) -> tuple[str, ...]:
        names = (match.name for match in before if match.name.is_disputed)
        return tuple(sector for name in names for sector in name.sectors_on(self.day))

    def _is_counted(self, start: int, end: int) -> bool:
        """Say whether the words before a people's name count or describe persons, so that it means persons."""
        counted = self.tables.words["counted"]
        return any(word in counted or word[:1].isdigit() for word in self.words.folded[start:end])

    def _gender_of_noun(self, name: Name) -> str:
        return self.tables.genders.get(name.surface.split()[-1], "") if not name.is_plural else ""


def combine(outer: Reading, inner: Reading) -> Reading:
    """Return the reading of `outer of inner`: the outer noun's role, whatever it lacks from the inner one."""
    sectors = outer.sectors
    if outer.is_weak and inner.sectors and inner.kind != "place":
        sectors = inner.sectors
    return replace(
        outer,
        country=outer.country or inner.country,
        sectors=sectors or (inner.sectors if inner.kind == "role" else ()),
        method="role+demonym" if inner.country and not outer.country else outer.method,
        is_disputed=outer.is_disputed or inner.is_disputed,
        why=(*outer.why, *inner.why),
    )


__all__ = ["PhraseReader", "Reading", "Status", "combine"]
