"""This file is where events become rows in the shape of GDELT 2.0 Events: CAMEO codes, two actors, one place."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rashomon.export.formats import find_format
from rashomon.export.formats.cells import (
    Cell,
    count_told,
    is_day,
    name_of,
    one_country,
    own_cells,
    point_of,
    write_table,
)
from rashomon.export.formats.items import Choices, Told
from rashomon.records import Actor, Document, Event, When, Where, ZoneKind

#: Of one actor, as the format has columns for.
_TYPES = 3


def write(items: Iterable[Told], choices: Choices, tally: Counter[str]) -> Iterator[str]:
    """Yield the header, and a line for each event that its voice tells as having happened."""
    return write_table(find_format("gdelt"), _row, items, choices, tally)


def _row(told: Told, choices: Choices, tally: Counter[str]) -> dict[str, Cell] | None:
    if not told.is_fact:
        tally["left_out"] += 1
        return None
    count_told(told, tally)
    event, document = told.event, told.document
    return {
        "GLOBALEVENTID": _number(event.id),
        **_date(event.date),
        **_party(1, event.actors, document),
        **_party(2, event.recipients, document),
        "IsRootEvent": int(_is_lead(told)),
        **_code(event),
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        **_place(event.place, choices),
        "DATEADDED": "".join(c for c in told.coded[:19] if c.isdigit()),
        "SOURCEURL": document.url,
        **own_cells(told, choices),
        "rashomon_country": one_country(event.place, choices.profile),
        "rashomon_intensity": event.intensity,
    }


def _number(id: str) -> int:
    """Return a whole number of 63 bits for the event, the same in every run."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:8]) >> 1


def _date(when: When | None) -> dict[str, Cell]:
    """Return as much of the date as the text gives."""
    if when is None or when.basis == "metadata" or not when.earliest or not when.latest:
        return {}
    first, last = date.fromisoformat(when.earliest[:10]), date.fromisoformat(when.latest[:10])
    found: dict[str, Cell] = {}
    if first.year == last.year:
        found["Year"] = first.year
        if first.month == last.month:
            found["MonthYear"] = f"{first:%Y%m}"
    if is_day(when):
        days = (
            (date(first.year + 1, 1, 1) - date(first.year, 1, 1)).days if first.year < date.max.year else 365
        )
        share = (first - date(first.year, 1, 1)).days / days
        found |= {"SQLDATE": f"{first:%Y%m%d}", "FractionDate": f"{first.year + share:.4f}"}
    return found


def _party(number: int, actors: Sequence[Actor], document: Document) -> dict[str, Cell]:
    if not actors:
        return {}
    actor, column = actors[0], f"Actor{number}"
    country, types = actor.country[0] if actor.country else "", actor.sectors[:_TYPES]
    found: dict[str, Cell] = {f"{column}Type{place}Code": code for place, code in enumerate(types, 1)}
    return found | {
        f"{column}Code": country + "".join(types),
        f"{column}Name": name_of(actor, document),
        f"{column}CountryCode": country,
    }


def _is_lead(told: Told) -> bool:
    """Say whether the event stands in the headline, the standfirst or the first paragraph of the body."""
    event, document = told.event, told.document
    if event.zone in (ZoneKind.HEADLINE, ZoneKind.DEK):
        return True
    body = next((zone.span for zone in document.zones if zone.kind is ZoneKind.BODY), None)
    if body is None or event.zone is not ZoneKind.BODY or event.trigger.start < body.start:
        return False
    return "\n" not in document.text[body.start : event.trigger.start].strip()


def _code(event: Event) -> dict[str, Cell]:
    code = event.cameo or ""
    return {
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": event.quad,
    }


def _place(place: Where | None, choices: Choices) -> dict[str, Cell]:
    if place is None:
        return {}
    latitude, longitude = point_of(place)
    is_american = one_country(place, choices.profile) == "USA"
    kinds = find_format("gdelt").extra["geo_type"]["usa" if is_american else "world"]
    return {
        "ActionGeo_Type": kinds.get(place.precision),
        "ActionGeo_FullName": place.name,
        "ActionGeo_Lat": latitude,
        "ActionGeo_Long": longitude,
    }
