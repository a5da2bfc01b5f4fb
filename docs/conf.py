"""This file is where the documentation's build is set up: Markdown pages, with generated parts put in on the way."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

project = "rashomon"
author = "The rashomon developers"
copyright = author
release = version = version_of("rashomon")

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "rashomon"


def setup(app: Any) -> None:
    """Have every page's markers replaced before it is read."""
    from build_codebook import expand

    def put_in(_app: Any, _name: str, source: list[str]) -> None:
        source[0] = expand(source[0])

    app.connect("source-read", put_in)
