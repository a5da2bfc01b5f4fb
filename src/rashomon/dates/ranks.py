"""This file is where a "since" that bounds a comparison is told from one that says how long something has gone on."""

from __future__ import annotations

from rashomon.records import Sentence

#: What opens a phrase or clause that tells from when on.
SINCE = frozenset({"since"})
#: Tags of the verb with which a clause of its own begins; what stands before it compares nothing behind it.
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def is_compared_since(sentence: Sentence, index: int, expression: int) -> bool:
    """Say whether the expression only bounds a comparison, which dates nothing that stands outside its phrase.

    "The first raid since the war of 1971" and "the deadliest clash since 1967" are the story's own.
    """
    found = _since_phrase(sentence, expression)
    return found is not None and index not in found[1] and _ends_in_rank(sentence, found[0])


def _since_phrase(sentence: Sentence, expression: int) -> tuple[int, tuple[int, ...]] | None:
    """Return the "since" that the expression hangs on, and the tokens of its phrase or clause; None if there is none."""
    inside, own = {expression, *sentence.ancestors(expression)}, sentence.subtree(expression)
    since = next(
        (i for i in range(expression - 1, -1, -1) if sentence.tokens[i].lemma.lower() in SINCE), None
    )
    if since is None or since in inside:
        return None if since is None else (since, sentence.subtree(since))
    if since == min(own) - 1:
        return since, own  # Of "worst raid since May kills ten" the parser makes a clause in which May kills.
    token = sentence.tokens[since]
    return (since, sentence.subtree(token.head)) if token.dep == "mark" and token.head in inside else None


def _ends_in_rank(sentence: Sentence, end: int) -> bool:
    """Say whether the words up to `end` hold a superlative or an ordinal, with no clause but its own behind it."""
    for index in range(end - 1, -1, -1):
        token = sentence.tokens[index]
        verb = sentence.tokens[token.head] if token.dep in ("aux", "auxpass") else token
        is_clause = token.tag in _FINITE and verb.dep != "relcl"
        if is_clause or token.text in ",;:":
            return False
        if _is_rank(sentence, index):
            return True
    return False


def _is_rank(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.entity == "ORDINAL":
        return True
    if token.tag not in ("JJS", "RBS"):
        # With a capital, "Deadliest" is read as a plain adjective.
        return token.tag == "JJ" and token.text.endswith("iest")
    # "Most of the dead" and "at least ten" rank nothing; "the most" and "its least" do.
    before = sentence.tokens[index - 1] if index else None
    return token.lemma not in ("most", "least") or bool(before and before.tag in ("DT", "PRP$", "POS"))
