"""This file is where the nodes of a network get their places: pushed apart by each other, pulled together by their edges."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.float64]

#: Steps of the layout; after two hundred nothing moves that an eye can see.
_STEPS = 240
_START = 0.12
#: How strongly all are drawn to the middle, so that parts without an edge between them do not drift away.
_INWARD = 0.9
#: What a node and its name take of the picture's width and height, and how often overlaps are looked for.
_ROOM = np.array([0.085, 0.062])
_PUSHES = 80


def lay_out(nodes: int, edges: Sequence[tuple[int, int, int]]) -> list[tuple[float, float]]:
    """Return a place for each node in a square of side 1 (Fruchterman and Reingold); edges are two nodes and a weight.

    It begins on a circle in the order of the nodes, so the same network always looks the same.
    """
    if nodes < 2:
        return [(0.5, 0.5)] * nodes
    turn = 2 * np.pi * np.arange(nodes) / nodes
    places: Places = 0.5 + 0.4 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    pull = np.zeros((nodes, nodes))
    for left, right, weight in edges:
        pull[left, right] += log1p(weight)
        pull[right, left] += log1p(weight)
    pull = pull / max(pull.max(), 1e-9)
    apart = 0.9 / np.sqrt(nodes)
    for step in range(_STEPS):
        between = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.sqrt((between**2).sum(axis=2)), 1e-4)
        force = (apart**2 / distance**2)[:, :, None] * between
        force -= (pull * distance / apart)[:, :, None] * between
        move = force.sum(axis=1) + (0.5 - places) * _INWARD
        length = np.maximum(np.sqrt((move**2).sum(axis=1, keepdims=True)), 1e-9)
        places = places + move / length * np.minimum(length, _START * (1 - step / _STEPS))
    places = _filled(places)
    for _ in range(_PUSHES):
        places = _pushed(places)
    return [(round(float(x), 4), round(float(y), 4)) for x, y in _filled(places)]


def _filled(places: Places) -> Places:
    """Return the places stretched over the whole square."""
    low, high = places.min(axis=0), places.max(axis=0)
    wide = high - low
    return np.where(wide > 1e-6, (places - low) / np.maximum(wide, 1e-6), 0.5)


def _pushed(places: Places) -> Places:
    """Return the places with those that lie on each other a little farther apart, the shorter way."""
    between = places[:, None, :] - places[None, :, :]
    lacking = _ROOM - np.abs(between)
    is_on = (lacking > 0).all(axis=2)
    np.fill_diagonal(is_on, False)
    sideways = (lacking / _ROOM).argmin(axis=2)
    order = np.sign(np.arange(len(places))[:, None] - np.arange(len(places))[None, :])
    push = np.zeros_like(between)
    for axis in (0, 1):
        sign = np.where(between[:, :, axis] == 0, order, np.sign(between[:, :, axis]))
        push[:, :, axis] = np.where(is_on & (sideways == axis), sign * lacking[:, :, axis] / 2, 0)
    return np.clip(places + push.sum(axis=1) * 0.6, 0.0, 1.0)
