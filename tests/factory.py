"""This file is where tests build records by hand, so that a stage's test needs no parser."""

from __future__ import annotations

from rashomon.records import Document, Sentence, Span, Token, Zone, ZoneKind


def sentence(
    words: str, *, index: int = 0, zone: ZoneKind = ZoneKind.BODY, paragraph: int = 0, offset: int = 0
) -> Sentence:
    """Return a sentence from words written `text/lemma/POS/dep/head`, the head counted from 0, with an optional
    `/ENTITY` at the end. Words are set one space apart; the text is `text_of(sentence)`.
    """
    tokens, start = [], offset
    for position, word in enumerate(words.split()):
        text, lemma, pos, dep, head, *entity = word.split("/")
        label = entity[0] if entity else ""
        tokens.append(
            Token(
                position, text, lemma, pos, pos, dep, int(head), start, start + len(text), label, bool(label)
            )
        )
        start += len(text) + 1
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    root = next(t.index for t in tokens if t.head == t.index)
    return Sentence(index, zone, paragraph, tuple(tokens), tuple(map(tuple, children)), root)


def text_of(*sentences: Sentence) -> str:
    """Return the text that the sentences of `sentence` stand in."""
    return " ".join(token.text for part in sentences for token in part.tokens)


def document(
    text: str, *, published: str | None = "2020-10-02", publisher: str | None = "Test Wire"
) -> Document:
    """Return a document of one body zone."""
    return Document(
        id="test",
        text=text,
        zones=(Zone(ZoneKind.BODY, Span(0, len(text))),),
        published=published,
        publisher=publisher,
        language="en",
    )
