"""This file is where the site is made for the tests: a corpus of some sample stories, served without a network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rashomon.cli.demo import _item
from rashomon.corpus.adding import add
from rashomon.corpus.database import open_corpus
from rashomon.corpus.grouping import group
from rashomon.samples import sample_stories
from rashomon.web import create_app
from rashomon.web.settings import ServerSettings

#: The two incidents that four outlets tell each.
INCIDENTS = ("galwan", "ganja")


@pytest.fixture(scope="session")
def corpus_file(tmp_path_factory, lexicons) -> Path:
    """Return a corpus of the stories of two incidents; do not change it."""
    path = tmp_path_factory.mktemp("web") / "told.rashomon"
    with open_corpus(path, create=True) as corpus:
        add(corpus, [_item(sample) for sample in sample_stories() if sample.incident in INCIDENTS])
        group(corpus, lexicons)
    return path


@pytest.fixture
def own_corpus(corpus_file, tmp_path) -> Path:
    """Return a copy of the corpus that a test may change."""
    return Path(shutil.copy(corpus_file, tmp_path / "own.rashomon"))


def client_of(path: Path, **settings) -> TestClient:
    """Return a browser of the site of the corpus, as on this machine."""
    site = create_app(ServerSettings(corpus=path, **settings))
    return TestClient(site, base_url="http://127.0.0.1:8371", headers={"accept": "text/html"})


@pytest.fixture(scope="session")
def client(corpus_file) -> TestClient:
    """Return a browser of the site; it changes nothing."""
    return client_of(corpus_file)
