"""This file is where the sample stories are tested: they are whole, dated, and tell each incident from all sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

import rashomon
from rashomon.cli.demo import run_demo
from rashomon.comparisons import Comparison, Entry, Verdict
from rashomon.corpus.comparing import compare_incident, corrected_codings
from rashomon.corpus.database import Corpus, open_corpus
from rashomon.lexicons import Lexicons
from rashomon.records import Coding
from rashomon.samples import SampleStory, sample_stories

STORIES = sample_stories()
BY_NAME = {story.name: story for story in STORIES}
INCIDENTS = sorted({story.incident for story in STORIES})
PUBLICATION = "%B %d, %Y"
WORDS = ("denied", "accuse", "demanded", "warned", "said", '"')


def sides_of(incident: str) -> list[SampleStory]:
    return [s for s in STORIES if s.incident == incident and s.publisher.endswith("Ledger")]


def test_many_incidents_are_told_by_outlets_of_all_owners() -> None:
    assert len(STORIES) >= 44 and len(INCIDENTS) >= 10
    assert len({story.publisher for story in STORIES}) >= 9
    assert {s.owner for s in STORIES} == {"state", "public", "private", "party", "nonprofit", "agency"}
    told = {incident: {s.publisher for s in STORIES if s.incident == incident} for incident in INCIDENTS}
    assert all(len(publishers) >= 3 for publishers in told.values())


def test_an_outlet_has_one_owner_and_one_country() -> None:
    facts = {(story.publisher, story.owner, story.country) for story in STORIES}
    assert len(facts) == len({story.publisher for story in STORIES})


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_is_of_the_length_of_wire_copy(story: SampleStory) -> None:
    assert 150 <= len(story.text.split()) <= 350


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_says_when_it_was_published_and_what_it_is_called(story: SampleStory) -> None:
    day = date.fromisoformat(story.published)
    assert f"Published {day.strftime(PUBLICATION)}" in story.text
    assert story.title in story.text.splitlines()


def test_every_file_is_in_the_index() -> None:
    folder = STORIES[0].path.parent  # type: ignore[attr-defined]
    assert sorted(path.name for path in folder.iterdir()) == sorted(story.name for story in STORIES)


def test_the_stories_of_an_incident_stand_together() -> None:
    changes = [b for a, b in pairwise(STORIES) if a.incident != b.incident]
    assert len(changes) == len(INCIDENTS) - 1
    assert {s.incident for s in sample_stories("ganja", "galwan")} == {"ganja", "galwan"}


@pytest.mark.parametrize("incident", [i for i in INCIDENTS if sides_of(i)])
def test_the_outlets_of_both_capitals_are_treated_alike(incident: str) -> None:
    first, second = sides_of(incident)
    assert first.publisher != second.publisher
    assert first.owner == second.owner
    assert abs((date.fromisoformat(first.published) - date.fromisoformat(second.published)).days) <= 1
    assert abs(len(first.text.split()) - len(second.text.split())) <= 20
    for word in WORDS:
        assert (word in first.text) == (word in second.text), word
    assert all(word in first.text for word in ("denied", "accuse", "demanded", "said", '"'))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_is_read_as_its_page_means_it(story: SampleStory) -> None:
    document = rashomon.read(story.text)
    assert document.title == story.title
    assert document.published_on == date.fromisoformat(story.published)
    told = [zone.span.of(document.text) for zone in document.zones if zone.kind.is_story]
    furniture = (
        r"Contact|Menu|Home|Subscribe|Share|By |Source:|Published|WORLD|NATIONAL|Read also|Northlight News"
    )
    assert told
    assert not [line for line in told if re.match(furniture, line)]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("samples")
    run_demo(folder / "demo.html", corpus=folder / "samples.rashomon", model=None, quiet=True)
    with open_corpus(folder / "samples.rashomon") as opened:
        yield opened


def incident_of(corpus: Corpus, name: str) -> str:
    """Return the incident that the story is about."""
    query = """SELECT incident FROM telling JOIN document ON document.id = telling.document
               WHERE name = ? AND rank = 0"""
    return str(corpus.db.execute(query, (name,)).fetchone()[0])


def compared(corpus: Corpus, name: str) -> Comparison:
    return compare_incident(corpus, incident_of(corpus, name), Lexicons())


def coding_of(corpus: Corpus, name: str) -> Coding:
    (row,) = corpus.db.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchall()
    (coding,) = corrected_codings(corpus, [row[0]])
    return coding


def tolls(found: Comparison, low: int, kind: str = "killed") -> list[Entry]:
    return [entry for entry in found.ledger.entries if (entry.kind, entry.low) == (kind, low)]


def lineage(corpus: Corpus, name: str) -> tuple[str, str | None, str | None]:
    """Return a document's lineage, what kind of copy it is and of which story."""
    query = """SELECT lineage, lineage.kind, other.name FROM lineage JOIN document ON document.id = lineage.document
               LEFT JOIN document AS other ON other.id = lineage."of" WHERE document.name = ?"""
    found = tuple(corpus.db.execute(query, (name,)).fetchone())
    return found[0], found[1], found[2]


