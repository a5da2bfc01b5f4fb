"""This file is where the limits of the server stand, and what it was started with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

#: Names under which a browser on this machine reaches the server; another name in the address is a page that tricks it.
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
#: Characters of an address, and of its question; ours are a tenth of it.
MOST_ADDRESS = 4096
#: Bytes of what a form may send.
MOST_BODY = 64 * 1024
#: Rows of a table on one page, and the most that may be asked for.
PAGE_ROWS, MOST_ROWS = 50, 1000
#: Characters of words to search for.
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the server was started with."""

    corpus: Path
    token: str | None = None
    """Who does not send it is sent away; needed where others can reach the server."""
    read_only: bool = False
    author: str = "reader"
    """Whose corrections those made in the browser are."""
    seconds: float = 5.0
    """How long a question to the corpus may take before it is broken off."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """What tells our own forms from those of other pages; a new one each time the server starts."""
