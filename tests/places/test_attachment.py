"""This file is where putting events in their places is tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from rashomon.lexicons import Lexicons
from rashomon.places import find_places, open_gazetteer, place_events
from rashomon.records import Actor, Event, Sentence, Span, Where
from rashomon.sentences import parse_all
from tests.factory import document, sentence, text_of

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the trigger of an event in it with its type, and the place expected."""

    text: str
    trigger: str
    event_type: str
    place: str | None
    rule: str


CASES = (
    Case("An attack on Gori in Georgia killed three people.", "attack", "ASSAULT", "Gori", "clause"),
    Case("An attack on Gori in Georgia killed three people.", "killed", "ASSAULT", "Gori", "clause"),
    Case("Rebels ambushed a convoy near Kirkuk.", "ambushed", "ASSAULT", "Kirkuk", "clause"),
    Case("Police detained 20 people at a rally outside Minsk.", "detained", "COERCE", "Minsk", "clause"),
    Case(
        "Three people died in a strike on a market in the city of Homs.",
        "strike",
        "ASSAULT",
        "Homs",
        "clause",
    ),
    Case("Troops were shot dead in Syria.", "shot", "ASSAULT", "Syria", "clause"),
    Case("The ministers met in Geneva to discuss the war in Syria.", "met", "CONSULT", "Geneva", "clause"),
    Case("Troops withdrew from Kherson on Friday.", "withdrew", "RETREAT", "Kherson", "moved"),
    Case("France deployed troops to Bangui.", "deployed", "MOBILIZE", "Bangui", "moved"),
    Case("The army bombed Aleppo on Friday.", "bombed", "ASSAULT", "Aleppo", "object"),
    Case("In Aleppo, shells hit a school and wounded five.", "wounded", "ASSAULT", "Aleppo", "main-clause"),
    Case(
        "Speaking in Berlin, she denied that troops killed villagers.",
        "denied",
        "REJECT",
        "Berlin",
        "speaking",
    ),
    Case(
        "Speaking in Berlin, she said troops killed villagers in Homs.", "killed", "ASSAULT", "Homs", "clause"
    ),
    Case(
        "Officials in Tbilisi accused Russia of killings in Gori.", "accused", "ACCUSE", "Tbilisi", "clause"
    ),
    Case("Iran condemned the attack on a mosque in Kabul.", "condemned", "ACCUSE", None, "none"),
    Case("Speaking in Berlin, she denied that troops killed villagers.", "killed", "ASSAULT", None, "none"),
    Case("The shelling of Aleppo went on.", "shelling", "ASSAULT", "Aleppo", "object"),
    Case(
        "Bombings in Istanbul that killed 44 people were condemned.",
        "killed",
        "ASSAULT",
        "Istanbul",
        "clause",
    ),
    Case("He was killed in a U.S. drone strike.", "killed", "ASSAULT", None, "none"),
    Case("Three were hurt in attacks on Russia.", "attacks", "ASSAULT", None, "none"),
    Case("A man from Gori was killed.", "killed", "ASSAULT", None, "none"),
    Case("Russia invaded Ukraine.", "invaded", "ASSAULT", None, "none"),
    Case("Turkey urged Armenia to stop.", "urged", "REQUEST", None, "none"),
    Case("Nothing of that kind killed anyone.", "killed", "ASSAULT", None, "none"),
    Case("ALEPPO, Syria - A man is arrested after a shooting.", "arrested", "COERCE", None, "none"),
    Case("PARIS (AP) - Gunmen killed a priest.", "killed", "ASSAULT", None, "none"),
)


@pytest.fixture(scope="module")
def placed(parser: Language) -> dict[Case, Event]:
    gazetteer, lexicons = open_gazetteer(), Lexicons()
    documents = [document(case.text) for case in CASES]
    found = {}
    for case, (story, sentences) in zip(CASES, parse_all(documents, parser), strict=True):
        places = find_places(story, sentences, gazetteer, lexicons)
        start = case.text.index(case.trigger)
        event = _event(sentences, Span(start, start + len(case.trigger)), case.event_type)
        found[case] = place_events(story, sentences, (event,), places)[0]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.trigger}: {case.text}")
def test_an_event_is_where_its_own_words_put_it(case: Case, placed: dict[Case, Event]) -> None:
    event = placed[case]
    assert (event.place.name if event.place else None) == case.place
    assert event.why[-1].rule == f"event-place:{case.rule}"
    assert event.why[-1].detail


#: "Syria attacked Homs in Iraq", so that each role can be given to each name.
_ATTACK = sentence(
    "Syria/Syria/PROPN/nsubj/1/GPE attacked/attack/VERB/ROOT/1 Homs/Homs/PROPN/dobj/1/GPE "
    "in/in/ADP/prep/1 Iraq/Iraq/PROPN/pobj/3/GPE"
)


def test_the_finer_place_is_chosen() -> None:
    assert _placed_at(_ATTACK) == "Homs"


def test_a_country_that_is_acted_upon_is_no_place_unless_the_act_is_in_it() -> None:
    span = _ATTACK.tokens[4].span
    iraq = Actor("state:IRQ", "Iraq", span, span, ("IRQ",))
    town = (_where(_ATTACK, 2, "country"), _where(_ATTACK, 4, "country"))
    assert _placed_at(_ATTACK, places=town) == "Iraq"
    assert _placed_at(_ATTACK, places=town, recipients=(iraq,)) == "Iraq"
    syria = Actor("state:SYR", "Homs", _ATTACK.tokens[2].span, _ATTACK.tokens[2].span, ("SYR",))
    assert _placed_at(_ATTACK, places=town[:1], recipients=(syria,)) is None


def test_the_rest_of_the_event_is_left_as_it_was() -> None:
    event = _event((_ATTACK,), _ATTACK.tokens[1].span, "ASSAULT")
    changed = place_events(document(text_of(_ATTACK)), (_ATTACK,), (event,), ())[0]
    assert replace(changed, why=()) == event
    assert changed.why[-1].rule == "event-place:none"


def test_a_place_that_no_table_knows_still_is_where_the_text_puts_it() -> None:
    unknown = Where("", "Iraq", _ATTACK.tokens[4].span)
    assert _placed_at(_ATTACK, places=(unknown,)) == "Iraq"


def _placed_at(
    line: Sentence, *, places: tuple[Where, ...] = (), recipients: tuple[Actor, ...] = ()
) -> str | None:
    event = replace(_event((line,), line.tokens[1].span, "ASSAULT"), recipients=recipients)
    places = places or (_where(line, 2, "town"), _where(line, 4, "country"))
    place = place_events(document(text_of(line)), (line,), (event,), places)[0].place
    return place.name if place else None


def _where(line: Sentence, position: int, precision: str) -> Where:
    token = line.tokens[position]
    return Where(f"test:{token.text}", token.text, token.span, 1.0, 1.0, precision=precision)


def _event(sentences: tuple[Sentence, ...], trigger: Span, event_type: str) -> Event:
    home = next(s for s in sentences if s.span.covers(trigger))
    return Event("e1", "test", home.index, trigger, home.span, event_type)
