"""This file is where mentions of events are grouped: within a story, by the lemma of their head; sayings by speaker."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.tasks import Context, Predict, Row
from benchmarks.tasks.incidents import story_text
from rashomon.incidents.joining import average_link
from rashomon.incidents.stories import find_stories
from rashomon.pipeline import Tools

if TYPE_CHECKING:
    from spacy.language import Language

#: Letters that words of one root begin with: acquire and acquisition, explode and explosion.
ROOT = 5
_WORD = re.compile(r"[\w'-]+")


def predict_coref(rows: Iterator[Row], tools: Tools, context: Context) -> Iterator[Row]:
    """Yield each action with its event: one event has one story and one root, and a saying one speaker."""
    mentions = list(rows)
    documents = _documents(context)
    stories = find_stories([story_text(row) for row in documents], tools.lexicons.frequencies)
    texts = {row["id"]: row["text"] for row in documents}
    others: dict[str, list[Row]] = defaultdict(list)
    for mention in mentions:
        others[mention["doc"]].append(mention)
    lemmas = _Lemmas(tools.parser)
    keys = {}
    for mention in mentions:
        if mention["kind"] == "ACT":
            lemma = lemmas.of(lemmas.head(mention["text"]))
            speaker = ""
            if lemma == "say":
                nearest = _nearest(mention, others[mention["doc"]], texts[mention["doc"]])
                speaker = lemmas.head(nearest["text"]).lower() if nearest else mention["id"]
            keys[mention["id"]] = (stories[mention["doc"]], lemma, speaker)
    events = _joined(sorted(set(keys.values())))
    yield from ({"id": id, "cluster": "/".join(events[key])} for id, key in keys.items())


def _documents(context: Context) -> list[Row]:
    """Return the documents, which lie beside the mentions in a file of the like name, or of a name with docs in it."""
    beside = context.input.with_name(context.input.name.replace("mentions", "docs"))
    if beside == context.input or not beside.is_file():
        beside = min(context.input.parent.glob("*docs*.jsonl"))
    return [json.loads(line) for line in beside.read_text(encoding="utf-8").splitlines() if line.strip()]


def _nearest(mention: Row, others: Sequence[Row], text: str) -> Row | None:
    """Return the person or body nearest to the mention in its sentence."""
    start = max(text.rfind(end, 0, mention["start"]) for end in ("\n", ". "))
    ends = [place for end in ("\n", ". ") if (place := text.find(end, mention["end"])) >= 0]
    near = [o for o in others if o["kind"] == "HUM" and start <= o["start"] < min(ends, default=len(text))]
    return min(near, key=lambda other: _gap(mention, other), default=None)


def _gap(left: Row, right: Row) -> int:
    return min(abs(right["end"] - left["start"]), abs(right["start"] - left["end"]))


def _joined(keys: Sequence[tuple[str, str, str]]) -> Mapping[tuple[str, str, str], tuple[str, str, str]]:
    """Return for each key the first of its group: lemmas of one root in one story."""
    stories: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for key in keys:
        stories[key[0]].append(key)
    joined = {}
    for own in stories.values():
        pairs = [
            (place, later)
            for later, b in enumerate(own)
            for place, a in enumerate(own[:later])
            if not a[2] and not b[2] and _one_root(a[1], b[1])
        ]
        left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        first = average_link(len(own), left, right, np.ones(len(pairs)), threshold=0.5)
        joined |= {key: own[place] for key, place in zip(own, first.tolist(), strict=True)}
    return joined


def _one_root(left: str, right: str) -> bool:
    """Say whether two lemmas begin alike, or one is the other's last part: quake and earthquake."""
    if min(len(left), len(right)) < ROOT:
        return False
    return left[:ROOT] == right[:ROOT] or left.endswith(right) or right.endswith(left)


@dataclass(frozen=True)
class _Lemmas:
    """The parser's tables of lemmas, read without parsing."""

    parser: Language

    @cached_property
    def _tables(self) -> tuple[Any, Any, Any]:
        lookups = self.parser.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        return tuple(lookups.get_table(f"lemma_{name}") for name in ("exc", "index", "rules"))  # type: ignore[return-value]

    def head(self, text: str) -> str:
        """Return the word that a phrase is about: its last, but for what follows a verb."""
        words = _WORD.findall(text)
        plain = [word for word in words if not self.parser.vocab[word.lower()].is_stop]
        if not words:
            return text
        return words[-1] if words[-1] in plain or not plain else plain[0]

    def of(self, word: str) -> str:
        """Return the lemma of a word that is a verb, or else a noun."""
        word = word.lower()
        exceptions, index, rules = self._tables
        for kind in ("verb", "noun"):
            if word in exceptions.get(kind, {}):
                return str(exceptions[kind][word][0])
            if word in index.get(kind, {}):
                return word
            for ending, base in rules.get(kind, ()):
                stem = word.removesuffix(ending) + base
                if word.endswith(ending) and stem in index.get(kind, {}):
                    return stem
        return word


TASKS: dict[str, Predict] = {"coref": predict_coref}
GOLD_KEYS: dict[str, tuple[str, ...]] = {}
