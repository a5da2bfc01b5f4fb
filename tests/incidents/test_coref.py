"""This file is where mentions of events are grouped as the benchmark asks."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.predict import answer
from rashomon.pipeline import Tools

TEXTS = {
    "a": "Raiders acquired the mill in Fen on Monday, the mayor said. Two guards were shot, the miller said.",
    "b": "The acquisition of the Fen mill by raiders came on Monday, the mayor said. Guards were shot at the mill.",
    "c": "A comet passed the planet Venus on Friday, an astronomer said. Nobody was shot.",
}


def test_an_event_is_a_root_in_a_story_and_a_saying_its_speaker_s(tmp_path: Path, tools: Tools) -> None:
    documents = [
        {"id": id, "title": None, "text": text, "published": None, "publisher": None}
        for id, text in TEXTS.items()
    ]
    mentions = []
    for id, text in TEXTS.items():
        for word in ("acquired", "acquisition", "shot", "said", "mayor", "miller", "astronomer"):
            start = text.find(word)
            while start >= 0:
                kind = "HUM" if word in ("mayor", "miller", "astronomer") else "ACT"
                row = {"id": f"{id} {word} {start}", "doc": id, "kind": kind, "start": start}
                mentions.append(row | {"end": start + len(word), "text": word})
                start = text.find(word, start + 1)
    for name, rows in (("my_docs.jsonl", documents), ("my_mentions.jsonl", mentions)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    answer("coref", tmp_path / "my_mentions.jsonl", tmp_path / "out.jsonl", tools)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    clusters = {row["id"].rsplit(" ", 1)[0]: row["cluster"] for row in map(json.loads, lines)}
    sayings = {row["cluster"] for row in map(json.loads, lines) if " said " in row["id"]}
    assert clusters["a acquired"] == clusters["b acquisition"]
    assert clusters["a shot"] == clusters["b shot"] != clusters["c shot"]
    assert len(sayings) == 3
    assert not any("mayor" in id for id in clusters)
