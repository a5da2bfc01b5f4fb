"""This file is where copies are found, and which was copied from which."""

from __future__ import annotations

import random
from functools import partial

import pytest

from rashomon.incidents.lineage import LineageIndex, lineages, shared_texts
from rashomon.incidents.shingles import sketch, sketches
from rashomon.records import Document, SharedText
from tests.incidents.edits import EDITS, edited, story_bodies

BODIES = story_bodies()
STATEMENT = (
    '"We opened the gate because the water had reached the third mark, because the engineers asked for it in writing, '
    "and because nobody in this town will be told again that a wall which was never finished is a wall. "
    'The men who say otherwise were not on the bank that night, and none of them has come to see it since," the mayor said.'
)
REPORT = f"""The town council of Lower Fen met behind closed doors on Monday to hear why the sluice was opened.
{STATEMENT}
Two farmers asked who would pay for the drowned sheep, and left before the vote."""
OTHER_REPORT = f"""Insurers sent three assessors to the flooded meadows, where they counted forty carcasses before dusk.
{STATEMENT}
Opposition members want an inquiry led by a judge from outside the county."""


def the_pair(left: str, right: str) -> SharedText | None:
    found = shared_texts([("a", left), ("b", right)])
    return found[0] if found else None


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", BODIES)
def test_an_edited_copy_is_one_text_with_its_original(name: str, edit: str) -> None:
    pair = the_pair(BODIES[name], edited(BODIES[name], edit))
    assert pair is not None
    assert pair.kind == "cut"


def test_stories_of_one_happening_by_several_hands_are_no_copies() -> None:
    assert shared_texts(BODIES.items()) == ()


def test_every_copy_is_found_among_all_and_nothing_else() -> None:
    documents = dict(BODIES)
    documents |= {f"{name} {edit}": edited(body, edit) for name, body in BODIES.items() for edit in EDITS}
    found = {(pair.left, pair.right) for pair in shared_texts(documents.items())}
    assert {(name, f"{name} {edit}") for name in BODIES for edit in EDITS} <= found
    assert all(left.split()[0] == right.split()[0] for left, right in found)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", BODIES)
def test_a_text_with_every_fifth_word_exchanged_is_a_changed_one(name: str, seed: int) -> None:
    pair = the_pair(BODIES[name], edited(BODIES[name], "words20", seed))
    assert pair is not None
    assert pair.kind == "changed"
    assert pair.taken > 0.6 > pair.containment


def test_a_passage_in_two_texts_makes_neither_a_changed_one() -> None:
    passage, *_ = BODIES["ganja-baku-ledger"].split("\n")
    bodies = [BODIES[name] for name in ("galwan-beijing-ledger", "galwan-two-banks-monitor")]
    assert the_pair(*(f"{body}\n{passage}\n{passage[:150]}" for body in bodies)) is None


def test_a_form_filled_in_twice_joins_no_lineages() -> None:
    first, second = BODIES["ganja-yerevan-ledger"], edited(BODIES["ganja-yerevan-ledger"], "words20", 1)
    shared = shared_texts([("a", first), ("b", second)])
    assert [pair.kind for pair in shared] == ["changed"]
    found = lineages([document("a", "2020-10-17"), document("b", "2020-10-18")], shared)
    assert found["b"].lineage == "b"


def test_case_and_punctuation_make_no_other_text() -> None:
    pair = the_pair("Rain fell on Lower Fen.", "RAIN FELL — on “Lower Fen”")
    assert pair is not None
    assert pair.kind == "exact"


def test_a_statement_quoted_by_two_reporters_makes_no_copy() -> None:
    pair = the_pair(REPORT, OTHER_REPORT)
    assert pair is not None
    assert pair.containment > 0.5
    assert pair.unquoted < 0.1
    assert pair.kind == "shares_text"


def test_containment_is_counted_on_the_shorter_text() -> None:
    long, short = "one two three four five six seven eight nine ten", "three four five six seven eight"
    pair = the_pair(f"{long} eleven twelve", short)
    assert pair is not None
    assert (pair.containment, pair.jaccard) == (1.0, 2 / 8)
    assert pair.why.detail == "2 of the shorter one's 2 runs of five words"


def test_the_order_of_documents_and_their_number_at_a_time_change_nothing() -> None:
    documents = [(f"{name} {edit}", edited(body, edit)) for name, body in BODIES.items() for edit in EDITS]
    expected = shared_texts(documents)
    random.Random(5).shuffle(documents)
    assert shared_texts(documents) == expected
    index = LineageIndex()
    one_by_one = [pair for id, text in documents for pair in index.add(id, text)]
    assert tuple(sorted(one_by_one, key=lambda pair: (pair.left, pair.right))) == expected


def test_a_text_is_read_again_only_to_count_what_it_shares() -> None:
    read: list[str] = []
    index = LineageIndex()

    def text(name: str, body: str) -> str:
        read.append(name)
        return body

    for name, body in BODIES.items():
        index.add_sketch(name, sketch(body), lambda name=name, body=body: text(name, body))
    assert read == []
    first = next(iter(BODIES))
    copy = edited(BODIES[first], "half")
    assert index.add_sketch("copy", sketch(copy), lambda: text("copy", copy))
    assert set(read) == {first, "copy"}


def test_a_sketch_is_a_fraction_of_its_text() -> None:
    assert all(len(sketch(body)) < len(body) / 4 for body in BODIES.values())


