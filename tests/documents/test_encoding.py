"""This file is where bytes become text."""

from __future__ import annotations

import pytest

from rashomon.documents.encoding import decode
from rashomon.errors import EncodingError

TEXT = "Police in São Bento arrested José Peña over the café bombing, the city’s mayor said. " * 3


@pytest.mark.parametrize(
    ("encoding", "rule"),
    [
        ("utf-8", "encoding:utf-8"),
        ("utf-8-sig", "encoding:mark"),
        ("utf-16", "encoding:mark"),
        ("windows-1252", "encoding:western"),
    ],
)
def test_english_text_is_read_in_its_encoding(encoding, rule):
    plain = TEXT + "The army left the town. " * 30
    decoded = decode(plain.encode(encoding), "story.txt")
    assert (decoded.text, decoded.why.rule) == (plain, rule)


def test_a_page_says_its_encoding():
    page = '<html><head><meta charset="windows-1251"></head><p>Армия ушла</p></html>'
    decoded = decode(page.encode("windows-1251"), "page.html", is_page=True)
    assert decoded.text == page and decoded.why.detail == "cp1251"


def test_latin_1_is_read_as_browsers_read_it():
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>“No,” he said</p>'
    assert "“No,”" in decode(page.encode("windows-1252"), "page.html", is_page=True).text


def test_a_page_that_names_no_encoding_there_is_is_still_read():
    page = b'<meta charset="klingon"><p>caf\xe9 bombing' + b" and more" * 20
    assert "café" in decode(page, "page.html", is_page=True).text


def test_a_guess_that_is_not_sure_is_refused_with_the_command_that_helps():
    with pytest.raises(EncodingError, match=r"^odd\.txt: .*iconv -f .* -t utf-8"):
        decode(bytes(range(0x80, 0x100)) * 20, "odd.txt")
