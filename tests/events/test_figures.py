"""This file is where figures are tested: what a number counts, within which bounds, and whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.events.figures import find_figures
from rashomon.lexicons import Lexicons
from rashomon.lexicons.figures import FigureTables, load_figures
from rashomon.records import Figure
from rashomon.sentences import parse_all
from tests.factory import document, sentence, text_of

if TYPE_CHECKING:
    from spacy.language import Language

TABLES: FigureTables = load_figures("en")
EXAMPLES = [(entry.id, entry.example) for entry in (*TABLES.rules, *TABLES.hedges)]
COUNTEREXAMPLES = [(rule.id, rule.counterexample) for rule in TABLES.rules]

#: What a sentence says, as kind, low, high and whom of each figure.
CASES = {
    "At least 21 civilians, including five children, were killed and 70 wounded, the prosecutor said.": [
        ("killed", 21, None, "civilians"),
        ("killed", 5, 5, "children"),
        ("wounded", 70, 70, None),
    ],
    "The death toll from the attack rose to 35 on Sunday.": [("killed", 35, 35, None)],
    "It put the death toll at 13 later in the day.": [("killed", 13, 13, None)],
    "The ministry put the death toll at 1,336.": [("killed", 1336, 1336, None)],
    "There were no casualties.": [("killed", 0, 0, None), ("wounded", 0, 0, None)],
    "Nobody was injured, and no civilians were killed.": [
        ("wounded", 0, 0, None),
        ("killed", 0, 0, "civilians"),
    ],
    "Between 20 and 30 soldiers died in the clash.": [("killed", 20, 30, "soldiers")],
    "Police detained 150 to 200 protesters.": [("detained", 150, 200, "protesters")],
    "Twenty-one soldiers were killed and three captured.": [
        ("killed", 21, 21, "soldiers"),
        ("captured", 3, 3, None),
    ],
    "About two dozen houses were destroyed and up to 3,000 people displaced.": [
        ("destroyed", 24, 24, "houses"),
        ("displaced", None, 3000, "people"),
    ],
    "Hundreds of thousands of people have fled their homes.": [("displaced", 200_000, None, "people")],
    "Some 1.2 million people were displaced.": [("displaced", 1_200_000, 1_200_000, "people")],
    "Rebels killed 12 soldiers and five civilians in the raid.": [
        ("killed", 12, 12, "soldiers"),
        ("killed", 5, 5, "civilians"),
    ],
    "Fighting has killed 1,200 people, among them 300 women and children.": [
        ("killed", 1200, 1200, "people"),
        ("killed", 300, 300, "women and children"),
    ],
    "A soldier was killed and two were wounded.": [("killed", 1, 1, "soldier"), ("wounded", 2, 2, None)],
    "The ministry said 40 of its soldiers had been killed.": [("killed", 40, 40, "its soldiers")],
    "A total of 76 soldiers were injured.": [("wounded", 76, 76, "soldiers")],
    "A bomb has killed 13 soldiers and wounded 56 more, officials say.": [
        ("killed", 13, 13, "soldiers"),
        ("wounded", 56, 56, None),
    ],
    "More than 40 of its soldiers were killed or wounded.": [("other", 40, None, "its soldiers")],
    "Shelling hit the enclave, with at least two people reported killed.": [("killed", 2, None, "people")],
    "A car bomb killed at least 75 displaced people.": [("killed", 75, None, "displaced people")],
    "The blast killed 15 army trainees, injuring over 180 more.": [
        ("killed", 15, 15, "army trainees"),
        ("wounded", 180, None, None),
    ],
    "Three different attacks left nine people dead.": [("killed", 9, 9, "people")],
    "The dead included four civilians.": [("killed", 4, 4, "civilians")],
    "It destroyed 90 armoured vehicles and 182 artillery pieces.": [
        ("destroyed", 90, 90, "armoured vehicles"),
        ("destroyed", 182, 182, "artillery pieces"),
    ],
    "One of two gunmen was killed.": [("killed", 1, 1, "gunmen")],
    "Three children were among the dead.": [("killed", 3, 3, "children")],
    "It said that 29 more of its soldiers had been killed.": [("killed", 29, 29, "its soldiers")],
    "Dozens more deaths are feared.": [("killed", 24, None, None)],
    "Thirteen killed, 50 injured in strike": [("killed", 13, 13, None), ("wounded", 50, 50, None)],
}

NO_FIGURES = [
    "The government allocated $5 million for the region.",
    "Prices rose by 40 percent in three weeks.",
    "Ali, 25, was killed in the raid.",
    "The 24-year-old teacher left on 4 October 2020.",
    "The village lies 12 km from the border.",
    "Resolution 2401 was adopted.",
    "The agreement was signed by 15 states.",
    "In 2019 the war ended.",
    "The fire killed 40 cows.",
    "About 1 in 6,500 houses has one.",
]


@pytest.fixture(scope="module")
def figures(parser: Language, lexicons: Lexicons) -> dict[str, tuple[Figure, ...]]:
    """All sentences of this file with their figures, parsed in one go."""
    texts = sorted({*(t for _, t in EXAMPLES + COUNTEREXAMPLES), *CASES, *NO_FIGURES})
    parsed = parse_all([document(text) for text in texts], parser)
    return {doc.text: tuple(f for s in parts for f in find_figures(s, lexicons)) for doc, parts in parsed}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_every_entry_decides_its_example(
    rule: str, example: str, figures: dict[str, tuple[Figure, ...]]
) -> None:
    hedge = next((h for h in TABLES.hedges if h.id == rule), None)
    if hedge is None:
        assert f"figure:{rule}" in {f.why[0].rule for f in figures[example]}
    else:
        assert next(f.hedge for f in figures[example]) in hedge.words


@pytest.mark.parametrize(("rule", "counterexample"), COUNTEREXAMPLES)
def test_no_entry_decides_its_counterexample(
    rule: str, counterexample: str, figures: dict[str, tuple[Figure, ...]]
) -> None:
    assert f"figure:{rule}" not in {f.why[0].rule for f in figures[counterexample]}


@pytest.mark.parametrize("text", CASES)
def test_a_number_counts_what_its_sentence_says(text: str, figures: dict[str, tuple[Figure, ...]]) -> None:
    assert [(f.kind, f.low, f.high, f.whom) for f in figures[text]] == CASES[text]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_measures_dates_prices_ages_and_names_are_no_figures(
    text: str, figures: dict[str, tuple[Figure, ...]]
) -> None:
    assert figures[text] == ()


def test_a_figure_stands_where_its_words_stand(figures: dict[str, tuple[Figure, ...]]) -> None:
    text = "About two dozen houses were destroyed and up to 3,000 people displaced."
    first, second = figures[text]
    assert first.span.of(text) == "About two dozen houses"
    assert second.span.of(text) == "up to 3,000 people"
    assert (first.hedge, second.hedge) == ("about", "up to")


def test_figures_need_no_parser() -> None:
    killed = sentence(
        "Shelling/shelling/NOUN/nsubj/1 killed/kill/VERB/ROOT/1 12/12/NUM/nummod/3 rebels/rebel/NOUN/dobj/1"
    )
    (figure,) = find_figures(killed, Lexicons())
    assert (figure.kind, figure.low, figure.high) == ("killed", 12, 12)
    assert figure.span.of(text_of(killed)) == "12 rebels"
    assert figure.why[0].rule == "figure:kill"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "no",
                "a",
                "half",
                "million",
                "hundreds",
                "of",
                "and",
                "between",
                "two",
                "-",
                "12",
                "1.5",
                "to",
                "9" * 40,
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_run_of_number_words_breaks_the_finder(words: list[str]) -> None:
    written = " ".join(f"{word}/{word}/NUM/dep/0" for word in words)
    for figure in find_figures(sentence(written), Lexicons()):
        assert figure.low is None or figure.high is None or figure.low <= figure.high
