"""This file is where PLOVER's and CAMEO's tables are tested: they are whole, and agree with one another."""

from __future__ import annotations

import pytest

from rashomon import ontology
from rashomon.errors import LexiconError
from rashomon.ontology import EventType

EVERY_MODE = [(kind, mode) for kind in EventType for mode in ontology.modes(kind)]


def test_the_tables_are_whole() -> None:
    assert len(ontology.event_types()) == 16
    assert len(EVERY_MODE) == 67
    assert len(ontology.contexts()) == 37
    assert {code.root for code in ontology.cameo_codes()} == {f"{n:02}" for n in range(1, 21)}


def test_sixteen_types_fall_into_four_quad_classes() -> None:
    classes = {n: {str(kind) for kind in EventType if ontology.quad(kind) == n} for n in range(1, 5)}
    assert classes[1] == {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}
    assert classes[2] == {"COOPERATE", "AID", "RETREAT"}
    assert classes[3] == {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}
    assert classes[4] == {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
    assert ontology.quad_name(4) == "material conflict"


def test_three_types_need_a_recipient() -> None:
    needing = {str(kind) for kind in EventType if ontology.requires_recipient(kind)}
    assert needing == {"COOPERATE", "AID", "SANCTION"}


@pytest.mark.parametrize("kind", EventType)
def test_the_score_of_a_type_has_the_sign_of_its_quad_class(kind: EventType) -> None:
    scores = [ontology.intensity(kind), *(ontology.intensity(kind, mode) for mode in ontology.modes(kind))]
    assert all(-10 <= score <= 10 for score in scores)
    if ontology.quad(kind) < 3:
        assert min(scores) > 0
    elif kind is not EventType.REQUEST:
        assert max(scores) < 0


@pytest.mark.parametrize(
    ("kind", "mode", "score"),
    [
        ("ACCUSE", None, -3),
        ("ASSAULT", "unconventional", -10),
        ("PROTEST", "vandalize", -5),
        ("AID", None, 10),
    ],
)
def test_scores_are_plovers(kind: str, mode: str | None, score: float) -> None:
    assert ontology.intensity(kind, mode) == score


@pytest.mark.parametrize(("kind", "mode"), [*EVERY_MODE, *((kind, None) for kind in EventType)])
def test_a_default_code_agrees_with_what_it_is_the_default_of(kind: EventType, mode: str | None) -> None:
    code = ontology.default_cameo(kind, mode)
    ontology.check(kind, mode, (), code)
    assert code is not None or (kind, mode) == (EventType.ASSAULT, None)


@pytest.mark.parametrize("code", ontology.cameo_codes(), ids=lambda code: code.code)
def test_every_reading_of_a_code_exists(code: ontology.CameoCode) -> None:
    assert code.root in {entry.code for entry in ontology.cameo_codes()}
    readings = [reading.partition(":")[::2] for reading in code.also]
    if code.event_type:
        readings.append((code.event_type, code.mode or ""))
        ontology.check(code.event_type, code.mode, code.contexts, code.code)
    for kind, mode in readings:
        ontology.check(kind, mode or None, (), code.code)


def test_a_root_holds_the_types_that_name_it() -> None:
    for kind in EventType:
        for root in ontology.roots(kind):
            assert ontology.allows(root, kind)


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("163", "COERCE", "restrict"),
        ("163", "SANCTION", "discontinue"),
        ("0813", "CONCEDE", None),
        ("1712", "ASSAULT", "destroy"),
        ("201", "ASSAULT", "targeted"),
        ("116", "SANCTION", "convict"),
        ("08", "RETREAT", "resign"),
        ("035", "CONCEDE", None),
    ],
)
def test_codes_that_leave_their_root_are_read_as_the_file_says(
    code: str, kind: str, mode: str | None
) -> None:
    ontology.check(kind, mode, (), code)


@pytest.mark.parametrize(
    ("code", "kind", "mode", "fits"),
    [
        ("182", "ASSAULT", "torture", True),
        ("172", "COERCE", "curfew", True),
        ("140", "PROTEST", "riot", True),
        ("08", "RETREAT", "access", True),
        ("1822", "ASSAULT", "beat", False),
        ("170", "SANCTION", "convict", False),
        ("141", "PROTEST", "riot", False),
    ],
)
def test_a_code_holds_what_lies_below_it(code: str, kind: str, mode: str, *, fits: bool) -> None:
    assert ontology.allows(code, kind, mode) is fits


@pytest.mark.parametrize(
    ("kind", "mode", "contexts", "code", "words"),
    [
        ("FIGHT", None, (), None, "'FIGHT'"),
        ("AGREE", "visit", (), None, "AGREE has no such mode"),
        ("CONSULT", "visit", ("democracy",), None, "'democracy'"),
        ("CONSULT", "visit", (), "999", "'999'"),
        ("CONSULT", "visit", (), "041", "CONSULT visit"),
        ("AID", None, (), "01", "AID"),
    ],
)
def test_codes_that_do_not_go_together_are_named(
    kind: str, mode: str | None, contexts: tuple[str, ...], code: str | None, words: str
) -> None:
    with pytest.raises(LexiconError, match=words):
        ontology.check(kind, mode, contexts, code)


def test_definitions_and_examples_are_given_for_every_type_and_mode() -> None:
    entries = [ontology.type_entry(kind) for kind in EventType]
    more = [ontology.mode_entry(kind, mode) for kind, mode in EVERY_MODE]
    assert all(entry.definition.endswith(".") and entry.example.endswith(".") for entry in [*entries, *more])
    assert all(ontology.context_entry(name).definition for name in ontology.contexts())