def test_sketches_made_together_are_those_made_one_by_one() -> None:
    texts = ["", *BODIES.values(), "One two three.", "four", "five six", ""]
    assert sketches(texts) == [sketch(text) for text in texts]


def test_texts_without_words_share_nothing() -> None:
    assert shared_texts([("a", ""), ("b", " ... "), ("c", BODIES["ganja-baku-ledger"])]) == ()


def document(id: str, published: str | None, *, publisher: str = "", agency: str | None = None) -> Document:
    return Document(id=id, text="", published=published, publisher=publisher, agency=agency)


def test_a_copy_comes_from_the_earlier_document() -> None:
    body = BODIES["ganja-harbour-courier"]
    shared = shared_texts([("late", body), ("early", edited(body, "boilerplate")), ("other", REPORT)])
    found = lineages(
        [document("late", "2020-10-18"), document("early", "2020-10-17"), document("other", None)], shared
    )
    assert (found["late"].copy_of, found["late"].lineage) == ("early", "early")
    assert found["late"].why is not None
    assert (found["early"].copy_of, found["early"].lineage) == (None, "early")
    assert found["other"].lineage == "other"


def test_hours_tell_which_came_first_whatever_the_zone() -> None:
    shared = shared_texts([("a", REPORT), ("b", REPORT)])
    documents = [document("a", "2020-10-17T09:00:00+04:00"), document("b", "2020-10-17T06:00:00+00:00")]
    assert lineages(documents, shared)["b"].copy_of == "a"


def test_an_agency_s_own_story_stands_before_those_that_credit_it() -> None:
    shared = shared_texts([("paper", REPORT), ("wire", edited(REPORT, "boilerplate"))])
    paper = document("paper", "2020-10-17", publisher="Harbour Courier", agency="Northlight")
    wire = document("wire", "2020-10-18", publisher="Northlight")
    assert lineages([paper, wire], shared)["paper"].copy_of == "wire"


def test_what_credits_an_agency_is_a_copy_of_the_agency_s_story_not_of_another_client_s() -> None:
    texts = {"wire": REPORT, "whole": edited(REPORT, "boilerplate"), "half": edited(REPORT, "boilerplate")}
    texts["half"] = texts["half"][: len(texts["half"]) // 2]
    clients = [document(id, "2020-10-17", publisher=id, agency="Northlight") for id in ("whole", "half")]
    found = lineages(
        [document("wire", "2020-10-17", publisher="Northlight"), *clients], shared_texts(texts.items())
    )
    assert (found["whole"].copy_of, found["half"].copy_of) == ("wire", "wire")
    nobody = [document("whole", "2020-10-17"), document("half", "2020-10-18"), document("wire", "2020-10-16")]
    assert lineages(nobody, shared_texts(texts.items()))["half"].copy_of == "whole"


def test_a_copy_of_a_copy_is_the_same_lineage_and_comes_from_the_nearer() -> None:
    body = BODIES["galwan-delhi-ledger"]
    texts = {"1": body, "2": edited(body, "half"), "3": edited(edited(body, "half"), "boilerplate")}
    found = lineages([document(id, f"2020-06-1{id}") for id in texts], shared_texts(texts.items()))
    assert {found[id].lineage for id in texts} == {"1"}
    assert found["3"].copy_of == "2"


def test_a_shared_statement_joins_no_lineages() -> None:
    shared = shared_texts([("a", REPORT), ("b", OTHER_REPORT)])
    assert shared
    found = lineages([document("a", "2020-10-17"), document("b", "2020-10-18")], shared)
    assert {found["a"].lineage, found["b"].lineage} == {"a", "b"}


def test_a_text_that_very_many_print_has_one_lineage_however_it_came_in() -> None:
    texts = {f"{place:03}": edited(REPORT, "boilerplate") if place % 2 else REPORT for place in range(120)}
    documents = [document(id, f"2020-10-{28 - int(id) % 20}", publisher=id) for id in texts]
    found = lineages(documents, shared_texts(texts.items()))
    assert len({each.lineage for each in found.values()}) == 1
    index, names = LineageIndex(), list(texts)
    random.Random(2).shuffle(names)
    one_by_one = [pair for id in names for pair in index.add(id, texts[id])]
    again = lineages(documents, one_by_one)
    assert {id: each.lineage for id, each in again.items()} == {
        id: each.lineage for id, each in found.items()
    }
    exact = [id for id in texts if int(id) % 2 == 0]
    assert [again[id].copy_of for id in exact] == [found[id].copy_of for id in exact]


def test_pairs_with_documents_that_are_not_asked_for_are_left_out() -> None:
    shared = shared_texts([("a", REPORT), ("b", REPORT), ("c", REPORT)])
    assert lineages([document("b", "2020-10-18"), document("c", "2020-10-19")], shared)["c"].copy_of == "b"


def test_a_pair_that_was_counted_before_is_not_counted_again() -> None:
    texts = {"a": REPORT, "b": f"{REPORT}\nThe vote was put off until May."}
    rows = [(id, sketch(text), partial(str, text)) for id, text in texts.items()]
    (pair,) = LineageIndex().add_all(rows)

    def unread() -> str:
        raise AssertionError("the text was read")

    again = LineageIndex({(pair.left, pair.right): pair})
    assert again.add_all((id, kept, unread) for id, kept, _ in rows) == (pair,)
