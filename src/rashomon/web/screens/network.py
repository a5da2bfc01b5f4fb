"""This file is where the network is read: who does what to whom, as one voice tells it, beside another voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi import Depends, Query

from rashomon.corpus.database import Corpus
from rashomon.ontology import quad_name
from rashomon.web.charts import Chart, chart
from rashomon.web.layout import lay_out
from rashomon.web.rendering import label_of, link, part
from rashomon.web.screen import OpenCorpus, Screen, View, Words
from rashomon.web.screens.map import top_voices

#: Nodes and edges of the picture: more cannot be told apart.
_NODES, _EDGES = 40, 150
#: Edges of a voice that the strongest are chosen from.
_LOOKED_AT = 2_000
#: Entities that no table knows: nothing but the words of a text.
_NAMED_ONLY = "name:"
#: All voices together, as the other voice.
ALL = "*"

#: Actor, recipient and quad class.
Key = tuple[str, str, int]


class Node(View):
    """An entity of the network, with its place in a square of side 1."""

    entity: str
    name: str
    country: str
    events: int
    """Of the edges shown, in both voices."""
    x: float
    y: float


class Edge(View):
    """What one entity does to another, of one quad class."""

    actor: str
    actor_name: str
    recipient: str
    recipient_name: str
    quad: int
    quad_name: str
    events: int
    """As the voice tells it."""
    against: int | None
    """As the other voice tells it; None if none was asked for."""
    href: str


class NetworkView(View):
    """Who does what to whom, as a voice tells it."""

    voice: str
    """Empty: all voices together."""
    against: str | None
    """The other voice, told beside it: None for none, empty for all together."""
    nodes: list[Node]
    edges: list[Edge]
    """Those of most events; of the two voices together."""
    only_voice: int
    """Edges shown that only the voice tells."""
    only_against: int
    voices: list[str]
    """The voices that tell most."""
    is_cut: bool
    """True if weaker edges are left out."""
    named_left_out: int
    """Edges left out because one end is known by nothing but the words of a text."""


def network(
    corpus: OpenCorpus,
    voice: Words = "",
    against: Annotated[
        str, Query(max_length=200, description="Another voice, told beside the first; * is all together.")
    ] = "",
    entity: Annotated[str, Query(max_length=300, description="Only edges of this entity.")] = "",
    names: Annotated[
        bool, Query(description="Also who is known by nothing but the words of a text.")
    ] = False,
) -> NetworkView:
    """Who does what to whom, as a voice tells it or all voices together; the strongest edges."""
    told = [voice, "" if against == ALL else against] if against else [voice]
    found = [_strongest(corpus, one, entity) for one in told]
    keys = Counter[Key]()
    for rows in found:
        keys.update(rows)
    chosen = {key: events for key, events in keys.items() if names or not _is_named_only(key)}
    shown = _shown(chosen)
    counts = [_exact(corpus, one, shown) for one in told]
    known = _entities(corpus, {one for key in shown for one in key[:2]})
    edges = [_edge(key, counts, known, told) for key in shown]
    return NetworkView(
        voice=voice,
        against=told[1] if against else None,
        nodes=_nodes(edges, known),
        edges=edges,
        only_voice=sum(not edge.against for edge in edges) if against else 0,
        only_against=sum(not edge.events for edge in edges),
        voices=top_voices(corpus),
        is_cut=len(shown) < len(chosen) or any(len(rows) >= _LOOKED_AT for rows in found),
        named_left_out=len(keys) - len(chosen),
    )


def _strongest(corpus: Corpus, voice: str, entity: str) -> dict[Key, int]:
    """Return the edges of most events, as the voice tells them."""
    one = """SELECT actor, recipient, quad, events FROM summary_told
             WHERE voice = ? AND quad > 0 {} ORDER BY events DESC LIMIT ?"""
    if entity:
        halves = [one.format(f"AND {side} = ?") for side in ("actor", "recipient")]
        query = " UNION ".join(f"SELECT * FROM ({half})" for half in halves)
        values: tuple[Any, ...] = (voice, entity, _LOOKED_AT) * 2
    else:
        query, values = one.format(""), (voice, _LOOKED_AT)
    rows = corpus.db.execute(query, values)
    return {(row["actor"], row["recipient"], row["quad"]): row["events"] for row in rows}


def _is_named_only(key: Key) -> bool:
    return key[0].startswith(_NAMED_ONLY) or key[1].startswith(_NAMED_ONLY)


def _shown(edges: dict[Key, int]) -> list[Key]:
    """Return the edges between the strongest nodes, the strongest first."""
    strength: Counter[str] = Counter()
    for (actor, recipient, _), events in edges.items():
        strength[actor] += events
        strength[recipient] += events
    nodes = set(sorted(strength, key=lambda one: (-strength[one], one))[:_NODES])
    kept = [key for key in edges if key[0] in nodes and key[1] in nodes]
    return sorted(kept, key=lambda key: (-edges[key], key))[:_EDGES]


def _exact(corpus: Corpus, voice: str, keys: Iterable[Key]) -> dict[Key, int]:
    """Return how many events of each edge the voice tells; those it does not tell are not there."""
    query = "SELECT events FROM summary_told WHERE voice = ? AND actor = ? AND recipient = ? AND quad = ?"
    found = ((key, corpus.db.execute(query, (voice, *key)).fetchone()) for key in keys)
    return {key: row[0] for key, row in found if row}


def _entities(corpus: Corpus, entities: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the name and the country of each entity."""
    query = "SELECT name, country FROM summary_entity WHERE entity = ?"
    found = ((one, corpus.db.execute(query, (one,)).fetchone()) for one in entities)
    return {one: (row["name"], row["country"]) if row else (one, "") for one, row in found}


