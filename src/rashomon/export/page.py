"""This file is where codings become one self-contained HTML page: the story marked up beside its events."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.explain import Point, by_id, explain_document, explain_fields
from rashomon.explain.words import (
    NOTHING,
    actors_words,
    figure_words,
    is_unrealised,
    known_voices,
    mood_words,
    notes,
    one_line,
    printable,
    quote,
    reason_words,
    said_words,
    type_words,
    voice_name,
    when_words,
    where_words,
)
from rashomon.export.highlights import Speaker, speakers, story
from rashomon.records import Coding, Event, Factuality, Voice, Wording

#: What the table at the top of a section needs of an event; the rest waits on disk.
_ROW = ("number", "anchor", "unreal", "type", "mood", "chain", "fields", "figures")

#: How many of the sides that use a word a row of the page names.
_SIDES = 6


def page(codings: Iterable[Coding], *, title: str | None = None) -> str:
    """Return one HTML page with the stories, in one section. It needs no script and fetches nothing.

    Without a title the page has that of its one story, or says how many there are.
    """
    with PageWriter(title) as writer:
        for coding in codings:
            writer.add(coding)
        return "".join(writer.parts())


def fragment(coding: Coding) -> str:
    """Return the story and its events as HTML to stand inside another page, for notebooks."""
    template = _environment().get_template("fragment.html.j2")
    prefix = f"r{re.sub(r'[^0-9A-Za-z]', '', coding.document.id)[:8]}-"
    return template.render(view=_view(coding, prefix=prefix, level=3), css=_css())


@dataclass(slots=True)
class _Section:
    """The stories under one heading, with the rows of the table that sets them side by side."""

    title: str
    number: int
    stories: list[tuple[str, str, int]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


class PageWriter:
    """A page that is being written, story after story. Stories wait on disk, so that many fit in little memory."""

    def __init__(self, title: str | None = None) -> None:
        self._title = title
        self._only: str | None = None
        self._sections: list[_Section] = []
        self._bodies: list[IO[str]] = []
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for body in self._bodies:
            body.close()

    def add(self, coding: Coding, *, section: str = "") -> None:
        """Write a story under the heading of its section. Stories of a section must follow one another."""
        if not self._sections or self._sections[-1].title != section:
            self._sections.append(_Section(section, len(self._sections) + 1))
            self._bodies.append(tempfile.SpooledTemporaryFile(max_size=1 << 20, mode="w+", encoding="utf-8"))  # noqa: SIM115
        self._count += 1
        self._only = coding.document.title or coding.document.name
        current, prefix = self._sections[-1], f"s{self._count}-"
        view = _view(coding, prefix=prefix, level=4 if section else 3)
        self._bodies[-1].write(_environment().get_template("story.html.j2").render(view=view))
        current.stories.append((prefix, view["heading"], len(coding.events)))
        current.rows.extend({key: row[key] for key in _ROW} for row in view["events"])

    def parts(self) -> Iterator[str]:
        """Yield the page in pieces, from its first character to its last."""
        environment = _environment()
        events = sum(len(s.rows) for s in self._sections)
        top = environment.get_template("top.html.j2")
        yield top.render(
            title=one_line(self._title or self._name()),
            css=_css(),
            sections=self._sections,
            count=self._count,
            events=events,
        )
        for section, body in zip(self._sections, self._bodies, strict=True):
            yield environment.get_template("section.html.j2").render(section=section)
            body.seek(0)
            while piece := body.read(1 << 16):
                yield piece
            yield "</section>\n"
        yield environment.get_template("bottom.html.j2").render()

    def _name(self) -> str:
        return self._only if self._only and self._count == 1 else f"{self._count} stories"

    def save(self, path: Path) -> None:
        """Write the page to `path`, whole or not at all. Raises OSError if that cannot be done."""
        if path.exists() and not path.is_file():
            # A device or a pipe is written to, never replaced.
            path.write_text("".join(self.parts()), encoding="utf-8")
            return
        target = path.resolve()
        waiting = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with waiting.open("w", encoding="utf-8") as file:
                file.writelines(self.parts())
            waiting.replace(target)
        finally:
            waiting.unlink(missing_ok=True)


def _view(coding: Coding, *, prefix: str, level: int) -> dict[str, Any]:
    """Return what the templates show of a coding: words only, ready to be escaped."""
    document, known = coding.document, speakers(coding)
    facts = [document.name, f"credit: {document.agency}" if document.agency else None, document.url]
    teller = document.publisher or document.agency
    # Events with one trigger share its anchor in the story, which has the number of the first of them.
    first = {event.trigger: n for n, event in reversed(list(enumerate(coding.events, 1)))}
    attributions = by_id(coding)
    return {
        "prefix": prefix,
        "level": level,
        "language": document.language or "en",
        "heading": one_line(f"{teller or 'Publisher not known'}, {document.published or 'date not known'}"),
        "facts": [one_line(fact) for fact in facts if fact],
        "story": story(coding, prefix=prefix, level=level),
        "speakers": list(dict.fromkeys(known.values())),
        "teller": one_line(teller or "publisher not known"),
        "teller_role": "publisher" if document.publisher or not teller else "agency",
        "events": [
            {
                **_event_view(coding, event, known),
                "decisions": _points([Point("", event.why), *explain_fields(coding, event, attributions)]),
                "number": number,
                "anchor": f"{prefix}e{number}",
                "trigger": f"{prefix}t{first[event.trigger]}",
            }
            for number, event in enumerate(coding.events, 1)
        ],
        "wording": [_wording_view(coding, wording, known) for wording in coding.wording],
        "notes": notes(coding),
        "decisions": _points(p for p in explain_document(coding, events=False) if p.parts or p.reasons),
    }


def _event_view(coding: Coding, event: Event, known: dict[str, Speaker]) -> dict[str, Any]:
    text = coding.document.text
    return {
        "unreal": is_unrealised(event),
        "type": type_words(event),
        "codes": f"CAMEO {event.cameo}" if event.cameo else "",
        "mood": mood_words(event),
        "chain": _chain(coding, event, known),
        "fields": [
            ("actor", actors_words(event.actors, text)),
            ("recipient", actors_words(event.recipients, text)),
            ("when", when_words(event.date, text)),
            ("where", where_words(event.place)),
        ],
        "evidence": quote(event.evidence, text),
        "figures": [figure_words(figure) for figure in event.figures],
        "factuality": [_factuality_view(row) for row in event.factuality],
    }


def _chain(coding: Coding, event: Event, known: dict[str, Speaker]) -> list[dict[str, Any]]:
    """Return each voice of the event: its name, its role, and the letter and hue by which the story marks it."""
    voices = known_voices(event.voices) or (Voice("publisher", coding.document.publisher or "the publisher"),)
    return [
        {"name": voice_name(v), "role": v.role, "speaker": known.get(v.attribution or "")} for v in voices
    ]


def _wording_view(coding: Coding, wording: Wording, known: dict[str, Speaker]) -> dict[str, str]:
    """Return a loaded word with whose it is, in words."""
    speaker = known.get(wording.attribution or "")
    teller = coding.document.publisher or coding.document.agency or "the publisher"
    whose = one_line(speaker.name if speaker and wording.voice == "speaker" else teller)
    if wording.form == "distanced":
        whose += ", in quotation marks of its own"
    elif speaker and wording.voice == "publisher":
        whose += f", reporting {one_line(speaker.name)}"
    return {
        "word": one_line(wording.span.of(coding.document.text)),
        "family": wording.family.replace("-", " "),
        "whose": whose,
        "plain": ", ".join(wording.plain),
        "used_by": ", ".join(wording.used_by[:_SIDES]) + (", …" if len(wording.used_by) > _SIDES else ""),
    }


def _factuality_view(row: Factuality) -> dict[str, str]:
    return {
        "voice": one_line(row.voice or NOTHING),
        "said": said_words(row),
        "value": f"{row.value:+g}" if row.value else "0",
        "mood": row.mood.value,
        "rules": "; ".join(map(reason_words, row.why)),
    }


def _points(points: Iterable[Point]) -> list[dict[str, Any]]:
    """Return decisions as nested lists that the template prints."""
    return [
        {
            "words": one_line(point.words),
            "reasons": [(one_line(reason.rule), one_line(reason.detail)) for reason in point.reasons],
            "parts": _points(point.parts),
        }
        for point in points
        if point.words or point.reasons
    ]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("rashomon", "export/templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_safe_to_write,
    )


def _safe_to_write(value: object) -> object:
    """Return what a template prints without characters that no page may hold; it is escaped afterwards."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _css() -> Markup:
    """Return the style sheet; it is ours, holds nothing of any story, and so is not escaped."""
    return Markup(files("rashomon.export").joinpath("templates/rashomon.css").read_text(encoding="utf-8"))
