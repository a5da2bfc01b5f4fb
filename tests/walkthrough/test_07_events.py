"""Step 7: events: who did what to whom, and how it is put forward."""

from __future__ import annotations

from rashomon.records import Coding, Event, Mood


def _states(event: Event) -> tuple[set[str], set[str]]:
    return (
        {code for actor in event.actors for code in actor.country},
        {code for actor in event.recipients for code in actor.country},
    )


def _find(coding: Coding, event_type: str, words: str) -> Event:
    """The event of the type whose trigger stands in or next to the words."""
    start = coding.document.text.index(words)
    return next(
        e
        for e in coding.events
        if e.event_type == event_type and start <= e.trigger.start < start + len(words)
    )


def test_an_accusation_is_an_event_of_the_accuser(coding: Coding) -> None:
    event = _find(coding, "ACCUSE", "accused Armenian forces")
    assert _states(event) == ({"AZE"}, {"ARM"})
    assert event.mood is Mood.ASSERTED


def test_a_condemnation_is_dated_to_the_day_the_text_gives(coding: Coding) -> None:
    event = _find(coding, "ACCUSE", "condemned the attack on Saturday")
    assert _states(event)[0] == {"TUR"}
    assert event.date is not None
    assert (event.date.earliest, event.date.basis) == ("2020-10-17", "explicit")


def test_a_demanded_withdrawal_did_not_happen(coding: Coding) -> None:
    demand = _find(coding, "REQUEST", "demanded that Armenia withdraw")
    withdrawal = _find(coding, "RETREAT", "withdraw its troops")
    assert _states(demand) == ({"AZE"}, {"ARM"})
    assert withdrawal.mood is Mood.DEMANDED
    assert withdrawal.embedded_in == demand.id


def test_a_denied_attack_is_unknown_to_the_publisher_and_untrue_to_the_speaker(coding: Coding) -> None:
    event = _find(coding, "ASSAULT", "shelled Ganja")
    assert event.mood is Mood.DENIED
    assert (event.factuality[0].modality, event.factuality[-1].value) == ("U", -3)


def test_what_opens_the_sentence_dates_its_event(coding: Coding) -> None:
    event = _find(coding, "ASSAULT", "ten people were killed when")
    assert event.date is not None
    assert (event.date.earliest, event.date.latest, event.date.basis) == (
        "2020-10-11",
        "2020-10-11",
        "explicit",
    )


def test_a_clash_of_nobody_named_is_left_out_with_the_reason(coding: Coding) -> None:
    start = coding.document.text.index("Clashes broke out on September 27")
    left_out = [a.why.rule for a in coding.abstentions if a.span.start == start]
    assert left_out == ["no-event:unnamed"]


def test_nothing_is_coded_from_furniture(coding: Coding) -> None:
    assert all(event.zone.is_story for event in coding.events)
