"""This file is where every modality word is run on its example, and factuality per voice is checked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rashomon.attributions import attribute, name_voices
from rashomon.events.modality import assess, author_value, factuality
from rashomon.lexicons import Lexicons
from rashomon.records import Document, Mood, Span
from rashomon.sentences import parse_all

WORDS = Lexicons().modality.entries


def marked(text):
    """Return the text without brackets, and the span of the bracketed word."""
    match = re.search(r"\[(.+?)\]", text)
    plain = text[: match.start()] + match.group(1) + text[match.end() :]
    return plain, Span(match.start(), match.end() - 2)


def place(sentences, span):
    return next((s, s.within(span)[0]) for s in sentences if s.span.covers(span))


@pytest.fixture(scope="module")
def steps(parser, lexicons):
    texts = sorted({text for word in WORDS for text in (word.example, word.counterexample) if text})
    plain = [marked(text) for text in texts]
    parsed = parse_all([Document(id=p, text=p) for p, _ in plain], parser)
    return {
        text: {r.rule for r in assess(*place(sentences, span), lexicons).steps}
        for text, (_, span), (_, sentences) in zip(texts, plain, parsed, strict=True)
    }


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.id)
def test_a_word_decides_its_example(word, steps):
    same = {f"modality:{w.id}" for w in WORDS if (w.kind, w.word) == (word.kind, word.word)}
    assert same & steps[word.example]


@pytest.mark.parametrize("word", [w for w in WORDS if w.counterexample], ids=lambda word: word.id)
def test_a_word_leaves_its_counterexample_alone(word, steps):
    assert f"modality:{word.id}" not in steps[word.counterexample]


@pytest.fixture(scope="module")
def read(parser, lexicons):
    def read(text):
        plain, span = marked(text)
        document = Document(id="t", text=plain, publisher="Wire")
        ((_, sentences),) = parse_all([document], parser)
        found = name_voices(document, sentences, attribute(document, sentences, lexicons), (), lexicons)
        return document, sentences, found, place(sentences, span)

    return read


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("The army [attacked] the town.", Mood.ASSERTED),
        ("The army did not [attack] the town.", Mood.NEGATED),
        ("The army denied [shelling] the town.", Mood.DENIED),
        ("The envoy demanded the [withdrawal] of the troops.", Mood.DEMANDED),
        ("The envoy called for a [withdrawal] of the troops.", Mood.DEMANDED),
        ("The envoy urged the rebels to [withdraw].", Mood.DEMANDED),
        ("The army must [withdraw] from the town.", Mood.DEMANDED),
        ("The army plans to [attack] the town.", Mood.PLANNED),
        ("The army vowed to [attack] the town.", Mood.PROMISED),
        ("The army threatened to [attack] the town.", Mood.THREATENED),
        ("The army will [attack] the town.", Mood.PREDICTED),
        ("The army may [attack] the town.", Mood.POSSIBLE),
        ("If the army [attacks] the town, residents will flee.", Mood.CONDITIONAL),
        ("The envoys [accuse] the rebels of arson; the mayor denies it.", Mood.ASSERTED),
        ("There are no plans for an [attack] on the town.", Mood.NEGATED),
        ("The parties met for talks on a [withdrawal].", Mood.HYPOTHETICAL),
        ("The army must not [attack] the town.", Mood.DEMANDED),
        ("The council rejected a [ceasefire].", Mood.DENIED),
        ("The parties failed to reach an [agreement].", Mood.NEGATED),
        ("The army left without [attacking] the town.", Mood.NEGATED),
        ("The minister warned of an [attack].", Mood.POSSIBLE),
        ("Did the army [attack] the town?", Mood.QUESTION),
        ("The army failed to [take] the town.", Mood.NEGATED),
        ("The army managed to [take] the town.", Mood.ASSERTED),
        ("The army did not fail to [take] the town.", Mood.ASSERTED),
        ("The group was formed to [end] the war, but to no avail.", Mood.NEGATED),
        ("The army had to [leave] the town.", Mood.ASSERTED),
        ("Residents may flee after the [attack] on the town.", Mood.ASSERTED),
        ("The council urged a halt to the [clashes].", Mood.ASSERTED),
        ("The rebels who [attacked] the town must leave.", Mood.ASSERTED),
        ("The minister said the army [attacked] the town.", Mood.ASSERTED),
        ("The council declared a [state] of emergency.", Mood.ASSERTED),
        ("The council declared a [mobilization].", Mood.PLANNED),
        ("The army moved in order to [attack] the town.", Mood.PLANNED),
        ("The mayor praised the talks in her [remarks].", Mood.ASSERTED),
        ("The parties [reached] no agreement.", Mood.NEGATED),
        ("There is no evidence [linking] the rebels to the fire.", Mood.NEGATED),
        ("The army not only [attacked] the town but burned it.", Mood.ASSERTED),
        ("The army does not say whether it [attacked] the town.", Mood.QUESTION),
        ("The [shelling] did not help the army.", Mood.ASSERTED),
        ("The minister said the army would [leave] the town.", Mood.PREDICTED),
        ("The minister said the army would [leave] if the talks failed.", Mood.HYPOTHETICAL),
        ("The council has a formula for [ending] the war.", Mood.PLANNED),
        ("The [remains] of the mayor were found.", Mood.ASSERTED),
        ("The army crossed the river to [attack] the town.", Mood.PLANNED),
        ("The fire led the residents to [leave] the town.", Mood.ASSERTED),
        ("The army was said to [shell] the town.", Mood.ASSERTED),
        ("The president is to [meet] the rebels on Monday.", Mood.PLANNED),
        ("The town is hard to [defend].", Mood.HYPOTHETICAL),
        ("The president was glad to [meet] the rebels.", Mood.ASSERTED),
        ("Should the talks [fail], the army will leave.", Mood.CONDITIONAL),
        ("The court ruled that the mayor [resign].", Mood.DEMANDED),
    ],
)
def test_the_words_above_an_event_set_its_mood(read, lexicons, text, mood):
    _, _, _, (sentence, index) = read(text)
    assert assess(sentence, index, lexicons).mood is mood


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The army [attacked] the town.", [3]),
        ("The minister said the army [attacked] the town.", [0, 3]),
        ("The minister revealed that the army [attacked] the town.", [3, 3]),
        ("The minister denied that the army [attacked] the town.", [0, -3]),
        ("The minister demanded the [withdrawal] of the troops.", [0, 0]),
        ("The minister condemned the [attack] on the town.", [3, 3]),
        ("The minister said the army did not [attack] the town.", [0, -3]),
        ("The minister said the army may [attack] the town.", [0, 1]),
        ("The minister accused the army of [attacking] the town.", [0, 3]),
        ("The parties agreed to talk after the army [attacked] the town.", [3, 3]),
        ("The rebels must leave, and they [attacked] the town, the minister said.", [0, 3]),
        ("The minister did not say that the army [attacked] the town.", [0, 0]),
        ("The agency said the ministry claimed that the army [attacked] the town.", [0, 0, 3]),
    ],
)
def test_each_voice_has_its_own_value(read, lexicons, text, values):
    document, _, found, (sentence, index) = read(text)
    rows = factuality(document, sentence, index, found, lexicons)
    assert [row.value for row in rows] == values


def test_the_agency_is_as_sure_as_the_publisher(read, lexicons):
    document, _, found, (sentence, index) = read("The army did not [attack] the town.")
    rows = factuality(replace(document, agency="Agency"), sentence, index, found, lexicons)
    assert [(row.voice, row.value, row.mood) for row in rows] == [
        ("Wire", -3, Mood.NEGATED),
        ("Agency", -3, Mood.NEGATED),
    ]


@pytest.mark.parametrize(
    ("text", "temporal"),
    [
        ("The group was [formed] in 1992.", "background"),
        ("Relations have been [tense] since 1991, when the army took the town.", "background"),
        ("Relations have been tense since 1991, when the army [took] the town.", "background"),
        ("The group was [formed] on 3 May 1992.", "past"),
        ("The army [shells] the town.", "ongoing"),
        ("The army has [shelled] the town.", "past"),
        ("The army will [shell] the town.", "future"),
    ],
)
def test_tense_and_years_tell_when(read, lexicons, text, temporal):
    _, _, _, (sentence, index) = read(text)
    assert assess(sentence, index, lexicons).temporal == temporal


def test_a_reader_takes_a_plan_for_less_than_a_fact(read, lexicons):
    fact = read("The army [attacked] the town.")[3]
    plan = read("The army plans to [attack] the town.")[3]
    denial = read("The army did not [attack] the town.")[3]
    assert author_value(*denial, lexicons) < author_value(*plan, lexicons) < author_value(*fact, lexicons)


@pytest.mark.parametrize("verb", ["marched", "has marched"])
def test_readers_ask_what_was_done_for_a_purpose(read, lexicons, verb):
    was_done, is_done, was_not = (
        author_value(*read(text)[3], lexicons)
        for text in (
            f"The army {verb} in to [attack] the town.",
            "The army comes to [attack] the town.",
            "The army could not [attack] the town.",
        )
    )
    assert was_not < is_done < was_done


def test_a_word_may_have_a_value_of_its_own(read, lexicons):
    declared, wanted = (
        author_value(*read(text)[3], lexicons)
        for text in ("The council declared a [mobilization].", "The council wants a [mobilization].")
    )
    assert wanted < declared
