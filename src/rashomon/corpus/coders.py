"""This file is where documents are coded in one process or several, in order, so that none can stop the others."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import batched
from multiprocessing.process import BaseProcess

from rashomon.corpus.saving import Rows, to_rows
from rashomon.errors import RashomonError
from rashomon.records import Coding, Document
from rashomon.run import code_chunk, load_tools_once

#: Documents that are parsed together; more gain nothing, fewer lose the parser's batches.
CHUNK = 8

#: A document's rows, or its id and why it could not be coded.
Coded = Rows | tuple[str, str]


def code_rows(documents: Iterable[Document], *, jobs: int = 1, model: str | None = None) -> Iterator[Coded]:
    """Yield for each document its rows, or its id and the reason why it was not coded, in order."""
    chunks = (list(chunk) for chunk in batched(documents, CHUNK))
    if jobs == 1:
        for chunk in chunks:
            yield from code_here(chunk, model)
    else:
        yield from _code_apart(chunks, jobs, model)


def code_here(documents: list[Document], model: str | None) -> Iterator[Coded]:
    """Yield the rows of each document, or its id and the reason why it was not coded."""
    for document, result in code_chunk(documents, model):
        yield to_rows(result) if isinstance(result, Coding) else (document.id, str(result.error))


def _code_apart(chunks: Iterator[list[Document]], jobs: int, model: str | None) -> Iterator[Coded]:
    """Code in processes of their own. If one dies, the documents it may have died of are coded one by one."""
    waiting: deque[tuple[list[Document], Future[list[Coded]]]] = deque()
    pool = _pool(jobs, model)
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(_code_list, chunk, model)))
            if len(waiting) < 2 * jobs:
                continue
            done, pool = _first(waiting, pool, jobs, model)
            yield from done
        while waiting:
            done, pool = _first(waiting, pool, jobs, model)
            yield from done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _first(
    waiting: deque[tuple[list[Document], Future[list[Coded]]]],
    pool: ProcessPoolExecutor,
    jobs: int,
    model: str | None,
) -> tuple[list[Coded], ProcessPoolExecutor]:
    """Return what came of the chunk that waits longest, and the pool that goes on."""
    chunk, future = waiting.popleft()
    try:
        return future.result(), pool
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
        done = [result for document in chunk for result in _alone(document, model)]
        pool = _pool(jobs, model)
        again = [(others, pool.submit(_code_list, others, model)) for others, _ in waiting]
        waiting.clear()
        waiting.extend(again)
        return done, pool


def _alone(document: Document, model: str | None) -> list[Coded]:
    """Code one document in a process of its own, which it may take down."""
    with _pool(1, model) as pool:
        try:
            return pool.submit(_code_list, [document], model).result()
        except BrokenProcessPool:
            name = document.name or document.id
            return [
                (document.id, f"{name}: not coded, the process that coded it was killed (out of memory?)")
            ]


def _code_list(documents: list[Document], model: str | None) -> list[Coded]:
    return list(code_here(documents, model))


def _pool(jobs: int, model: str | None) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare, initargs=(model,))


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _prepare(model: str | None) -> None:
    """Load the tools, and see to it that no coder outlives a command that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    try:
        load_tools_once(model)
    except RashomonError:
        return  # Each document will say so.
