"""This file is where errors are named, so that a caller can tell them apart.

    RashomonError               exit code 1
    ├── InputError              2   the input cannot be read as a story
    │   ├── MissingFileError    3
    │   ├── EmptyInputError     4
    │   ├── BinaryInputError    5
    │   ├── EncodingError       6
    │   ├── TooLargeError       7
    │   ├── NoArticleError      8
    │   └── FetchError          9
    ├── LanguageError          10   a language rashomon does not code
    ├── ModelError             11   the parser's model is missing, unknown or altered
    ├── LexiconError           12   an entry of a lexicon is wrong
    ├── UsageError             13   options that do not go together
    └── CorpusError            14   the file is no corpus, or of another version

A folder run in which some inputs failed ends with 20.
"""

from __future__ import annotations

PARTIAL_EXIT_CODE = 20


class RashomonError(Exception):
    """What rashomon raises; its text says what was being read, what was found and what to do."""

    exit_code = 1


class InputError(RashomonError):
    """The input cannot be read as a story."""

    exit_code = 2


class MissingFileError(InputError):
    """There is no such file or folder, or it may not be read."""

    exit_code = 3


class EmptyInputError(InputError):
    """The input holds no text."""

    exit_code = 4


class BinaryInputError(InputError):
    """The input is not text."""

    exit_code = 5


class EncodingError(InputError):
    """The input's bytes are not text in any encoding that it may be in."""

    exit_code = 6


class TooLargeError(InputError):
    """The input is larger than one story can be."""

    exit_code = 7


class NoArticleError(InputError):
    """The page holds no article."""

    exit_code = 8


class FetchError(InputError):
    """The address could not be fetched."""

    exit_code = 9


class LanguageError(RashomonError):
    """The text is in a language that rashomon does not code."""

    exit_code = 10


class ModelError(RashomonError):
    """The parser's model is missing, unknown or not the one it says it is."""

    exit_code = 11


class LexiconError(RashomonError):
    """An entry of a lexicon is wrong: the message names the file, the entry and the fault."""

    exit_code = 12


class UsageError(RashomonError):
    """Options that do not go together, or a value that cannot be meant."""

    exit_code = 13


class CorpusError(RashomonError):
    """The file is no corpus, one of another version, or holds no such document, event or incident."""

    exit_code = 14
