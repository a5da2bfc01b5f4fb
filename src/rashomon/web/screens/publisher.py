"""This file is where a publisher's profile is read: whom it quotes, how, in which words, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import Path, Request

from rashomon.comparisons import Account, Comparison, Entry
from rashomon.corpus import profile
from rashomon.corpus.database import Corpus
from rashomon.lexicons.code_names import country_names, sector_names
from rashomon.lexicons.publishers import Publisher
from rashomon.lexicons.wording import LoadedTerm
from rashomon.web.charts import Chart, chart
from rashomon.web.screen import OpenCorpus, Screen, Start, View

#: Rows of each table of the profile, bars of a chart, incidents of a page, of them those that are held against the others.
_ROWS, _BARS, _INCIDENTS, _COMPARED = 20, 14, 25, 10
#: Speakers, figures and values of others that are named for an incident.
_NAMED = 4

Name = Annotated[str, Path(max_length=500, description="As the corpus writes it.")]


class Facts(View):
    """What the table of publishers knows of the outlet; nothing in it judges."""

    id: str
    name: str
    country: str | None
    country_name: str | None
    owner: str
    """state, public, private, party, nonprofit or unknown."""
    kind: str
    """agency, newspaper, broadcaster, online or magazine."""
    is_agency: bool
    """Other outlets run its copy."""
    domains: list[str]
    languages: list[str]
    source: str
    """What the entry rests on."""


class Share(View):
    """How many of the publisher's statements are of a kind, beside how many of all statements of the corpus are."""

    value: str
    """The code; empty where there is none."""
    label: str
    number: int
    of: int
    share: float
    in_corpus: int
    of_corpus: int
    share_in_corpus: float


class Speaker(View):
    """Somebody whom the publisher quotes."""

    speaker: str
    countries: str
    sectors: str
    statements: int
    documents: int


class LoadedWord(View):
    """A word by which a voice takes a side, as the table of such words has it, and how often it is used."""

    entry: str
    family: str
    terms: list[str]
    """As the texts write it."""
    uses: int
    voices: int
    voice: str
    """Who uses it; one of them, if there are several."""
    used_by: list[str]
    """Sides of conflicts that use it."""
    plain: list[str]
    """What others write."""
    publishers: int
    """Publishers of the corpus with the word in any voice."""
    uses_own: int
    """Uses by all publishers in their own voice."""
    uses_quoted: int
    """Uses by all whom they quote."""


class SlotCount(View):
    """In how many compared incidents a slot stays empty in every account of the publisher though others fill it."""

    slot: str
    incidents: int


class LeftOut(View):
    """An incident of which the publisher leaves something out, and what others have there."""

    incident: str
    title: str
    earliest: str | None
    latest: str | None
    documents: int
    publishers: int
    slots: list[str]
    others_say: dict[str, list[str]]
    """Of each slot, values that others give."""
    speakers: list[str]
    """Speakers whom others quote here, and this publisher does not."""
    figures: list[str]
    """Figures that others give here, and no account of this publisher."""
    is_compared: bool
    """False where only the slots are known: the comparison was not kept, or is beyond the first of the page."""


class CopyCount(View):
    """How many documents go back to another publisher's text, or credit an agency."""

    name: str
    basis: str
    """text: a copy of the other's story; credit: the agency is named."""
    documents: int


class Profile(View):
    """A publisher, in what can be counted. Every number says of how many it is; there is no score."""

    publisher: str
    facts: Facts | None
    """None where the table of publishers does not have it."""
    country: str | None
    country_name: str | None
    documents: int
    events: int
    first: str | None
    last: str | None
    incidents: int
    shared: int
    """Incidents that other publishers tell too."""
    compared: int
    """Shared incidents whose accounts were held side by side."""
    statements: int
    speakers: int
    countries: list[Share]
    sectors: list[Share]
    acts: list[Share]
    forms: list[Share]
    quoted: list[Speaker]
    own_words: list[LoadedWord]
    quoted_words: list[LoadedWord]
    slots: list[SlotCount]
    left_out: list[LeftOut]
    runs: list[CopyCount]
    run_by: list[CopyCount]
    copies: int
    start: int
    most: int
    has_more: bool


def publisher(request: Request, corpus: OpenCorpus, name: Name, start: Start = 0) -> Profile:
    """What can be counted of a publisher: whom it quotes, how, its loaded words, what it leaves out, whose text it runs."""
    found = profile.find_publisher(corpus, name)
    known = request.app.state.reader.lexicons.publishers.by_name(name)
    terms = {term.id: term for term in request.app.state.reader.lexicons.wording.terms}
    countries = _countries(corpus, name)
    left_out = profile.list_left_out(corpus, name, start=start, most=_INCIDENTS + 1)
    return Profile(
        **{key: value for key, value in found.items() if key in Profile.model_fields},
        country_name=country_names(found["country"]) if found["country"] else None,
        facts=_facts(known) if known else None,
        statements=countries[0].of if countries else 0,
        countries=countries,
        sectors=_sectors(corpus, name),
        acts=_acts(corpus, name),
        forms=_shares(profile.count_manners(corpus, name, "form"), str),
        quoted=[_speaker(row) for row in profile.top_speakers(corpus, name, most=_ROWS)],
        own_words=_words(profile.loaded_words(corpus, name, own=True, most=_ROWS), terms),
        quoted_words=_words(profile.loaded_words(corpus, name, own=False, most=_ROWS), terms),
        slots=[SlotCount(**row) for row in profile.count_left_out(corpus, name)],
        left_out=_left_out(corpus, name, left_out[:_INCIDENTS]),
        runs=[CopyCount(**row) for row in profile.list_copies(corpus, name, of=False, most=_ROWS)],
        run_by=[CopyCount(**row) for row in profile.list_copies(corpus, name, of=True, most=_ROWS)],
        start=start,
        most=_INCIDENTS,
        has_more=len(left_out) > _INCIDENTS,
    )


