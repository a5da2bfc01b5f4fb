"""This file is where corrections are tested: laid over the coding, kept when it is coded anew, written as cases."""

from __future__ import annotations

import json

import pytest
from msgspec import structs

from rashomon import ontology
from rashomon.corpus.comparing import corrected_codings
from rashomon.corpus.corrections import (
    correct,
    corrections_of,
    export_cases,
    meant_event,
    undo_correction,
)
from rashomon.corpus.database import open_corpus
from rashomon.corpus.recoding import compare_runs, recode
from rashomon.corpus.saving import load_codings, pack
from rashomon.errors import CorpusError, UsageError
from rashomon.records import Span


@pytest.fixture
def opened(copied):
    with open_corpus(copied) as corpus:
        yield corpus


@pytest.fixture
def event(opened):
    (id,) = opened.db.execute(
        "SELECT document FROM event GROUP BY document ORDER BY count(*) DESC"
    ).fetchone()
    (coding,) = load_codings(opened.db, [id])
    return coding.events[0]


def shown(opened, event):
    (coding,) = corrected_codings(opened, [event.document])
    return {e.id: e for e in coding.events}


@pytest.mark.parametrize(
    ("field", "new", "read"),
    [
        ("event_type", "AID", lambda e: e.event_type),
        ("mood", "denied", lambda e: e.mood.value),
        ("actor", "the mayor", lambda e: e.actors[0].name),
        ("date", "2020-01-02", lambda e: e.date.earliest),
        ("place", "Osten", lambda e: e.place.name),
    ],
)
def test_a_changed_field_is_shown_changed_and_says_who_did_it(opened, event, field, new, read):
    number = correct(opened, event.id, "change", field=field, new=new, author="tester")
    found = shown(opened, event)[event.id]
    assert read(found) == new
    assert found.why[-1].rule == f"correction:{number}" and "tester" in found.why[-1].detail


def test_the_codes_follow_a_changed_type(opened, event):
    correct(opened, event.id, "change", field="event_type", new="COERCE", author="tester")
    correct(opened, event.id, "change", field="mode", new="arrest", author="tester")
    found = shown(opened, event)[event.id]
    assert (found.quad, found.mode) == (ontology.quad("COERCE"), "arrest")
    assert found.intensity == ontology.intensity("COERCE", "arrest")
    assert ontology.allows(found.cameo, "COERCE", "arrest")


def test_of_two_events_on_one_trigger_the_right_one_is_meant(opened, event):
    twin = structs.replace(event, id=f"{event.id}0")
    correct(opened, event.id, "reject", author="tester")
    (correction,) = corrections_of(opened)
    assert meant_event(correction, (twin, event)) == event
    recoded = structs.replace(event, id="coded:anew")
    assert meant_event(correction, (recoded,)) == recoded
    assert meant_event(correction, (structs.replace(event, trigger=Span(0, 1)),)) is None


def test_a_rejected_event_is_gone_until_the_correction_is_undone(opened, event):
    number = correct(opened, event.id, "reject", author="tester")
    assert event.id not in shown(opened, event)
    undo_correction(opened, number)
    assert event.id in shown(opened, event)


def test_corrections_survive_coding_anew(opened, event):
    correct(opened, event.id, "change", field="mood", new="denied", author="tester")
    recode(opened)
    assert shown(opened, event)[event.id].mood.value == "denied"


def test_corrections_are_written_as_cases(opened, event):
    correct(opened, event.id, "change", field="event_type", new="AID", author="tester", note="a gift")
    (line,) = export_cases(opened)
    case = json.loads(line)
    start, end = case["trigger"]
    (coding,) = load_codings(opened.db, [event.document])
    assert case["text"][start:end] == event.trigger.of(coding.document.text)
    assert (case["coded"], case["right"], case["note"]) == (event.event_type, "AID", "a gift")


@pytest.mark.parametrize(
    ("action", "field", "new"),
    [
        ("mend", None, None),
        ("change", "title", "x"),
        ("change", "mood", "angry"),
        ("change", "event_type", ""),
        ("change", "mode", "sideways"),
        ("change", "date", "yesterday"),
        ("change", "date", "2020-02-31"),
    ],
)
def test_what_cannot_be_is_refused(opened, event, action, field, new):
    with pytest.raises(UsageError):
        correct(opened, event.id, action, field=field, new=new, author="tester")
    with pytest.raises(CorpusError):
        correct(opened, f"{event.document}:e99.99", "reject", author="tester")


def test_the_difference_of_two_runs_names_the_event_and_the_rule(opened, event):
    """The coding of the first run is altered as if a rule had made it that is no more."""
    from dataclasses import replace as rebuilt

    from msgspec.structs import replace

    from rashomon.records import Reason

    (coding,) = load_codings(opened.db, [event.document])
    other = replace(event, event_type="AID", why=(Reason("event:old-rule", "x"), *event.why[1:]))
    before = rebuilt(coding, events=(other, *coding.events[2:]))
    with opened.change() as db:
        db.execute("UPDATE coding SET body = ? WHERE document = ?", (pack(before), event.document))
    run = recode(opened)
    changes = {change.event: change for change in compare_runs(opened, 1, run)}
    assert changes[event.id].kind == "changed"
    assert ("type" in {name for name, _, _ in changes[event.id].fields}) and event.why[0].rule in changes[
        event.id
    ].rules
    assert changes[coding.events[1].id].kind == "added"
    with pytest.raises(CorpusError, match="rashomon runs"):
        list(compare_runs(opened, 1, 99))
