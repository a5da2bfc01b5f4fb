"""This file is where the reading of the seed story is held fast: who says what, and how each event is put forward."""

from __future__ import annotations

import json

import pytest

from rashomon.attributions import attribute
from rashomon.events.modality import assess, innermost
from rashomon.records import Document, Span, Zone, ZoneKind
from rashomon.sentences import parse_all

KINDS = {"agency_credit": "credit", "pubdate": "publication"}


@pytest.fixture(scope="module")
def seed(bench, parser, lexicons):
    gold = json.loads((bench / "seed" / "gold.json").read_text(encoding="utf-8"))
    zones = tuple(
        Zone(ZoneKind(KINDS.get(z["zone"], z["zone"])), Span(z["start"], z["end"]))
        for z in gold["doc"]["zones"]
    )
    document = Document(
        id="seed", text=(bench / "seed" / "story.txt").read_text(encoding="utf-8"), zones=zones
    )
    ((_, sentences),) = parse_all([document], parser)
    return gold, document, sentences, attribute(document, sentences, lexicons)


def places(spans):
    pairs = [(s.start, s.end) if isinstance(s, Span) else (s["start"], s["end"]) for s in spans]
    return {place for start, end in pairs for place in range(start, end)}


def listed(value):
    return value if isinstance(value, list) else [value]


def matches(found, want):
    content, told = places(found.content), places(listed(want["content"]))
    same = len(content & told) >= 0.5 * len(content | told)
    return same and bool(places(found.source) & places(listed(want["source"])))


def test_every_attribution_of_the_story_is_found_and_no_other(seed):
    gold, _, _, found = seed
    outer = [a for a in found if a.parent is None]
    assert all(any(matches(a, want) for a in outer) for want in gold["attributions"])
    assert all(any(matches(a, want) for want in gold["attributions"]) for a in outer)


def test_headline_and_dek_repeat_what_the_body_says(seed):
    gold, _, _, found = seed
    by_gold = {w["id"]: next(a for a in found if matches(a, w)) for w in gold["attributions"]}
    linked = {frozenset((a.id, other)) for a in found for other in a.same_utterance_as}
    told_once = [pair for pair in gold["distinct_utterances"] if len(pair) == 2]
    assert linked == {frozenset((by_gold[left].id, by_gold[right].id)) for left, right in told_once}


def test_every_mention_of_the_story_has_its_mood(seed, lexicons):
    gold, _, sentences, found = seed
    wrong = []
    for event in gold["events"]:
        span = Span(event["trigger"]["start"], event["trigger"]["end"])
        sentence = next(s for s in sentences if s.span.overlaps(span))
        index = sentence.head_of(span)
        holding = innermost(sentence, index, found)
        mood = assess(sentence, index, lexicons, attribution=holding).mood
        if mood not in {event["mood"], *event.get("also_mood", ())}:
            wrong.append((event["id"], mood))
    assert not wrong
