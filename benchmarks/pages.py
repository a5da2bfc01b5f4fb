#!/usr/bin/env python3
"""This file is where pages are timed: `pages.py CORPUS [--most N]` asks every screen, its JSON, its CSV and its charts.

Each is asked for some thirty different things, the largest first, by one user after the other, in this process, so that no
network is timed. Printed are the median and the 95th percentile in milliseconds. It fails if a page takes more than 200 ms
at the 95th. Pictures drawn by the server are for readers without scripts; they are timed only with --svg. With --paint a
browser says when it first paints the overview.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from starlette.testclient import TestClient

from benchmarks import addresses
from rashomon.corpus.database import open_corpus
from rashomon.web.app import CHARTS, SCREENS, create_app, warm_up
from rashomon.web.settings import ServerSettings

#: What a page may take at the 95th percentile, and the overview until it is first painted.
MOST_MS, MOST_PAINT_MS = 200, 1000
MOST = 30


def main(arguments: list[str]) -> int:
    """Time all pages, print, and return 1 if one is too slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--most", type=int, default=MOST, help="different things asked of each page")
    parser.add_argument("--svg", action="store_true", help="time the pictures drawn by the server, too")
    parser.add_argument(
        "--paint", action="store_true", help="ask a browser for the first paint of the overview"
    )
    parser.add_argument(
        "--cpu", action="store_true", help="count this process's CPU time: for a machine that is busy"
    )
    parser.add_argument("--only", default="", help="paths that have this in them")
    chosen = parser.parse_args(arguments)
    site = create_app(ServerSettings(corpus=chosen.corpus, seconds=60))
    client = TestClient(site, base_url="http://127.0.0.1:8371", headers={"accept": "text/html"})
    # As `rashomon serve` does.
    warm_up(site)
    slow = []
    print(f"{'page':48} {'asked':>5} {'p50':>7} {'p95':>7} {'most':>7} ms  slowest")
    for name, paths in _asked(chosen.corpus, chosen.most, with_svg=chosen.svg):
        if chosen.only not in name or not paths:
            continue
        clock = time.process_time if chosen.cpu else time.perf_counter
        times = sorted((_milliseconds(client, path, clock), path) for path in paths)
        middle, late = _percentile(times, 0.5), _percentile(times, 0.95)
        note = " TOO SLOW" if late > MOST_MS and not name.endswith(".svg") else ""
        slow += [name] if note else []
        print(
            f"{name:48} {len(times):5} {middle:7.1f} {late:7.1f} {times[-1][0]:7.1f}     {times[-1][1]}{note}",
            flush=True,
        )
    if chosen.paint:
        painted = first_paint(chosen.corpus)
        print(f"first paint of the overview: {painted:.0f} ms")
        slow += ["first paint"] if painted > MOST_PAINT_MS else []
    print(f"{len(slow)} too slow: {', '.join(slow)}" if slow else "none too slow")
    return bool(slow)


def first_paint(corpus: Path) -> float:
    """Return after how many milliseconds a browser first paints the overview, the median of five new windows."""
    import shutil

    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, NAMES, served

    found = next(filter(None, map(shutil.which, NAMES)))
    times = []
    with served(corpus, "measured") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for _ in range(5):
            page = browser.new_context().new_page()
            page.goto(site.address)
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
            times.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        browser.close()
    return sorted(times)[len(times) // 2]


def _asked(path: Path, most: int, *, with_svg: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield each kind of page with the addresses that are asked."""
    with open_corpus(path, read_only=True) as corpus:
        for screen in SCREENS:
            yield screen.path, addresses.pages(corpus, screen, most)
            for ending in ("json", "csv"):
                yield (
                    f"{screen.data_path or screen.path}.{ending}",
                    addresses.data(corpus, screen, ending, most),
                )
        for chart in CHARTS:
            yield f"{chart.path}.vega.json", addresses.pictures(corpus, chart, "vega.json", most)
            if with_svg:
                yield f"{chart.path}.svg", addresses.pictures(corpus, chart, "svg", min(most, 5))
        yield "/api", ["/api"]


def _milliseconds(client: TestClient, path: str, clock: Callable[[], float]) -> float:
    started = clock()
    answer = client.get(path)
    spent = (clock() - started) * 1000
    if answer.status_code != 200:
        print(f"{path}: {answer.status_code} {answer.text[:200]!r}", file=sys.stderr)
    return spent


def _percentile(times: Sequence[tuple[float, str]], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))][0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
