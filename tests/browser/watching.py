"""This file is where a page is watched while it is opened: what the browser complains of, and what one sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe

#: Faults of accessibility that no page may have.
IMPACTS = ("serious", "critical")
#: Hints to whoever writes a chart of several panels: what is feared (a wrong size, an empty panel) is looked for below.
HINTS = ("WARN Detected faceted independent scales", "WARN Infinite extent for field")
_LISTEN = """window.__violations = [];
document.addEventListener('securitypolicyviolation',
    e => window.__violations.push(`${e.effectiveDirective} forbids ${e.blockedURI} ${e.sample}`));"""
DRAWN = """() => [...document.querySelectorAll('figure[data-chart]')].every(
    figure => figure.classList.contains('drawn') || figure.querySelector('.canvas').textContent.includes('could not'))"""
#: Charts without a picture, or with one that has no size or no mark.
_EMPTY = """() => [...document.querySelectorAll('figure[data-chart]')].filter(figure => {
    const svg = figure.querySelector('svg');
    if (!svg) return true;
    const box = svg.getBoundingClientRect();
    return box.width < 20 || box.height < 20 || svg.querySelectorAll('path, text, line, rect').length < 2;
}).map(figure => `${figure.dataset.chart} is empty: ${figure.querySelector('.canvas').textContent.slice(0, 200)}`)"""
_TOO_WIDE = """() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return [];
    const right = document.documentElement.clientWidth;
    const guilty = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > right + 1
        && !one.closest('.scroll, .canvas'));
    return [`${wide} px too wide: ` + guilty.slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(' | ')];
}"""


@dataclass
class Watch:
    """What went wrong on a page while it was looked at."""

    page: Any
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> int:
        """Open the page and wait until its charts are drawn; return the status of the answer."""
        answer = self.page.goto(self.address + path, wait_until="load")
        self.page.wait_for_function(DRAWN)
        return answer.status

    def seen(self) -> list[str]:
        """Return all faults of the page that is open, those of its looks among them."""
        return [*self.complaints(), *self.page.evaluate(_EMPTY), *self.page.evaluate(_TOO_WIDE)]

    def complaints(self) -> list[str]:
        """Return what the browser complained of."""
        return [*self.faults, *self.page.evaluate("() => window.__violations")]

    def barriers(self) -> list[str]:
        """Return the serious and critical faults of accessibility of the page that is open."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']} ({one['impact']}): {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for one in found
            if one["impact"] in IMPACTS
            for node in one["nodes"][:3]
        ]


@contextmanager
def watched(
    browser: Any, address: str, *, width: int = 1280, scheme: str = "light", **options: Any
) -> Iterator[Watch]:
    """Give a new page that is watched; nothing of it is left afterwards."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    context.add_init_script(_LISTEN)
    page = context.new_page()
    page.set_default_timeout(60_000)
    watch = Watch(page, address)
    note = watch.faults.append
    page.on("console", lambda line: note(f"console: {line.text}") if _is_fault(line) else None)
    page.on("pageerror", lambda error: note(f"error: {error}"))
    page.on("dialog", lambda dialog: (note(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("requestfailed", lambda request: None if _is_left(request) else note(f"failed: {request.url}"))
    page.on(
        "request", lambda request: None if _is_own(request.url, address) else note(f"outside: {request.url}")
    )
    try:
        yield watch
    finally:
        context.close()


def _is_fault(line: Any) -> bool:
    return line.type in ("error", "warning") and not line.text.startswith(HINTS)


def _is_left(request: Any) -> bool:
    """Tell a request that was given up because the next page was opened before its answer came (the icon of a tab)."""
    return request.failure == "net::ERR_ABORTED"


def _is_own(url: str, address: str) -> bool:
    return url.startswith((f"{address}/", "data:", "blob:"))
