"""This file is where web archives are tested: packed, cut off, damaged in the middle, with pages too large."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from rashomon.documents.items import open_items
from rashomon.documents.payloads import unwrap
from rashomon.errors import InputError, TooLargeError
from rashomon.settings import Settings

WORDS = " ".join(
    f"Border guards fired on boat number {n} near Port Selun on Friday, residents said." for n in range(9)
)


def page(words=WORDS, head=""):
    return f"<html><head>{head}<title>Boat hit</title></head><body><article><h1>Boat hit</h1><p>{words}</p><p>{words}</p></article></body></html>"


def record(number, body, *headers, kind="text/html", status="200 OK"):
    if isinstance(body, str):
        body = body.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    payload = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://courier.example/{number}\r\nWARC-Date: 2020-10-05T10:00:00Z\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def read_all(path, data, **options):
    """Return by the record's number its document, or the error that it raises."""
    path.write_bytes(data)
    found = {}
    for item in open_items(path, **options):
        name = item.name.rsplit("#", 1)[1].removeprefix("<urn:uuid:").rstrip(">")
        try:
            found[name] = item.read()
        except InputError as error:
            assert str(error).startswith(item.name), "the message names file and record"
            found[name] = error
    return found


def test_pages_and_texts_come_out_and_nothing_else(tmp_path):
    data = b"".join(
        (
            record(1, page()),
            record(2, b"\x89PNG", kind="image/png"),
            record(3, page(), status="404 Not Found"),
            record(4, WORDS, kind="text/plain; charset=utf-8"),
        )
    )
    found = read_all(tmp_path / "a.warc", data)
    assert list(found) == ["1", "4"]
    assert found["1"].url == "https://courier.example/1" and WORDS in found["1"].text
    assert read_all(tmp_path / "a.warc.gz", gzip.compress(data)).keys() == found.keys()


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_page_that_is_too_large_fails_alone(tmp_path, is_packed):
    records = [record(1, page()), record(2, page("x" * 50_000)), record(3, page())]
    data = b"".join(gzip.compress(r) if is_packed else r for r in records)
    found = read_all(tmp_path / "a.warc.gz", data, settings=Settings(max_page_bytes=9_000))
    assert list(found) == ["1", "2", "3"]
    assert isinstance(found["2"], TooLargeError) and "9,000" in str(found["2"])
    assert WORDS in found["3"].text


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("br", brotli.compress),
        ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
        ("gzip", bytes),
        ("identity", bytes),
    ],
)
def test_what_the_server_packed_is_unpacked(tmp_path, encoding, pack):
    data = record(1, pack(page().encode()), f"Content-Encoding: {encoding}")
    assert WORDS in read_all(tmp_path / "a.warc", data)["1"].text


@pytest.mark.parametrize("is_joined", [True, False])
def test_chunks_are_joined_if_they_still_are_chunks(tmp_path, is_joined):
    body = page().encode()
    parts = [body[n : n + 100] for n in range(0, len(body), 100)]
    chunks = b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in parts) + b"0\r\n\r\n"
    data = record(1, body if is_joined else chunks, "Transfer-Encoding: chunked")
    assert WORDS in read_all(tmp_path / "a.warc", data)["1"].text


def test_what_unpacks_to_too_much_or_not_at_all_fails_alone(tmp_path):
    bomb, half = gzip.compress(b"x" * 5_000_000), gzip.compress(page().encode())[:-40]
    records = [
        record(1, bomb, "Content-Encoding: gzip"),
        record(2, brotli.compress(b"x" * 5_000_000), "Content-Encoding: br"),
        record(3, half, "Content-Encoding: gzip"),
        record(4, b"\x00\x01\x02", "Content-Encoding: zstd"),
        record(5, page()),
    ]
    found = read_all(tmp_path / "a.warc", b"".join(records), settings=Settings(max_page_bytes=100_000))
    assert [type(found[n]) for n in "1234"] == [TooLargeError, TooLargeError, InputError, InputError]
    assert "zstd" in str(found["4"]) and WORDS in found["5"].text


def test_the_servers_charset_counts_where_the_page_names_none(tmp_path):
    words = WORDS.replace("Port Selun", "Пристань")
    data = record(1, page(words).encode("koi8-r"), kind="text/html; charset=KOI8-R")
    data += record(
        2, page(words, '<meta charset="koi8-r">').encode("koi8-r"), kind="text/html; charset=utf-8"
    )
    data += record(3, page(words).encode("utf-16-le"), kind="text/html; charset=utf-16le")
    found = read_all(tmp_path / "a.warc", data)
    assert all("near Пристань on Friday" in found[n].text for n in "123")


def test_a_damaged_record_costs_its_neighbours_nothing(tmp_path):
    records = [gzip.compress(record(n, page())) for n in range(1, 6)]
    records[2] = records[2][:60] + b"\0" * 40 + records[2][100:]
    found = read_all(tmp_path / "a.warc.gz", b"".join(records))
    assert [name for name, one in found.items() if not isinstance(one, InputError)] == ["1", "2", "4", "5"]
    assert len(found) == 5
    records[2] = records[2][:80]
    assert {"1", "2", "4", "5"} <= read_all(tmp_path / "b.warc.gz", b"".join(records)).keys()


def test_a_record_of_the_wrong_length_costs_the_later_ones_nothing(tmp_path):
    wrong = record(2, page()).replace(b"Content-Length: ", b"Content-Length: 1", 1)
    found = read_all(tmp_path / "a.warc", record(1, page()) + wrong + record(3, page()) + record(4, page()))
    assert WORDS in found["1"].text and WORDS in found["4"].text


@pytest.mark.parametrize("is_packed", [True, False])
def test_of_an_archive_that_is_cut_off_the_whole_pages_come_out(tmp_path, is_packed):
    records = [record(n, page()) for n in range(1, 4)]
    data = b"".join(gzip.compress(r) if is_packed else r for r in records)[:-90]
    found = read_all(tmp_path / "a.warc.gz", data)
    good = [name for name, one in found.items() if not isinstance(one, InputError)]
    assert good == ["1", "2"] and len(found) == 3
    assert "cut off" in str(found["3"]), "the record that was cut off is named"


def test_a_file_that_is_no_archive_says_so_once(tmp_path):
    found = read_all(tmp_path / "a.warc", b"This is a letter, not an archive.\n" * 40)
    (error,) = found.values()
    assert isinstance(error, InputError) and "a.warc" in str(error)


def test_a_page_is_not_dated_after_its_capture(tmp_path):
    dated = page(head='<meta property="article:published_time" content="2020-11-30T08:00:00Z">')
    (document,) = read_all(tmp_path / "a.warc", record(1, dated)).values()
    assert document.published is None
    assert any(reason.rule == "published:after-capture" for reason in document.why)


def test_a_body_without_headers_stays_as_it_is():
    assert unwrap(b"plain", {}, "a", 10) == b"plain"
