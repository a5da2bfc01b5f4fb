"""This file is where inputs are found and fetched, and every bad one gets its own error with a remedy."""

from __future__ import annotations

import gzip
import io
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from rashomon.documents import find_inputs, read
from rashomon.errors import (
    BinaryInputError,
    EmptyInputError,
    EncodingError,
    FetchError,
    InputError,
    MissingFileError,
    NoArticleError,
    TooLargeError,
    UsageError,
)
from rashomon.settings import Settings

STORY = "The army left the town on Monday, the governor said.\n"
SMALL = Settings(max_text_bytes=1_000, max_page_bytes=5_000)


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("empty.txt", b"", EmptyInputError, "holds no text"),
        ("blank.txt", b" \n\t\n", EmptyInputError, "holds no text"),
        ("mark.txt", b"\xef\xbb\xbf\n", EmptyInputError, "holds no text"),
        ("program.txt", bytes(range(256)) * 3, BinaryInputError, "not text"),
        ("paper.txt", b"%PDF-1.7 and more", BinaryInputError, "not text"),
        ("controls.txt", b"\x01\x02\x03\x04 story " * 50, BinaryInputError, "not text"),
        ("cut.txt", b"\xff\xfeA\0r\0m", EncodingError, "utf-16"),
        ("odd.txt", b"\x81\x8d\x8f\x90\x9d" * 40, EncodingError, "iconv -f"),
        ("long.txt", b"The army left. " * 100, TooLargeError, "1,500 bytes"),
        ("long.html", b"<html>" + b"x" * 6_000, TooLargeError, "6,006 bytes"),
        ("bomb.txt.gz", gzip.compress(b"a" * 200_000), TooLargeError, "more than 5,000 bytes"),
        ("damaged.txt.gz", gzip.compress(b"The army left. " * 20)[:-9], InputError, "damaged"),
        ("bare.html", b"<html><body><p>Menu</p></body></html>", NoArticleError, "no article text"),
        ("void.html", b"<html></html>", NoArticleError, "no article text"),
    ],
)
def test_a_bad_input_gets_its_own_error_and_a_remedy(tmp_path, name, data, error, says):
    path = write(tmp_path, name, data)
    with pytest.raises(error) as raised:
        read(path, settings=SMALL)
    message = str(raised.value)
    assert type(raised.value) is error
    assert message.startswith(f"{path}: ") and says in message
    assert "\n" not in message and ";" in message


@pytest.mark.parametrize("name", ["nowhere.txt", "x" * 5_000, "a\0b", "", "ftp://example.org/x"])
def test_a_missing_file_is_named(name):
    with pytest.raises(MissingFileError) as raised:
        read(name or "./nothing")
    assert str(raised.value).startswith(f"{name or './nothing'}: no such file")


def test_a_folder_is_not_read_as_a_file(tmp_path):
    with pytest.raises(MissingFileError, match="is a folder"):
        read(tmp_path)


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = write(tmp_path, "large.txt", "x" * 2_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(TooLargeError):
        read(path, settings=SMALL)


@pytest.mark.parametrize("published", ["yesterday", "2020-13-01", "2020-10-02x", ""])
def test_a_publication_date_that_is_none_is_refused(tmp_path, published):
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        read(write(tmp_path, "story.txt", STORY), published=published)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("story.txt", STORY.encode()),
        ("story.txt", b"\xef\xbb\xbf" + STORY.encode()),
        ("story.txt", STORY.encode("utf-16")),
        ("story.txt.gz", gzip.compress(STORY.encode())),
        ("story", STORY.encode()),
    ],
)
def test_a_text_is_read_whatever_it_is_packed_in(tmp_path, name, data):
    assert read(write(tmp_path, name, data)).text == STORY


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    document = read("-")
    assert (document.text, document.name) == (STORY, "standard input")


def test_a_folder_stands_for_its_stories_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ["c.txt", "a.html", "b/d.htm.gz", ".hidden.txt", "notes.csv", "picture.png", ".git/e.txt"]:
        write(tmp_path, name, STORY)
    found = [Path(path).relative_to(tmp_path).as_posix() for path in find_inputs([tmp_path])]
    assert found == ["a.html", "c.txt", "b/d.htm.gz"]


def test_files_addresses_and_standard_input_stand_for_themselves():
    inputs = ["a.txt", "https://example.org/story", "-"]
    assert list(find_inputs(inputs)) == inputs


def test_a_folder_without_stories_is_said_to_be_one(tmp_path):
    with pytest.raises(EmptyInputError, match="no text file or saved page"):
        list(find_inputs([tmp_path]))


class _News(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind = "application/pdf" if self.path == "/paper" else "text/plain; charset=utf-8"
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write((STORY * (100 if self.path == "/long" else 1)).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site():
    server = HTTPServer(("127.0.0.1", 0), _News)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_an_address_is_fetched(site):
    document = read(f"{site}/story")
    assert (document.text, document.url) == (STORY, f"{site}/story")


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("/gone", FetchError, "answered 404"),
        ("/paper", FetchError, "application/pdf"),
        ("/long", TooLargeError, "more than"),
    ],
)
def test_an_address_that_gives_no_story_is_named(site, path, error, says):
    with pytest.raises(error, match=says):
        read(f"{site}{path}", settings=SMALL)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/story", "http://[bad", "http://"])
def test_an_address_that_cannot_be_reached_is_named(url):
    with pytest.raises(FetchError, match="could not be fetched"):
        read(url)
