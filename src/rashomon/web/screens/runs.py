"""This file is where runs are looked through: with what each was run, what failed, and what two of them code differently."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import Path, Query

from rashomon.corpus.database import Corpus
from rashomon.corpus.reading import count_failures, list_failures, newest_runs
from rashomon.corpus.recoding import Change, compare_part, count_recoded
from rashomon.web.screen import Most, OpenCorpus, Screen, Start, View
from rashomon.web.settings import PAGE_ROWS

#: Runs of a page, failures shown beside them, changes of a part of a diff and how long may be looked for them.
_RUNS, _FAILURES, _CHANGES, _SECONDS = 20, 10, 100, 0.05

Number = Annotated[int, Path(ge=1, le=1_000_000_000)]


class Run(View):
    """One run: what it was run with, and what came of it."""

    id: int
    kind: str
    """add, recode or watch."""
    started: str
    finished: str | None
    """None while it goes on, or if it was broken off."""
    seconds: float | None
    documents: int
    skipped: int
    """Inputs that were there already."""
    failures: int
    python: str
    versions: dict[str, str]
    settings: dict[str, Any]
    options: dict[str, str]
    lexicons: dict[str, str]
    """First digits of the SHA-256 of each lexicon."""
    changed: list[str]
    """Lexicons, versions and settings that differ from those of the run before it."""


class Failure(View):
    """An input that could not be read or coded."""

    name: str
    source: str
    error: str | None
    reason: str | None
    tries: int
    seen: str
    run: int


class RunList(View):
    """Runs, the newest first, with the newest failures."""

    runs: list[Run]
    failed: dict[str, int]
    """Inputs that failed, by the kind of error."""
    failures: list[Failure]
    start: int
    most: int
    has_more: bool


class FailureList(View):
    """Inputs that could not be read or coded, the newest first."""

    failed: dict[str, int]
    failures: list[Failure]
    start: int
    most: int
    has_more: bool


class ChangedField(View):
    """A field of an event before and after."""

    name: str
    old: str
    new: str


class ChangedEvent(View):
    """One event that two runs code differently."""

    document: str
    title: str | None
    publisher: str | None
    event: str
    number: int | None
    """Its number in the newest coding of the document; None if that does not have it."""
    kind: str
    """added, dropped or changed."""
    words: str
    fields: list[ChangedField]
    rules: list[str]
    """Rules that the later run used and the earlier one did not; of a dropped event, those that it was coded by."""


class RuleCount(View):
    """How many events of this part a rule has a share in."""

    rule: str
    added: int
    dropped: int
    changed: int
    events: int


class Diff(View):
    """A part of what two runs code differently, among the documents that both coded."""

    before: int
    after: int
    recoded: int
    """Documents that both coded, in different runs."""
    looked_at: int
    """Documents whose codings were held side by side for this part."""
    beyond: str
    """This part begins behind the document of this id; empty for the first."""
    following: str
    """What to give as `beyond` for the next part; empty if there is none."""
    rules: list[RuleCount]
    changes: list[ChangedEvent]
    settings: list[str]
    """Lexicons, versions and settings in which the two runs differ."""


def runs(corpus: OpenCorpus, start: Start = 0) -> RunList:
    """Runs, the newest first, with versions, digests of lexicons, settings, counts and the newest failures."""
    found = newest_runs(corpus, start=start, most=_RUNS + 1)
    before = [*found[1:], None]
    return RunList(
        runs=[_run(one, other) for one, other in zip(found[:_RUNS], before, strict=False)],
        failed=count_failures(corpus),
        failures=_failures(corpus, 0, _FAILURES),
        start=start,
        most=_RUNS,
        has_more=len(found) > _RUNS,
    )


def failures(corpus: OpenCorpus, start: Start = 0, most: Most = PAGE_ROWS) -> FailureList:
    """Inputs that could not be read or coded, with the reason, the newest first."""
    found = _failures(corpus, start, most + 1)
    return FailureList(
        failed=count_failures(corpus),
        failures=found[:most],
        start=start,
        most=most,
        has_more=len(found) > most,
    )


def diff(
    corpus: OpenCorpus,
    before: Number,
    after: Number,
    beyond: Annotated[
        str, Query(pattern="^[0-9a-f]{0,64}$", description="Begin behind the document of this id.")
    ] = "",
) -> Diff:
    """What two runs code differently among the documents that both coded, part by part, with the rules that did it."""
    part = compare_part(corpus, before, after, beyond=beyond, most=_CHANGES, seconds=_SECONDS)
    return Diff(
        before=before,
        after=after,
        recoded=count_recoded(corpus, before, after),
        looked_at=part.documents,
        beyond=beyond,
        following=part.following,
        rules=_rules(part.changes),
        changes=_changes(corpus, part.changes),
        settings=_differing(_manifest(corpus, after), _manifest(corpus, before)),
    )


def _run(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> Run:
    manifest = row["manifest"]
    return Run(
        **{
            name: row[name]
            for name in ("id", "kind", "started", "finished", "documents", "skipped", "failures")
        },
        seconds=_seconds(row["started"], row["finished"]),
        python=str(manifest.get("python", "")),
        **{name: manifest.get(name, {}) for name in ("versions", "settings", "options", "lexicons")},
        changed=_differing(manifest, before["manifest"]) if before else [],
    )


def _seconds(started: str, finished: str | None) -> float | None:
    if finished is None:
        return None
    return (datetime.fromisoformat(finished) - datetime.fromisoformat(started)).total_seconds()


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the names of what two manifests say differently, in order."""
    found = []
    for part in ("versions", "lexicons", "settings"):
        left, right = one.get(part, {}), other.get(part, {})
        found += [name for name in sorted({*left, *right}) if left.get(name) != right.get(name)]
    return found


