"""This file is where the rows of the algebra are read: what a word of one kind makes of an event of one type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.events.nodes import Node

if TYPE_CHECKING:
    from rashomon.lexicons.frames import FrameTables, Rule


def outer_rule(frames: FrameTables, kind: str, inner: str, *, node: Node | None = None) -> Rule | None:
    """Return what a matrix of this kind makes of an event of this type (`-`: of none that is known), or None.

    A row for the type with the mode or a context of `node` (`COERCE/arrest`) goes before the row for the type.
    """
    for closer in () if node is None else (node.mode, *node.contexts):
        rule = frames.rule.get((kind, f"{inner}/{closer}")) if closer else None
        if rule is not None:
            return rule
    return frames.rule.get((kind, inner)) or (frames.rule.get((kind, "*")) if inner != "-" else None)


def mode_of(rule: Rule, inner: tuple[Node, ...]) -> str:
    """Return the mode of the rule; where it says `inner`, the one of the inner event."""
    if rule.mode == "inner":
        return inner[0].mode if inner else ""
    return rule.mode


def refined(rule: Rule, inner: tuple[Node, ...]) -> str:
    """Return the code of the rule; one that ends in `x` takes over the third digit of the inner code, if it has one."""
    if not rule.cameo.endswith("x"):
        return rule.cameo
    digit = inner[0].cameo[2:3] if inner else ""
    return rule.cameo[:-1] + (digit if digit in ("1", "2", "3", "4") else "")


def change_of(inner: str, outer: str) -> str:
    """Return what the step made of the event's type: `: CONSULT → AGREE`; nothing if it left it."""
    return f": {inner} → {outer}" if inner and outer not in ("none", "same") else ""
