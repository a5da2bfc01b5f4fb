#!/usr/bin/env python3
"""This file is where speed at scale is measured: `scale.py [DOCUMENTS ...]`, 10,000 and 100,000 without arguments.

The documents are invented: the sentences of the sample stories, recombined, their words shuffled and exchanged for
invented ones. A tenth are cut copies. What they tell is made in happenings.py. The same number gives the same documents.
Printed are documents per CPU second of one core, for each of lineage, stories and incidents and for the three, and peak memory.
"""

from __future__ import annotations

import os
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from msgspec import Struct

from benchmarks.happenings import tellings
from rashomon.incidents.lineage import lineages, shared_texts
from rashomon.incidents.linking import link
from rashomon.incidents.stories import StoryText, find_stories
from rashomon.lexicons import Lexicons
from rashomon.samples import sample_stories

SIZES = (10_000, 100_000)
DOCUMENTS_A_DAY = 270
DOCUMENTS_A_STORY = 8
WORDS = 400
SENTENCES_A_STORY = 35
COPIES = 0.1
#: Invented words, and how many of a story's rarer words its reporters exchange for them: together, and each alone.
INVENTED, TOGETHER, ALONE = 50_000, 0.7, 0.15
_SYLLABLES = re.compile(r"[^aeiou\s\W]+[aeiou]+")


#: A story's number, its sentences, and the words that its reporters exchange in them.
Story = tuple[int, list[list[str]], dict[str, str]]


class Made(Struct, frozen=True):
    """An invented document."""

    id: str
    title: str
    text: str
    published: str
    publisher: str
    story: int
    told: tuple[int, ...]
    """Which sentences of the story it has, in order."""
    agency: str | None = None


def main(arguments: list[str]) -> int:
    """Measure each size and print; return the exit code."""
    frequencies = Lexicons().frequencies
    for size in map(int, arguments or SIZES):
        documents = list(made(size))
        print(f"{len(documents)} documents of {sum(len(d.text.split()) for d in documents) / size:.0f} words")
        spent = sum(_timed(name, work, size) for name, work in stages(documents, frequencies))
        print(f"  all three: {spent:.1f} CPU s, {size / spent:.0f} documents/s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  peak memory {peak:.0f} MB, the documents among it")
    return 0


def stages(documents: Sequence[Made], frequencies: Any) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is timed: name and work, each on the same documents."""
    yield "lineage", lambda: lineages(documents, shared_texts((d.id, d.text) for d in documents))
    texts = [StoryText(d.id, d.title, d.text, date.fromisoformat(d.published)) for d in documents]
    yield "stories", partial(find_stories, texts, frequencies)
    told = list(tellings(documents))
    yield f"incidents of {len(told)} tellings", partial(link, told, frequencies)


def made(size: int) -> Iterator[Made]:
    """Yield invented documents, in the order of their days."""
    chance = random.Random(size)
    sentences = _sentences()
    invented = _invented(sentences)
    common = frozenset(Lexicons().frequencies)
    days = (date(2020, 1, 1) + timedelta(days=place // DOCUMENTS_A_DAY) for place in range(size))
    open_stories: list[Story] = []
    earlier: list[Made] = []
    for place, day in enumerate(days):
        if earlier and chance.random() < COPIES:
            original = chance.choice(earlier[-DOCUMENTS_A_DAY:])
            paragraphs = original.text.split("\n")
            kept = chance.randint(len(paragraphs) // 4 + 1, len(paragraphs))
            document = Made(
                f"d{place:07}",
                original.title,
                "\n".join(paragraphs[:kept]),
                f"{day}",
                _outlet(chance),
                original.story,
                original.told[: 2 * kept],
                original.publisher,
            )
        else:
            if (
                len(open_stories) < DOCUMENTS_A_DAY // DOCUMENTS_A_STORY
                or chance.random() < 1 / DOCUMENTS_A_STORY
            ):
                open_stories.append(_story(chance, place, sentences, invented, common))
                del open_stories[: -DOCUMENTS_A_DAY // DOCUMENTS_A_STORY]
            document = _report(chance, f"d{place:07}", day, chance.choice(open_stories), invented, common)
        earlier.append(document)
        del earlier[:-DOCUMENTS_A_DAY]
        yield document


def _story(
    chance: random.Random,
    number: int,
    sentences: Sequence[list[str]],
    invented: Callable[[random.Random], str],
    common: frozenset[str],
) -> Story:
    """Return what a story's reporters have in common: its number, the sentences, and the words exchanged in them."""
    chosen = chance.sample(sentences, SENTENCES_A_STORY)
    words = sorted({word for sentence in chosen for word in sentence})
    exchanged = {
        word: invented(chance) for word in words if word.lower() not in common and chance.random() < TOGETHER
    }
    return number, chosen, exchanged


def _report(
    chance: random.Random,
    id: str,
    day: date,
    story: Story,
    invented: Callable[[random.Random], str],
    common: frozenset[str],
) -> Made:
    number, sentences, exchanged = story
    own = {}
    lines, told, count = [], [], 0
    for place in chance.sample(range(len(sentences)), len(sentences)):
        sentence = sentences[place]
        told.append(place)
        for word in sentence:
            if word not in own:
                is_own = word.lower() not in common and chance.random() < ALONE
                own[word] = invented(chance) if is_own else exchanged.get(word, word)
        # Reporters use the same words in another order; what has the same order is copied.
        words = chance.sample([own[word] for word in sentence], len(sentence))
        lines.append(" ".join(words) + ".")
        count += len(words)
        if count >= WORDS:
            break
    text = "\n".join(" ".join(lines[place : place + 2]) for place in range(0, len(lines), 2))
    title = " ".join(lines[0].split()[:9])
    return Made(id, title, text, f"{day}", _outlet(chance), number, tuple(told))


def _outlet(chance: random.Random) -> str:
    return f"Outlet {chance.randrange(200)}"


def _sentences() -> list[list[str]]:
    """Return the words of the sentences of sample stories."""
    stories = sample_stories("galwan", "ganja")
    paragraphs = (line for story in stories for line in story.text.split("\n") if len(line) > 120)
    sentences = (sentence for paragraph in paragraphs for sentence in re.split(r"(?<=[.?!])\s", paragraph))
    return [words for sentence in sentences if len(words := re.findall(r"[^\W_]+", sentence)) > 5]


def _invented(sentences: Sequence[list[str]]) -> Callable[[random.Random], str]:
    """Return a source of invented words, some frequent and most rare, made of the syllables of the sentences."""
    chance = random.Random(0)
    syllables = sorted(
        {s for sentence in sentences for word in sentence for s in _SYLLABLES.findall(word.lower())}
    )
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(INVENTED)]
    words = [word.capitalize() if chance.random() < 0.3 else word for word in words]
    weights = list(accumulate(1 / (rank + 20) for rank in range(INVENTED)))
    return lambda chance: chance.choices(words, cum_weights=weights)[0]


def _timed(name: str, work: Callable[[], object], size: int) -> float:
    """Print how long the work takes, and return it."""
    started = time.process_time()
    work()
    spent = time.process_time() - started
    print(f"  {name}: {spent:.1f} CPU s, {size / spent:.0f} documents/s", flush=True)
    return spent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
