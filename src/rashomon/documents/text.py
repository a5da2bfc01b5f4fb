"""This file is where a story's text is divided into zones: headline, dek, credit, date line, furniture, body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.documents.lines import Piece, Reader
from rashomon.documents.paragraphs import Paragraph, ends_in_stop, split_paragraphs
from rashomon.records import Reason, Span, Zone, ZoneKind

#: Longest headline, standfirst and subhead, in words: the longest seen on the pages' development data, rounded up.
MAX_HEADLINE_WORDS = 30
MAX_DEK_WORDS = 70
MAX_SUBHEAD_WORDS = 10
#: A paragraph of this many words with a stop is text; over the longest headline it is, stop or not.
MIN_SENTENCE_WORDS = 6
#: A related-stories box lists titles up to this long.
MAX_LINK_WORDS = 22
#: Below the story's end stand teasers up to this long, and at least so many paragraphs above it.
MAX_TEASER_WORDS = 30
MIN_STORY_PARAGRAPHS = 3
#: Standfirsts that stand between the headline and the credit.
MAX_DEKS = 2
#: Datelines open one of the first paragraphs.
DATELINE_PARAGRAPHS = 3

_LIST_MARK = re.compile(r"[-–—*•◦▪·]|\d+[.)]\s")
_LABEL = re.compile(r"[^\W\d_a-z][^\W\d_a-z .’'-]{1,40}:\s")
_STAMPED = frozenset({ZoneKind.CREDIT, ZoneKind.SECTION, ZoneKind.PUBLICATION})


@dataclass(frozen=True, slots=True)
class Layout:
    """The zones of a text, and the lines among them that say something about the story."""

    zones: tuple[Zone, ...]
    pieces: tuple[Piece, ...]

    @property
    def title(self) -> Zone | None:
        """Return the headline's zone, or None."""
        return next((zone for zone in self.zones if zone.kind is ZoneKind.HEADLINE), None)


def lay_out(text: str, reader: Reader, *, known: Mapping[int, Zone] | None = None) -> Layout:
    """Return the zones of a text, in order; every paragraph is in one of them.

    `known` gives the zones of paragraphs whose place on a page has been read already, by their start.
    """
    paragraphs = split_paragraphs(text)
    sentences = tuple(_is_sentence(text, paragraph) for paragraph in paragraphs)
    page = _Page(text, paragraphs, reader, known or {}, sentences)
    found = _furniture(page)
    kinds = {**_opening(page, found), **_boxes(page, found)}
    kinds |= _subheads(page, {**found, **kinds})
    return _assemble(page, found, kinds)


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    paragraphs: tuple[Paragraph, ...]
    reader: Reader
    known: Mapping[int, Zone]
    sentences: tuple[bool, ...]

    def line(self, index: int) -> str:
        return self.paragraphs[index].of(self.text)

    def is_sentence(self, index: int) -> bool:
        """Say whether a paragraph reads as running text rather than as a label or title."""
        return self.sentences[index]


def _is_sentence(text: str, paragraph: Paragraph) -> bool:
    span = paragraph.span
    words = len(text[span.start : min(span.end, span.start + 400)].split())
    if words > MAX_HEADLINE_WORDS:
        return True
    return words >= MIN_SENTENCE_WORDS and ends_in_stop(text[span.end - 8 : span.end])


def _furniture(page: _Page) -> dict[int, tuple[Piece, ...]]:
    """Return the pieces of each paragraph that is furniture by its own words."""
    found: dict[int, tuple[Piece, ...]] = {}
    sentences = 0
    for index, paragraph in enumerate(page.paragraphs):
        known = page.known.get(paragraph.span.start)
        if known:
            found[index] = (Piece(Zone(known.kind, paragraph.span, known.why)),)
            continue
        place = "head" if not sentences else "tail" if sentences > MAX_DEKS else "any"
        pieces = page.reader.read(page.text, paragraph.span, place=place)
        if not pieces and not any(map(str.isalnum, page.line(index)[:1000])):
            pieces = (Piece(Zone(ZoneKind.BOILERPLATE, paragraph.span, Reason("layout:no-words"))),)
        if pieces:
            found[index] = pieces
        else:
            sentences += page.is_sentence(index)
    return found


