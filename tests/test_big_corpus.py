"""This file is where the corpora made for measuring are tested: they must be corpora like any other."""

from __future__ import annotations

import pytest

from benchmarks.big_corpus import make_corpus
from rashomon.cli.demo import _item
from rashomon.corpus.adding import add
from rashomon.corpus.database import open_corpus
from rashomon.corpus.grouping import is_grouped
from rashomon.corpus.saving import load_codings
from rashomon.samples import sample_stories

SIZE = 60


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    wanted = ("ganja-baku-ledger.txt", "ganja-yerevan-ledger.txt", "galwan-delhi-ledger.txt")
    with open_corpus(tmp_path_factory.mktemp("samples") / "s.rashomon", create=True) as corpus:
        add(corpus, [_item(sample) for sample in sample_stories() if sample.name in wanted])
        ids = [row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY id")]
        return list(load_codings(corpus.db, ids))


@pytest.fixture(scope="module")
def big(samples, tmp_path_factory):
    path = tmp_path_factory.mktemp("big") / "big.rashomon"
    make_corpus(path, SIZE, seed=1, jobs=1, samples=samples)
    with open_corpus(path, read_only=True) as corpus:
        yield corpus


def _codings(corpus):
    ids = [row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY id")]
    return list(load_codings(corpus.db, ids))


def test_it_is_a_whole_corpus(big):
    assert big.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert not big.db.execute("PRAGMA foreign_key_check").fetchall()
    assert big.db.execute("SELECT value FROM summary_count WHERE name = 'documents'").fetchone()[0] == SIZE
    assert big.db.execute("SELECT max(documents) FROM incident").fetchone()[0] > 1
    assert big.db.execute("SELECT count(*) FROM correction").fetchone()[0]


def test_ids_begin_with_their_document_and_no_old_one_is_left(big, samples):
    old = {coding.document.id for coding in samples}
    for coding in _codings(big):
        id = coding.document.id
        assert all(event.id.startswith(f"{id}:") and event.document == id for event in coding.events)
        assert all(event.embedded_in is None or event.embedded_in.startswith(id) for event in coding.events)
        assert not any(word in coding.to_json() for word in old)


def test_spans_keep_their_places(big):
    for coding in _codings(big):
        text = coding.document.text
        assert all(place.span.of(text) == place.name for place in coding.places)
        assert all(actor.span.of(text) == actor.name for actor in coding.actors)
        assert all(
            str(f.low) in f.span.of(text) for f in coding.figures if f.hedge != "hundreds" and any(map(str.isdigit, f.span.of(text)))
        )  # fmt: skip


def test_texts_and_days_differ_and_outlets_are_invented(big, samples):
    codings = _codings(big)
    assert len({coding.document.text for coding in codings}) > SIZE * 0.7
    assert len({coding.document.published for coding in codings}) > 5
    assert not {c.document.publisher for c in codings} & {c.document.publisher for c in samples}


def test_the_same_seed_gives_the_same_corpus(big, samples, tmp_path):
    ids = {}
    for seed in (1, 2):
        make_corpus(tmp_path / f"{seed}.rashomon", SIZE, seed=seed, jobs=1, samples=samples, groups="none")
        with open_corpus(tmp_path / f"{seed}.rashomon", read_only=True) as again:
            ids[seed] = {coding.document.id for coding in _codings(again)}
    assert ids[1] == {coding.document.id for coding in _codings(big)} != ids[2]


def test_groups_as_made_have_the_shape_of_groups_found(samples, tmp_path):
    path = tmp_path / "made.rashomon"
    make_corpus(path, SIZE, seed=1, jobs=1, samples=samples, groups="made")
    with open_corpus(path, read_only=True) as corpus:
        assert not corpus.db.execute("PRAGMA foreign_key_check").fetchall()
        assert not corpus.db.execute("SELECT 1 FROM telling WHERE incident IS NULL").fetchall()
        assert is_grouped(corpus)
        assert corpus.db.execute("SELECT count(*) FROM comparison").fetchone()[0]
