"""This file is where a coding becomes a table to read or to paste into a report, one row an event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells
from rich.text import Text

from rashomon.explain.words import (
    actors_words,
    figure_words,
    is_unrealised,
    mood_words,
    notes,
    one_line,
    quote,
    type_words,
    voices_words,
    when_words,
    where_words,
)
from rashomon.records import Coding, Document, Event

#: What a line of a pasted table may take: a page in portrait with a fixed-width font of ten points holds a little more.
WIDTH = 100

#: Below this the columns would be too narrow for a name; the fields then stand one under the other.
NARROW = 76

#: Above this the eye loses the line.
WIDEST = 160

COLUMNS = ("#", "voice", "actor", "type/mode", "recipient", "when", "where", "mood")
LEGEND = "[TYPE]: not told as having happened; the mood says how it is put forward."

#: One cell of text for each of COLUMNS.
Row = tuple[str, ...]

_GAP = 2
#: Where a line may end: at a space, after a slash or hyphen; not inside a date, nor before the number of an event.
_PIECES = re.compile(r"\s*\(in \d+\)|\s*(?:[^\s/-]|-(?=\d))*[/-]?")
_STYLES = {"voice": "cyan", "actor": "bold", "recipient": "bold", "when": "green", "where": "green"}


def plain(coding: Coding, *, width: int = WIDTH) -> str:
    """Return the table as text without colours or boxes, no line wider than `width` unless one letter is."""
    return "\n".join(line.plain.rstrip() for line in lines(coding, width=width)) + "\n"


def lines(coding: Coding, *, width: int = WIDTH) -> Iterator[Text]:
    """Yield the lines of the table: what story it is, the events, and the notes on them."""
    yield from _heading(coding.document, width)
    rows = _rows(coding)
    widths = _fit(rows, width)
    if rows:
        yield from _head(widths)
    for event, row in rows:
        yield from _event_lines(event, row, widths, width)
        yield from _below(event, coding.document.text, width)
        yield Text()
    yield from _footer(coding, width)


def side_by_side(codings: Sequence[Coding], *, width: int = WIDTH) -> Iterator[Text]:
    """Yield one table for several stories, with figures and without evidence: who tells what of the same days."""
    rows = [(event, _with_figures(row, event)) for coding in codings for event, row in _rows(coding)]
    widths = _fit(rows, width)
    yield from _head(widths)
    before = None
    for event, row in rows:
        if before not in (None, event.document):
            yield Text()
        before = event.document
        yield from _event_lines(event, row, widths, width)


def _rows(coding: Coding) -> list[tuple[Event, Row]]:
    numbers = {event.id: number for number, event in enumerate(coding.events, 1)}
    return [(event, _row(event, coding.document, numbers)) for event in coding.events]


def _with_figures(row: Row, event: Event) -> Row:
    words = "".join(f"; {one_line(figure_words(figure))}" for figure in event.figures)
    return tuple(
        cell + words if name == "type/mode" else cell for name, cell in zip(COLUMNS, row, strict=True)
    )


def _event_lines(event: Event, row: Row, widths: list[int], width: int) -> Iterator[Text]:
    if widths:
        return _cells(_stack(row), widths, styles=_row_styles(event))
    return _block(row, event, width)


def _head(widths: list[int]) -> Iterator[Text]:
    if widths:
        yield from _cells(COLUMNS, widths, styles=dict.fromkeys(COLUMNS, "dim"))
        yield Text("-" * (sum(widths) + _GAP * (len(widths) - 1)), "dim")


def _heading(document: Document, width: int) -> Iterator[Text]:
    title = one_line(document.title or document.name or "Untitled story")
    yield from (Text(part, "bold") for part in _wrap(title, width))
    told = [document.publisher or "publisher not known"]
    if document.agency and document.agency != document.publisher:
        told.append(f"credit {document.agency}")
    told.append(f"published {document.published}" if document.published else "publication date not known")
    if document.name and document.title:
        told.append(document.name)
    yield from (Text(part, "dim") for part in _wrap(one_line(" | ".join(told)), width))
    yield Text()


def _row(event: Event, document: Document, numbers: dict[str, int]) -> Row:
    text = document.text
    outer = numbers.get(event.embedded_in or "")
    cells = (
        str(numbers[event.id]),
        voices_words(event.voices, document),
        actors_words(event.actors, text),
        type_words(event),
        actors_words(event.recipients, text),
        when_words(event.date, text),
        where_words(event.place),
        f"{mood_words(event)} (in {outer})" if outer else mood_words(event),
    )
    return tuple(map(one_line, cells))


def _row_styles(event: Event) -> dict[str, str]:
    unreal = "yellow" if is_unrealised(event) else "bold"
    return {**_STYLES, "type/mode": unreal, "mood": unreal, "#": "dim"}


def _cells(row: Row, widths: list[int], *, styles: dict[str, str]) -> Iterator[Text]:
    """Yield the lines of one row of cells, each cell wrapped in its own column."""
    wrapped = [_wrap_cell(cell, width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        line = Text()
        for name, cell, width in zip(COLUMNS, wrapped, widths, strict=True):
            part = cell[number] if number < len(cell) else ""
            line.append(part, styles.get(name, ""))
            line.append(" " * (width - cell_len(part) + _GAP))
        yield line


def _block(row: Row, event: Event, width: int) -> Iterator[Text]:
    """Yield the fields of one event under each other, for a narrow terminal."""
    styles = _row_styles(event)
    yield Text(f"{row[0]}.", "dim")
    for name, cell in list(zip(COLUMNS, row, strict=True))[1:]:
        for number, part in enumerate(_wrap(cell, width - 14)):
            yield Text.assemble(
                (f"  {name if number == 0 else '':<10}  ", "dim"), (part, styles.get(name, ""))
            )


def _below(event: Event, text: str, width: int) -> Iterator[Text]:
    indent = " " * 4
    for part in _wrap(quote(event.evidence, text), width - 4):
        yield Text(indent + part, "italic")
    if event.figures:
        words = one_line("figures: " + "; ".join(map(figure_words, event.figures)))
        yield from (Text(indent + part) for part in _wrap(words, width - 4))


def _footer(coding: Coding, width: int) -> Iterator[Text]:
    if not coding.events:
        yield Text("No events coded.", "bold")
    found = [LEGEND] if any(map(is_unrealised, coding.events)) else []
    for note in [*found, *notes(coding)]:
        yield from (Text(part, "dim") for part in _wrap(note, width))


def _fit(rows: list[tuple[Event, Row]], width: int) -> list[int]:
    """Return the width of each column: what it asks for, the widest made narrower, words kept whole if they can be.

    Where there is no room for columns it is an empty list.
    """
    if width < NARROW:
        return []
    table = [COLUMNS, *(_stack(row) for _, row in rows)]
    wanted = [max(_widest(row[i].split("\n")) for row in table) for i in range(len(COLUMNS))]
    words = [max(_longest_word(row[i]) for row in table) for i in range(len(COLUMNS))]
    room = width - _GAP * (len(COLUMNS) - 1)
    while sum(wanted) > room:
        spare = [i for i, word in enumerate(words) if wanted[i] > word] or range(len(COLUMNS))
        wanted[max(spare, key=wanted.__getitem__)] -= 1
    return wanted


def _widest(parts: list[str]) -> int:
    return max(map(cell_len, parts), default=0)


def _longest_word(cell: str) -> int:
    """Return the width below which a word of the cell would be broken; a voice's words stand behind its mark."""
    return max(
        2 * part.startswith("> ") + _widest(re.split(r"\s|(?<=/)|(?<=-)(?!\d)", part.removeprefix("> ")))
        for part in cell.split("\n")
    )


def _stack(row: Row) -> Row:
    """Return the row with one voice, and one actor, a line of its cell."""
    return tuple(cell.replace(" > ", "\n> ").replace("; ", "\n") for cell in row)


def _wrap_cell(cell: str, width: int) -> list[str]:
    """Return the lines of a cell; what goes on from a voice stands under its name."""
    found = []
    for part in cell.split("\n"):
        mark = "> " if part.startswith("> ") and width > len("> ") else ""
        first, *rest = _wrap(part.removeprefix(mark), width - len(mark))
        found += [mark + first, *(" " * len(mark) + line for line in rest)]
    return found


def _wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` cells, broken at spaces, else after a slash or hyphen, else anywhere."""
    found, current = [], ""
    for piece in _PIECES.findall(text):
        if cell_len((current + piece).strip()) <= width:
            current += piece
            continue
        found.append(current.strip())
        *full, current = chop_cells(piece.strip(), width) or [""]
        found.extend(full)
    found.append(current.strip())
    return [line for line in found if line] or [""]
