"""This file is where the loaded words of the seed story are held against what a reader found."""

from __future__ import annotations

import json
from pathlib import Path

from rashomon.documents import read_text
from rashomon.pipeline import Tools, code_documents


def test_all_loaded_words_of_the_seed_story_are_found_with_their_voice(bench: Path, tools: Tools) -> None:
    folder = bench / "seed"
    text = (folder / "story.txt").read_text(encoding="utf-8")
    (coding,) = code_documents([read_text(text, name="seed", published="2020-10-02")], tools)
    for term in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["loaded_terms"]:
        start, end = term["span"]["start"], term["span"]["end"]
        own = term["voice"].startswith("publisher")
        found = [w for w in coding.wording if w.span.start < end and start < w.span.end]
        assert any((w.voice == "publisher") is own for w in found), term["span"]["text"]
