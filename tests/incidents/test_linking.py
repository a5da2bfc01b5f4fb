"""This file is where linking is tested: one happening stays one, two stay two, and no order or user is overruled."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from rashomon.incidents.linking import link
from rashomon.incidents.tellings import families, find_tellings
from rashomon.lexicons import Lexicons
from rashomon.ontology import EventType
from rashomon.records import Figure, Span, Telling, Where

PLACES = {"Marovka": "gn:1", "Telnik": "gn:2", "Osten": "gn:3"}


@pytest.fixture(scope="module")
def frequencies():
    return Lexicons().frequencies


def telling(number, words, *, place="Marovka", day="2021-03-04", toll=None, family="conflict", mode="aerial"):
    figures = (Figure("killed", toll, toll, Span(0, 1)),) if toll else ()
    return Telling(
        f"t{number:04}",
        f"d{number:04}",
        family,
        (f"d{number:04}:e0",),
        ("ASSAULT",),
        published=day,
        where=Where(PLACES[place], place, precision="town"),
        figures=figures,
        modes=(mode,),
        places=(PLACES[place],),
        terms=tuple(sorted(words.split())),
    )


def reports(count, *, place="Marovka", seed=7, first="2021-03-04", start=0):
    """Return many reports of one strike on a market: other words, other tolls, other days."""
    rng = random.Random(seed)
    parts = [
        "market",
        "stalls",
        "shoppers",
        "warplanes",
        "strike",
        "rubble",
        "medics",
        "square",
        "ambulances",
    ]
    more = [
        "witness",
        "smoke",
        "funeral",
        "governor",
        "hospital",
        "video",
        "rescuers",
        "anger",
        "denial",
        "truce",
    ]
    found = []
    for number in range(count):
        words = rng.sample(parts, 6) + rng.sample(more, 3) + [place.lower()]
        day = date.fromisoformat(first) + timedelta(days=rng.choice([0, 0, 0, 1, 1, 2]))
        toll = rng.choice([9, 12, 14, 20, 21, None])
        found.append(telling(start + number, " ".join(words), place=place, day=day.isoformat(), toll=toll))
    return found


def groups(incidents):
    return {frozenset(incident.tellings) for incident in incidents}


def test_every_telling_is_in_one_incident(frequencies):
    tellings = reports(60) + reports(40, place="Telnik", start=500)
    found = [id for incident in link(tellings, frequencies) for id in incident.tellings]
    assert sorted(found) == sorted(t.id for t in tellings)


def test_three_hundred_reports_of_one_strike_are_one_incident(frequencies):
    assert len(link(reports(300), frequencies)) == 1


def test_strikes_on_two_towns_in_the_same_days_stay_two(frequencies):
    there, elsewhere = reports(20), reports(20, place="Telnik", start=500)
    assert groups(link(there + elsewhere, frequencies)) == {
        frozenset(t.id for t in there),
        frozenset(t.id for t in elsewhere),
    }


def test_the_order_in_which_documents_come_changes_nothing(frequencies):
    tellings = (
        reports(40) + reports(30, place="Telnik", start=500) + reports(9, first="2021-05-01", start=800)
    )
    wanted = link(tellings, frequencies)
    for seed in range(3):
        shuffled = random.Random(seed).sample(tellings, len(tellings))
        assert link(shuffled, frequencies) == wanted


def test_like_strikes_on_one_town_day_after_day_make_no_chain(frequencies):
    words = "market stalls shoppers warplanes strike marovka"
    days = [(date(2021, 3, 1) + timedelta(days=6 * n)).isoformat() for n in range(10)]
    tellings = [
        telling(n, f"{words} {chr(97 + n) * 7}", day=day, toll=10 + 9 * n) for n, day in enumerate(days)
    ]
    assert len(link(tellings, frequencies)) > 2


def test_tolls_that_contradict_lose_no_account(frequencies):
    words = "market stalls shoppers warplanes strike marovka"
    pair = [telling(1, words, toll=3), telling(2, words, toll=90)]
    assert groups(link(pair, frequencies)) == {frozenset({"t0001", "t0002"})}


def test_a_user_keeps_tellings_together_and_apart(frequencies):
    one, other = telling(1, "market strike marovka"), telling(2, "harbour blockade osten", place="Osten")
    assert len(link([one, other], frequencies)) == 2
    (incident,) = link([one, other], frequencies, together=[(one.id, other.id)])
    assert incident.links[0].rule == "user"
    alike = [telling(3, "market strike marovka"), telling(4, "market strike marovka")]
    assert len(link(alike, frequencies)) == 1
    assert len(link(alike, frequencies, apart=[("t0003", "t0004")])) == 2


def test_a_link_says_what_was_compared(frequencies):
    (incident,) = link(reports(2), frequencies)
    (made,) = incident.links
    assert {feature.name for feature in made.features} >= {"words", "places", "modes", "days"}
    assert "market" in " ".join(feature.detail for feature in made.features) or made.features[0].detail
    assert incident.id == incident.tellings[0]


def test_every_event_type_has_a_family():
    assert set(families()) == {str(kind) for kind in EventType}


STORY = """Warplanes hit market in Donetsk

At least 21 people were killed in an air strike on a market in Donetsk on Tuesday, officials said.

The defence ministry denied that its aircraft had bombed the market. Russia must withdraw its troops, Ukraine said.

In March 2015 shelling killed five people in Mariupol.
"""


def test_a_story_tells_its_attack_first_and_the_older_one_apart(tools):
    from rashomon.documents import read_text
    from rashomon.pipeline import code_documents

    (coding,) = code_documents([read_text(STORY, published="2016-06-09", publisher="Harbour Courier")], tools)
    found = find_tellings(coding)
    by_id = {event.id: event for event in coding.events}
    main = [by_id[id] for id in found[0].events]
    assert {event.event_type for event in main} == {"ASSAULT"}
    assert {event.mood.value for event in main} >= {"asserted", "denied"}
    told = [by_id[id] for telling in found for id in telling.events]
    assert all(event.mood.value != "demanded" for event in told)
    older = [t for t in found if t.when and (t.when.earliest or "").startswith("2015-03")]
    assert older and older[0].rank > 0
