"""This file is where bare mentions are read: one rule of precedence a test."""

from __future__ import annotations

import time

import pytest

from rashomon.actors import resolve_mention
from rashomon.lexicons import Lexicons
from rashomon.records import Actor


def _read(
    mention: str, lexicons: Lexicons, *, context: str = "", date: str = ""
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    actor = resolve_mention(mention, context, date=date, lexicons=lexicons)
    return actor.country, actor.sectors


@pytest.mark.parametrize(
    ("mention", "country", "sectors"),
    [
        ("Syrian Democratic Forces", ("SYR",), ("REB",)),
        ("Syrian forces", ("SYR",), ("MIL",)),
        ("the Peruvian army", ("PER",), ("MIL",)),
        ("rebel fighters", (), ("REB",)),
        ("a Chadian rebel leader", ("TCD",), ("REB",)),
        ("Turkish-backed fighters", (), ("REB",)),
        ("French-trained Malian government forces", ("MLI",), ("MIL",)),
        ("the president of Armenia", ("ARM",), ("GOV",)),
        ("the leaders of Germany, France and Spain", ("DEU",), ("GOV",)),
        ("thousands of Nigerians", ("NGA",), ("CVL",)),
        ("Nigerians", ("NGA",), ()),
        ("members of the Bolivian parliament", ("BOL",), ("LEG",)),
        ("Peru's prime minister", ("PER",), ("GOV",)),
        ("rebels in Darfur", ("SDN",), ("REB",)),
        ("Kenya's ambassador to Poland", ("KEN",), ("GOV",)),
        ("an opposition lawmaker", (), ("LEG", "OPP")),
        ("military police", (), ("COP",)),
        ("ethnic Albanian guerrillas", (), ("REB",)),
        ("Kurdish elders", (), ("ELI",)),
        ("Muslim leaders in France", ("FRA",), ("REL",)),
        ("anti-Syria journalist", (), ("JRN",)),
        ("former Dutch prime minister", ("NLD",), ("ELI", "GOV")),
        ("UN peacekeepers", ("UNO",), ("MIL",)),
        ("a former CIA official", ("USA",), ("ELI", "SPY")),
        ("Taiwan's deputy foreign minister", ("TWN",), ("GOV",)),
        ("Anadolu Agency", ("TUR",), ("JRN",)),
        ("the Kremlin", ("RUS",), ("GOV",)),
    ],
)
def test_a_phrase_has_a_state_and_sectors(
    mention: str, country: tuple[str, ...], sectors: tuple[str, ...], lexicons: Lexicons
) -> None:
    found = _read(mention, lexicons)
    assert found[0][:1] == country
    assert found[1] == sectors


@pytest.mark.parametrize(
    ("mention", "date", "sectors"),
    [
        ("Taliban", "2015-01-01", ("REB",)),
        ("Taliban", "2022-01-01", ("GOV",)),
        ("Donald Trump", "2019-04-01", ("GOV",)),
        ("Donald Trump", "2022-04-01", ("ELI",)),
        ("Albin Kurti", "2021-01-01", ("PTY",)),
        ("President Donald Trump", "2022-04-01", ("GOV",)),
    ],
)
def test_the_day_decides_what_someone_is_and_the_texts_title_goes_before_it(
    mention: str, date: str, sectors: tuple[str, ...], lexicons: Lexicons
) -> None:
    assert _read(mention, lexicons, date=date)[1] == sectors


@pytest.mark.parametrize(
    ("mention", "context", "country", "sectors"),
    [
        ("Hungarian", "Senior Hungarian and Romanian officials", ("HUN",), ("GOV",)),
        ("Romanian", "Senior Hungarian and Romanian officials", ("ROU",), ("GOV",)),
        ("Tokyo", "a school in Tokyo", ("JPN",), ("CVL",)),
        ("Libyans", "nearly 2,000 Libyans", ("LBY",), ("CVL",)),
        ("the National Guard", "Saudi", ("SAU",), ("MIL",)),
    ],
)
def test_a_mention_grows_to_the_phrase_around_it(
    mention: str, context: str, country: tuple[str, ...], sectors: tuple[str, ...], lexicons: Lexicons
) -> None:
    assert _read(mention, lexicons, context=context) == (country, sectors)


@pytest.mark.parametrize(
    "mention", ["puppies", "Sam Brackwater", "a ball of string", "", "  ", "was, expected"]
)
def test_what_is_no_actor_has_no_code_and_a_reason(mention: str, lexicons: Lexicons) -> None:
    actor = resolve_mention(mention, lexicons=lexicons)
    assert (actor.country, actor.sectors, actor.method) == ((), (), "none")
    assert actor.why[0].rule == "actor:nothing-known"


@pytest.mark.parametrize("word", ["turkey", "us", "chad", "polish", "jordan"])
def test_words_in_small_letters_are_no_states(word: str, lexicons: Lexicons) -> None:
    assert _read(word, lexicons)[0] == ()


@pytest.mark.parametrize(
    ("mention", "country"),
    [("Abkhazia", "GEO"), ("Upper Karabakh", "AZE"), ("Nagorno-Karabakh", "AZE"), ("Transnistria", "MDA")],
)
def test_a_disputed_territory_is_flagged_whatever_it_is_called(
    mention: str, country: str, lexicons: Lexicons
) -> None:
    actor = resolve_mention(mention, lexicons=lexicons)
    assert (actor.country, actor.sectors, actor.is_disputed) == ((country,), ("PRE",), True)
    assert actor.id.startswith("territory:")


@pytest.mark.parametrize(
    "word", ["terrorists", "a terrorist group", "militants", "freedom fighters", "insurgents"]
)
def test_armed_groups_have_one_sector_whatever_they_are_called(word: str, lexicons: Lexicons) -> None:
    assert _read(word, lexicons)[1] == ("REB",)


PHRASES = [
    "{adjective} troops",
    "{name}'s foreign minister",
    "the army of {name}",
    "a {adjective}-backed militia",
]
PHRASES += [
    "{adjective} protesters",
    "the {adjective} parliament",
    "anti-{name} rebels",
    "former {adjective} officials",
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_swapping_two_states_swaps_their_codes_and_nothing_else(phrase: str, lexicons: Lexicons) -> None:
    first = resolve_mention(phrase.format(name="Armenia", adjective="Armenian"), lexicons=lexicons)
    second = resolve_mention(phrase.format(name="Azerbaijan", adjective="Azerbaijani"), lexicons=lexicons)
    swapped = tuple({"AZE": "ARM", "ARM": "AZE"}.get(code, code) for code in second.country)
    assert first.country == swapped
    assert _without_names(first) == _without_names(second)


def _without_names(actor: Actor) -> tuple[object, ...]:
    return actor.sectors, actor.role, actor.method, actor.is_disputed, [reason.rule for reason in actor.why]


@pytest.mark.parametrize(
    "mention", ["'s", "—", "of of of", "\x00\x01", "𝕏" * 50, "The " * 3000, "-" * 2000, "U.S.-U.S.-", "、。"]
)
def test_any_text_is_read_without_an_error_and_in_time(mention: str, lexicons: Lexicons) -> None:
    start = time.process_time()
    resolve_mention(mention, mention, lexicons=lexicons)
    assert time.process_time() - start < 2
