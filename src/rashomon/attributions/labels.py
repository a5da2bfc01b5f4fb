"""This file is where the numbered label of a headline is found, which names no voice: "Bulletin 61:", "Report No. 4:"."""

from __future__ import annotations

from rashomon.attributions.sources import SPEAKING_ENTITIES
from rashomon.lexicons.cues import CueTables
from rashomon.records import Sentence

#: What may stand between a label and its number.
_NUMBER_SIGNS = frozenset(("no", "nr", "number", "#", "."))
_LONGEST_LABEL = 8


def label_end(sentence: Sentence, cues: CueTables) -> int:
    """Return the index of the colon that ends the label with which the sentence opens; 0 if it opens with none.

    "UN Report 12" is a document of somebody's, and a voice.
    """
    tokens = sentence.tokens
    colon = next((t.index for t in tokens[: _LONGEST_LABEL + 1] if t.text == ":"), 0)
    if colon < 2 or not (tokens[colon - 1].pos == "NUM" or tokens[colon - 1].text.isdigit()):
        return 0
    index = colon - 2
    while index > 0 and tokens[index].text.lower() in _NUMBER_SIGNS:
        index -= 1
    is_label = tokens[index].text.lower() in cues.words["label"]
    return colon if is_label and not _has_owner(sentence, index, cues) else 0


def _has_owner(sentence: Sentence, label: int, cues: CueTables) -> bool:
    before = sentence.tokens[:label]
    return any(t.entity in SPEAKING_ENTITIES or t.lemma.lower() in cues.words["speaker"] for t in before)
