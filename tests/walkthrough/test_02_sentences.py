"""Step 2: each paragraph is parsed on its own, and every word keeps its place in the text."""

from __future__ import annotations

from rashomon.records import Document, Sentence


def test_words_point_into_the_document(story: Document, sentences: tuple[Sentence, ...]) -> None:
    assert all(token.span.of(story.text) == token.text for s in sentences for token in s.tokens)


def test_no_sentence_crosses_a_zone(story: Document, sentences: tuple[Sentence, ...]) -> None:
    for sentence in sentences:
        assert sum(zone.span.overlaps(sentence.span) for zone in story.zones) == 1


def test_furniture_is_not_parsed(story: Document, sentences: tuple[Sentence, ...]) -> None:
    assert not any("Contact" in s.span.of(story.text) for s in sentences)
