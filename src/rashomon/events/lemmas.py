"""This file is where a word becomes the lemma under which the lexicon knows it: hyphened, plural or mended."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.records import Token

#: What the endings of a verb stand for. The lemmatiser knows no `rearrested` and reads `raped` as a form of `rap`.
_ENDINGS = (
    ("ied", "y"),
    ("ed", "e"),
    ("ed", ""),
    ("ing", "e"),
    ("ing", ""),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
)
_NOMINAL = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "attr", "pcomp"))
_OF_NOUNS = frozenset(("det", "poss", "amod", "compound", "nummod"))
#: Past forms that verbs with `re-` and `over-` share with the verb after it: retook, overran.
_IRREGULAR = {
    "took": "take",
    "taken": "take",
    "ran": "run",
    "threw": "throw",
    "built": "build",
    "sent": "send",
}


def read_lemmas(tokens: tuple[Token, ...], known: frozenset[str]) -> Iterator[str]:
    """Yield each token's dictionary form in small letters, one that is known if there is one; of a name, the singular."""
    before = ""
    for token in tokens:
        lemma, pos = token.lemma.lower(), token.pos
        is_open = pos == "PROPN" or (pos == "VERB" and (token.tag == "VBG" or lemma not in known))
        yield _read(tokens, token, lemma, known) if is_open or before == "-" else lemma
        before = token.text


def _read(tokens: tuple[Token, ...], token: Token, lemma: str, known: frozenset[str]) -> str:
    index = token.index
    if index > 1 and tokens[index - 1].text == "-" and token.start == tokens[index - 1].end:
        joined = f"{tokens[index - 2].text.lower()}-{lemma}"
        if joined in known:
            return joined
    if token.pos == "PROPN" and len(lemma) > 3 and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]
    if token.tag == "VBG" and token.dep in _NOMINAL and _is_noun(tokens, token, known):
        return token.text.lower()
    if token.pos == "VERB" and lemma not in known:
        return next((base for base in _bases(token.text.lower()) if base in known), lemma)
    return lemma


def _is_noun(tokens: tuple[Token, ...], token: Token, known: frozenset[str]) -> bool:
    """Say whether a word in `-ing` where a noun stands, without an object of its own, is a noun that is known: shelling."""
    if token.text.lower() not in known:
        return False
    own = [other for other in tokens if other.head == token.index and other.index != token.index]
    if any(other.dep in ("dobj", "ccomp", "xcomp") for other in own):
        return False
    is_phrase = any(other.dep in _OF_NOUNS or other.text.lower() == "by" for other in own)
    return is_phrase or token.dep != "pcomp"


def _bases(text: str) -> Iterator[str]:
    """Yield what an inflected verb may be a form of."""
    for ending, instead in _ENDINGS:
        if text.endswith(ending):
            stem = text[: -len(ending)]
            yield stem + instead
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
    for past, base in _IRREGULAR.items():
        if text.endswith(past):
            yield text.removesuffix(past) + base
