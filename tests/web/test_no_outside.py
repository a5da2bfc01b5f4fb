"""This file is where it is tested that the server asks nobody: every page and chart is drawn while no way leads outside."""

from __future__ import annotations

import json
import socket

import pytest

from benchmarks import addresses
from rashomon.corpus.database import open_corpus
from rashomon.web.app import CHARTS, SCREENS

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture
def alone(monkeypatch):
    """Let no connection and no question for an address leave this machine; return those that were tried."""
    tried = []

    def barred(real):
        def connect(self, address, *rest):
            if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
                tried.append(address)
                raise OSError(f"a test forbids to connect to {address}")
            return real(self, address, *rest)

        return connect

    def look_up(host, *rest, **options):
        if host not in (*LOOPBACK, None):
            tried.append(host)
            raise socket.gaierror(f"a test forbids to look {host} up")
        return real_look_up(host, *rest, **options)

    real_look_up = socket.getaddrinfo
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, barred(getattr(socket.socket, name)), raising=True)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return tried


def test_no_way_leads_outside(alone):
    with pytest.raises(OSError, match="forbids"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OSError, match="forbids"):
        socket.create_connection(("example.com", 80), timeout=1)
    assert len(alone) == 2


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)
def test_a_screen_is_made_without_asking_anybody(client, corpus_file, alone, screen):
    with open_corpus(corpus_file, read_only=True) as corpus:
        paths = [*addresses.pages(corpus, screen), *addresses.data(corpus, screen, "json")]
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)
    assert alone == []


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.path)
def test_a_chart_is_drawn_without_asking_anybody(client, corpus_file, alone, chart):
    with open_corpus(corpus_file, read_only=True) as corpus:
        specification, picture = (
            addresses.pictures(corpus, chart, ending)[-1] for ending in ("vega.json", "svg")
        )
    assert client.get(picture).text.startswith("<svg")
    assert alone == []
    # The library that draws is no Python; it is shown here that there is nothing for it to fetch but our own files.
    assert not list(_fetched(json.loads(client.get(specification).text)))


def _fetched(value):
    """Yield what a specification fetches from elsewhere."""
    if isinstance(value, dict):
        url = value.get("url")
        if isinstance(url, str) and not url.startswith(("data:", "/static/")):
            yield url
        for name, item in value.items():
            if name not in ("$schema", "values", "datasets"):
                yield from _fetched(item)
    elif isinstance(value, list):
        for item in value:
            yield from _fetched(item)
