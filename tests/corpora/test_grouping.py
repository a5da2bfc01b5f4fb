"""This file is where grouping is tested: no order matters, people's decisions hold, ids that are gone redirect."""

from __future__ import annotations

import random
import shutil

import pytest

from rashomon.corpus.adding import add
from rashomon.corpus.comparing import compare_incident, find_incident, load_incident
from rashomon.corpus.database import open_corpus
from rashomon.corpus.deciding import merge, split, undo_decision
from rashomon.corpus.grouping import group, is_grouped
from rashomon.corpus.reading import Filter, count_all, list_incidents
from rashomon.corpus.recoding import recode
from rashomon.documents.items import open_items
from rashomon.errors import CorpusError


def groups(corpus):
    tables = (
        "SELECT document, story FROM story",
        "SELECT document, lineage FROM lineage",
        "SELECT id, incident FROM telling",
    )
    return [sorted(map(tuple, corpus.db.execute(query))) for query in tables]


def test_documents_in_any_order_and_any_batches_give_the_same_groups(made, stories, tmp_path, lexicons):
    with open_corpus(made, read_only=True) as corpus:
        wanted = groups(corpus)
    items = list(open_items(stories))
    random.Random(3).shuffle(items)
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        for batch in (items[:2], items[2:]):
            add(corpus, batch)
            assert not is_grouped(corpus)
            group(corpus, lexicons)
            assert is_grouped(corpus)
        assert groups(corpus) == wanted


def test_grouping_again_with_a_cut_copy_gives_what_grouping_once_gives(stories, tmp_path, lexicons):
    folder = tmp_path / "more"
    shutil.copytree(stories, folder)
    text = min(folder.iterdir()).read_text(encoding="utf-8")
    (folder / "cut.txt").write_text(text[: len(text) * 2 // 3], encoding="utf-8")
    (folder / "cut-more.txt").write_text(text[: len(text) // 2], encoding="utf-8")
    items = list(open_items(folder))
    found = []
    for number, batches in enumerate(([items], [items[:5], items[5:6], items[6:]])):
        with open_corpus(tmp_path / f"{number}.rashomon", create=True) as corpus:
            for batch in batches:
                add(corpus, batch)
                group(corpus, lexicons)
            shared = sorted(map(tuple, corpus.db.execute("SELECT * FROM shared_text")))
            columns = (
                "id, title, tellings, documents, lineages, origins, killed_low, killed_high, contradictions"
            )
            rows = sorted(map(tuple, corpus.db.execute(f"SELECT {columns} FROM incident")))
            found.append((groups(corpus), shared, rows))
    assert len(found[0][1]) >= 3
    assert found[0] == found[1]


def test_a_copy_is_no_origin_of_its_own_when_grouped_for_the_first_time(stories, tmp_path, lexicons):
    text = min(stories.iterdir()).read_text(encoding="utf-8")
    for name, length in (("whole", len(text)), ("cut", len(text) * 2 // 3)):
        (tmp_path / f"{name}.txt").write_text(text[:length], encoding="utf-8")
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        add(corpus, open_items(tmp_path / "whole.txt"))
        add(corpus, open_items(tmp_path / "cut.txt"))
        group(corpus, lexicons)
        (top, *_) = list_incidents(corpus, Filter(documents=2))
        assert top["lineages"] == 1
        assert top["origins"] == len(compare_incident(corpus, top["id"], lexicons).origins)


def test_the_stories_of_one_incident_are_compared(made, lexicons):
    with open_corpus(made, read_only=True) as corpus:
        top = list_incidents(corpus, Filter(documents=3))[0]
        found = compare_incident(corpus, top["id"][:6], lexicons)
        assert found.documents == top["documents"] >= 3
        assert len(found.origins) == top["origins"]
        told = {id for account in found.accounts for id in account.documents}
        assert len(told) == found.documents
        counts = count_all(corpus)
        assert counts["document"] == 5 and counts["incident"] >= 2


def test_people_take_incidents_apart_and_put_them_together(copied, lexicons):
    with open_corpus(copied) as corpus:
        id = list_incidents(corpus, Filter(documents=3))[0]["id"]
        incident, tellings = load_incident(corpus, id)
        out = tellings[incident.tellings[-1]].document
        number = split(corpus, id, [out], author="tester")
        group(corpus, lexicons)
        assert out not in {t.document for t in load_incident(corpus, id)[1].values()}
        undo_decision(corpus, number)
        group(corpus, lexicons)
        assert out in {t.document for t in load_incident(corpus, find_incident(corpus, id))[1].values()}


def test_a_merged_id_leads_to_the_incident_that_lives_on(copied, lexicons):
    with open_corpus(copied) as corpus:
        one, other = [row["id"] for row in list_incidents(corpus)][:2]
        merge(corpus, one, other, author="tester")
        group(corpus, lexicons)
        assert find_incident(corpus, one) == find_incident(corpus, other)
        recode(corpus)
        group(corpus, lexicons)
        assert find_incident(corpus, one) == find_incident(corpus, other)


def test_no_such_incident_says_where_to_look(made):
    with open_corpus(made, read_only=True) as corpus:
        for wanted in ("ffffffffffff", "", "' OR 1=1 --", "*"):
            with pytest.raises(CorpusError, match="rashomon incidents"):
                find_incident(corpus, wanted)
