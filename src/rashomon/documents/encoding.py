"""This file is where bytes become text: by byte order mark, as UTF-8, as the page declares, or by a careful guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from rashomon.errors import BinaryInputError, EncodingError
from rashomon.records import Reason

#: Bytes that are looked at to tell text from other things, and to find a page's own declaration.
HEAD_BYTES = 8_192
#: Bytes that the encoding is guessed from.
GUESSED_BYTES = 65_536
#: English text has few letters outside ASCII: with more than this share of other bytes it is another language.
MAX_WESTERN_SHARE = 0.03
#: charset-normalizer calls under 0.1 mess clean, over 0.5 coherence a known language.
MAX_MESS, MIN_COHERENCE = 0.1, 0.5

_WESTERN = "windows-1252"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"{\\rtf",
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:-]{2,40})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what its encoding was taken from."""

    text: str
    why: Reason


def decode(data: bytes, name: str, *, is_page: bool = False, charset: str | None = None) -> Decoded:
    """Return the text of the bytes; `charset` is what a server said of them.

    Raises BinaryInputError, or EncodingError with the command that would help.
    """
    if data.startswith(_MAGIC):
        raise BinaryInputError(_binary(name))
    decoded = _by_mark(data, name) or _as_wide(data, charset) or _as_utf8(data) or _as_named(data, charset)
    if decoded is None and is_page:
        decoded = _as_declared(data)
    if decoded is None and charset:
        decoded = _in_encoding(data, charset, "encoding:server")
    if decoded is None and b"\0" in data[:HEAD_BYTES]:
        raise BinaryInputError(_binary(name))
    decoded = decoded or _as_western(data) or _guessed(data, name)
    controls = len(_CONTROLS.findall(decoded.text[:HEAD_BYTES]))
    if not is_page and controls > 0.02 * min(len(decoded.text), HEAD_BYTES) + 2:
        raise BinaryInputError(_binary(name))
    return decoded


def _binary(name: str) -> str:
    return f"{name}: not text (a program, picture, archive or office file); export its text and pass that"


def _by_mark(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), Reason("encoding:mark", encoding))
            except UnicodeDecodeError as error:
                raise EncodingError(
                    f"{name}: marked as {encoding.removesuffix('-sig')} but byte {error.start} does not fit; "
                    "save it again as UTF-8"
                ) from error
    return None


def _as_wide(data: bytes, charset: str | None) -> Decoded | None:
    """Return the text of bytes said to be two or four a character; as UTF-8 they would be full of NULs."""
    if b"\0" not in data[:HEAD_BYTES] or not (charset or "").lower().startswith(("utf-16", "utf-32")):
        return None
    return _as_named(data, charset)


def _as_named(data: bytes, charset: str | None) -> Decoded | None:
    """Return the text in the encoding that the server named; None if it named none that fits to the last byte."""
    return _in_encoding(data, charset, "encoding:server", errors="strict") if charset else None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), Reason("encoding:utf-8"))
    except UnicodeDecodeError:
        return None


def _as_declared(data: bytes) -> Decoded | None:
    """Return the text in the encoding that the page names; browsers read Latin-1 as Windows-1252, and so do we."""
    found = _DECLARED.search(data[:HEAD_BYTES]) or _XML_DECLARED.search(data[:HEAD_BYTES])
    if found is None:
        return None
    return _in_encoding(data, found[1].decode("ascii"), "encoding:declared")


def _in_encoding(data: bytes, named: str, rule: str, *, errors: str = "replace") -> Decoded | None:
    """Return the text in the encoding; bytes that do not fit UTF-8 may be replaced, other encodings must fit."""
    try:
        known = codecs.lookup(named.strip().strip("\"'")[:40])
    except (LookupError, ValueError):
        return None
    if not getattr(known, "_is_text_encoding", True):
        return None
    encoding = _WESTERN if known.name in ("iso8859-1", "ascii") else known.name
    try:
        text = data.decode(encoding, errors if encoding == "utf-8" else "strict")
        return Decoded(text, Reason(rule, encoding))
    except UnicodeError:
        return None


def _as_western(data: bytes) -> Decoded | None:
    """Return the text as Windows-1252 if nearly all of it is ASCII, as English in that encoding is."""
    others = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if others > MAX_WESTERN_SHARE * len(data):
        return None
    try:
        return Decoded(data.decode(_WESTERN), Reason("encoding:western", f"{others} bytes are not ASCII"))
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes, name: str) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESSED_BYTES]).best()
    if best is None:
        raise EncodingError(
            f"{name}: not UTF-8, and no other encoding fits; "
            "convert it with `iconv -f ITS-ENCODING -t utf-8`, or save it again as UTF-8"
        )
    if best.chaos <= MAX_MESS and best.coherence >= MIN_COHERENCE:
        try:
            return Decoded(data.decode(best.encoding), Reason("encoding:guess", best.encoding))
        except UnicodeDecodeError:
            pass
    raise EncodingError(
        f"{name}: not UTF-8; it may be {best.encoding}, which is not sure enough; "
        f"convert it with `iconv -f {best.encoding} -t utf-8`"
    )
