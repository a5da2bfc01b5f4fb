"""This file is where a corpus is coded anew after a lexicon or rule has changed, and two runs are held side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import thread_time

from rashomon.corpus.coders import code_rows
from rashomon.corpus.database import Corpus
from rashomon.corpus.runs import finish_run, make_manifest, read_manifest, start_run
from rashomon.corpus.saving import Rows, save_coding, unpack
from rashomon.errors import CorpusError
from rashomon.explain.words import actors_words, days_words, type_words, where_words
from rashomon.records import Coding, Document, Event, Span

_FIELDS = ("type", "mood", "actors", "recipients", "date", "place", "voice")


#: Documents whose codings are looked for at once.
_SOME = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One event that two runs code differently: added, dropped or changed, and the rules that did it."""

    document: str
    event: str
    kind: str
    words: str
    """The trigger, as the text has it."""
    fields: tuple[tuple[str, str, str], ...] = ()
    """Name, value before, value after."""
    rules: tuple[str, ...] = ()
    """Rules that the later run used and the earlier one did not; for a dropped event, those that it was coded by."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the changes between two runs, and where the next ones begin."""

    changes: tuple[Change, ...]
    documents: int
    """Documents whose two codings were held side by side for it."""
    following: str
    """Give it as `beyond` for the next part; empty if there is none."""


def recode(
    corpus: Corpus, *, jobs: int = 1, model: str | None = None, on_done: Callable[[], None] | None = None
) -> int:
    """Code every document anew and return the number of the run. Earlier codings and corrections stay.

    A run that was interrupted is taken up: what it has coded with the same lexicons is not coded again.
    """
    run = _resumed(corpus) or start_run(corpus, "recode", jobs=jobs)
    for coded in code_rows(_documents(corpus, run), jobs=jobs, model=model):
        with corpus.change() as db:
            if isinstance(coded, Rows):
                save_coding(db, coded, run=run)
            db.execute(
                f"UPDATE run SET {'documents = documents' if isinstance(coded, Rows) else 'failures = failures'} + 1 WHERE id = ?",
                (run,),
            )
        if on_done is not None:
            on_done()
    finish_run(corpus, run)
    return run


def count_uncoded(corpus: Corpus) -> int:
    """Return how many documents a recoding would code."""
    return sum(1 for _ in _ids(corpus, _resumed(corpus) or -1))


def compare_runs(corpus: Corpus, before: int, after: int) -> Iterator[Change]:
    """Yield each event that differs between two runs, document by document, among the documents that both coded.

    A document that a run did not touch counts with its coding of the run before it. Raises CorpusError for no such run.
    """
    _check_runs(corpus, before, after)
    beyond = ""
    while documents := _recoded(corpus, before, after, beyond):
        for document in documents:
            yield from _between(corpus, document, before, after)
        beyond = documents[-1]


def compare_part(
    corpus: Corpus, before: int, after: int, *, beyond: str = "", most: int, seconds: float
) -> Part:
    """Return changes as `compare_runs` yields them, of the documents beyond `beyond`.

    Stops behind the document with which there are `most` changes or `seconds` of work are over, whichever is first.
    """
    _check_runs(corpus, before, after)
    end, seen, found = thread_time() + seconds, 0, list[Change]()
    while documents := _recoded(corpus, before, after, beyond):
        for document in documents:
            found += _between(corpus, document, before, after)
            seen, beyond = seen + 1, document
            if len(found) >= most or thread_time() > end:
                more = _recoded(corpus, before, after, beyond, most=1)
                return Part(tuple(found), seen, beyond if more else "")
    return Part(tuple(found), seen, "")


def count_recoded(corpus: Corpus, before: int, after: int) -> int:
    """Return how many documents were coded by one of the two runs or before it, and again until the other."""
    query = f"SELECT count(*) FROM ({_RECODED} GROUP BY document)"
    return int(corpus.db.execute(query, _ends(before, after, "")).fetchone()[0])


