"""This file is where inputs are added to a corpus: each is read, coded and kept before it is reported as done."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from rashomon.corpus.coders import Coded, code_rows
from rashomon.corpus.database import Corpus
from rashomon.corpus.runs import finish_run, start_run
from rashomon.corpus.saving import Rows, now, save_document, to_rows
from rashomon.documents import check_language
from rashomon.documents.items import Item
from rashomon.errors import InputError, LanguageError, RashomonError
from rashomon.records import Coding, Document
from rashomon.run import writable


@dataclass(frozen=True, slots=True)
class Options:
    """What is said of all inputs of a run, and how it is run."""

    published: str | None = None
    publisher: str | None = None
    model: str | None = None
    jobs: int = 1

    @property
    def key(self) -> str:
        """Return what of the options makes another document of the same bytes."""
        return f"{self.published or ''}|{self.publisher or ''}"

    def written(self, item: Item) -> str:
        """Return as JSON what must be said again to read the item as it was read."""
        said = {"published": self.published, "publisher": self.publisher, "fields": dict(item.fields)}
        return json.dumps({name: value for name, value in said.items() if value}, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one input: coded, kept (not coded, with the reason), same (already there), failed or skipped."""

    name: str
    status: str
    document: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class Summary:
    """How many inputs a run read, and what came of them."""

    run: int
    coded: int = 0
    kept: int = 0
    same: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def inputs(self) -> int:
        """Return the number of inputs."""
        return self.coded + self.kept + self.same + self.failed + self.skipped


def add(
    corpus: Corpus,
    items: Iterable[Item],
    options: Options | None = None,
    *,
    kind: str = "add",
    on_result: Callable[[Result], None] | None = None,
) -> Summary:
    """Add what the items hold; return how many were coded, skipped and so on.

    An input whose bytes were added before is skipped without being read; one that failed before is tried again. A
    document is kept, with its coding, before its result is reported: a kill at any moment loses none of those.
    """
    options = options or Options()
    run = start_run(corpus, kind, jobs=options.jobs, published=options.published, publisher=options.publisher)
    summary = Summary(run)
    for result in _add(corpus, items, options, run):
        setattr(summary, result.status, getattr(summary, result.status) + 1)
        if on_result is not None:
            on_result(result)
    finish_run(corpus, run)
    return summary


def _add(corpus: Corpus, items: Iterable[Item], options: Options, run: int) -> Iterator[Result]:
    """Yield a result for each item. What needs no coding is reported as soon as the coder asks for more."""
    settled: deque[Result] = deque()
    waiting: deque[tuple[Item, Document]] = deque()
    documents = _documents(corpus, items, options, run, settled, waiting)
    for coded in code_rows(documents, jobs=options.jobs, model=options.model):
        yield from _drain(settled)
        item, document = waiting.popleft()
        yield _keep(corpus, item, document, coded, options, run)
    yield from _drain(settled)


def _drain(settled: deque[Result]) -> Iterator[Result]:
    while settled:
        yield settled.popleft()


def _documents(
    corpus: Corpus,
    items: Iterable[Item],
    options: Options,
    run: int,
    settled: deque[Result],
    waiting: deque[tuple[Item, Document]],
) -> Iterator[Document]:
    """Yield what must be coded; settle at once what need not be, or cannot be, coded."""
    for item in items:
        if _is_done(corpus, item, options):
            with corpus.change() as db:
                db.execute("UPDATE run SET skipped = skipped + 1 WHERE id = ?", (run,))
            settled.append(Result(item.name, "skipped"))
            continue
        try:
            document = _read(item, options)
            if _is_known(corpus, document) or any(document.id == other.id for _, other in waiting):
                settled.append(_note(corpus, item, options, run, Result(item.name, "same", document.id)))
                continue
            check_language(document)
        except LanguageError as error:
            settled.append(_keep_uncoded(corpus, item, document, options, run, str(error)))
        except RashomonError as error:
            settled.append(_fail(corpus, item, options, run, error))
        else:
            waiting.append((item, document))
            yield document


def _read(item: Item, options: Options) -> Document:
    """Return the item's document, with what the options say of it; a fault of ours becomes an error that names it."""
    try:
        document = item.read(published=options.published, publisher=options.publisher)
    except RashomonError:
        raise
    except Exception as error:
        raise InputError(
            f"{item.name}: not read, a fault in rashomon ({type(error).__name__}: {error}); please report it with the file"
        ) from error
    return replace(document, name=writable(item.name))


def input_key(item: Item, options: Options) -> str:
    """Return what tells an input from others: its bytes and what the options say of it."""
    return hashlib.sha256(f"{item.sha256}|{options.key}".encode()).hexdigest()[:32]


def _is_done(corpus: Corpus, item: Item, options: Options) -> bool:
    row = corpus.db.execute("SELECT status FROM input WHERE key = ?", (input_key(item, options),)).fetchone()
    return row is not None and row[0] != "failed"


def _is_known(corpus: Corpus, document: Document) -> bool:
    return corpus.db.execute("SELECT 1 FROM document WHERE id = ?", (document.id,)).fetchone() is not None


def _keep(corpus: Corpus, item: Item, document: Document, coded: Coded, options: Options, run: int) -> Result:
    """Write the document and its coding, or why there is none."""
    if not isinstance(coded, Rows):
        return _fail(corpus, item, options, run, RashomonError(coded[1]))
    with corpus.change() as db:
        new = save_document(db, coded, run=run)
        result = Result(item.name, "coded" if new else "same", document.id)
        _write_input(corpus, item, options, run, result)
        db.execute("UPDATE run SET documents = documents + ? WHERE id = ?", (int(new), run))
    return result


def _keep_uncoded(
    corpus: Corpus, item: Item, document: Document, options: Options, run: int, reason: str
) -> Result:
    """Keep a document that we do not code, and say why."""
    with corpus.change() as db:
        save_document(db, to_rows(Coding(document, notes=(reason,))), run=run)
        result = Result(item.name, "kept", document.id, reason)
        _write_input(corpus, item, options, run, result)
        db.execute("UPDATE run SET documents = documents + 1 WHERE id = ?", (run,))
    return result


def _note(corpus: Corpus, item: Item, options: Options, run: int, result: Result) -> Result:
    with corpus.change():
        _write_input(corpus, item, options, run, result)
    return result


def _fail(corpus: Corpus, item: Item, options: Options, run: int, error: RashomonError) -> Result:
    result = Result(item.name, "failed", None, str(error))
    with corpus.change() as db:
        _write_input(corpus, item, options, run, result, error=type(error).__name__)
        db.execute("UPDATE run SET failures = failures + 1 WHERE id = ?", (run,))
    return result


def _write_input(
    corpus: Corpus, item: Item, options: Options, run: int, result: Result, *, error: str | None = None
) -> None:
    corpus.db.execute(
        """INSERT INTO input (key, name, source, options, status, document, error, reason, run, seen)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET status = excluded.status, document = excluded.document, error = excluded.error,
               reason = excluded.reason, options = excluded.options, run = excluded.run, seen = excluded.seen, tries = tries + 1""",
        (
            input_key(item, options),
            writable(item.name),
            writable(item.source),
            options.written(item),
            result.status,
            result.document,
            error,
            writable(result.reason) if result.reason else None,
            run,
            now(),
        ),
    )
