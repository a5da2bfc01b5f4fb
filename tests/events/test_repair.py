"""This file is where mended parses are tested: a deed that the parser takes for an adjective."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from rashomon.pipeline import Tools, code_documents
from rashomon.records import Span, Zone, ZoneKind
from rashomon.repair import mended
from tests.events.reading import reading as read_as
from tests.events.reading import readings
from tests.factory import document, sentence

DEED = (
    "Norway/Norway/PROPN/nsubj/1 {0}/{1}/VERB/ROOT/1 Peru/Peru/PROPN/dobj/1 of/of/ADP/prep/1 "
    "shelling/shell/VERB/amod/5 civilians/civilian/NOUN/pobj/3"
)


def _relations(words: str) -> list[tuple[str, int]]:
    parsed = sentence(words)
    tokens = tuple(structs.replace(t, tag="VBG") if t.text == "shelling" else t for t in parsed.tokens)
    found = mended(replace(parsed, tokens=tokens), {"JUDGING": {"accuse"}, "ORDERING": (), "HANDING": ()})
    assert all(c in found.children[t.head] for t in found.tokens if t.head != t.index for c in (t.index,))
    return [(token.dep, token.head) for token in found.tokens[4:]]


def test_what_somebody_is_accused_of_is_a_deed() -> None:
    assert _relations(DEED.format("accused", "accuse")) == [("pcomp", 3), ("dobj", 4)]


def test_after_another_verb_it_is_what_the_noun_is_like() -> None:
    assert _relations(DEED.format("warned", "warn")) == [("amod", 5), ("pobj", 3)]


def test_an_accusation_names_the_accused_and_holds_the_deed(tools: Tools) -> None:
    text = "Norway accused Peru of shelling civilians."
    read = readings([text], tools)[text]
    assert read.startswith("ACCUSE/allege NOR>PER; ASSAULT/heavy-weapons PER>") and read.endswith(
        "civilians in 1"
    )


@pytest.mark.parametrize(
    ("verb", "reading"), [("ordered", "COERCE/arrest NOR>PER"), ("wanted", "THREATEN/arrest NOR>PER")]
)
def test_what_is_ordered_done_is_done_to_its_subject(verb: str, reading: str, tools: Tools) -> None:
    text = f"The Norwegian judge {verb} nine Peruvian officials jailed."
    assert readings([text], tools)[text].startswith(reading)


def test_who_is_called_something_is_not_phoned(tools: Tools) -> None:
    text = "Norway's president on Friday called Peru's president a liar to please his voters."
    assert "CONSULT" not in readings([text], tools)[text]


MENDED = [
    ("Norway returned a pendant engraved with the image of a king to Peruvian officials.", "RETREAT NOR>PER"),
    ("Norway returned twelve skulls that date back to 1600 to Peru.", "RETREAT NOR>PER"),
    (
        "Under pressure from Norway, the Peruvian Supreme Court has dropped the investigation against Chile.",
        "CONCEDE PER>CHL",
    ),
    (
        "Acting on a tip from Chilean police, Norwegian police officers on Wednesday arrested 25 Peruvian fishermen.",
        "COERCE/arrest NOR>PER",
    ),
    ("Norway let free three Peruvian journalists.", "RETREAT/release NOR>PER"),
    (
        "Norway's president on Friday called Peru's president Juan Soto to discuss the truce.",
        "CONSULT/phone NOR>PER",
    ),
]


@pytest.mark.parametrize(("text", "reading"), MENDED)
def test_mended_sentences_are_coded(text: str, reading: str, tools: Tools) -> None:
    assert reading.lower() in readings([text], tools)[text].lower()


HEADLINES = [
    ("Peruvian reporter shot in Norway", "ASSAULT/firearms >PER"),
    ("Peruvian reporter shot and killed by Norwegian police", "ASSAULT NOR>PER; ASSAULT/firearms >PER"),
    ("Norwegian police deployed to Peru", "MOBILIZE/police >PER"),
]


@pytest.mark.parametrize(("text", "reading"), HEADLINES)
def test_a_bare_past_form_in_a_headline_is_a_passive(text: str, reading: str, tools: Tools) -> None:
    headline = replace(document(text), zones=(Zone(ZoneKind.HEADLINE, Span(0, len(text))),))
    (found,) = map(read_as, code_documents([headline], tools))
    assert found == reading


CHARGES = [
    (
        "Norway accused Peruvian forces of shelling a Chilean village.",
        "NOR>PER",
        "ASSAULT/heavy-weapons PER>CHL",
    ),
    ("Norwegian police accused the Peruvian of killing two women.", "NOR>PER", "ASSAULT PER>two women"),
    (
        "The Norwegian army on Sunday accused the RSF of shelling a market.",
        "NOR>SDN",
        "ASSAULT/heavy-weapons SDN>",
    ),
    ("Norway accused Tajik troops of shelling homes in Batken.", "NOR>TJK", "ASSAULT/heavy-weapons TJK>"),
    ("Norwegian villagers accused Peruvian soldiers of burning homes.", "NOR>PER", "PER>homes"),
    (
        "The Norwegian ministry said two Chilean soldiers died and accused Peruvian troops of shelling a village.",
        "NOR>PER",
        "PER>a village",
    ),
    (
        "Norway said nine Chileans were killed and accused Peru of bombing a market.",
        "NOR>PER",
        "ASSAULT/aerial PER>",
    ),
]


@pytest.mark.parametrize(("text", "parties", "deed"), CHARGES)
def test_a_deed_is_laid_to_the_accused_neither_to_the_accuser_nor_to_the_dead(
    text: str, parties: str, deed: str, tools: Tools
) -> None:
    events = readings([text], tools)[text].split("; ")
    assert any(event.startswith("ACCUSE") and parties in event for event in events)
    assert any(deed in event for event in events)
