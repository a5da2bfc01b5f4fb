"""This file is where it is tested what a word over an event makes of it, for every type at once."""

from __future__ import annotations

import pytest

from rashomon import ontology
from rashomon.events.rules import outer_rule
from rashomon.lexicons.frames import load_frames
from rashomon.ontology import EventType

FRAMES = load_frames()
COOPERATION = [t for t in EventType if ontology.quad(t) in (1, 2)]
HOSTILE = [t for t in EventType if ontology.quad(t) == 4]


@pytest.mark.parametrize("rule", FRAMES.rules, ids=lambda rule: f"{rule.kind}-{rule.inner}")
def test_each_result_is_a_type_with_its_own_mode_and_code(rule: object) -> None:
    outer, mode, cameo = rule.outer, rule.mode, rule.cameo.removesuffix("x")  # type: ignore[attr-defined]
    if outer in ("same", "none"):
        assert not mode
        return
    assert outer in list(EventType)
    assert mode in ("", "inner", *ontology.modes(outer))
    assert ontology.allows(cameo, outer, mode if mode != "inner" else None)


@pytest.mark.parametrize("inner", COOPERATION)
@pytest.mark.parametrize("kind", ["promise", "offer", "future"])
def test_cooperation_that_is_announced_stays_cooperation(kind: str, inner: EventType) -> None:
    rule = outer_rule(FRAMES, kind, inner)
    assert rule is not None
    assert rule.outer in ("AGREE", "CONCEDE")


@pytest.mark.parametrize("inner", HOSTILE)
@pytest.mark.parametrize("kind", ["promise", "future", "threaten"])
def test_hostility_that_is_announced_is_a_threat(kind: str, inner: EventType) -> None:
    rule = outer_rule(FRAMES, kind, inner)
    assert rule is not None
    assert rule.outer == "THREATEN"


@pytest.mark.parametrize("inner", HOSTILE)
def test_what_is_offered_is_no_threat(inner: EventType) -> None:
    rule = outer_rule(FRAMES, "offer", inner)
    assert rule is not None
    assert rule.outer == "AGREE"


@pytest.mark.parametrize("inner", COOPERATION)
@pytest.mark.parametrize("kind", ["refuse", "reject", "wont"])
def test_cooperation_refused_is_a_rejection(kind: str, inner: EventType) -> None:
    rule = outer_rule(FRAMES, kind, inner)
    assert rule is not None
    assert rule.outer == "REJECT"


@pytest.mark.parametrize("inner", HOSTILE)
def test_hostility_forgone_is_a_concession(inner: EventType) -> None:
    rule = outer_rule(FRAMES, "wont", inner)
    assert rule is not None
    assert rule.outer == "CONCEDE"


@pytest.mark.parametrize("inner", HOSTILE)
def test_hostility_that_ends_is_no_longer_hostile(inner: EventType) -> None:
    rule = outer_rule(FRAMES, "stop", inner)
    assert rule is not None
    assert ontology.quad(rule.outer) in (1, 2)


@pytest.mark.parametrize("inner", list(EventType))
def test_whatever_is_demanded_is_a_request_and_what_is_denied_a_rejection(inner: EventType) -> None:
    demanded, denied = outer_rule(FRAMES, "demand", inner), outer_rule(FRAMES, "deny", inner)
    assert demanded is not None
    assert denied is not None
    assert (demanded.outer, denied.outer) == ("REQUEST", "REJECT")
