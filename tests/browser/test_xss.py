"""This file is where hostile strings are shown: two hundred of them, in every field, on every screen, and none comes to life."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from benchmarks import addresses
from rashomon.corpus.adding import add
from rashomon.corpus.database import open_corpus
from rashomon.corpus.grouping import group
from rashomon.corpus.runs import finish_run, start_run
from rashomon.corpus.saving import save_document, to_rows
from rashomon.documents import read_text
from rashomon.documents.items import open_items
from rashomon.pipeline import code_documents
from rashomon.web.app import SCREENS
from tests.browser.conftest import Site, served
from tests.browser.payloads import COUNT, payloads
from tests.browser.poison import poisoned
from tests.browser.watching import watched
from tests.web.conftest import client_of

#: Whatever of a payload became part of a page: an element, an attribute that runs, an address that is none of ours.
_ALIVE = """() => {
    const found = [];
    if (window.__pwned) found.push('a payload ran');
    const bad = '[data-pwn], x-pwn, iframe, object, embed, base, meta[http-equiv], body style, body link, script:not([src])';
    for (const one of document.querySelectorAll(bad)) if (!one.closest('svg')) found.push(one.outerHTML.slice(0, 150));
    for (const one of document.querySelectorAll('*')) for (const {name, value} of one.attributes) {
        if (name.startsWith('on')) found.push(`${name} of ${one.outerHTML.slice(0, 150)}`);
        if (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name) && one[name === 'xlink:href' ? 'href' : name]) {
            const url = new URL(value, location.href);
            if (url.origin !== location.origin && !/^https?:$/.test(url.protocol) && !value.startsWith('data:image/'))
                found.push(`${name}=${value.slice(0, 100)}`);
        }
    }
    return found;
}"""


#: Two short stories, of which two hundred are made.
STORIES = (
    ("Rebels kill 7 soldiers in Ganja", "The defence ministry said on Monday that rebels killed 7 soldiers in Ganja. "
     "\"The attack came at night,\" said Mara Lind, a spokeswoman. Turkey condemned the attack on Tuesday."),
    ("Army denies losses in Ganja", "The army of Azerbaijan denied on Tuesday that 7 soldiers were killed in Ganja. "
     "Residents told the Courier that at least 9 people died. Armenia demanded an inquiry into the killing."),
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory, tools, lexicons):
    """Return a corpus of two hundred stories, each with a payload of its own in every field."""
    documents = [
        read_text(f"{title}\n\n{text}\n", published="2020-10-20", publisher="Harbour Courier", name="a.txt")
        for title, text in STORIES
    ]
    samples = list(code_documents(documents, tools))
    path = tmp_path_factory.mktemp("hostile") / "hostile.rashomon"
    with open_corpus(path, create=True) as corpus:
        run = start_run(corpus, "add", jobs=1)
        with corpus.change() as db:
            for number, payload in enumerate(payloads()):
                save_document(db, to_rows(poisoned(samples[number % 2], payload, number)), run=run)
        finish_run(corpus, run)
        group(corpus, lexicons)
    return path


@pytest.fixture(scope="module")
def hostile(chromium, hostile_file) -> Iterator[Site]:
    with served(hostile_file, "hostile") as site:
        yield site


def test_there_are_two_hundred_payloads():
    assert len(payloads()) == COUNT == 200


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)
def test_no_payload_comes_to_life_on_a_screen(browser, hostile, screen):
    with watched(browser, hostile.address) as watch:
        for path in _some(hostile, screen):
            assert watch.open(path) == 200, path
            assert watch.page.evaluate(_ALIVE) == [], path
            assert watch.complaints() == [], path


def test_no_payload_widens_a_page_on_a_phone(browser, hostile):
    with watched(browser, hostile.address, width=390) as watch:
        for screen in SCREENS:
            for path in addresses.pages(hostile.corpus, screen)[:1]:
                watch.open(path)
                assert watch.seen() == [], path


def test_every_address_answers_in_its_own_form(hostile_file):
    client = client_of(hostile_file, seconds=30)
    client.headers["accept"] = "text/html"
    with open_corpus(hostile_file, read_only=True) as corpus:
        faults = [
            (path, fault) for path in addresses.every(corpus, 8) for fault in _faults(path, client.get(path))
        ]
    assert faults == []


def _faults(path, answer):
    """Yield what is wrong with an answer's status, its kind, or the kind of what stands in it."""
    kind, where = answer.headers["content-type"].split(";")[0], path.split("?")[0]
    if answer.status_code != 200:
        yield f"status {answer.status_code}: {answer.text[:200]}"
    elif where.endswith(".json"):
        if kind != "application/json":
            yield kind
        json.loads(answer.text)
    elif where.endswith(".csv"):
        if kind != "text/csv":
            yield kind
        cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
        yield from (cell for cell in cells if cell.startswith(("=", "+", "@", "-")) and not _is_number(cell))
    elif kind != "text/html":
        yield kind
    elif "data-pwn=1>" in answer.text:
        yield answer.text[answer.text.index("data-pwn=1>") - 80 :][:160]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)
def test_a_payload_in_the_question_stays_a_question(browser, few, screen):
    base = addresses.pages(few.corpus, screen)[0].split("?")[0]
    with watched(browser, few.address) as watch:
        for payload in ("\"><img data-pwn=1 src=x onerror=window.__pwned=1>", "</script><script data-pwn=1>window.__pwned=1</script>"):  # fmt: skip
            for names in (("words",), ("words", "voice", "publisher", "place", "nothing")):
                question = "&".join(f"{name}={quote(payload)}" for name in names)
                watch.page.goto(f"{few.address}{base}?{question}")
                assert watch.page.evaluate(_ALIVE) == [], names
                # What a page was still asking for when the next one was opened is no fault of its own.
                harmless = ("status of 4", f"failed: {few.address}")
                faults = [f for f in watch.complaints() if not any(words in f for words in harmless)]
                assert faults == [], names


def test_a_file_may_be_named_like_a_payload(browser, tmp_path, lexicons):
    folder = tmp_path / "stories"
    folder.mkdir()
    names = [
        p for p in payloads() if "/" not in p and "\0" not in p and len(p.encode("utf-8", "replace")) < 200
    ]
    for number, name in enumerate(names[:6]):
        text = f"Harbour talks fail\n\nThe ministry said on Monday that rebels killed {number + 2} soldiers in Ganja.\n"
        (folder / f"{name}.txt").write_text(text * 3, encoding="utf-8", errors="replace")
    path = tmp_path / "names.rashomon"
    with open_corpus(path, create=True) as corpus:
        add(corpus, open_items(folder))
        group(corpus, lexicons)
        count = corpus.db.execute("SELECT count(*) FROM document").fetchone()[0]
    assert count == len(names[:6])
    with served(path, "names") as site, watched(browser, site.address) as watch:
        for screen in SCREENS:
            for page in addresses.pages(site.corpus, screen, count):
                watch.open(page)
                assert watch.page.evaluate(_ALIVE) == [], page
                assert watch.complaints() == [], page


def _some(site, screen):
    """Return the pages of a screen that are opened: all documents, and some of what else there is."""
    most = COUNT if screen.path == "/documents/{id}" else 12
    return addresses.pages(site.corpus, screen, most)


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_the_site_itself_would_be_caught(browser, tmp_path):
    """The eye that looks for living payloads sees one."""
    page = tmp_path / "page.html"
    page.write_text("<p data-pwn=1 onclick=x>", encoding="utf-8")
    with watched(browser, "file://") as watch:
        watch.page.goto(page.as_uri())
        assert watch.page.evaluate(_ALIVE)
