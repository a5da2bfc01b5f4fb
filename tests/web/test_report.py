"""This file is where the report of an incident is tested: one file, whole, without a script, nothing fetched."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from rashomon.cli import main
from rashomon.corpus.database import open_corpus
from rashomon.corpus.reading import Filter, list_incidents
from rashomon.errors import CorpusError
from rashomon.web.report import report

MOST_BYTES = 5_000_000


@pytest.fixture(scope="module")
def row(corpus_file):
    with open_corpus(corpus_file, read_only=True) as corpus:
        return max(list_incidents(corpus, Filter(documents=4)), key=lambda row: row["contradictions"])


@pytest.fixture(scope="module")
def page(corpus_file, row, lexicons) -> str:
    with open_corpus(corpus_file, read_only=True) as corpus:
        return report(corpus, row["id"], lexicons)


def test_it_is_one_file_without_a_script_that_fetches_nothing(page):
    assert len(page.encode()) < MOST_BYTES
    assert "<script" not in page
    assert not re.search(r'(?:src|href)=(?!"(?:#|data:))', page)
    assert not re.search(r"url\((?!['\"]?data:)|@import", page)
    assert "default-src 'none'" in page


def test_every_link_leads_to_something_in_it(page):
    ids = set(re.findall(r'id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert len(links) > 10
    assert links <= ids


def test_it_has_accounts_figures_map_and_documents(page, row):
    assert row["title"] in page
    assert len(re.findall(r'<th role="columnheader" scope="col" id="a\d+"', page)) > 12
    assert page.count('<article class="document"') == row["documents"]
    pictures = [b64decode(one).decode() for one in re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", page)]
    assert len(pictures) == 2
    assert "killed" in pictures[0]
    assert all(one.startswith("<svg") and "<script" not in one for one in pictures)


def test_a_passage_is_shown_once_with_all_that_rests_on_it(page):
    passages = re.findall(
        r"<blockquote dir=\"auto\">(.*?)</blockquote>", page.partition('id="documents"')[2], re.S
    )
    assert len(passages) > 10
    assert len(set(passages)) == len(passages)
    assert all("<mark>" in one and re.search(r"\[\d+ \w+", one) for one in passages)


def test_it_says_how_it_was_made(page):
    made = page.partition('id="made"')[2]
    assert "run 1 (add" in made
    assert "spacy 3." in made
    assert "en/modality.toml" in made


def test_an_incident_that_is_not_there_is_named(corpus_file, lexicons):
    with (
        open_corpus(corpus_file, read_only=True) as corpus,
        pytest.raises(CorpusError, match="no such incident"),
    ):
        report(corpus, "ffff", lexicons)


def test_the_command_writes_the_file(corpus_file, row, tmp_path, capsys):
    target = tmp_path / "report.html"
    with pytest.raises(SystemExit) as ended:
        main(["report", str(corpus_file), row["id"][:10], "-o", str(target)])
    assert ended.value.code == 0
    assert row["id"] in target.read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"{target}\n"


def test_a_place_that_cannot_be_written_is_named_before_any_work(corpus_file, row, tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["report", str(corpus_file), row["id"], "-o", str(tmp_path / "nowhere" / "r.html")])
    said = capsys.readouterr().err
    assert "--output" in said
    assert said.count("\n") == 1
