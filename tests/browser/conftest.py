"""This file is where a browser is opened for the tests: Chromium, and sites on this machine that it looks at.

Without a Chromium these tests are skipped; with RASHOMON_BROWSER=required in the environment they fail. Pictures of the
screens are left in the folder RASHOMON_SCREENSHOTS, if there is one in the environment, else in pytest's own.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from benchmarks.big_corpus import decide, make_corpus, recode
from rashomon.corpus.database import Corpus, open_corpus
from rashomon.corpus.grouping import group
from rashomon.corpus.saving import load_codings
from rashomon.web import create_app
from rashomon.web.charts import make_bundle
from rashomon.web.settings import ServerSettings
from tests.web.conftest import corpus_file as corpus_file

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Documents of the larger corpus.
MANY = 5000


@dataclass(frozen=True)
class Site:
    """A corpus, and the address it is served at."""

    corpus: Corpus
    address: str
    name: str


@pytest.fixture(scope="package")
def chromium() -> str:
    """Return the path of the browser."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("RASHOMON_BROWSER") == "required":
        pytest.fail(f"RASHOMON_BROWSER=required, but none of {', '.join(NAMES)} is installed")
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is installed")
    return found


@pytest.fixture(scope="package")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    # Ended with this folder: the tests behind it could open no event loop of their own.
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def few(chromium, corpus_file, lexicons, tmp_path_factory) -> Iterator[Site]:
    """Return the site of some sample stories, coded twice, with some decisions on them."""
    path = shutil.copy(corpus_file, tmp_path_factory.mktemp("few") / "few.rashomon")
    with open_corpus(path) as corpus:
        recode(corpus)
        decide(corpus)
        group(corpus, lexicons)
    with served(path, "few") as site:
        yield site


@pytest.fixture(scope="package")
def many(chromium, corpus_file, tmp_path_factory) -> Iterator[Site]:
    """Return the site of some thousand variants of the sample stories."""
    with open_corpus(corpus_file, read_only=True) as corpus:
        ids = [row[0] for row in corpus.db.execute("SELECT id FROM document ORDER BY id")]
        samples = list(load_codings(corpus.db, ids))
    path = tmp_path_factory.mktemp("many") / "many.rashomon"
    make_corpus(path, MANY, samples=samples)
    with served(path, "many") as site:
        yield site


@pytest.fixture(scope="package")
def pictures(tmp_path_factory) -> Callable[[str], Path]:
    """Return where the picture of that name is to be left."""
    wanted = os.environ.get("RASHOMON_SCREENSHOTS")
    folder = Path(wanted) if wanted else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return lambda name: folder / f"{name}.png"


@contextmanager
def served(path: Path, name: str, **settings: object) -> Iterator[Site]:
    """Serve the corpus on a free port of this machine while the block runs."""
    make_bundle()
    site = create_app(ServerSettings(corpus=path, seconds=30, **settings))  # type: ignore[arg-type]
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    with open_corpus(path, read_only=True) as corpus:
        yield Site(corpus, f"http://127.0.0.1:{listener.getsockname()[1]}", name)
    server.should_exit = True
    thread.join()
