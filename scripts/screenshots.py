#!/usr/bin/env python3
"""This file is where the pictures of the README are made: `screenshots.py [FOLDER]`, from the sample stories, by Chromium.

Pictures of the overview, an incident, a document and the map go to docs/pictures/, or FOLDER, as PNG.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright

from rashomon.cli.demo import _item
from rashomon.corpus.adding import add
from rashomon.corpus.database import open_corpus
from rashomon.corpus.grouping import group
from rashomon.lexicons import Lexicons
from rashomon.samples import sample_stories
from tests.browser.conftest import FLAGS, NAMES, Site, served
from tests.browser.watching import DRAWN

WIDTH, HEIGHT = 1280, 900
MOST_BYTES = 300_000


def main(arguments: list[str]) -> int:
    """Make the pictures and return 1 if one is too large."""
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        print(f"screenshots.py: no browser; install one of {', '.join(NAMES)}", file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory() as place,
        served(_corpus(Path(place)), "samples") as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, path in _paths(site).items():
            page.goto(site.address + path)
            page.wait_for_function(DRAWN)
            page.screenshot(path=folder / f"{name}.png")
        browser.close()
    large = [file.name for file in sorted(folder.glob("*.png")) if file.stat().st_size > MOST_BYTES]
    for file in sorted(folder.glob("*.png")):
        print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")
    if large:
        print(f"screenshots.py: {', '.join(large)}: more than {MOST_BYTES} bytes", file=sys.stderr)
    return bool(large)


def _corpus(folder: Path) -> Path:
    """Return a corpus of the sample stories."""
    path = folder / "samples.rashomon"
    with open_corpus(path, create=True) as corpus:
        add(corpus, map(_item, sample_stories()))
        group(corpus, Lexicons())
    return path


def _paths(site: Site) -> dict[str, str]:
    """Return what is shown, by the name of its picture."""
    db = site.corpus.db
    incident = db.execute(
        "SELECT id FROM incident WHERE place = 'Ganja' ORDER BY documents DESC, id LIMIT 1"
    ).fetchone()[0]
    document = db.execute("SELECT id FROM document WHERE name = 'ganja-baku-ledger.txt'").fetchone()[0]
    return {
        "overview": "/",
        "incident": f"/incidents/{incident}",
        "document": f"/documents/{document}?event=3",
        "map": "/map",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
