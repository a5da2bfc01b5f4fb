"""This file is where attribution is tested, one construction after the other, on sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.attributions import attribute
from rashomon.pipeline import code_documents
from rashomon.records import Document, Span, Zone, ZoneKind
from rashomon.sentences import parse_all
from tests.factory import document


def page(text, *kinds):
    """Return a document whose lines are its zones; kinds are those of the first lines, the others are body."""
    zones, start = [], 0
    for number, line in enumerate(text.split("\n")):
        kind = kinds[number] if number < len(kinds) else ZoneKind.BODY
        if line:
            zones.append(Zone(kind, Span(start, start + len(line))))
        start += len(line) + 1
    return Document(id="t", text=text, zones=tuple(zones))


@pytest.fixture(scope="module")
def read(parser, lexicons):
    def read(text, *kinds):
        document = page(text, *kinds)
        ((_, sentences),) = parse_all([document], parser)
        return document, attribute(document, sentences, lexicons)

    return read


def words(document, spans):
    return " ... ".join(span.of(document.text) for span in spans)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "form"),
    [
        (
            "The minister said that the talks had failed.",
            "The minister",
            "said",
            "that the talks had failed",
            "indirect",
        ),
        (
            '"The talks have failed," the minister said on Monday.',
            "the minister",
            "said",
            '"The talks have failed,"',
            "direct",
        ),
        (
            'The minister said: "The talks have failed. We will go home."',
            "The minister",
            "said",
            '"The talks have failed. We will go home."',
            "direct",
        ),
        (
            '"The talks," the minister said, "have failed for good."',
            "the minister",
            "said",
            '"The talks," ... "have failed for good."',
            "direct",
        ),
        (
            'The minister said the talks were "a waste of good time".',
            "The minister",
            "said",
            'the talks were "a waste of good time"',
            "mixed",
        ),
        (
            "According to the ministry, the talks have failed.",
            "the ministry",
            "According to",
            "the talks have failed",
            "indirect",
        ),
        (
            "The talks have failed, according to the ministry.",
            "the ministry",
            "according to",
            "The talks have failed",
            "indirect",
        ),
        (
            "The ministry said in a statement that the talks had failed.",
            "The ministry",
            "said in a statement",
            "that the talks had failed",
            "indirect",
        ),
        (
            "The talks have failed, the ministry said.",
            "the ministry",
            "said",
            "The talks have failed",
            "indirect",
        ),
        (
            "The envoy condemned the attack on the market.",
            "The envoy",
            "condemned",
            "the attack on the market",
            "indirect",
        ),
        (
            "The envoy called for the release of the prisoners.",
            "The envoy",
            "called for",
            "the release of the prisoners",
            "indirect",
        ),
        ("The envoy vowed to free the prisoners.", "The envoy", "vowed", "to free the prisoners", "indirect"),
        (
            "The envoy urged the rebels to free the prisoners.",
            "The envoy",
            "urged",
            "the rebels to free the prisoners",
            "indirect",
        ),
        ("The envoy denied shelling the town.", "The envoy", "denied", "shelling the town", "indirect"),
        (
            "The ministry's claim that the talks had failed was false.",
            "The ministry's",
            "claim",
            "that the talks had failed",
            "indirect",
        ),
        (
            "The rebels allegedly burned the mill.",
            "",
            "allegedly",
            "The rebels ... burned the mill",
            "indirect",
        ),
        (
            "The rebels are said to hold the bridge.",
            "",
            "are said",
            "The rebels ... to hold the bridge",
            "indirect",
        ),
        (
            "Four UN resolutions demand the release of the prisoners.",
            "Four UN resolutions",
            "demand",
            "the release of the prisoners",
            "indirect",
        ),
        (
            "France, Russia and Norway have urged an end to the fighting.",
            "France, Russia and Norway",
            "have urged",
            "an end to the fighting",
            "indirect",
        ),
    ],
)
def test_a_construction_is_read(read, text, source, cue, content, form):
    document, found = read(text)
    told = [
        (words(document, a.source), words(document, a.cue), words(document, a.content), a.form)
        for a in found
        if a.parent is None
    ]
    assert told == [(source, cue, content, form)]


@pytest.mark.parametrize(
    ("opened", "closed"),
    [('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("``", "''"), ("„", "”"), ("»", "«")],
)
def test_marks_of_every_style_are_quotation_marks(read, opened, closed):
    document, found = read(f"{opened}The talks have failed for good,{closed} the minister said.")
    assert [(a.form, words(document, a.source)) for a in found] == [("direct", "the minister")]


def test_a_headline_with_a_colon_names_its_source(read):
    document, found = read("Turkey: Rebels must leave the town", ZoneKind.HEADLINE)
    assert [(words(document, a.source), words(document, a.content), a.act) for a in found] == [
        ("Turkey", "Rebels must leave the town", "demand")
    ]


def test_a_headline_may_name_its_source_last(read):
    document, found = read("Rebels have left the northern town: ministry", ZoneKind.HEADLINE)
    assert (words(document, found[0].source), words(document, found[0].content)) == (
        "ministry",
        "Rebels have left the northern town",
    )


def test_a_quotation_goes_on_after_its_speaker(read):
    document, found = read('"The talks have failed," the minister said. "We are going home tonight."')
    assert words(document, found[0].content) == '"The talks have failed," ... "We are going home tonight."'


def test_a_quotation_goes_on_in_the_next_paragraph(read):
    document, found = read(
        'The minister said: "The talks have failed for good.\n"We will not go there again."'
    )
    assert [(words(document, a.content), a.why[-1].rule) for a in found] == [
        ('"The talks have failed for good. ... "We will not go there again."', "carried-over")
    ]


def test_a_quotation_over_paragraphs_belongs_to_who_is_named_at_its_end(read):
    text = '"We will stay here.\n"We have a plan.\n"Nobody will stop us," the minister said.'
    document, (only,) = read(text)
    assert words(document, only.content).count('"') == 4
    assert words(document, only.source) == "the minister"


def test_a_paragraph_that_ends_in_a_colon_opens_the_next(read):
    document, found = read('The minister declared in the spring:\n"The bridge is ours and stays ours."')
    assert [(words(document, a.source), words(document, a.content)) for a in found] == [
        ("The minister", '"The bridge is ours and stays ours."')
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            'The minister called the plan "a gift to the banks."',
            "The minister",
            'the plan "a gift to the banks."',
        ),
        (
            "On Sunday the minister left the meeting, citing reports of a flood.",
            "the minister",
            "reports of a flood",
        ),
        ('He was clear: "The talks are over for good," he said.', "he", '"The talks are over for good,"'),
        (
            'The minister said "The talks are over," when asked about them.',
            "The minister",
            '"The talks are over,"',
        ),
        (
            "The minister was quoted as saying that the bridge was lost.",
            "The minister",
            "that the bridge was lost",
        ),
        ("Amid reports of shelling, the school closed.", "", "shelling"),
        (
            "The nurse described how soldiers had fired at the crowd.",
            "The nurse",
            "how soldiers had fired at the crowd",
        ),
        ("The minister's answer was that the bridge was lost.", "The minister's", "that the bridge was lost"),
        ("The senator referred to the envoy as a friend.", "The senator", "the envoy as a friend"),
    ],
)
def test_content_is_what_is_said_and_nothing_beside_it(read, text, source, content):
    document, found = read(text)
    pairs = [(words(document, a.source), words(document, a.content)) for a in found]
    assert (source, content) in pairs, pairs
    assert not any("quoted" in words(document, a.cue) for a in found)


def test_a_colon_before_a_quotation_is_a_cue(read):
    document, found = read('The mayor made her case: "We have no water left in this town."')
    assert [(words(document, a.source), words(document, a.cue), a.form) for a in found] == [
        ("The mayor", "made ... :", "direct")
    ]


def test_a_clause_that_leads_up_to_a_quotation_is_no_part_of_it(read):
    document, found = read('Asked about the raid, the minister said: "We had no choice in this."')
    assert words(document, found[-1].content) == '"We had no choice in this."'


def test_a_report_inside_a_report_has_a_parent(read):
    _, found = read("The agency said the ministry claimed that the talks had failed.")
    outer = next(a for a in found if a.lemma == "say")
    inner = next(a for a in found if a.lemma == "claim")
    assert (outer.parent, inner.parent) == (None, outer.id)


def test_an_agency_quotes_a_ministry_that_quotes_residents(read):
    document, found = read("TASS quoted the ministry as saying that residents had reported heavy shelling.")
    told = {words(document, a.source): a for a in found}
    assert told["the ministry"].parent == told["TASS"].id
    assert told["residents"].parent == told["the ministry"].id


def test_a_speech_noun_takes_the_subject_of_its_light_verb(read):
    _, found = read("The army repeated its claim that the bridge was lost.")
    assert [(a.lemma, a.frame) for a in found] == [("claim", "n-that")]


def test_a_denial_that_was_not_made_is_negated(read):
    _, found = read("The minister did not say that the talks had failed.")
    assert [a.is_negated for a in found] == [True]


def test_headline_and_body_tell_one_statement_once(read):
    text = (
        "Ruritania calls for withdrawal of Graustark troops from the island\n"
        "Graustark must withdraw its troops from the island, the Ruritanian foreign minister said."
    )
    _, found = read(text, ZoneKind.HEADLINE)
    first, second = (a for a in found if a.parent is None)
    assert (first.same_utterance_as, second.same_utterance_as) == ((second.id,), (first.id,))


def test_two_statements_of_the_body_stay_two(read):
    text = "The minister said the talks had failed.\nThe minister said the talks had failed again."
    _, found = read(text)
    assert [a.same_utterance_as for a in found] == [(), ()]


def test_nothing_is_read_in_furniture(read):
    text = 'The minister said the talks had failed.\n"Contact us," the page said.'
    document, found = read(text, ZoneKind.BODY, ZoneKind.BOILERPLATE)
    assert [words(document, a.source) for a in found] == ["The minister"]


@pytest.mark.parametrize(
    "text",
    [
        'The minister said the talks had "failed.',
        'The minister" said the talks "had" failed".',
        '6\'2" tall, the minister said "no',
        '"',
        "'' said ``",
        "“ „ « » ” said the minister, “",
    ],
)
def test_odd_marks_are_no_error(read, text):
    _, found = read(text)
    assert all(s.end <= len(text) for a in found for s in (*a.content, *a.source, *a.cue))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "„",
                "«",
                "»",
                "''",
                "``",
                "‘",
                "’",
                "'",
                ",",
                ".",
                ":",
                "\n",
                "\x00",
                "the",
                "minister",
                "said",
                "that",
                "army",
                "left",
                "town",
                "he",
                "denied",
                "not",
            ]
        ),
        max_size=30,
    ).map(" ".join)
)
def test_any_text_is_read_and_spans_stay_in_one_story_zone(read, text):
    document, found = read(text, ZoneKind.HEADLINE, ZoneKind.BOILERPLATE)
    zones = [zone.span for zone in document.zones if zone.kind.is_story]
    for attribution in found:
        for span in (*attribution.content, *attribution.source, *attribution.cue):
            assert any(zone.covers(span) for zone in zones)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The talks have failed, the envoy told reporters on Monday.", "the envoy", "The talks have failed"),
        ("Rebels shelled the town, its mayor informed the council.", "its mayor", "Rebels shelled the town"),
    ],
)
def test_what_stands_before_the_cue_may_be_told_to_somebody(tools, text, source, content):
    (coding,) = code_documents([document(text)], tools)
    found = {(a.source[0].of(text), a.content[0].of(text)) for a in coding.attributions if a.source}
    assert (source, content) in found


def test_what_a_speaker_adds_is_not_part_of_what_was_told_first(read):
    document, found = read("The envoy said the road was shut while adding that the bridge was lost.")
    first = next(a for a in found if a.lemma == "say")
    assert words(document, first.content) == "the road was shut"


@pytest.mark.parametrize(
    "text",
    [
        "The two sides share a river and a railway.",
        "The president appointed a new commander and vetoed the budget.",
        "The rebels answered fire from the hill and challenged the army at the bridge.",
        "The soldiers identified the gunman at the checkpoint.",
        "The ambassador presented her credentials to the queen.",
        "The parliament accepted the resignation of the general.",
        "The general appealed to the high court.",
        "The governor called out the reservists.",
        "The villagers love the river.",
    ],
)
def test_an_act_that_needs_no_words_is_no_report(read, text):
    _, found = read(text)
    assert not found


def test_a_number_of_questions_are_answered_in_words(read):
    text, (report,) = read("The minister answered a number of questions about the raid.")
    assert words(text, report.content) == "a number of questions about the raid"


@pytest.mark.parametrize("state", ["missing in the strait", "killed near the bridge", "safe"])
def test_the_state_in_which_someone_was_reported_is_told_too(read, state):
    text, found = read(f"Two fishermen were reported {state}.")
    assert [(words(text, a.content), a.source) for a in found] == [(f"Two fishermen ... {state}", ())]
