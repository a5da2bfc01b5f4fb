"""This file is where the chain of voices is tested: publisher, agency, speaker, the speaker's source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from rashomon.attributions import name_voices, publisher_chain
from rashomon.records import Actor, Attribution, Document, Span
from tests.factory import document, sentence, text_of

SAID = sentence("He/he/PRON/nsubj/1 said/say/VERB/ROOT/1 it/it/PRON/nsubj/3 fell/fall/VERB/ccomp/1")
TEXT = text_of(SAID)
CLAIM = Attribution("a1", (Span(8, 15),), (Span(0, 2),), (Span(3, 7),), sentence=0)


def span_of(text, word):
    start = text.index(word)
    return Span(start, start + len(word))


def voices(part, source, actors=(), lexicons=None, **changes):
    text = text_of(part)
    attribution = structs.replace(CLAIM, source=(span_of(text, source),), content=(Span(0, 1),), **changes)
    ((found,),) = [name_voices(document(text), (part,), (attribution,), actors, lexicons)]
    return found.chain


def test_the_publisher_stands_first_and_the_agency_next():
    page = replace(document("It fell."), agency="Wire Agency", agency_span=Span(0, 2))
    assert [(v.role, v.name, v.resolution) for v in publisher_chain(page)] == [
        ("publisher", "Test Wire", "explicit"),
        ("agency", "Wire Agency", "credit_line"),
    ]


def test_a_pronoun_takes_the_name_and_the_actor_it_goes_back_to(lexicons):
    text = "Ana Roy spoke . " + TEXT
    part = sentence(
        "He/he/PRON/nsubj/1 said/say/VERB/ROOT/1 it/it/PRON/nsubj/3 fell/fall/VERB/ccomp/1", offset=16
    )
    he = Actor("person:roy", "He", Span(16, 18), Span(16, 18), method="pronoun", antecedent=Span(0, 7))
    attribution = structs.replace(CLAIM, source=(Span(16, 18),), content=(Span(24, 31),))
    (found,) = name_voices(document(text), (part,), (attribution,), (he,), lexicons)
    assert [(v.name, v.resolution, v.actors) for v in found.chain[1:]] == [("Ana Roy", "pronoun", (he,))]


def test_a_pronoun_without_an_antecedent_is_unresolved(lexicons):
    chain = voices(SAID, "He", lexicons=lexicons)
    assert (chain[-1].name, chain[-1].resolution, chain[-1].attribution) == ("He", "unresolved", "a1")


def test_a_pronoun_stands_for_the_last_voice_that_fits_it(lexicons):
    part = sentence(
        "Roy/Roy/PROPN/nsubj/1/PERSON spoke/speak/VERB/ROOT/1 and/and/CCONJ/cc/1 army/army/NOUN/nsubj/4 "
        "wrote/write/VERB/conj/1 ;/;/PUNCT/punct/1 he/he/PRON/nsubj/7 said/say/VERB/conj/1"
    )
    text = text_of(part)
    spoken = [
        structs.replace(
            CLAIM, id=f"a{n}", source=(span_of(text, who),), cue=(span_of(text, verb),), content=(Span(0, 1),)
        )
        for n, (who, verb) in enumerate([("Roy", "spoke"), ("army", "wrote"), ("he", "said")])
    ]
    found = name_voices(document(text), (part,), tuple(spoken), (), lexicons)
    assert (found[2].chain[-1].name, found[2].chain[-1].resolution) == ("Roy", "pronoun")


def test_a_relative_pronoun_stands_for_its_noun(lexicons):
    part = sentence(
        "Roy/Roy/PROPN/nsubj/4/PERSON ,/,/PUNCT/punct/0 who/who/WP/nsubj/3 spoke/speak/VERB/relcl/0 "
        "left/leave/VERB/ROOT/4"
    )
    chain = voices(part, "who", lexicons=lexicons, cue=(span_of(text_of(part), "spoke"),))
    assert (chain[-1].name, chain[-1].role, chain[-1].resolution) == ("Roy", "person", "explicit")


def test_an_attribution_without_a_source_has_an_implicit_voice(lexicons):
    (found,) = name_voices(document(TEXT), (SAID,), (structs.replace(CLAIM, source=()),), (), lexicons)
    assert [(v.role, v.name) for v in found.chain] == [("publisher", "Test Wire"), ("implicit", None)]


def test_the_chain_runs_through_the_speaker_who_reports_another(lexicons):
    inner = structs.replace(CLAIM, id="a2", source=(Span(8, 10),), parent="a1")
    _, found = name_voices(document(TEXT), (SAID,), (CLAIM, inner), (), lexicons)
    assert [(v.name, v.attribution) for v in found.chain] == [
        ("Test Wire", None),
        ("He", "a1"),
        ("it", "a2"),
    ]


def test_a_circle_of_parents_ends(lexicons):
    circle = (structs.replace(CLAIM, parent="a2"), structs.replace(CLAIM, id="a2", parent="a1"))
    found = name_voices(document(TEXT), (SAID,), circle, (), lexicons)
    assert all(len(a.chain) <= 4 for a in found)


@pytest.mark.parametrize(
    ("words", "source", "role"),
    [
        ("minister/minister/NOUN/nsubj/1 said/say/VERB/ROOT/1", "minister", "office"),
        ("ministry/ministry/NOUN/nsubj/1 said/say/VERB/ROOT/1", "ministry", "organisation"),
        ("resolution/resolution/NOUN/nsubj/1 says/say/VERB/ROOT/1", "resolution", "document"),
        ("Ruritania/Ruritania/PROPN/nsubj/1/GPE said/say/VERB/ROOT/1", "Ruritania", "government"),
        ("Roy/Roy/PROPN/nsubj/1/PERSON said/say/VERB/ROOT/1", "Roy", "person"),
        ("source/source/NOUN/nsubj/1 said/say/VERB/ROOT/1", "source", "anonymous"),
        ("They/they/PRON/nsubj/1 said/say/VERB/ROOT/1", "They", "group"),
    ],
)
def test_the_head_word_of_a_source_gives_its_role(lexicons, words, source, role):
    assert voices(sentence(words), source, lexicons=lexicons)[-1].role == role


def test_conjunct_sources_bring_an_actor_each(lexicons):
    part = sentence(
        "France/France/PROPN/nsubj/3 and/and/CCONJ/cc/0 Norway/Norway/PROPN/conj/0 urged/urge/VERB/ROOT/3"
    )
    actors = (
        Actor("state:FRA", "France", Span(0, 6), Span(0, 6)),
        Actor("state:NOR", "Norway", Span(11, 17), Span(11, 17)),
    )
    voice = voices(part, "France and Norway", actors, lexicons)[-1]
    assert (voice.resolution, [a.id for a in voice.actors]) == ("conjunct", ["state:FRA", "state:NOR"])


@pytest.mark.parametrize(
    ("publisher", "agency", "names"),
    [
        ("Harbour Courier", "Northlight", ["Harbour Courier", "Northlight"]),
        ("Northlight", "NORTHLIGHT", ["Northlight"]),
        (None, "Northlight", [None, "Northlight"]),
    ],
)
def test_an_agency_that_runs_its_own_story_is_one_voice(
    publisher: str | None, agency: str, names: list[str | None]
) -> None:
    story = Document(id="x", text="", publisher=publisher, agency=agency)
    assert [voice.name for voice in publisher_chain(story)] == names