@pytest.mark.parametrize("incident", INCIDENTS)
def test_an_incident_is_found_in_the_stories_of_several_outlets(corpus: Corpus, incident: str) -> None:
    found = Counter(incident_of(corpus, story.name) for story in STORIES if story.incident == incident)
    (id, _), *_ = found.most_common()
    told = {s.publisher for s in STORIES if s.incident == incident and incident_of(corpus, s.name) == id}
    assert len(told) >= 3


def test_different_incidents_are_not_mixed(corpus: Corpus) -> None:
    found = {(incident_of(corpus, story.name), story.incident) for story in STORIES}
    assert len({id for id, _ in found}) == len(found)


def test_a_client_runs_the_agency_s_copy_whole_and_another_cuts_it(corpus: Corpus) -> None:
    agency = lineage(corpus, "batken-northlight-first.txt")
    assert agency[1:] == (None, None)
    whole, half = (lineage(corpus, f"batken-{name}.txt") for name in ("harbour-courier", "estuary-post"))
    assert whole == (agency[0], "cut", "batken-northlight-first.txt")
    assert half == (agency[0], "cut", "batken-northlight-first.txt")
    assert lineage(corpus, "batken-northlight-third.txt")[0] != agency[0]
    clients = {"Harbour Courier", "Estuary Post"}
    texts = {s.publisher: len(s.text) for s in STORIES if s.incident == "batken" and s.publisher in clients}
    assert texts["Estuary Post"] < 0.8 * texts["Harbour Courier"]


def test_copies_are_of_one_origin(corpus: Corpus) -> None:
    found = compared(corpus, "batken-northlight-first.txt")
    ministry = [a for a in found.accounts if a.speaker == "the Kyrgyz health ministry"]
    assert {a.publisher for a in ministry} >= {"Northlight News Agency", "Harbour Courier", "Estuary Post"}
    assert len({account.origin for account in ministry if account.first == "2022-09-17"}) == 1


def test_the_dead_of_either_side_grow_and_contradict_nothing(corpus: Corpus) -> None:
    killed = [e for e in compared(corpus, "batken-bishkek-ledger.txt").ledger.entries if e.kind == "killed"]
    assert {entry.low for entry in killed} >= {24, 36, 35, 41}
    assert not [entry for entry in killed if entry.verdict is Verdict.CONTRADICTS]
    assert {entry.verdict for entry in killed if entry.low in (36, 35, 41)} == {Verdict.REVISED}