def _resumed(corpus: Corpus) -> int | None:
    """Return the last run if it is a recoding that was interrupted and none of its lexicons has changed since."""
    row = corpus.db.execute(
        "SELECT id, kind, finished, manifest FROM run ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None or row["kind"] != "recode" or row["finished"]:
        return None
    then, today = read_manifest(row["manifest"]), make_manifest()
    return int(row["id"]) if all(then[k] == today[k] for k in ("versions", "lexicons", "settings")) else None


def _ids(corpus: Corpus, run: int) -> Iterator[str]:
    rows = corpus.db.execute(
        "SELECT id FROM document WHERE coded_in IS NOT ? AND (language IS NULL OR language LIKE 'en%') ORDER BY published, id",
        (run,),
    )
    yield from (row[0] for row in rows.fetchall())


def _documents(corpus: Corpus, run: int) -> Iterator[Document]:
    for document in _ids(corpus, run):
        row = corpus.db.execute(
            "SELECT body FROM coding WHERE document = ? ORDER BY run DESC LIMIT 1", (document,)
        ).fetchone()
        yield unpack(row[0]).document


#: The documents that have a coding of the earlier run, or from before it, and another until the later run: read from the
#: index alone, so that no coding is unpacked that cannot differ.
_RECODED = """SELECT document FROM coding AS one WHERE document > ? AND run > ? AND run <= ?
    AND EXISTS (SELECT 1 FROM coding AS old WHERE old.document = one.document AND old.run <= ?)"""


def _recoded(corpus: Corpus, before: int, after: int, beyond: str, *, most: int = _SOME) -> list[str]:
    query = f"{_RECODED} GROUP BY document ORDER BY document LIMIT ?"
    return [row[0] for row in corpus.db.execute(query, (*_ends(before, after, beyond), most))]


def _ends(before: int, after: int, beyond: str) -> tuple[str, int, int, int]:
    first, last = sorted((before, after))
    return beyond, first, last, first


def _check_runs(corpus: Corpus, *runs: int) -> None:
    for run in runs:
        if corpus.db.execute("SELECT 1 FROM run WHERE id = ?", (run,)).fetchone() is None:
            raise CorpusError(f"{corpus.path}: no run {run}; `rashomon runs {corpus.path}` lists them")


def _between(corpus: Corpus, document: str, before: int, after: int) -> Iterator[Change]:
    old, new = _coding(corpus, document, before), _coding(corpus, document, after)
    if old is not None and new is not None and old != new:
        yield from _changes(unpack(old), unpack(new))


def _coding(corpus: Corpus, document: str, run: int) -> bytes | None:
    row = corpus.db.execute(
        "SELECT body FROM coding WHERE document = ? AND run <= ? ORDER BY run DESC LIMIT 1",
        (document, run),
    ).fetchone()
    return row[0] if row else None


def _changes(old: Coding, new: Coding) -> Iterator[Change]:
    """Yield the changes of one document; events are the same if they stand on the same word."""
    before, after = _paired(_keyed(old), _keyed(new))
    text = new.document.text
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        event = other or one
        if event is None:
            continue
        words, rules = event.trigger.of(text), _rules(other) - _rules(one)
        if one is None or other is None:
            kind = "added" if one is None else "dropped"
            rules = rules if one is None else _rules(one)
            yield Change(event.document, event.id, kind, words, _as_coded(event, text), tuple(sorted(rules)))
        elif fields := _differing(one, other, text):
            yield Change(event.document, event.id, "changed", words, fields, tuple(sorted(rules)))


_Keyed = dict[tuple[Span, str], Event]


def _keyed(coding: Coding) -> _Keyed:
    return {(event.trigger, event.event_type): event for event in coding.events}


def _paired(before: _Keyed, after: _Keyed) -> tuple[_Keyed, _Keyed]:
    """Give an event that changed its type, alone on its word before and after, one key in both."""
    lone = {key[0] for key in before if sum(k[0] == key[0] for k in before) == 1}
    lone &= {key[0] for key in after if sum(k[0] == key[0] for k in after) == 1}
    return (
        {(k[0], "" if k[0] in lone else k[1]): event for k, event in before.items()},
        {(k[0], "" if k[0] in lone else k[1]): event for k, event in after.items()},
    )


def _rules(event: Event | None) -> set[str]:
    return {reason.rule for reason in event.why} if event else set()


def _as_coded(event: Event, text: str) -> tuple[tuple[str, str, str], ...]:
    return (("type", "", type_words(event)), ("actors", "", actors_words(event.actors, text)))


def _differing(one: Event, other: Event, text: str) -> tuple[tuple[str, str, str], ...]:
    pairs = zip(_FIELDS, _fields(one, text), _fields(other, text), strict=True)
    return tuple((name, left, right) for name, left, right in pairs if left != right)


def _fields(event: Event, text: str) -> tuple[str, ...]:
    return (
        type_words(event),
        event.mood.value,
        actors_words(event.actors, text),
        actors_words(event.recipients, text),
        days_words(event.date, text) if event.date else "",
        where_words(event.place),
        " > ".join(voice.name or voice.role for voice in event.voices),
    )
