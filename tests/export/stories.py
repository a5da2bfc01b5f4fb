"""This file is where the tests' own story stands, coded by hand: nested voices, a demand, a denial, a figure."""

from __future__ import annotations

import types
import typing
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from rashomon.records import (
    Abstention,
    Actor,
    Attribution,
    Coding,
    Document,
    Event,
    Factuality,
    Figure,
    Mood,
    Reason,
    Span,
    StateRelation,
    Voice,
    When,
    Where,
    Zone,
    ZoneKind,
)

LINES = {
    ZoneKind.HEADLINE: "Torres: Veria must leave Lune",
    ZoneKind.CREDIT: "Norland Press",
    ZoneKind.BODY: "Veria must withdraw its forces from Lune, foreign minister Ana Torres said on Friday. "
    '"Our monitors reported that Verian troops shelled Lune on Sunday, killing at least 21 civilians," she said.\n'
    "Veria's army denied shelling the town.",
    ZoneKind.BOILERPLATE: "Subscribe to our newsletter",
}
TEXT = "\n\n".join(LINES.values())


def at(words: str, *, after: str = "", text: str = TEXT) -> Span:
    """Return where the words stand in the text, searched from the end of `after`."""
    start = text.index(words, text.index(after) + len(after) if after else 0)
    return Span(start, start + len(words))


def story() -> Coding:
    """Return the story's coding."""
    document = Document(
        id="story-1",
        text=TEXT,
        zones=tuple(Zone(kind, at(line), Reason(f"zone:{kind}")) for kind, line in LINES.items()),
        title=LINES[ZoneKind.HEADLINE],
        publisher="Norland Herald",
        agency="Norland Press",
        agency_span=at("Norland Press"),
        published="2021-06-04",
        published_basis="option",
        language="en",
        name="herald.txt",
    )
    events = (_demand(), _withdrawal(), _shelling(), _denied_shelling())
    return Coding(
        document,
        attributions=(DEMAND, REMARK, REPORT, DENIAL),
        dates=(FRIDAY, SUNDAY),
        places=(LUNE,),
        actors=(TORRES, VERIA, TROOPS, ARMY, SHE),
        events=events,
        abstentions=(Abstention(at("leave"), 0, Reason("noun:no-listed-object", "'leave'")),),
    )


TORRES = Actor(
    "person:torres",
    "Ana Torres",
    at("Ana Torres"),
    at("Torres", after="Ana "),
    ("NOR",),
    ("GOV",),
    role="foreign minister",
    method="role",
    why=(Reason("role:foreign-minister", "'foreign minister'"),),
)
VERIA = Actor(
    "state:VER", "Veria", at("Veria", after="Press"), at("Veria", after="Press"), ("VER",), method="name"
)
TROOPS = Actor(
    "", "Verian troops", at("Verian troops"), at("troops"), ("VER",), ("MIL",), method="role+demonym"
)
ARMY = Actor("", "Veria's army", at("Veria's army"), at("army"), ("VER",), ("MIL",), method="role+demonym")
SHE = Actor(
    "person:torres", "she", at("she", after="civilians"), at("she", after="civilians"), ("NOR",), ("GOV",),
    method="pronoun", antecedent=at("Ana Torres"),
)  # fmt: skip

PUBLISHER = Voice("publisher", "Norland Herald")
MINISTER = Voice("person", "Ana Torres", (TORRES,), at("Ana Torres"), "nominal", "a1")
MINISTER_AGAIN = Voice("person", "Ana Torres", (SHE,), at("she", after="civilians"), "pronoun", "a2")
MONITORS = Voice("group", "Our monitors", (), at("Our monitors"), "nominal", "a3")
ARMY_VOICE = Voice("organisation", "Veria's army", (ARMY,), at("Veria's army"), "nominal", "a4")

DEMAND = Attribution(
    "a1",
    content=(at("Veria must withdraw its forces from Lune"),),
    source=(at("foreign minister Ana Torres"),),
    cue=(at("said"),),
    act="demand",
    lemma="say",
    frame="say-that",
    sentence=1,
    chain=(PUBLISHER, MINISTER),
    why=(Reason("cue:say", "'said' with a clause before it"),),
)
REMARK = Attribution(
    "a2",
    content=(
        at("Our monitors reported that Verian troops shelled Lune on Sunday, killing at least 21 civilians,"),
    ),
    source=(at("she", after="civilians"),),
    cue=(at("said", after="she "),),
    quoted=(
        at("Our monitors reported that Verian troops shelled Lune on Sunday, killing at least 21 civilians,"),
    ),
    form="direct",
    lemma="say",
    frame="say-quote",
    sentence=2,
    chain=(PUBLISHER, MINISTER_AGAIN),
    why=(Reason("quote:comma-cue", "'she said' after the marks"),),
)
REPORT = Attribution(
    "a3",
    content=(at("Verian troops shelled Lune on Sunday, killing at least 21 civilians"),),
    source=(at("Our monitors"),),
    cue=(at("reported"),),
    lemma="report",
    frame="report-that",
    sentence=2,
    parent="a2",
    chain=(PUBLISHER, MINISTER_AGAIN, MONITORS),
    why=(Reason("cue:report", "'reported that'"),),
)
DENIAL = Attribution(
    "a4",
    content=(at("shelling the town"),),
    source=(at("Veria's army"),),
    cue=(at("denied"),),
    act="deny",
    lemma="deny",
    frame="deny-ing",
    sentence=3,
    chain=(PUBLISHER, ARMY_VOICE),
    why=(Reason("cue:deny", "'denied' with an -ing clause"),),
)

