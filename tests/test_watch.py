"""This file is where polling is tested against a server of our own: changes, limits, robots, redirections, errors."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from rashomon.corpus.database import open_corpus
from rashomon.corpus.watching import load_state, watch
from rashomon.errors import FetchError
from rashomon.samples import sample_stories
from rashomon.watch import HOST_SECONDS, PAGE_TRIES, POLL_SECONDS, Answer, FeedState, Fetcher, Poller

STORY = sample_stories("galwan")[0]
PAGE = (
    f"<html><head><title>{STORY.title}</title></head><body><article><h1>{STORY.title}</h1>"
    + "".join(f"<p>{part}</p>" for part in STORY.text.split("\n\n")[3:])
    + "</article></body></html>"
)


def feed(base, *names):
    entries = "".join(
        f"<item><guid>{name}</guid><title>{STORY.title}</title><link>{base}/{name}.html</link>"
        f"<pubDate>Wed, 17 Jun 2020 10:00:00 GMT</pubDate><description>A teaser.</description></item>"
        for name in names
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Courier</title>{entries}</channel></rss>'


class Site(BaseHTTPRequestHandler):
    """A news site: what it answers stands in `answers`, what it was asked in `asked`."""

    answers: ClassVar[dict[str, tuple[int, dict[str, str], str]]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        type(self).asked.append((self.path, dict(self.headers)))
        status, headers, body = self.answers.get(self.path, (404, {}, ""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, ""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    Site.asked, Site.answers = (
        [],
        {
            "/feed.xml": (200, {"ETag": '"1"', "Content-Type": "application/rss+xml"}, feed(base, "a")),
            "/a.html": (200, {"Content-Type": "text/html"}, PAGE),
        },
    )
    yield base
    server.shutdown()
    server.server_close()


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 1_000_000.0, []

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def polling(site, clock):
    return Poller(Fetcher((site,)), clock=clock.time, sleep=clock.sleep)


def test_a_teasers_page_is_fetched_and_an_unchanged_feed_is_not_read_again(site):
    clock = Clock()
    poller = polling(site, clock)
    state, items = poller.poll(FeedState(f"{site}/feed.xml"))
    assert [item.name for item in items] == [f"{site}/a.html"]
    assert len(items[0].read().text) > 600
    assert poller.poll(state) == (state, []), "it is not time yet"
    clock.now = state.next_poll
    again, none = poller.poll(state)
    assert none == [] and again.next_poll == pytest.approx(clock.now + POLL_SECONDS)
    assert Site.asked[-1][1]["If-None-Match"] == '"1"'
    assert "rashomon" in Site.asked[-1][1]["User-Agent"]


def test_one_host_is_not_asked_faster_than_a_person_reads(site):
    clock = Clock()
    polling(site, clock).poll(FeedState(f"{site}/feed.xml"))
    assert len(Site.asked) == 3 and clock.slept == [HOST_SECONDS, HOST_SECONDS]


def test_what_robots_txt_forbids_is_not_asked_for(site):
    Site.answers["/robots.txt"] = (200, {}, "User-agent: *\nDisallow: /a.html\n")
    _, items = polling(site, Clock()).poll(FeedState(f"{site}/feed.xml"))
    assert items[0].name.startswith(f"{site}/feed.xml#")
    assert "/a.html" not in [path for path, _ in Site.asked]
    Site.answers["/robots.txt"] = (200, {}, "User-agent: *\nDisallow: /\n")
    state, items = polling(site, Clock()).poll(FeedState(f"{site}/feed.xml"))
    assert not items and "robots.txt" in state.error


def test_a_server_in_trouble_is_left_alone_as_long_as_it_asks_and_longer_each_time(site):
    clock = Clock()
    Site.answers["/feed.xml"] = (503, {"Retry-After": "7200"}, "")
    state, items = polling(site, clock).poll(FeedState(f"{site}/feed.xml"))
    assert not items and state.failures == 1 and state.next_poll == pytest.approx(clock.now + 7200)
    Site.answers["/feed.xml"] = (500, {}, "")
    pauses = []
    for _ in range(3):
        clock.now = state.next_poll
        state, _ = polling(site, clock).poll(state)
        pauses.append(state.next_poll - clock.now)
    assert pauses[0] < pauses[1] < pauses[2]


def test_no_page_leads_into_the_own_network(site):
    fetcher = Fetcher()
    for url in (
        f"{site}/feed.xml",
        "http://localhost/x",
        "http://[::1]/x",
        "http://169.254.169.254/",
        "file:///etc/passwd",
    ):
        with pytest.raises(FetchError):
            fetcher(url, {})
    other = site.replace("127.0.0.1", "localhost")
    Site.answers["/moved"] = (302, {"Location": f"{other}/a.html"}, "")
    with pytest.raises(FetchError, match="own network"):
        Fetcher((site,))(f"{site}/moved", {})


def test_too_much_is_not_read(site):
    from rashomon.settings import Settings

    Site.answers["/big"] = (200, {}, "x" * 5000)
    with pytest.raises(FetchError, match="more than"):
        Fetcher((site,), Settings(max_page_bytes=1000))(f"{site}/big", {})


def test_a_corpus_follows_a_feed_and_takes_it_up_again(site, tmp_path):
    clock, rounds = Clock(), []

    def stop(seconds):
        rounds.append(seconds)
        clock.now += seconds
        return len(rounds) > 2

    url = f"{site}/feed.xml"
    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        assert watch(corpus, [url], poller=polling(site, clock), stop=stop) == 1
        state = load_state(corpus, url)
        assert state.etag == '"1"' and len(state.seen) == 1
        rounds.clear()
        Site.answers["/feed.xml"] = (200, {"ETag": '"2"'}, feed(site, "b", "a"))
        Site.answers["/b.html"] = (200, {"Content-Type": "text/html"}, PAGE.replace("China", "Peking"))
        assert watch(corpus, [url], poller=polling(site, clock), stop=stop) == 1
        assert corpus.db.execute("SELECT count(*) FROM document").fetchone()[0] == 2
        kinds = {row[0] for row in corpus.db.execute("SELECT DISTINCT kind FROM run")}
        assert kinds == {"watch"}


def test_a_feed_that_is_none_is_an_error_with_a_pause():
    poller = Poller(lambda url, headers: Answer(404, {}, b""), clock=lambda: 5.0, sleep=lambda s: None)
    state, items = poller.poll(FeedState("https://news.example/feed"))
    assert not items and "404" in state.error and state.next_poll > 5.0


def test_what_a_feed_sends_is_never_taken_for_the_name_of_a_file(tmp_path):
    from rashomon.documents.feeds import read_feed

    local = tmp_path / "local.xml"
    local.write_text(feed("https://courier.example", "secret"), encoding="utf-8")
    (item,) = read_feed(str(local).encode(), "https://courier.example/feed.xml")
    assert "secret" not in item.name


@pytest.mark.parametrize("link", ["http://[x/a", "http://h:99999/a", f"http://{'h' * 70}/a"])
def test_a_link_that_is_no_address_stops_no_watch(link):
    page = feed("https://courier.example", "a").replace("https://courier.example/a.html", link)
    fetcher = Fetcher()

    def fetch(url, headers):
        if "courier" not in url:
            return fetcher(url, headers)
        return Answer(200 if url.endswith(".xml") else 404, {}, page.encode())

    poller = Poller(fetch, clock=lambda: 5.0, sleep=lambda seconds: None)
    state, items = poller.poll(FeedState("https://courier.example/feed.xml"))
    assert len(items) == 1 and not state.error


def _round(poller, state, clock):
    clock.now = state.next_poll
    return poller.poll(state)


@pytest.mark.parametrize("status", [503, 500, 429])
def test_a_page_that_its_server_cannot_send_now_is_asked_for_again(site, status):
    clock = Clock()
    poller = polling(site, clock)
    Site.answers["/a.html"] = (status, {}, "")
    state, items = poller.poll(FeedState(f"{site}/feed.xml"))
    assert not items and [page.tries for page in state.waiting] == [1]
    state, items = _round(poller, state, clock)
    assert not items and [page.tries for page in state.waiting] == [2], "though the feed has not changed"
    Site.answers["/a.html"] = (200, {"Content-Type": "text/html"}, PAGE)
    while state.waiting:
        state, items = _round(poller, state, clock)
    assert [item.name for item in items] == [f"{site}/a.html"] and len(items[0].read().text) > 600
    assert _round(poller, state, clock)[1] == []


def test_a_page_that_never_comes_is_a_failure_that_says_so(site):
    clock = Clock()
    poller = polling(site, clock)
    Site.answers["/a.html"] = (503, {"Retry-After": "60"}, "")
    state, items = poller.poll(FeedState(f"{site}/feed.xml"))
    started = clock.now
    while not items:
        state, items = _round(poller, state, clock)
    assert [path for path, _ in Site.asked].count("/a.html") == PAGE_TRIES
    assert clock.now - started > 8 * 3600 and state.waiting == ()
    with pytest.raises(FetchError, match=r"a\.html: the server answered 503; asked 7 times"):
        items[0].read()


def test_a_page_that_is_gone_leaves_the_teaser_at_once(site):
    Site.answers["/a.html"] = (404, {}, "")
    state, items = polling(site, Clock()).poll(FeedState(f"{site}/feed.xml"))
    assert len(items) == 1 and "teaser" in items[0].read().text and state.waiting == ()


def test_a_server_whose_robots_file_is_in_trouble_is_asked_again(site):
    clock = Clock()
    poller = polling(site, clock)
    Site.answers["/robots.txt"] = (503, {}, "")
    state, items = poller.poll(FeedState(f"{site}/feed.xml"))
    assert not items and "robots.txt" in state.error and Site.asked[-1][0] == "/robots.txt"
    Site.answers["/robots.txt"] = (404, {}, "")
    state, items = _round(poller, state, clock)
    assert [item.name for item in items] == [f"{site}/a.html"] and not state.error


def test_what_is_waited_for_is_kept_between_two_watches(site, tmp_path):
    clock, url = Clock(), f"{site}/feed.xml"
    Site.answers["/a.html"] = (503, {}, "")
    rounds = []

    def stop(seconds):
        rounds.append(seconds)
        clock.now += seconds
        return len(rounds) > 1

    with open_corpus(tmp_path / "c.rashomon", create=True) as corpus:
        assert watch(corpus, [url], poller=polling(site, clock), stop=stop) == 0
        assert [page.link for page in load_state(corpus, url).waiting] == [f"{site}/a.html"]
        rounds.clear()
        Site.answers["/a.html"] = (200, {"Content-Type": "text/html"}, PAGE)
        assert watch(corpus, [url], poller=polling(site, clock), stop=stop) == 1
        assert load_state(corpus, url).waiting == ()


def test_a_page_is_read_in_the_charset_that_its_server_names():
    words = "".join(
        f"<p>Residents of Пристань, a town of {n} houses, said that they had been fired on.</p>"
        for n in range(9)
    )
    page = f"<html><body><article><h1>Shots</h1>{words}</article></body></html>".encode("koi8-r")

    def fetch(url, headers):
        data = feed("https://courier.example", "a").encode() if url.endswith(".xml") else page
        return Answer(404 if "robots" in url else 200, {"content-type": "text/html; charset=koi8-r"}, data)

    poller = Poller(fetch, clock=lambda: 5.0, sleep=lambda seconds: None)
    _, (item,) = poller.poll(FeedState("https://courier.example/feed.xml"))
    assert "Пристань" in item.read().text
