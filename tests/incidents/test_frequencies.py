"""This file is where the table of frequent words is what its script makes of its source."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from rashomon.lexicons import Lexicons
from rashomon.lexicons.schema import lexicon_file


def test_common_words_are_shares_of_all_words() -> None:
    frequencies = Lexicons().frequencies
    assert frequencies["the"] == max(frequencies.values())
    assert 0.3 < sum(frequencies.values()) < 1
    assert "karabakh" not in frequencies


def test_a_rebuild_gives_the_same_table() -> None:
    text = lexicon_file("en/frequent_words.tsv").read_text(encoding="utf-8")
    wanted = re.search(r"symspellpy ([\d.]+),", text)
    assert wanted
    try:
        found = version("symspellpy")
    except PackageNotFoundError:
        pytest.skip(
            "symspellpy is not installed: the rebuild is checked where `uv sync --group build` was run"
        )
    if found != wanted[1]:
        pytest.skip(f"symspellpy {found} is installed, the table was built from {wanted[1]}")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
    import build_frequencies

    assert build_frequencies.table() == text
