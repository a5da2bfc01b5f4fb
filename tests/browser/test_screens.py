"""This file is where every screen is looked at in a browser: wide and on a phone, in the light and in the dark."""

from __future__ import annotations

import pytest

from benchmarks import addresses
from rashomon.web.app import SCREENS
from tests.browser.watching import watched

#: Width of the window, and the colours the reader prefers.
LOOKS = {
    "wide": (1280, "light"),
    "dark": (1280, "dark"),
    "phone": (390, "light"),
    "phone-dark": (390, "dark"),
}
EVERY = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)


@pytest.mark.parametrize("look", ["wide", "phone-dark"])
@EVERY
def test_a_screen_shows_without_fault_or_barrier(browser, few, pictures, screen, look):
    _check_look(browser, few, pictures, screen, look, addresses.pages(few.corpus, screen)[:2])


@pytest.mark.parametrize("look", ["dark", "phone"])
@EVERY
def test_a_screen_of_thousands_of_documents_shows_without_fault_or_barrier(
    browser, many, pictures, screen, look
):
    _check_look(browser, many, pictures, screen, look, addresses.pages(many.corpus, screen)[:1])


@EVERY
def test_a_screen_reads_without_scripts(browser, few, screen):
    with watched(browser, few.address, java_script_enabled=False) as watch:
        page = watch.page
        page.goto(few.address + addresses.pages(few.corpus, screen)[0])
        assert page.locator("h1").inner_text()
        assert page.locator("main").inner_text().count("\n") > 2
        pictures = page.locator("figure[data-chart] img")
        for place in range(pictures.count()):
            # A picture that did not arrive has no size of its own.
            assert pictures.nth(place).bounding_box()["height"] > 50
        assert watch.faults == []


@EVERY
def test_the_keyboard_reaches_what_can_be_clicked(browser, few, screen):
    with watched(browser, few.address) as watch:
        watch.open(addresses.pages(few.corpus, screen)[0])
        page = watch.page
        # The review puts the focus on its question; from the top of a page the way past its head comes first.
        assert (
            page.evaluate("document.querySelector('a, button, input, select, [tabindex]').className")
            == "skip"
        )
        for _ in range(25):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert shown != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_a_page_that_is_not_there_shows_without_fault(browser, few):
    with watched(browser, few.address) as watch:
        watch.page.goto(f"{few.address}/no/such/page")
        assert "Not found" in watch.page.locator("h1").inner_text()
        assert watch.page.evaluate("() => window.__violations") == []
        assert watch.barriers() == []


def _check_look(browser, site, pictures, screen, look, paths):
    """Open the pages one after the other, fail on any fault, and leave a picture of each."""
    width, scheme = LOOKS[look]
    assert paths, "the corpus has nothing to show here; see benchmarks/addresses.py"
    with watched(browser, site.address, width=width, scheme=scheme) as watch:
        for number, path in enumerate(paths):
            assert watch.open(path) == 200, path
            assert watch.seen() == [], path
            assert watch.barriers() == [], path
            watch.page.screenshot(
                path=pictures(f"{_plain(screen.path)}-{site.name}-{look}{number or ''}"), full_page=True
            )


def _plain(path: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in path).strip("-") or "overview"