def _facts(known: Publisher) -> Facts:
    return Facts(
        id=known.id,
        name=known.name,
        country=known.country,
        country_name=country_names(known.country) if known.country else None,
        owner=known.owner,
        kind=known.kind,
        is_agency=known.is_agency,
        domains=list(known.domains),
        languages=list(known.languages),
        source=known.source,
    )


def _countries(corpus: Corpus, name: str) -> list[Share]:
    return _shares(profile.count_sides(corpus, name, "country"), country_names, "no country known")


def _sectors(corpus: Corpus, name: str) -> list[Share]:
    return _shares(profile.count_sides(corpus, name, "sectors"), sector_names, "no sector known")


def _acts(corpus: Corpus, name: str) -> list[Share]:
    return _shares(profile.count_manners(corpus, name, "act"), str)


def _shares(
    rows: Sequence[Mapping[str, Any]], label: Callable[[str], str], nothing: str = "not known"
) -> list[Share]:
    """Return the shares; a value of which neither has anything worth a bar stays in, so that shares add up to one."""
    of, of_corpus = sum(row["number"] for row in rows), sum(row["in_corpus"] for row in rows)
    return [
        Share(
            value=row["value"],
            label=label(row["value"]) if row["value"] else nothing,
            number=row["number"],
            of=of,
            share=row["number"] / of if of else 0.0,
            in_corpus=row["in_corpus"],
            of_corpus=of_corpus,
            share_in_corpus=row["in_corpus"] / of_corpus if of_corpus else 0.0,
        )
        for row in rows
    ]


def _speaker(row: Mapping[str, Any]) -> Speaker:
    return Speaker(
        speaker=row["speaker"],
        countries=country_names(row["country"]),
        sectors=sector_names(row["sectors"]),
        statements=row["attributions"],
        documents=row["documents"],
    )


def _words(rows: Iterable[Mapping[str, Any]], terms: Mapping[str, LoadedTerm]) -> list[LoadedWord]:
    return [
        LoadedWord(
            entry=row["entry"],
            family=row["family"],
            terms=row["terms"],
            uses=row["uses"],
            voices=row["voices"],
            voice=row["voice"],
            used_by=list(terms[row["entry"]].used_by) if row["entry"] in terms else [],
            plain=list(terms[row["entry"]].plain) if row["entry"] in terms else [],
            publishers=row["publishers"],
            uses_own=row["own"],
            uses_quoted=row["quoted"],
        )
        for row in rows
    ]


def _left_out(corpus: Corpus, name: str, rows: Sequence[Mapping[str, Any]]) -> list[LeftOut]:
    kept = profile.kept_comparisons(corpus, [row["incident"] for row in rows[:_COMPARED]])
    return [LeftOut(**row, **_others(kept.get(row["incident"]), name, row["slots"])) for row in rows]


def _others(comparison: Comparison | None, name: str, slots: Sequence[str]) -> dict[str, Any]:
    """Return what others have of an incident that no account of the publisher has."""
    if comparison is None:
        return {"others_say": {}, "speakers": [], "figures": [], "is_compared": False}
    own = [account for account in comparison.accounts if account.publisher == name]
    others = [account for account in comparison.accounts if account.publisher != name]
    heard = {account.speaker_id for account in own}
    given = {_figure(entry) for entry in comparison.ledger.entries if entry.publisher == name}
    return {
        "others_say": {slot: _first(_labels(others, slot)) for slot in slots},
        "speakers": _first(a.speaker for a in others if a.speaker and a.speaker_id not in heard),
        "figures": _first(
            f"{entry.words} ({', '.join(dict.fromkeys((entry.voice, entry.publisher)))})"
            for entry in comparison.ledger.entries
            if entry.publisher != name and _figure(entry) not in given
        ),
        "is_compared": True,
    }


def _labels(accounts: Iterable[Account], slot: str) -> Iterable[str]:
    return (
        value.label
        for account in accounts
        for cell in account.cells
        if cell.slot == slot
        for value in cell.values
    )


def _figure(entry: Entry) -> tuple[object, ...]:
    return (entry.kind, entry.low, entry.high)


def _first(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))[:_NAMED]


_Kind = Literal["countries", "sectors", "acts"]
_LOADS: dict[_Kind, Callable[[Corpus, str], list[Share]]] = {
    "countries": _countries,
    "sectors": _sectors,
    "acts": _acts,
}


def shares(corpus: OpenCorpus, name: Name, kind: _Kind) -> list[Share]:
    """The shares that one of the profile's charts shows: those of the publisher, most first, beside the corpus-wide ones."""
    profile.find_publisher(corpus, name)
    return [share for share in _LOADS[kind](corpus, name) if share.number][:_BARS]


def _bars(found: Sequence[Share]) -> dict[str, Any]:
    return chart("shares", shares=[share.model_dump() for share in found])


def _rows(view: Profile) -> list[dict[str, object]]:
    """Return every share of the profile, with what it is a share of."""
    kinds = ("countries", "sectors", "acts", "forms")
    return [
        {"publisher": view.publisher, "kind": kind, **share.model_dump()}
        for kind in kinds
        for share in getattr(view, kind)
    ]


SCREEN = Screen("/publishers/{name:path}", publisher, "publisher.html.j2", _rows)
CHARTS = (Chart("/charts/publishers/{kind}/{name:path}", shares, _bars),)