def _manifest(corpus: Corpus, run: int) -> dict[str, Any]:
    row = corpus.db.execute("SELECT manifest FROM run WHERE id = ?", (run,)).fetchone()
    found: dict[str, Any] = json.loads(row[0])
    return found


def _failures(corpus: Corpus, start: int, most: int) -> list[Failure]:
    rows = list_failures(corpus, start=start, most=most)
    return [Failure(**{name: row[name] for name in Failure.model_fields}) for row in rows]


def _rules(changes: Iterable[Change]) -> list[RuleCount]:
    """Return how many events each rule has a share in; an event that no rule explains counts under none."""
    found: dict[str, Counter[str]] = {}
    for change in changes:
        for rule in change.rules or ("",):
            found.setdefault(rule, Counter())[change.kind] += 1
    counted = [
        RuleCount(
            rule=rule,
            added=kinds["added"],
            dropped=kinds["dropped"],
            changed=kinds["changed"],
            events=kinds.total(),
        )
        for rule, kinds in found.items()
    ]
    return sorted(counted, key=lambda one: (-one.events, one.rule))


def _changes(corpus: Corpus, changes: Sequence[Change]) -> list[ChangedEvent]:
    documents = _by_id(corpus, "document", "title, publisher", [change.document for change in changes])
    numbers = _by_id(corpus, "event", "number", [change.event for change in changes])
    return [
        ChangedEvent(
            document=change.document,
            title=documents[change.document]["title"] if change.document in documents else None,
            publisher=documents[change.document]["publisher"] if change.document in documents else None,
            event=change.event,
            number=numbers[change.event]["number"] if change.event in numbers else None,
            kind=change.kind,
            words=change.words,
            fields=[_field(change.kind, *field) for field in change.fields],
            rules=list(change.rules),
        )
        for change in changes
    ]


def _field(kind: str, name: str, old: str, new: str) -> ChangedField:
    """Return the field; what a dropped event was coded as stands before, not after."""
    return (
        ChangedField(name=name, old=new, new="")
        if kind == "dropped"
        else ChangedField(name=name, old=old, new=new)
    )


def _by_id(corpus: Corpus, table: str, columns: str, ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    query = f"SELECT id, {columns} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: dict(row) for row in corpus.db.execute(query, (json.dumps(sorted(set(ids))),))}


def _run_rows(view: RunList) -> list[dict[str, object]]:
    plain = {"python", "versions", "settings", "options", "lexicons"}
    return [run.model_dump(exclude=plain) for run in view.runs]


def _change_rows(view: Diff) -> list[dict[str, object]]:
    return [
        {
            **change.model_dump(exclude={"fields", "rules"}),
            "fields": [f"{field.name}: {field.old} → {field.new}" for field in change.fields],
            "rules": change.rules,
        }
        for change in view.changes
    ]


SCREEN = Screen("/runs", runs, "runs.html.j2", _run_rows)
FAILURES = Screen(
    "/runs/failures",
    failures,
    "failures.html.j2",
    lambda view: [one.model_dump() for one in view.failures],
)
DIFF = Screen("/runs/{before}/{after}", diff, "diff.html.j2", _change_rows)