def _boxes(page: _Page, found: Mapping[int, tuple[Piece, ...]]) -> dict[int, Zone]:
    """Return what is listed under "Related stories" and the like, once the story has begun, and what follows its end."""
    boxed: dict[int, Zone] = {}
    opener, begun, end = "", False, _page_end(page, found)
    for index in range(len(page.paragraphs)):
        if end is not None and index > end:
            boxed[index] = _zone(page, index, ZoneKind.BOILERPLATE, "layout:after-end")
        elif index in found and not (opener and _is_heading(found[index])):
            opener = page.line(index) if begun and found[index][-1].opens else opener
        elif index not in found and _is_long(page, index):
            opener, begun = "", True
        elif opener and not (index in found and _heads_text(page, index)):
            boxed[index] = _zone(page, index, ZoneKind.BOILERPLATE, "layout:under-box")
    return {**boxed, **dict(_empty_headings(page, found, boxed))}


def _page_end(page: _Page, found: Mapping[int, tuple[Piece, ...]]) -> int | None:
    """Return the line after which nothing of the story comes: "Most read", with most of the text above it.

    Such a box may stand in the middle of a story too; below the end there are only teasers, which are short.
    """
    ends = [index for index, pieces in found.items() if pieces[-1].ends]
    running = [i for i in range(len(page.paragraphs)) if ends and i not in found and page.is_sentence(i)]
    for end in ends:
        below = [index for index in running if index > end]
        above = len(running) - len(below)
        short = all(len(page.line(index).split()) <= MAX_TEASER_WORDS for index in below)
        if above >= MIN_STORY_PARAGRAPHS and above >= 2 * len(below) and short:
            return end
    return None


def _is_heading(pieces: Sequence[Piece]) -> bool:
    return pieces[-1].zone.kind is ZoneKind.SUBHEAD


def _is_long(page: _Page, index: int) -> bool:
    return page.is_sentence(index) or len(page.line(index).split()) > MAX_LINK_WORDS


def _heads_text(page: _Page, index: int) -> bool:
    return index + 1 < len(page.paragraphs) and page.is_sentence(index + 1)


def _empty_headings(
    page: _Page, found: Mapping[int, tuple[Piece, ...]], boxed: Mapping[int, Zone]
) -> Iterator[tuple[int, Zone]]:
    """Yield the headings below which no text comes."""
    for index in range(len(page.paragraphs) - 1, -1, -1):
        if index in found and _is_heading(found[index]):
            yield index, _zone(page, index, ZoneKind.BOILERPLATE, "layout:heading-without-text")
        elif index not in found and index not in boxed:
            return


def _opening(page: _Page, found: Mapping[int, tuple[Piece, ...]]) -> dict[int, Zone]:
    """Return the headline, what stands before it, and the standfirst."""
    story = [index for index in range(len(page.paragraphs)) if index not in found]
    begins = next((index for index in story if page.is_sentence(index)), None)
    if begins is None or any(zone.kind is ZoneKind.HEADLINE for zone in page.known.values()):
        return {}
    before = [index for index in story if index < begins]
    headline = next((i for i in before if _is_headline(page, i, found, strict=True)), None)
    if headline is None:
        headline = next((i for i in before if _is_headline(page, i, found, strict=False)), None)
    if headline is None:
        return {}
    zones = {headline: _zone(page, headline, ZoneKind.HEADLINE, "layout:headline")}
    zones |= {
        i: _zone(page, i, ZoneKind.BOILERPLATE, "layout:before-headline")
        for i in before
        if i < headline and len(page.line(i).split()) <= 3 and page.line(i)[-1] not in ".:!?"
    }
    return zones | _deks(page, found, headline, story, begins)


def _is_headline(page: _Page, index: int, found: Mapping[int, object], *, strict: bool) -> bool:
    """Say whether a paragraph above the text looks like its headline: short, no final stop, set apart."""
    line = page.line(index)
    words = len(line.split())
    if not (4 if strict else 1) <= words <= MAX_HEADLINE_WORDS or _LIST_MARK.match(line):
        return False
    if line[-1] in ".;,:" and not _abbreviated(line):
        return False
    following = page.paragraphs[index + 1]
    longer = following.span.end - following.span.start > len(line)
    return following.after_blank or longer or index + 1 in found