def test_a_toll_that_grows_is_a_revision(corpus: Corpus) -> None:
    found = compared(corpus, "togoga-northlight-first.txt")
    first = next(e for e in tolls(found, 43) if e.published == "2021-06-23")
    later = next(e for e in tolls(found, 51) if e.published == "2021-06-24")
    assert first.verdict is not Verdict.CONTRADICTS
    assert later.verdict is Verdict.REVISED and "43" in later.detail


def test_two_origins_whose_tolls_exclude_each_other_contradict(corpus: Corpus) -> None:
    found = compared(corpus, "omdurman-nyala-ledger.txt")
    by_ministry = next(e for e in tolls(found, 22) if e.verdict is Verdict.CONTRADICTS)
    by_force = next(e for e in tolls(found, 31) if e.verdict is Verdict.CONTRADICTS)
    assert "31" in by_ministry.detail and "22" in by_force.detail
    assert by_ministry.origin != by_force.origin


def test_the_accused_army_denies_and_its_accuser_blames_it(corpus: Corpus) -> None:
    found = compared(corpus, "omdurman-nyala-ledger.txt")
    what = {account.publisher: [] for account in found.accounts}
    for account in found.accounts:
        what[account.publisher].append((account.stance, account.cells[0].verdict))
    assert ("denies", Verdict.CONTRADICTS) in what["Khartoum Ledger"]
    assert ("asserts", Verdict.CONTRADICTS) in what["Nyala Ledger"]
    assert "accused the army of bombing" in BY_NAME["omdurman-nyala-ledger.txt"].text


def test_one_town_has_two_names_and_is_one_place(corpus: Corpus) -> None:
    baku, yerevan, courier = (
        coding_of(corpus, f"karabakh-aid-{name}.txt")
        for name in ("baku-ledger", "yerevan-ledger", "harbour-courier")
    )
    named = {}
    for name, coding in (("Khankendi", baku), ("Stepanakert", yerevan)):
        text = coding.document.text
        assert text.index(name) == min(text.index(other) for other in ("Khankendi", "Stepanakert"))
        named[name] = {p.id for p in coding.places if p.span is not None and p.span.of(text) == name}
    assert named["Khankendi"] == named["Stepanakert"] and len(named["Khankendi"]) == 1
    assert all(name in courier.document.text for name in named)
    used = [{w.entry for w in coding.wording if w.voice == "publisher"} for coding in (baku, yerevan)]
    assert "khankendi" in used[0] and "stepanakert" in used[1]


def test_civilians_and_combatants_are_counted_apart(corpus: Corpus) -> None:
    civilians = [e for e in tolls(compared(corpus, "omdurman-nyala-ledger.txt"), 31) if e.whom == "civilians"]
    assert civilians and {entry.category for entry in civilians} == {"civilian"}
    assert {e.category for e in tolls(compared(corpus, "tongo-northlight-second.txt"), 28)} == {"combatant"}
    injured = compared(corpus, "zvecan-tidewater-radio.txt")
    assert {entry.category for entry in tolls(injured, 30, "wounded")} == {"combatant"}
    assert "civilian" in {entry.category for entry in tolls(injured, 52, "wounded")}


def test_kinds_of_events_are_many(corpus: Corpus) -> None:
    rows = corpus.db.execute("SELECT event_type FROM incident WHERE publishers >= 3").fetchall()
    assert {"ASSAULT", "COERCE", "SANCTION", "AID", "RETREAT", "AGREE"} <= {row[0] for row in rows}


def test_a_figure_is_withdrawn_two_days_later(corpus: Corpus) -> None:
    first, second = (BY_NAME[f"togoga-two-banks-monitor-{place}.txt"] for place in ("first", "second"))
    assert date.fromisoformat(second.published) - date.fromisoformat(first.published) == timedelta(days=2)
    assert "at least 80 people" in first.text and "withdraws" in second.text
    found = compared(corpus, second.name)
    (amended,) = (e for e in tolls(found, 64) if e.voice == "Two Banks Monitor")
    assert amended.published == second.published
    assert amended.verdict is Verdict.REVISED and "80" in amended.detail
