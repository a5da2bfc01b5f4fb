from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from rashomon.dates import date_events, date_mentions
from rashomon.records import Actor, Attribution, Event, Figure, Mood, Sentence, Span, Voice, When, ZoneKind
from tests.factory import document, sentence, text_of

BROKE_OUT = sentence(
    "Clashes/clash/NOUN/nsubj/1 broke/break/VERB/ROOT/1 out/out/ADP/prt/1 on/on/ADP/prep/1 Sunday/Sunday/PROPN/pobj/3 "
    "when/when/ADV/advmod/7 forces/force/NOUN/nsubj/7 shelled/shell/VERB/advcl/1 towns/town/NOUN/dobj/7 ././PUNCT/punct/1"
)
SAID = sentence(
    "Envoys/envoy/NOUN/nsubj/1 said/say/VERB/ROOT/1 Friday/Friday/PROPN/npadvmod/1 rebels/rebel/NOUN/nsubj/4 "
    "attacked/attack/VERB/ccomp/1 a/a/DET/det/6 town/town/NOUN/dobj/4 ././PUNCT/punct/1"
)
TENSE = sentence(
    "Ties/tie/NOUN/nsubj/1 soured/sour/VERB/ROOT/1 in/in/ADP/prep/1 1991/1991/NUM/pobj/2 ,/,/PUNCT/punct/3 "
    "when/when/ADV/advmod/8 the/the/DET/det/7 army/army/NOUN/nsubj/8 occupied/occupy/VERB/relcl/3 it/it/PRON/dobj/8"
)

DECLARED = sentence(
    "Envoys/envoy/NOUN/nsubj/1 declared/declare/VERB/ROOT/1 an/an/DET/det/3 alert/alert/NOUN/dobj/1 "
    "following/follow/VERB/prep/1 clashes/clash/NOUN/pobj/4 that/that/PRON/nsubj/7 began/begin/VERB/relcl/5 "
    "Sunday/Sunday/PROPN/npadvmod/7 ././PUNCT/punct/1"
)


def _when(part: Sentence, word: str, day: str, last: str | None = None, *, relation: str = "on") -> When:
    span = next(t.span for t in part.tokens if t.text == word)
    return When(earliest=day, latest=last or day, basis="explicit", value=day, span=span, relation=relation)


def _event(part: Sentence, word: str, **fields: object) -> Event:
    span = next(t.span for t in part.tokens if t.text == word)
    return Event(
        **{
            "id": word,
            "document": "x",
            "sentence": 0,
            "trigger": span,
            "evidence": part.span,
            "event_type": "ASSAULT",
        }
        | fields  # type: ignore[arg-type]
    )


def _dated(
    part: Sentence, dates: list[When], *events: Event, said: tuple[Attribution, ...] = ()
) -> list[When]:
    story = document(text_of(part))
    return [e.date for e in date_events(story, [part], said, events, dates) if e.date]


def test_a_date_in_the_clause_dates_the_event() -> None:
    (when,) = _dated(BROKE_OUT, [_when(BROKE_OUT, "Sunday", "2020-09-27")], _event(BROKE_OUT, "broke"))
    assert (when.earliest, when.latest, when.basis) == ("2020-09-27", "2020-09-27", "explicit")


def test_a_when_clause_shares_the_date() -> None:
    (when,) = _dated(BROKE_OUT, [_when(BROKE_OUT, "Sunday", "2020-09-27")], _event(BROKE_OUT, "shelled"))
    assert when.earliest == "2020-09-27"


def test_the_day_of_a_statement_is_not_the_day_of_its_content() -> None:
    said, attacked = _dated(
        SAID, [_when(SAID, "Friday", "2020-10-02")], _event(SAID, "said"), _event(SAID, "attacked")
    )
    assert said.earliest == said.latest == "2020-10-02"
    assert (attacked.basis, attacked.earliest, attacked.latest) == ("metadata", "2020-09-26", "2020-10-02")


def test_what_happened_in_an_old_year_is_background() -> None:
    part = TENSE
    story = document(text_of(part))
    (event,) = date_events(
        story, [part], (), [_event(part, "occupied")], [_when(part, "1991", "1991-01-01", "1991-12-31")]
    )
    assert event.date is not None
    assert (event.date.earliest, event.temporal) == ("1991-01-01", "background")


@pytest.mark.parametrize(
    ("relation", "earliest", "latest"),
    [
        ("since", "2020-09-27", "2020-10-02"),
        ("until", None, "2020-09-27"),
        ("before", None, "2020-09-26"),
        ("after", "2020-09-27", "2020-10-02"),
    ],
)
def test_a_relation_opens_a_side(relation: str, earliest: str | None, latest: str | None) -> None:
    dates = [_when(BROKE_OUT, "Sunday", "2020-09-27", relation=relation)]
    (when,) = _dated(BROKE_OUT, dates, _event(BROKE_OUT, "broke"))
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize("mood", [Mood.DEMANDED, Mood.PLANNED, Mood.THREATENED, Mood.CONDITIONAL])
def test_what_has_not_happened_has_no_date(mood: Mood) -> None:
    (when,) = _dated(
        BROKE_OUT, [_when(BROKE_OUT, "Sunday", "2020-09-27")], _event(BROKE_OUT, "broke", mood=mood)
    )
    assert (when.earliest, when.latest, when.basis) == (None, None, "none")


