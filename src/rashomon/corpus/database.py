"""This file is where the corpus file is opened, made, checked and brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from rashomon.errors import CorpusError, MissingFileError

#: Marks a SQLite file as ours ("rash"), so that no other program's database is written to.
APPLICATION_ID = 0x72617368

#: How long a writer waits for another one to finish its document.
BUSY_SECONDS = 30


class Corpus:
    """An open corpus: one SQLite file. Close it, or use it in a `with` block."""

    def __init__(self, path: Path, db: sqlite3.Connection, *, read_only: bool) -> None:
        self.path, self.db, self.read_only = path, db, read_only

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; whatever was committed stays."""
        self.db.close()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one change that is kept as a whole or not at all."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield self.db
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")


def open_corpus(path: str | Path, *, create: bool = False, read_only: bool = False) -> Corpus:
    """Return the corpus in the file; with `create` make it if there is none.

    Raises MissingFileError if there is no such file, CorpusError if it is no corpus, or of another version.
    """
    path = Path(path)
    if path.is_dir() or (not path.exists() and not create):
        found = "a folder" if path.is_dir() else "no such file"
        raise MissingFileError(f"{path}: {found}; make a corpus with `rashomon add {path} INPUT...`")
    db = _connect(path, read_only=read_only)
    try:
        _check(path, db, create=create and not read_only)
    except BaseException:
        db.close()
        raise
    return Corpus(path, db, read_only=read_only)


def upgrade(path: str | Path) -> tuple[int, int]:
    """Bring a corpus of an older version up to date and return its version before and after.

    A copy of the file as it was is left beside it (`.schema-N`). Raises CorpusError for a file that is no corpus.
    """
    path = Path(path)
    if not path.is_file():
        raise MissingFileError(f"{path}: no such file; name a corpus")
    db = _connect(path, read_only=False)
    try:
        version = _version(path, db)
        if 0 < version < schema_version():
            with sqlite3.connect(path.with_name(f"{path.name}.schema-{version}")) as copy:
                db.backup(copy)
            copy.close()
            _apply(db, since=version)
        return version, schema_version()
    finally:
        db.close()


def schema_version() -> int:
    """Return the version of the schema that this rashomon writes: the number of its scripts."""
    return len(_scripts())


def _scripts() -> list[str]:
    folder = files(__package__).joinpath("schema")
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name
    )
    return [item.read_text(encoding="utf-8") for item in found]


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    try:
        mode = "ro" if read_only else "rwc"
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
        )
    except sqlite3.Error as error:
        raise CorpusError(
            f"{path}: cannot be opened ({error}); check the folder and its permissions"
        ) from error
    db.row_factory = sqlite3.Row
    return db


def _check(path: Path, db: sqlite3.Connection, *, create: bool) -> None:
    """Make the tables if the file is new; raise CorpusError unless it is a corpus of this version."""
    version = _version(path, db)
    if version == 0 and create:
        db.execute("PRAGMA journal_mode = WAL")
        _apply(db, since=0)
    elif version == 0:
        raise CorpusError(f"{path}: an empty file, no corpus; make one with `rashomon add {path} INPUT...`")
    elif version < schema_version():
        raise CorpusError(
            f"{path}: written with schema {version}, this rashomon has schema {schema_version()}; run `rashomon upgrade {path}`"
        )
    elif version > schema_version():
        raise CorpusError(
            f"{path}: written with schema {version} by a newer rashomon, this one has schema {schema_version()}; update rashomon"
        )
    db.execute("PRAGMA foreign_keys = ON")
    # A kill loses nothing that was committed; only a power cut could lose the last moments.
    db.execute("PRAGMA synchronous = NORMAL")


def _version(path: Path, db: sqlite3.Connection) -> int:
    """Return the schema's version; 0 for an empty file. Raises CorpusError for what is not ours."""
    try:
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise CorpusError(f"{path}: no corpus ({error}); name a file that `rashomon add` made") from error
    if tables and application != APPLICATION_ID:
        raise CorpusError(f"{path}: a SQLite file of another program; name a file that `rashomon add` made")
    return version if tables else 0


def _apply(db: sqlite3.Connection, *, since: int) -> None:
    """Run the scripts after version `since`, all or none."""
    for number, script in enumerate(_scripts()[since:], since + 1):
        db.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {number};\nCOMMIT;"
        )
