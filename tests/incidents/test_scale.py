"""This file is where the invented documents of benchmarks/scale.py are documents worth measuring on."""

from __future__ import annotations

from collections import Counter
from datetime import date

from benchmarks.happenings import tellings
from benchmarks.scale import DOCUMENTS_A_STORY, made
from rashomon.incidents.lineage import lineages, shared_texts
from rashomon.incidents.linking import link
from rashomon.incidents.stories import StoryText, find_stories
from rashomon.lexicons import Lexicons

SIZE = 600
DOCUMENTS = list(made(SIZE))


def test_the_same_number_gives_the_same_documents() -> None:
    assert list(made(SIZE)) == DOCUMENTS


def test_a_tenth_are_copies_and_the_others_are_not() -> None:
    found = lineages(DOCUMENTS, shared_texts((d.id, d.text) for d in DOCUMENTS))
    copies = {id for id, each in found.items() if each.copy_of}
    credited = {document.id for document in DOCUMENTS if document.agency}
    assert len(copies) / SIZE < 0.2
    assert len(credited - copies) < len(credited) / 10


def test_stories_have_about_as_many_documents_as_were_invented_for_them() -> None:
    texts = [StoryText(d.id, d.title, d.text, date.fromisoformat(d.published)) for d in DOCUMENTS]
    stories = set(find_stories(texts, Lexicons().frequencies).values())
    assert DOCUMENTS_A_STORY / 2 < SIZE / len(stories) < DOCUMENTS_A_STORY * 2


def test_tellings_are_shared_by_most_reports_of_a_story_and_linked() -> None:
    told = list(tellings(DOCUMENTS))
    assert list(tellings(DOCUMENTS)) == told
    per_document = Counter(telling.document for telling in told)
    assert set(per_document.values()) == {1, 2, 3, 4}
    story = {document.id: document.story for document in DOCUMENTS}
    mains = {telling.id: story[telling.document] for telling in told if telling.rank == 0}
    found = [
        {mains[id] for id in incident.tellings if id in mains}
        for incident in link(told, Lexicons().frequencies)
    ]
    found = [stories for stories in found if stories]
    assert sum(len(stories) > 1 for stories in found) <= len(found) / 20
    assert len(set(mains.values())) <= len(found) < 1.5 * len(set(mains.values()))
