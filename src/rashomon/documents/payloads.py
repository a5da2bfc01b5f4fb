"""This file is where the body of a stored web answer is unwrapped: chunks joined, compression undone, within bounds."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import brotli

from rashomon.errors import InputError, TooLargeError

#: Gzip and zlib, told apart by the first bytes; and deflate without either's frame, as some servers send it.
_FRAMED, _BARE = 47, -15


def unwrap(data: bytes, headers: Mapping[str, str], name: str, limit: int) -> bytes:
    """Return the body as the server meant it, by its Transfer-Encoding and Content-Encoding (keys in small letters).

    Archives often keep these headers over a body that was unwrapped already: what does not have the form is returned
    as it is. Raises TooLargeError over `limit` bytes, InputError for damage and for an encoding that is not read.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        data = _joined(data)
    encodings = [part.strip().lower() for part in headers.get("content-encoding", "").split(",")]
    for encoding in reversed(encodings):
        data = _decoded(data, encoding, name, limit)
    return data


def _joined(data: bytes) -> bytes:
    """Return the chunks joined; the data itself if it is not in chunks."""
    parts, place = list[bytes](), 0
    while True:
        end = data.find(b"\r\n", place, place + 100)
        size = data[place:end].split(b";")[0].strip() if end >= 0 else b""
        if not size or len(size) > 8 or size.strip(b"0123456789abcdefABCDEF"):
            return b"".join(parts) if parts and place >= len(data) else data
        if (length := int(size, 16)) == 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + length])
        place = end + 2 + length + 2


def _decoded(data: bytes, encoding: str, name: str, limit: int) -> bytes:
    if encoding in ("", "identity"):
        return data
    unpack = {"gzip": _inflated, "x-gzip": _inflated, "deflate": _inflated, "br": _unbrotlied}.get(encoding)
    if unpack is not None:
        try:
            return unpack(data, name, limit)
        except TooLargeError:
            raise
        except InputError:
            if not _is_plain(data):
                raise
    if _is_plain(data):
        return data
    raise InputError(f"{name}: packed as {encoding[:40]!r}, which is not read; save the page unpacked")


def _is_plain(data: bytes) -> bool:
    """Say whether this is a text or page already: compressed bytes soon have one that no text has."""
    head = data[:512]
    return not head.translate(None, bytes((*range(32, 256), 9, 10, 12, 13)))


def _inflated(data: bytes, name: str, limit: int) -> bytes:
    for form in (_FRAMED, _BARE):
        inflater = zlib.decompressobj(form)
        try:
            found = inflater.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(found) > limit:
            raise TooLargeError(_too_large(name, limit))
        if inflater.eof:
            return found
        break
    raise InputError(f"{name}: its compression is damaged or cut off; fetch the page again")


def _unbrotlied(data: bytes, name: str, limit: int) -> bytes:
    opened = brotli.Decompressor()
    try:
        found: bytes = opened.process(data, output_buffer_limit=limit + 1)
    except brotli.error as error:
        raise InputError(f"{name}: its compression is damaged ({error}); fetch the page again") from error
    if len(found) > limit or not opened.can_accept_more_data():
        raise TooLargeError(_too_large(name, limit))
    if not opened.is_finished():
        raise InputError(f"{name}: its compression is cut off; fetch the page again")
    return found


def _too_large(name: str, limit: int) -> str:
    return f"{name}: unpacks to over {limit:,} bytes; no story is that long"
