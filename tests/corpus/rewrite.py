"""This file is where the expected documents of the saved pages are written anew: python -m tests.corpus.rewrite."""

from __future__ import annotations

from pathlib import Path

import msgspec

from rashomon.documents import read
from rashomon.errors import RashomonError

FOLDER = Path(__file__).parent
PAGES = sorted(path for path in FOLDER.iterdir() if path.name.endswith((".html", ".html.gz")))


def expected_path(page: Path) -> Path:
    """Return the file that says what the page is read as."""
    return page.with_name(page.name.removesuffix(".gz").removesuffix(".html") + ".json")


def reading(page: Path) -> dict[str, object]:
    """Return what the page is read as: a document, or an error, without the folder that it stands in."""
    try:
        document = read(page)
    except RashomonError as error:
        return {"error": type(error).__name__, "message": str(error).replace(str(page), page.name)}
    data = msgspec.to_builtins(document)
    data["name"] = page.name
    for zone in data["zones"]:
        zone["text"] = document.text[zone["span"]["start"] : zone["span"]["end"]]
    return data


if __name__ == "__main__":
    for one in PAGES:
        data = msgspec.json.format(msgspec.json.encode(reading(one)), indent=1)
        expected_path(one).write_bytes(data + b"\n")
