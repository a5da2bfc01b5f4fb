"""This file is where a corpus follows feeds: what is new is added as it comes, and each feed's state is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from rashomon.corpus.adding import Options, Result, add
from rashomon.corpus.database import Corpus
from rashomon.watch import FeedState, Poller, polled


def watch(
    corpus: Corpus,
    feeds: Sequence[str],
    *,
    poller: Poller,
    stop: Callable[[float], bool],
    options: Options | None = None,
    on_result: Callable[[Result], None] | None = None,
    on_poll: Callable[[FeedState, int], None] | None = None,
) -> int:
    """Follow the feeds until `stop` says to end, which is asked to wait some seconds; return how many stories came.

    A feed's state is kept after what it brought, so that nothing is missed if the watch is ended at any moment.
    """
    states, count = [load_state(corpus, url) for url in feeds], 0
    for state, items in polled(poller, states, stop=stop):
        if items:
            summary = add(corpus, items, options, kind="watch", on_result=on_result)
            count += summary.coded
        with corpus.change() as db:
            db.execute(
                "INSERT OR REPLACE INTO feed VALUES (?, ?)", (state.url, msgspec.json.encode(state).decode())
            )
        if on_poll is not None:
            on_poll(state, len(items))
    return count


def load_state(corpus: Corpus, url: str) -> FeedState:
    """Return what the corpus knows of the feed."""
    row = corpus.db.execute("SELECT state FROM feed WHERE url = ?", (url,)).fetchone()
    return msgspec.json.decode(row[0], type=FeedState) if row else FeedState(url)
