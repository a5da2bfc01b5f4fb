"""This file is where tables of stories are tested: which column is what, dates of any kind, and bad rows among good."""

from __future__ import annotations

import csv
import gzip
import io
import json

import pytest

from rashomon.documents.items import open_items
from rashomon.documents.rows import read_day
from rashomon.errors import EmptyInputError, EncodingError, InputError, TooLargeError
from rashomon.settings import Settings

TEXT = "Border guards fired on a fishing boat near Port Selun on Friday, residents said. Nobody was hurt."


def read_all(path, **options):
    """Return for each row of the table its document, or the error that it raises."""
    found = []
    for item in open_items(path, **options):
        try:
            found.append(item.read())
        except InputError as error:
            assert str(error).startswith(item.name), "the message names file and row"
            found.append(error)
    return found


def table(*rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def test_columns_are_known_by_their_names_or_by_what_the_user_says(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        table(("headline", "body", "outlet", "date"), ("Boat hit", TEXT, "Harbour Courier", "2 October 2020"))
    )
    (document,) = read_all(path)
    assert (document.title, document.publisher) == ("Boat hit", "Harbour Courier")
    assert document.published == "2020-10-02" and TEXT in document.text
    path.write_text(table(("a", "b"), (TEXT, "2020-10-03")))
    (error,) = read_all(path)
    assert isinstance(error, EmptyInputError) and "--field text=NAME" in str(error) and "a, b" in str(error)
    (document,) = read_all(path, fields={"text": "a", "published": "b"})
    assert document.published == "2020-10-03"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_the_header_has(tmp_path, delimiter):
    path = tmp_path / "a.csv"
    path.write_text(
        table(("title", "text", "url"), ("One", TEXT, "https://courier.example/1"), delimiter=delimiter)
    )
    (document,) = read_all(path)
    assert (document.title, document.url) == ("One", "https://courier.example/1")


def test_one_bad_byte_spoils_no_row(tmp_path):
    path = tmp_path / "a.csv"
    rows = [f"Row {number},{TEXT}".encode() for number in range(5)]
    rows[1] = b"Z\xfcrich,The mayor of Z\xfcrich said that " + TEXT.encode()
    rows[3] = "Zürich, ".encode() + b"\xff" + TEXT.encode()
    path.write_bytes(b"title,text\n" + b"\n".join(rows))
    found = read_all(path)
    assert len(found) == 5 and not any(isinstance(one, InputError) for one in found)
    assert found[1].title == "Zürich" and "Zürich said" in found[1].text
    assert found[3].title == "Zürich" and "\ufffdBorder" in found[3].text


def test_a_row_in_no_encoding_fails_alone(tmp_path):
    path = tmp_path / "a.csv"
    bad = bytes(range(128, 256)) * 3
    path.write_bytes(f'text\n"{TEXT}"\n'.encode() + bad + f'\n"{TEXT} Later."\n'.encode())
    good, error, last = read_all(path)
    assert isinstance(error, EncodingError | InputError) and "a.csv:3" in str(error)
    assert good.text == TEXT and last.text.endswith("Later.")


def test_a_table_in_utf_16_is_read(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_bytes(f"title\ttext\nZürich\t{TEXT}\n".encode("utf-16"))
    (document,) = read_all(path)
    assert document.title == "Zürich"


def test_a_cell_of_too_many_characters_fails_alone(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(table(("text",), ("x" * 5000,), (TEXT,)))
    error, document = read_all(path, settings=Settings(max_text_bytes=1000))
    assert "a.csv:2" in str(error) and document.text == TEXT
    error, document = read_all(path, settings=Settings(max_page_bytes=1000))
    assert "a.csv:2" in str(error) and document.text == TEXT


def test_a_line_of_too_many_bytes_does_not_end_the_file(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        "\n".join([json.dumps({"text": TEXT}), "x" * 9000, json.dumps({"text": f"{TEXT} More."})])
    )
    good, error, last = read_all(path, settings=Settings(max_page_bytes=2000))
    assert isinstance(error, TooLargeError) and "a.jsonl:2" in str(error)
    assert good.text == TEXT and last.text.endswith("More.")


@pytest.mark.parametrize(
    "line", [b"{broken", b"[1]", b"7", b"\xff\xfe", b"[" * 100_000, b'{"title": "no text"}']
)
def test_a_bad_line_fails_alone(tmp_path, line):
    path = tmp_path / "a.jsonl.gz"
    good = json.dumps({"text": TEXT}).encode()
    with gzip.open(path, "wb") as stream:
        stream.write(b"\n".join([line, good]))
    error, document = read_all(path)
    assert isinstance(error, InputError) and "a.jsonl.gz:1" in str(error)
    assert document.text == TEXT


def test_a_table_that_is_cut_off_gives_what_stands_before(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    lines = b"".join(json.dumps({"text": f"{TEXT} {n * n}"}).encode() + b"\n" for n in range(5000))
    path.write_bytes(gzip.compress(lines)[:-200])
    *rows, error = read_all(path)
    assert len(rows) > 100 and isinstance(error, InputError) and "damaged" in str(error)


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "-Infinity", "1e400", "1" + "0" * 400, "true", "{}", "null"]
)
def test_a_date_that_is_none_leaves_the_story_undated(tmp_path, value):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": {json.dumps(TEXT)}, "date": {value}}}')
    (document,) = read_all(path)
    assert document.published is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1601596800, "2020-10-02T00:00:00+00:00"),
        (1601596800000, "2020-10-02T00:00:00+00:00"),
        (1601596800.5, "2020-10-02T00:00:00.500000+00:00"),
        ("2020-10-02T08:30:00+02:00", "2020-10-02T08:30:00+02:00"),
        ("Oct 2, 2020", "2020-10-02"),
        (20201002, None),
        ("soon", None),
        ("10:30", None),
        ("9" * 90, None),
    ],
)
def test_dates_come_in_many_forms(value, day):
    assert read_day(value) == day


def test_halves_of_characters_are_replaced(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(f'[{{"text": "\\ud800 {TEXT}", "title": "\\udfff"}}, 7]')
    document, error = read_all(path)
    assert document.text.encode() and document.title == "\ufffd"
    assert "a.json:2" in str(error)
