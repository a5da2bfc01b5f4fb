"""This file is where inputs that failed are tried again, in the way in which they were read the first time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from rashomon.corpus.adding import Options, Result, Summary, add, input_key
from rashomon.corpus.database import Corpus
from rashomon.corpus.reading import list_failures
from rashomon.documents.items import Item, open_items
from rashomon.errors import RashomonError


def retry(
    corpus: Corpus,
    *,
    model: str | None = None,
    jobs: int = 1,
    on_result: Callable[[Result], None] | None = None,
) -> int:
    """Try each input that failed again and return how many are in the corpus now.

    A file is opened once, with the columns, the day and the publisher that were given when it was added. What is not
    there any more stays a failure. An entry that was mended since has other bytes: its old failure is taken off.
    """
    mended = 0
    for (source, written), rows in groupby(sorted(list_failures(corpus), key=_group), key=_group):
        said = _said(written)
        options = Options(said.get("published"), said.get("publisher"), model, jobs)
        found: dict[str, Item] = {}
        wanted = {str(row["name"]): str(row["key"]) for row in rows}
        summary = add(corpus, _again(source, said.get("fields"), wanted, found), options, on_result=on_result)
        mended += _settled(summary)
        _drop_old(
            corpus,
            [key for name, key in wanted.items() if name in found and input_key(found[name], options) != key],
        )
    return mended


def _group(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row["source"]), str(row["options"])


def _said(written: str) -> dict[str, Any]:
    """Return the options that were kept with an input; those of corpora made before they were JSON, too."""
    if written.startswith("{"):
        return dict(json.loads(written))
    published, _, publisher = written.partition("|")
    return {"published": published or None, "publisher": publisher or None}


def _again(
    source: str, fields: Mapping[str, str] | None, wanted: Mapping[str, str], found: dict[str, Item]
) -> Iterator[Item]:
    """Yield the items of those names; note each in `found`. A file that is gone has none."""
    try:
        for item in open_items(source, fields=fields):
            if item.name in wanted and item.name not in found:
                found[item.name] = item
                yield item
                if len(found) == len(wanted):
                    return
    except RashomonError:
        return


def _settled(summary: Summary) -> int:
    return summary.coded + summary.kept + summary.same + summary.skipped


def _drop_old(corpus: Corpus, keys: list[str]) -> None:
    with corpus.change() as db:
        db.executemany("DELETE FROM input WHERE key = ? AND status = 'failed'", [(key,) for key in keys])
