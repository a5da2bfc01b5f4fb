"""This file is where given mentions are put together."""

from __future__ import annotations

from rashomon.actors import link_mentions, resolve
from rashomon.lexicons import Lexicons
from rashomon.records import Span
from tests.factory import document, sentence, text_of


def test_mentions_of_one_actor_are_one_cluster_and_the_others_stand_alone(lexicons: Lexicons) -> None:
    first = sentence(
        "Anna/Anna/PROPN/compound/1/PERSON Brack/Brack/PROPN/nsubj/2/PERSON left/leave/VERB/ROOT/2 "
        "Chad/Chad/PROPN/dobj/2"
    )
    second = sentence(
        "She/she/PRON/nsubj/1 likes/like/VERB/ROOT/1 the/the/DET/det/3 river/river/NOUN/dobj/1 of/of/ADP/prep/3 "
        "Chad/Chad/PROPN/pobj/4",
        index=1,
        offset=first.span.end + 1,
    )
    text = text_of(first, second)
    story = document(text)
    actors = resolve(story, (first, second), (), lexicons)
    spans = [
        Span(text.index(word), text.index(word) + len(word))
        for word in ("Anna Brack", "Chad", "She", "the river")
    ]
    spans.append(Span(text.rindex("Chad"), text.rindex("Chad") + 4))
    clusters = link_mentions(story, (first, second), actors, spans, lexicons)
    assert sorted(clusters) == [(0, 2), (1, 4), (3,)]


def test_every_mention_is_in_a_cluster_even_outside_all_sentences(lexicons: Lexicons) -> None:
    assert link_mentions(document("x y"), (), (), [Span(0, 1), Span(2, 3)], lexicons) == ((0,), (1,))
