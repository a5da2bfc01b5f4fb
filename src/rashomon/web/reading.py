"""This file is where requests get the corpus to read in: a few open connections, each question bounded in time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue

from rashomon.corpus.database import Corpus, open_corpus
from rashomon.lexicons import Lexicons
from rashomon.web.settings import ServerSettings

#: Steps of SQLite's machine between two looks at the clock: about a millisecond.
_STEPS = 20_000
#: Pages of the file that a connection may keep in memory, in KiB.
_CACHE_KIB = 32_768


class Reader:
    """The corpus for many requests at once. What was opened is used again; nothing read is ever written."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings
        self._idle: SimpleQueue[Corpus] = SimpleQueue()
        self.lexicons = Lexicons()

    @contextmanager
    def open(self) -> Iterator[Corpus]:
        """Give the corpus to read in for one request; a question that takes too long raises sqlite3.OperationalError."""
        corpus = self._take()
        deadline = time.monotonic() + self._settings.seconds
        corpus.db.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            yield corpus
        except BaseException:
            corpus.close()
            raise
        else:
            corpus.db.set_progress_handler(None, 0)
            self._idle.put(corpus)

    def close(self) -> None:
        """Close what is open and not in use."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _take(self) -> Corpus:
        try:
            return self._idle.get_nowait()
        except Empty:
            corpus = open_corpus(self._settings.corpus, read_only=True)
            corpus.db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            return corpus
