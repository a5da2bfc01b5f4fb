"""This file is where one possible event of a sentence is described, before it is decided whether it is one."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from rashomon.events.grammar import Place
from rashomon.records import Reason


class Node(Struct, frozen=True):
    """A word that names an event, with its codes, its arguments, and the events below it."""

    at: int
    """The word whose place in the clause decides how the event is put forward."""
    words: tuple[int, ...]
    """The words that name the event."""
    frame: str
    event_type: str
    mode: str = ""
    cameo: str = ""
    contexts: tuple[str, ...] = ()
    actors: tuple[Place, ...] = ()
    recipients: tuple[Place, ...] = ()
    is_reciprocal: bool = False
    inner: tuple[Node, ...] = ()
    kind: str = "verb"
    """verb, noun, adjective, light, matrix, future, wont or speech."""
    tier: str = "frame"
    mood_step: bool = False
    """The node was made of the verb's own auxiliaries: what these do to the mood is done."""
    why: tuple[Reason, ...] = ()
    where: tuple[Place, ...] = ()
    """The place in the clause whose state a recipient without one belongs to: shelled a town in X."""

    def moved(self, **changes: object) -> Node:
        """Return the node with some fields changed."""
        return replace(self, **changes)
