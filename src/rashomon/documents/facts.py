"""This file is where a page's title, time, authors and site are chosen among what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from rashomon.documents.metadata import Claim, Statements
from rashomon.documents.stamps import read_stamp
from rashomon.lexicons.page_fields import PageFields
from rashomon.lexicons.page_lines import PageLines
from rashomon.records import Reason

#: A headline is longer than this; what is shorter is the site's or the section's name.
MIN_TITLE_CHARS = 12
MAX_AUTHORS = 25
MAX_AUTHOR_WORDS = 6

_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?!\d)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")


@dataclass(frozen=True, slots=True)
class Fact:
    """What was chosen for a field, where it stood, and why; the runner-up stands in the reason."""

    value: str
    basis: str
    why: Reason


def choose_title(
    statements: Statements, fields: PageFields, site_names: Iterable[str], page_title: str | None
) -> Fact | None:
    """Return the page's headline, without the name of the site, or None."""
    claims = [*statements.of("title"), *([Claim("visible", "title", (page_title,))] if page_title else [])]
    names = frozenset(map(_bare, site_names))
    titled = [(claim, without_site(claim.value, fields, names)) for claim in claims]
    usable = [
        pair for pair in titled if len(pair[1]) >= MIN_TITLE_CHARS and _bare(pair[1]) not in names
    ] or titled
    whole = [pair for pair in usable if not pair[1].endswith(("…", "..."))]
    return _chosen("title", (whole or usable), _bare)


def without_site(title: str, fields: PageFields, names: frozenset[str]) -> str:
    """Return the title without a last or first part that is the site's name."""
    marks = list(fields.site_mark.finditer(title))
    for mark in reversed(marks):
        if _is_site(title[mark.end() :].rstrip(")"), names):
            return without_site(title[: mark.start()].strip(), fields, names)
    if marks and _bare(title[: marks[0].start()]) in names:
        return title[marks[0].end() :].strip()
    return title.strip()


def choose_published(statements: Statements, rules: PageLines, url: str | None) -> Fact | None:
    """Return the time of publication in ISO form, with the zone that the page gives, or None."""
    stamps = [
        (claim, stamp) for claim in statements.of("published") if (stamp := iso_stamp(claim.value, rules))
    ]
    if url and (found := _URL_DATE.search(urlsplit(url).path)):
        stamps.append((Claim("url", url, (found[0],)), "-".join(found.groups())))
    return _chosen("published", stamps, lambda stamp: stamp[:10])


def choose_updated(statements: Statements, rules: PageLines) -> str | None:
    """Return the time of the last change in ISO form, or None."""
    stamps = (iso_stamp(claim.value, rules) for claim in statements.of("updated"))
    return next((stamp for stamp in stamps if stamp), None)


def choose_authors(statements: Statements, fields: PageFields) -> tuple[str, ...]:
    """Return the names of the authors: those of the most trusted place that gives any."""
    for claim in statements.of("authors"):
        names = tuple(dict.fromkeys(name for value in claim.values for name in _names(value, claim, fields)))
        if names:
            return names[:MAX_AUTHORS]
    return ()


def iso_stamp(text: str, rules: PageLines) -> str | None:
    """Return a date, or date and time, in ISO form, however the page writes it; None if it is none."""
    text = _SPACED_OFFSET.sub("", text.strip())
    if _ISO.match(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return read_stamp(text, rules)
        return text if len(text) == len("2020-10-02") else moment.isoformat()
    return read_stamp(text, rules)


def _chosen(field: str, candidates: list[tuple[Claim, str]], same: Callable[[str], str]) -> Fact | None:
    if not candidates:
        return None
    claim, value = candidates[0]
    other = next((pair for pair in candidates if same(pair[1]) != same(value)), None)
    detail = f"{claim.key}: {value}" + (f"; {other[0].key} has {other[1]!r}" if other else "")
    return Fact(value, claim.basis, Reason(f"{field}:{claim.basis}", detail))


def _is_site(tail: str, names: frozenset[str]) -> bool:
    """Say whether the tail is the site's name, or begins with it: "CBC News", "Daily Mail Online"."""
    bare = _bare(tail)
    return bare in names or any(len(name) > 3 and bare.startswith(name) for name in names if bare)


def _bare(text: str) -> str:
    text = re.sub(r"\.(?:com|org|net|co\.\w\w|\w\w)$", "", text.casefold().strip())
    return re.sub(r"[\W_]+", "", re.sub(r"^the\s+", "", text))


def _names(value: str, claim: Claim, fields: PageFields) -> Iterator[str]:
    """Yield the names in an author statement; addresses, handles and long texts are none."""
    if "://" in value or "@" in value:
        return
    value = fields.author_marks["by"].sub("", value)
    if claim.key.startswith("dc") and value.count(",") == 1:
        value = " ".join(reversed([part.strip() for part in value.split(",")]))
    for name in fields.author_marks["between"].split(value):
        name = name.strip(" .,:|-–—")
        if not name or len(name.split()) > MAX_AUTHOR_WORDS:
            continue
        if any(map(str.isdigit, name)) and claim.basis == "visible":
            continue
        yield name
