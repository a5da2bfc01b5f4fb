"""This file is where one line of a page is recognised as furniture: a credit, a date line, a label, a link."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.documents.stamps import read_stamp
from rashomon.lexicons.page_lines import Dateline, LineRule, PageLines
from rashomon.lexicons.publishers import Publisher, PublisherTables
from rashomon.records import Reason, Span, Zone, ZoneKind

#: Datelines are short; a pattern never looks further than this.
MAX_DATELINE_CHARS = 140
#: Nor is a line of furniture longer than this, even if it is one word.
MAX_LINE_CHARS = 1_200
#: A line of several labels is no longer than this.
MAX_PARTED_WORDS = 24

_BREAKS = re.compile(r"\s*[|·•>»›]\s*|\s{2,}|\s+[–—/-]\s+")
_SIGN_OFF = re.compile(r"\s(?P<credit>(?:[-–—]{1,2}\s?|[(\[])(?P<name>[A-Z][\w .'-]{1,30})[)\]]?\.?)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that is not story, and what it says about the story."""

    zone: Zone
    opens: bool = False
    """The titles below belong to it too."""
    ends: bool = False
    """All below belongs to it, if most of the story stands above."""
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    agency: Publisher | None = None
    agency_span: Span | None = None
    """Where it is named; None: the whole piece names it."""
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What lines are read with: the rules, and the publishers whose credits are known."""

    rules: PageLines
    publishers: PublisherTables

    def read(self, text: str, span: Span, *, place: str) -> tuple[Piece, ...]:
        """Return the pieces of a line that is furniture; nothing if any of it may be story.

        `place` is "head" before the story begins, "any" where it may have begun, and "tail" after that.
        """
        line = span.of(text)
        words = line.count(" ") + 1
        if words > self.rules.longest or len(line) > MAX_LINE_CHARS:
            return ()
        whole = self._whole(line, span, place, words)
        return (whole,) if whole else self._parts(line, span, place, words)

    def dateline(self, text: str, span: Span, *, is_first: bool = True) -> tuple[Piece, int] | None:
        """Return the dateline that opens a paragraph, and where the story begins after it; None if there is none."""
        opening = text[span.start : min(span.end, span.start + MAX_DATELINE_CHARS)]
        for rule, pattern in self.rules.datelines:
            found = pattern.match(opening)
            agency = self.publishers.credit(found.groupdict().get("agency") or "") if found else None
            if found is None or not _is_dateline(rule, found, agency) or (rule.first_only and not is_first):
                continue
            end = span.start + len(found[0].rstrip())
            why = Reason(f"dateline:{rule.id}", found[0].strip())
            named = _span(found, "agency", span.start) if agency else None
            zone = Zone(ZoneKind.CREDIT, Span(span.start, end), why)
            return Piece(zone, agency=agency, agency_span=named), span.start + found.end()
        return None

    def sign_off(self, text: str, span: Span) -> Piece | None:
        """Return the agency credit that ends a paragraph, such as "(AFP)" or "— Reuters"; None if there is none."""
        tail = max(span.start, span.end - 40)
        found = _SIGN_OFF.search(text, tail, span.end)
        agency = self.publishers.credit(found["name"]) if found else None
        if found is None or agency is None or text[found.start() - 1] not in '.!?"”’':
            return None
        why = Reason("line:sign-off", found["credit"])
        return Piece(Zone(ZoneKind.CREDIT, Span(found.start("credit"), span.end), why), agency=agency)

    def _whole(self, line: str, span: Span, place: str, words: int) -> Piece | None:
        agency = self.publishers.credit(line)
        if agency:
            return Piece(Zone(ZoneKind.CREDIT, span, Reason("line:agency-credit", agency.id)), agency=agency)
        if place != "tail" and line.casefold() in self.rules.sections:
            return Piece(Zone(ZoneKind.SECTION, span, Reason("line:section", line)), section=line)
        small = line.casefold()
        for rule, pattern in self.rules.lines:
            if words > rule.max_words or {rule.where, place} == {"head", "tail"}:
                continue
            if rule.needs and not any(word in small for word in rule.needs):
                continue
            found = pattern.fullmatch(line)
            piece = self._piece(rule, found, span) if found else None
            if piece:
                return piece
        return None

    def _piece(self, rule: LineRule, found: re.Match[str], span: Span) -> Piece | None:
        groups = found.groupdict()
        between = self.rules.between_names.split(groups.get("authors") or "")
        authors = tuple(name.strip(" .") for name in between if name.strip(" ."))
        if groups.get("authors") and not authors:
            return None
        stamps = {
            key: read_stamp(groups[key] or "", self.rules)
            for key in ("published", "updated")
            if groups.get(key)
        }
        agency = self.publishers.credit(groups.get("affiliation") or "") or next(
            (one for name in authors if (one := self.publishers.credit(name))), None
        )
        agency = agency or self._self_styled(groups.get("affiliation") or "")
        if rule.needs_agency and agency is None:
            return None
        zone = Zone(rule.kind, span, Reason(f"line:{rule.id}", found[0]))
        published, updated = stamps.get("published"), stamps.get("updated")
        named = _span(found, "affiliation", span.start) if agency else None
        return Piece(zone, rule.opens, rule.ends, published, updated, authors, agency, named)

    def _self_styled(self, name: str) -> Publisher | None:
        """Return the agency that no table knows but whose name in a credit says that it is one; None otherwise."""
        if not self.rules.agency_name.fullmatch(name):
            return None
        return Publisher(
            id="", name=name, owner="unknown", kind="agency", agency="yes", source="its name in a credit"
        )

    def _parts(self, line: str, span: Span, place: str, words: int) -> tuple[Piece, ...]:
        """Return the pieces of a line all of whose parts are furniture: "Anadolu Agency WORLD", "World | 2 Oct 2020"."""
        for cut in (_at_marks(line), self._after_label(line)) if words <= MAX_PARTED_WORDS else ():
            pieces: list[Piece] = []
            for start, end in cut:
                part = Span(span.start + start, span.start + end)
                piece = self._whole(line[start:end], part, place, words)
                if piece is None:
                    break
                pieces.append(piece)
            else:
                if pieces:
                    return tuple(pieces)
        return ()

    def _after_label(self, line: str) -> list[tuple[int, int]]:
        """Return the line's parts if it begins with an agency or a section: that label, and the rest."""
        for space in reversed([found.start() for found in re.finditer(" ", line)][:5]):
            label = line[:space].rstrip(",")
            if self.publishers.credit(label) or label.casefold() in self.rules.sections:
                return [(0, len(label)), (space + 1, len(line))]
        return []


def _at_marks(line: str) -> list[tuple[int, int]]:
    """Return the parts of the line between bars, dots, arrows, dashes and gaps; nothing if it is of one piece."""
    breaks = list(_BREAKS.finditer(line))
    if not breaks or len(breaks) > 12:
        return []
    edges = [0, *(edge for found in breaks for edge in found.span()), len(line)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _is_dateline(rule: Dateline, found: re.Match[str], agency: Publisher | None) -> bool:
    if rule.needs_agency and agency is None:
        return False
    place = found.groupdict().get("place")
    return place is None or place.upper() not in rule.not_places


def _span(found: re.Match[str], group: str, offset: int) -> Span | None:
    """Return where a group of the match stands in the text, or None."""
    start, end = found.span(group) if found.groupdict().get(group) else (0, 0)
    return Span(offset + start, offset + end) if end else None
