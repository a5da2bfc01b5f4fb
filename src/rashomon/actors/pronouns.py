"""This file is where pronouns that may stand for an actor are told from the others."""

from __future__ import annotations

from rashomon.actors.neighbours import Mention
from rashomon.actors.phrases import Reading
from rashomon.lexicons.actors import ActorTables
from rashomon.records import Sentence

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def pronoun_mention(sentence: Sentence, index: int, tables: ActorTables) -> Mention | None:
    """Return the mention of a personal or relative pronoun that may stand for an actor."""
    token = sentence.tokens[index]
    text, marks = token.text.lower(), tables.words
    kind = next((k for k in ("masculine", "feminine", "neuter", "plural") if text in marks[k]), "")
    if not kind and text in marks["relative"] and token.dep in _SUBJECTS:
        verb = sentence.tokens[token.head]
        if verb.dep == "relcl" and text == "who":
            kind = "relative"
    if not kind or (text == "it" and token.dep == "expl"):
        return None
    gender = {"masculine": "m", "feminine": "f"}.get(kind, "")
    reading = Reading(kind="pronoun", method="pronoun", gender=gender, is_plural=kind == "plural")
    mention = Mention(sentence, index, index, index, reading, pronoun=kind, is_subject=token.dep in _SUBJECTS)
    if kind == "relative":
        mention.of = sentence.tokens[token.head].head
    return mention