def test_the_headline_inherits_the_date_of_its_story() -> None:
    actor = Actor("state:ARM", "Armenia", Span(0, 1), Span(0, 1), country=("ARM",))
    headline = _event(
        BROKE_OUT, "shelled", id="h", zone=ZoneKind.HEADLINE, trigger=Span(900, 905), actors=(actor,)
    )
    body = _event(BROKE_OUT, "broke", actors=(actor,))
    when, _ = _dated(BROKE_OUT, [_when(BROKE_OUT, "Sunday", "2020-09-27")], headline, body)
    assert (when.earliest, when.basis) == ("2020-09-27", "inherited")


@pytest.mark.parametrize(
    ("headline", "body", "sentence", "basis"),
    [
        (13, 13, 2, "inherited"),
        (13, 10, 2, "metadata"),  # another toll is another strike
        (None, None, 2, "inherited"),
        (None, None, 11, "metadata"),  # far below the lead, a strike of unknown hands may be any
    ],
)
def test_a_headline_without_parties_is_dated_by_its_lead_alone(headline, body, sentence, basis) -> None:
    def figures(count: int | None) -> tuple[Figure, ...]:
        return (Figure("killed", count, count, Span(0, 1)),) if count else ()

    over = _event(
        BROKE_OUT,
        "shelled",
        id="h",
        zone=ZoneKind.HEADLINE,
        trigger=Span(900, 905),
        figures=figures(headline),
    )
    under = _event(BROKE_OUT, "broke", sentence=sentence, figures=figures(body))
    dates = [_when(BROKE_OUT, "Sunday", "2020-09-27")]
    found = date_events(document(text_of(BROKE_OUT)), [BROKE_OUT] * 12, (), (over, under), dates)
    when = next(event.date for event in found)
    assert when is not None
    assert when.basis == basis


def test_a_statement_told_again_keeps_its_day() -> None:
    cue, again = SAID.tokens[1].span, Span(500, 504)
    said = (
        Attribution("a1", content=(Span(20, 30),), cue=(cue,), same_utterance_as=("a2",)),
        Attribution("a2", content=(Span(480, 499),), cue=(again,), same_utterance_as=("a1",)),
    )
    events = (_event(SAID, "said"), _event(SAID, "said", id="second", trigger=again))
    first, second = _dated(SAID, [_when(SAID, "Friday", "2020-10-02")], *events, said=said)
    assert (first.basis, second.basis, second.earliest) == ("explicit", "inherited", "2020-10-02")


def test_a_standing_text_says_so_on_no_day() -> None:
    said = (
        Attribution(
            "a1",
            content=(Span(20, 30),),
            cue=(SAID.tokens[1].span,),
            chain=(Voice("document", "four resolutions"),),
        ),
    )
    (when,) = _dated(SAID, [], _event(SAID, "said"), said=said)
    assert when.basis == "none"


def test_without_any_date_nothing_is_claimed() -> None:
    story = document(text_of(SAID), published=None)
    (when,) = date_mentions(story, [SAID], [SAID.tokens[4].span], [])
    assert (when.earliest, when.latest, when.basis) == (None, None, "none")


def test_what_follows_a_dated_happening_lies_between_it_and_publication() -> None:
    dates = [_when(DECLARED, "Sunday", "2020-09-27")]
    declared, clashes = _dated(DECLARED, dates, _event(DECLARED, "declared"), _event(DECLARED, "clashes"))
    assert (declared.earliest, declared.latest, declared.basis) == ("2020-09-27", "2020-10-02", "inferred")
    assert clashes.basis != "inferred"


def test_what_follows_an_old_happening_is_not_bounded_by_it() -> None:
    (when,) = _dated(DECLARED, [_when(DECLARED, "Sunday", "1994-05-01")], _event(DECLARED, "declared"))
    assert when.basis == "metadata"


def test_since_a_coming_day_ends_nowhere() -> None:
    dates = [_when(BROKE_OUT, "Sunday", "2020-12-06", relation="since")]
    (when,) = _dated(BROKE_OUT, dates, _event(BROKE_OUT, "broke"))
    assert (when.earliest, when.latest) == ("2020-12-06", None)


WAR = sentence(
    "Parliament/parliament/NOUN/nsubj/1 declared/declare/VERB/ROOT/1 war/war/NOUN/dobj/1 "
    "following/follow/VERB/prep/1 attacks/attack/NOUN/pobj/3 ././PUNCT/punct/1"
)
STRUCK = sentence(
    "Rebels/rebel/NOUN/nsubj/1 struck/strike/VERB/ROOT/1 on/on/ADP/prep/1 Sunday/Sunday/PROPN/pobj/2 ././PUNCT/punct/1"
)