def _abbreviated(line: str) -> bool:
    return re.search(r"\b[^\W\d_a-z]\.(?:[^\W\d_a-z]\.)+$", line) is not None


def _deks(
    page: _Page, found: Mapping[int, tuple[Piece, ...]], headline: int, story: Sequence[int], begins: int
) -> dict[int, Zone]:
    """Return the standfirsts: what stands between the headline and the credit or date line, or is cut short."""
    stamp = next(
        (i for i, pieces in found.items() if i > headline and any(p.zone.kind in _STAMPED for p in pieces)),
        None,
    )
    if stamp is not None and any(i > stamp and page.is_sentence(i) for i in story):
        between = [i for i in story if headline < i < stamp]
        if 0 < len(between) <= MAX_DEKS and all(len(page.line(i).split()) <= MAX_DEK_WORDS for i in between):
            return {i: _zone(page, i, ZoneKind.DEK, "layout:above-credit") for i in between}
    below = [i for i in story if headline < i < begins][:1]
    return {
        i: _zone(page, i, ZoneKind.DEK, "layout:below-headline") for i in below if page.line(i)[-1] != ":"
    }


def _subheads(page: _Page, taken: Mapping[int, object]) -> dict[int, Zone]:
    """Return the short lines without a stop between paragraphs of running text."""
    story = [index for index in range(len(page.paragraphs)) if index not in taken]
    running = [index for index in story if page.is_sentence(index)]
    if 2 * len(running) < len(story):
        return {}
    zones: dict[int, Zone] = {}
    for position, index in enumerate(story[1:-1], 1):
        around = page.is_sentence(story[position - 1]) and page.is_sentence(story[position + 1])
        if around and _is_subhead(page, index) and not page.line(story[position - 1]).endswith(":"):
            zones[index] = _zone(page, index, ZoneKind.SUBHEAD, "layout:subhead")
    return zones


def _is_subhead(page: _Page, index: int) -> bool:
    line = page.line(index)
    if len(line) > 90 or len(line.split()) > MAX_SUBHEAD_WORDS or _LIST_MARK.match(line):
        return False
    starts = line.lstrip("\"'“‘")[:1]
    return line[-1] not in '.!…:;,"”' and (starts.isupper() or starts.isdigit())


def _assemble(page: _Page, found: Mapping[int, tuple[Piece, ...]], kinds: Mapping[int, Zone]) -> Layout:
    zones: list[Zone] = []
    pieces: list[Piece] = []
    bodies = 0
    for index in range(len(page.paragraphs)):
        if index in kinds:
            zones.append(kinds[index])
        elif index in found:
            pieces.extend(found[index])
            zones.extend(piece.zone for piece in found[index])
        else:
            bodies += page.is_sentence(index)
            parts = list(_body(page, index, bodies))
            pieces.extend(part for part in parts if isinstance(part, Piece))
            zones.extend(part.zone if isinstance(part, Piece) else part for part in parts)
    return Layout(tuple(zones), tuple(pieces))


def _body(page: _Page, index: int, number: int) -> Iterator[Piece | Zone]:
    """Yield a paragraph's zones: its dateline, its text, and the agency that signs it."""
    span = page.paragraphs[index].span
    dateline = None
    if number <= DATELINE_PARAGRAPHS:
        dateline = page.reader.dateline(page.text, span, is_first=number <= 1 and not _is_transcript(page))
    start, end = span.start, span.end
    if dateline and dateline[1] < span.end:
        yield dateline[0]
        start = dateline[1]
    sign_off = page.reader.sign_off(page.text, Span(start, end))
    if sign_off:
        end = _rstrip(page.text, start, sign_off.zone.span.start)
    yield Zone(ZoneKind.BODY, Span(start, end))
    if sign_off:
        yield sign_off


def _is_transcript(page: _Page) -> bool:
    """Say whether several paragraphs open with capitals and a colon: these name the speakers."""
    labelled = (index for index in range(len(page.paragraphs)) if _LABEL.match(page.line(index)))
    return next(labelled, None) is not None and next(labelled, None) is not None


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _zone(page: _Page, index: int, kind: ZoneKind, rule: str) -> Zone:
    return Zone(kind, page.paragraphs[index].span, Reason(rule, page.line(index)[:120]))
