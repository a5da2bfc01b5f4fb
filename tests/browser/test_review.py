"""This file is where the review is done by keyboard alone: a key a decision, and the corpus has it."""

from __future__ import annotations

import shutil

import pytest

from tests.browser.conftest import served
from tests.browser.watching import watched


@pytest.fixture
def own_site(chromium, corpus_file, tmp_path):
    """Return the site of a corpus that may be decided on."""
    with served(shutil.copy(corpus_file, tmp_path / "own.rashomon"), "own") as site:
        yield site


def test_a_decision_takes_one_key(browser, own_site):
    with watched(browser, own_site.address) as watch:
        watch.open("/review")
        for key in "axs":
            with watch.page.expect_navigation():
                watch.page.keyboard.press(key)
        assert watch.complaints() == []
    rows = own_site.corpus.db.execute("SELECT action FROM correction ORDER BY id").fetchall()
    assert [row[0] for row in rows] == ["accept", "reject"]


def test_a_change_is_opened_by_a_key(browser, own_site):
    with watched(browser, own_site.address) as watch:
        watch.open("/review")
        watch.page.keyboard.press("c")
        assert watch.page.locator("details.changing").get_attribute("open") is not None
        watch.page.keyboard.press("Escape")
        assert watch.page.locator("details.changing").get_attribute("open") is None
        assert watch.complaints() == []