def _later(part: Sentence, by: int) -> Sentence:
    """The same sentence, as the second of a story."""
    tokens = tuple(structs.replace(t, start=t.start + by, end=t.end + by) for t in part.tokens)
    return replace(part, index=1, tokens=tokens)


def _second(first_actor: str) -> tuple[When, ...]:
    """The dates of "Rebels struck on Sunday. Parliament declared war following attacks.": struck, declared, attacks."""
    declared = _later(WAR, len(text_of(STRUCK)) + 1)
    rebels = Actor("", "rebels", Span(0, 6), Span(0, 6), country=("SDN",))
    others = Actor("", "others", Span(0, 6), Span(0, 6), country=(first_actor,))
    events = (
        _event(STRUCK, "struck", actors=(others,)),
        _event(declared, "declared", event_type="MOBILIZE", sentence=1),
        _event(declared, "attacks", actors=(rebels,), sentence=1),
    )
    story = document(text_of(STRUCK, declared))
    dated = date_events(story, [STRUCK, declared], (), events, [_when(STRUCK, "Sunday", "2020-09-27")])
    return tuple(event.date for event in dated if event.date)


def test_a_noun_carries_on_what_its_doer_just_did() -> None:
    struck, declared, attacks = _second("SDN")
    assert (struck.earliest, struck.latest) == ("2020-09-27", "2020-09-27")
    assert (attacks.earliest, attacks.latest, attacks.basis) == ("2020-09-27", "2020-10-02", "inferred")
    assert (declared.earliest, declared.basis) == ("2020-09-27", "inferred")


def test_another_doers_attack_is_not_carried_on() -> None:
    _, declared, attacks = _second("ETH")
    assert (declared.basis, attacks.basis) == ("metadata", "metadata")


OPENING = sentence(
    "On/on/ADP/prep/5 Sunday/Sunday/PROPN/pobj/0 after/after/SCONJ/mark/5 truces/truce/NOUN/nsubjpass/5 were/be/AUX/auxpass/5 "
    "agreed/agree/VERB/ccomp/8 people/people/NOUN/nsubjpass/8 were/be/AUX/auxpass/8 killed/kill/VERB/ROOT/8"
)


def test_a_date_that_opens_the_sentence_is_not_the_date_of_a_clause_put_in() -> None:
    dates = [_when(OPENING, "Sunday", "2020-09-27")]
    (killed,) = _dated(OPENING, dates, _event(OPENING, "killed"))
    assert (killed.earliest, killed.basis) == ("2020-09-27", "explicit")


SINCE = (
    "Dozens/dozen/NOUN/nsubjpass/3 {aux}/AUX/aux/3 been/be/AUX/auxpass/3 killed/kill/VERB/ROOT/3 since/since/SCONJ/mark/6 "
    "fighting/fighting/NOUN/nsubj/6 began/begin/VERB/advcl/3 on/on/ADP/prep/6 Sunday/Sunday/PROPN/pobj/7 ././PUNCT/punct/3"
)


@pytest.mark.parametrize(
    ("aux", "relation", "latest"),
    [("have/have", "since", "2020-10-02"), ("may/may", "during", "2020-10-02")],
    ids=["the perfect counts from a day on", "without it since gives a reason"],
)
def test_what_has_gone_on_since_a_dated_happening(aux, relation, latest) -> None:
    part = sentence(SINCE.format(aux=aux))
    (when,) = _dated(part, [_when(part, "Sunday", "2020-09-27")], _event(part, "killed"))
    assert (when.relation, when.latest) == (relation, latest)
    assert (when.earliest == "2020-09-27") is (relation == "since")


LEFT = sentence(
    "The/the/DET/det/1 {doer}/NOUN/nsubj/3 has/have/AUX/aux/3 killed/kill/VERB/ROOT/3 thousands/thousand/NOUN/dobj/3 ././PUNCT/punct/3".format(
        doer="conflict/conflict"
    )
)
RAID = sentence(
    "The/the/DET/det/1 {doer}/NOUN/nsubj/3 has/have/AUX/aux/3 killed/kill/VERB/ROOT/3 thousands/thousand/NOUN/dobj/3 ././PUNCT/punct/3".format(
        doer="raid/raid"
    )
)


@pytest.mark.parametrize(("part", "relation"), [(LEFT, "since"), (RAID, "during")], ids=["war", "raid"])
def test_what_a_war_did_it_did_on_no_day(lexicons, part, relation) -> None:
    story = document(text_of(part))
    campaigns = lexicons.dates.words["campaign"]
    (found,) = date_events(story, [part], (), [_event(part, "killed")], [], campaigns=campaigns)
    assert found.date is not None
    assert found.date.relation == relation
    assert (found.date.earliest is None) is (relation == "since")
