#!/usr/bin/env python3
"""This file is where the table of frequent words is built: `python scripts/build_frequencies.py`, needs `uv sync --group build`.

It reads the English dictionary of symspellpy (MIT; counts of Google's book n-grams, CC BY 3.0) and keeps the commonest
words. The same input gives the same file.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

OUTPUT = Path(__file__).resolve().parents[1] / "src/rashomon/lexicons/en/frequent_words.tsv"
WORDS = 1000
HEADER = """# What: the commonest words of English, with how often each stands in a million words of print.
# Source: symspellpy {version}, frequency_dictionary_en_82_765.txt (MIT; counts of Google's book n-grams, CC BY 3.0).
# Written by scripts/build_frequencies.py; do not edit.
id\tper_million
"""


def main() -> int:
    """Write the table; return the exit code."""
    OUTPUT.write_text(table(), encoding="utf-8")
    return 0


def table() -> str:
    """Return the text of the table. Single letters are left out: they are parts of abbreviations, or no news."""
    source = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    rows = [line.split() for line in source.read_text(encoding="utf-8-sig").splitlines()]
    counts = {word: int(count) for word, count in rows}
    total = sum(counts.values())
    frequent = sorted((word for word in counts if len(word) > 1), key=lambda word: (-counts[word], word))[
        :WORDS
    ]
    lines = (f"{word}\t{round(1e6 * counts[word] / total)}\n" for word in frequent)
    return HEADER.format(version=version("symspellpy")) + "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