FRIDAY = When(
    "2021-06-04", "2021-06-04", "day", basis="explicit", anchor="dct", value="2021-06-04", span=at("Friday"),
    why=(Reason("date:weekday", "'Friday' of the week of publication"),),
)  # fmt: skip
SUNDAY = When(
    "2021-05-30", "2021-05-30", "day", basis="explicit", anchor="dct", value="2021-05-30", span=at("Sunday"),
    why=(Reason("date:weekday", "'Sunday' before the day of publication"),),
)  # fmt: skip
LUNE = Where(
    "place:lune",
    "Lune",
    at("Lune", after="shelled "),
    46.0,
    2.5,
    5.0,
    "town",
    "point",
    (StateRelation("NOR", "sovereign"), StateRelation("VER", "claims")),
    why=(Reason("place:one-candidate", "'Lune'"),),
)
DEAD = Figure(
    "killed", 21, None, at("at least 21"), "at least", "civilians", "a3", (Reason("figure:killing", "'21'"),)
)


def _demand() -> Event:
    return Event(
        "e1",
        "story-1",
        1,
        at("said"),
        at("Veria must withdraw its forces from Lune, foreign minister Ana Torres said on Friday."),
        "REQUEST",
        "change",
        cameo="1031",
        quad=3,
        actors=(TORRES,),
        recipients=(VERIA,),
        date=FRIDAY,
        voices=(PUBLISHER,),
        factuality=(Factuality("Norland Herald", "CT", "+", 3.0, Mood.ASSERTED),),
        why=(Reason("event:speech-demand", "'said' over 'must withdraw'"),),
    )


def _withdrawal() -> Event:
    return Event(
        "e2",
        "story-1",
        1,
        at("withdraw"),
        at("Veria must withdraw its forces from Lune"),
        "RETREAT",
        "withdraw",
        cameo="0874",
        actors=(VERIA,),
        attribution="a1",
        place=LUNE,
        voices=(PUBLISHER, MINISTER),
        factuality=(
            Factuality("Norland Herald", "U", "u", 0.0, Mood.DEMANDED),
            Factuality(
                "Ana Torres", "U", "u", 0.0, Mood.DEMANDED, (at("must"),), (Reason("modal:must", "'must'"),)
            ),
        ),
        mood=Mood.DEMANDED,
        temporal="future",
        embedded_in="e1",
        why=(Reason("event:withdraw-forces", "'withdraw' with 'forces'"),),
    )


def _shelling() -> Event:
    return Event(
        "e3",
        "story-1",
        2,
        at("shelled"),
        REPORT.content[0],
        "ASSAULT",
        "heavy-weapons",
        cameo="194",
        quad=4,
        actors=(TROOPS,),
        date=SUNDAY,
        place=LUNE,
        figures=(DEAD,),
        attribution="a3",
        voices=(PUBLISHER, MINISTER_AGAIN, MONITORS),
        factuality=(
            Factuality("Norland Herald", "U", "u", 0.0, Mood.ASSERTED),
            Factuality("Ana Torres", "PR", "+", 2.0, Mood.ASSERTED),
            Factuality("Our monitors", "CT", "+", 3.0, Mood.ASSERTED),
        ),
        why=(Reason("event:shell", "'shelled' with a place"), Reason("argument:nsubj", "'troops' ← nsubj")),
    )


def _denied_shelling() -> Event:
    return Event(
        "e4",
        "story-1",
        3,
        at("shelling"),
        at("denied shelling the town"),
        "ASSAULT",
        "heavy-weapons",
        actors=(ARMY,),
        attribution="a4",
        voices=(PUBLISHER, ARMY_VOICE),
        factuality=(
            Factuality("Norland Herald", "U", "u", 0.0, Mood.DENIED),
            Factuality(
                "Veria's army", "CT", "-", -3.0, Mood.DENIED, (at("denied"),), (Reason("modal:deny"),)
            ),
        ),
        mood=Mood.DENIED,
        why=(Reason("event:shell", "'shelling'"),),
    )


def any_record(kind: type) -> st.SearchStrategy[Any]:
    """Return a strategy for records of the class with every field filled at random, as its type allows."""
    return _of_type(kind)


def _of_type(hint: Any) -> st.SearchStrategy[Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return st.lists(_of_type(inner[0]), max_size=2).map(tuple)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(_of_type(part) for part in inner))
    if hint is Span:
        return st.tuples(st.integers(0, 80), st.integers(0, 20)).map(lambda p: Span(p[0], p[0] + p[1]))
    if fields := getattr(hint, "__match_args__", ()):
        hints = typing.get_type_hints(hint)
        return st.builds(hint, **{field: _of_type(hints[field]) for field in fields})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return {
        str: st.text(max_size=12),
        int: st.integers(-(2**53), 2**53),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        type(None): st.none(),
    }[hint]
