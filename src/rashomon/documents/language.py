"""This file is where a text's language is told, so that only English is coded."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rashomon.errors import LanguageError
from rashomon.lexicons.languages import load_languages
from rashomon.records import Document

CODED = "en"
#: Characters that the language is told from: a few paragraphs.
MAX_CHARS = 4_000
#: Fewer words than this name things more than they make sentences; "Macron reçoit Scholz" could be any language.
MIN_WORDS = 8
#: Share of common words above which a text is English without a second look; a quarter of an English text is such words.
COMMON_SHARE = 0.25
#: How sure the identifier must be that a text is not English.
MIN_SURE, MIN_SURE_SHORT = 0.7, 0.95
SHORT_WORDS = 25
#: Another script is another language, whichever it is exactly.
MIN_SURE_SCRIPT, MAX_LATIN_SHARE = 0.3, 0.3
LAST_LATIN = "\u024f"

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def tell_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None if there is too little text to tell."""
    words = _WORD.findall(text[:MAX_CHARS].casefold())
    common = load_languages(CODED).common
    share = sum(word in common for word in words) / max(len(words), 1)
    if len(words) >= 3 and share >= COMMON_SHARE:
        return CODED
    if len(words) < MIN_WORDS and text.isascii():
        return None
    code, sure = _identifier().classify(text[:MAX_CHARS])
    if code == CODED:
        return CODED
    needed = MIN_SURE_SHORT if len(words) < SHORT_WORDS else MIN_SURE
    if _latin_share(words) <= MAX_LATIN_SHARE:
        needed = MIN_SURE_SCRIPT
    return str(code) if sure >= needed and share < COMMON_SHARE / 2 else None


def _latin_share(words: list[str]) -> float:
    letters = "".join(words)
    return sum(letter <= LAST_LATIN for letter in letters) / max(len(letters), 1)


def check_language(document: Document) -> None:
    """Raise LanguageError if the document is in a language that is not coded; one too short to tell is let pass."""
    code = document.language
    if code in (None, CODED):
        return
    name = load_languages(CODED).names.get(str(code))
    looks = f"{name} ({code})" if name else f"the language {code!r}"
    raise LanguageError(
        f"{document.name or document.id}: looks like {looks}; only English is coded; pass an English version"
    )


@lru_cache
def _identifier() -> Any:
    # Loading takes most of a second, so it waits until a text that is not plainly English comes.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
