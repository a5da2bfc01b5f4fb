"""This file is where corpora for the tests are made: a few sample stories, added once and copied."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rashomon.corpus.adding import add
from rashomon.corpus.database import open_corpus
from rashomon.corpus.grouping import group
from rashomon.documents.items import open_items
from rashomon.samples import sample_stories


def table_counts(corpus):
    """Return how many rows each table has that adding may fill."""
    tables = (
        "document",
        "coding",
        "event",
        "event_actor",
        "attribution",
        "figure",
        "wording",
        "telling",
        "story",
    )
    return {table: corpus.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


@pytest.fixture(scope="session")
def stories(tmp_path_factory) -> Path:
    """Return a folder with five stories: four of one incident, one of another."""
    folder = tmp_path_factory.mktemp("stories")
    for sample in (*sample_stories("galwan"), sample_stories("ganja")[0]):
        (folder / sample.name).write_text(sample.text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made(stories, tmp_path_factory, lexicons) -> Path:
    """Return a corpus with the stories; do not change it."""
    path = tmp_path_factory.mktemp("corpus") / "made.rashomon"
    with open_corpus(path, create=True) as corpus:
        add(corpus, open_items(stories))
        group(corpus, lexicons)
    return path


@pytest.fixture
def copied(made, tmp_path) -> Path:
    """Return a copy of the corpus that a test may change."""
    path = tmp_path / "copy.rashomon"
    shutil.copy(made, path)
    return path