def _edge(
    key: Key, counts: Sequence[dict[Key, int]], known: dict[str, tuple[str, str]], voices: Sequence[str]
) -> Edge:
    actor, recipient, quad = key
    return Edge(
        actor=actor,
        actor_name=known[actor][0],
        recipient=recipient,
        recipient_name=known[recipient][0],
        quad=quad,
        quad_name=quad_name(quad),
        events=counts[0].get(key, 0),
        against=counts[1].get(key, 0) if len(counts) > 1 else None,
        href=link(
            f"/actors/{part(actor)}",
            {},
            other=recipient,
            role="actor",
            voice=voices[0] if counts[0].get(key) else voices[-1],
        )
        + "#events",
    )


def _nodes(edges: Sequence[Edge], known: dict[str, tuple[str, str]]) -> list[Node]:
    strength: Counter[str] = Counter()
    for edge in edges:
        for end in (edge.actor, edge.recipient):
            strength[end] += edge.events + (edge.against or 0)
    entities = sorted(strength, key=lambda one: (-strength[one], one))
    number = {one: place for place, one in enumerate(entities)}
    places = lay_out(
        len(entities),
        [(number[e.actor], number[e.recipient], e.events + (e.against or 0)) for e in edges],
    )
    return [
        Node(entity=one, name=known[one][0], country=known[one][1], events=strength[one], x=x, y=y)
        for one, (x, y) in zip(entities, places, strict=True)
    ]


def _draw(view: NetworkView, counts: dict[Key, int]) -> dict[str, Any]:
    """Return the picture of the view with these counts; places and widths are those of both voices."""
    nodes = [
        {
            **node.model_dump(),
            "href": f"/actors/{part(node.entity)}",
            "label": label_of(node.entity, node.name),
        }
        for node in view.nodes
    ]
    edges, lanes = [], Counter[tuple[str, str]]()
    for edge in view.edges:
        events = counts.get((edge.actor, edge.recipient, edge.quad), 0)
        if not events or edge.actor == edge.recipient:
            continue
        lane = lanes[edge.actor, edge.recipient]
        lanes[edge.actor, edge.recipient] += 1
        tip = {
            "who": label_of(edge.actor, edge.actor_name),
            "to whom": label_of(edge.recipient, edge.recipient_name),
            "kind": edge.quad_name,
            "events": str(events),
        }
        edges.append(
            {
                "actor": edge.actor,
                "recipient": edge.recipient,
                "kind": edge.quad_name,
                "is_verbal": edge.quad in (1, 3),
                "events": events,
                "lane": lane,
                "href": edge.href,
                "tip": tip,
            }
        )
    return chart("network", told=nodes, edges=edges)


def _as_told(view: Annotated[NetworkView, Depends(network)]) -> NetworkView:
    return view


def _by_voice(view: NetworkView) -> dict[str, Any]:
    return _draw(view, {(e.actor, e.recipient, e.quad): e.events for e in view.edges})


def _by_other(view: NetworkView) -> dict[str, Any]:
    return _draw(view, {(e.actor, e.recipient, e.quad): e.against or 0 for e in view.edges})


SCREEN = Screen(
    "/network", network, "network.html.j2", lambda view: [edge.model_dump() for edge in view.edges]
)
CHARTS = (
    Chart("/charts/network", _as_told, _by_voice),
    Chart("/charts/network-against", _as_told, _by_other),
)
