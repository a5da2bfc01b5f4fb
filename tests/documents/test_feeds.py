"""This file is where feeds are tested: entries with text, links only, bad dates, one id for all, and no feed at all."""

from __future__ import annotations

import gzip

import pytest

from rashomon.documents.feeds import read_feed
from rashomon.documents.items import open_items
from rashomon.errors import EmptyInputError, InputError, TooLargeError
from rashomon.settings import Settings

TEXT = "Border guards fired on a fishing boat near Port Selun on Friday, residents said. Nobody was hurt."


def entry(guid="1", text=TEXT, date="Fri, 02 Oct 2020 10:00:00 GMT"):
    return (
        f"<item><guid>{guid}</guid><title>Boat hit {guid}</title><link>https://courier.example/{guid}</link>"
        f"<pubDate>{date}</pubDate><description>{text}</description></item>"
    )


def feed(*entries):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Courier</title>{"".join(entries)}</channel></rss>'


def test_an_entry_is_a_story_with_its_title_day_publisher_and_address():
    (item,) = read_feed(feed(entry()).encode(), "feed.xml")
    document = item.read()
    assert item.name == "feed.xml#1" and document.title == "Boat hit 1"
    assert (document.publisher, document.url) == ("Harbour Courier", "https://courier.example/1")
    assert (document.published, document.published_basis) == ("2020-10-02T10:00:00+00:00", "feed")
    assert document.text.endswith(TEXT)


def test_atom_is_read_and_markup_is_not_text():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Courier</title><entry><id>tag:7</id>'
        "<title>Boat hit</title><updated>2020-10-02T10:00:00Z</updated>"
        f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;The harbour master, who keeps a log of every boat, said that this was the third shot within one week of fog.&lt;/p&gt;</content></entry></feed>'
    )
    (item,) = read_feed(atom.encode(), "a.atom")
    document = item.read()
    assert TEXT in document.text and "<p>" not in document.text
    assert document.published == "2020-10-02T10:00:00+00:00"


@pytest.mark.parametrize("date", ["soon", "", "32 Oct 2020", "Fri, 02 Oct 99999999 10:00:00 GMT"])
def test_a_date_that_is_none_leaves_the_story_undated(date):
    (item,) = read_feed(feed(entry(date=date)).encode(), "feed.xml")
    assert item.read().published is None


def test_an_entry_without_text_fails_alone():
    items = list(read_feed(feed(entry("1", ""), entry("2")).encode(), "feed.xml"))
    with pytest.raises(EmptyInputError, match=r"feed\.xml#1: no text, a link only"):
        items[0].read()
    assert TEXT in items[1].read().text


def test_entries_with_one_id_keep_names_of_their_own():
    first, second = feed(entry("x"), entry("x", f"{TEXT} More.")), feed(entry("x", f"{TEXT} More."))
    names = [item.name for item in read_feed(first.encode(), "f.xml")]
    assert len(set(names)) == 2 and names[0] == "f.xml#x"
    assert len(list(read_feed(second.encode(), "f.xml"))) == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"no feed", b"<rss><channel>", b"\x00\xff" * 50, b"<?xml version='1.0' encoding='x-none'?><rss/>"],
)
def test_what_is_no_feed_says_so(data):
    (item,) = read_feed(data, "feed.rss")
    with pytest.raises(InputError, match=r"feed\.rss: no feed"):
        item.read()


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes():
    data = feed(entry("1"), entry("2"), entry("3"))
    items = list(read_feed(data[: data.index("Boat hit 3")].encode(), "f.xml"))
    assert [item.name for item in items][:2] == ["f.xml#1", "f.xml#2"]
    assert TEXT in items[0].read().text


def test_a_file_is_read_packed_or_not_and_never_if_it_is_too_large(tmp_path):
    plain, packed = tmp_path / "a.xml", tmp_path / "b.xml.gz"
    plain.write_text(feed(entry()))
    packed.write_bytes(gzip.compress(feed(entry("2")).encode()))
    assert [item.name.rsplit("#")[1] for item in open_items(tmp_path)] == ["1", "2"]
    (item,) = open_items(plain, settings=Settings(max_page_bytes=100))
    with pytest.raises(TooLargeError, match=r"a\.xml"):
        item.read()


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a.csv", "a.warc", "a.json", "a.txt"])
def test_a_file_that_is_not_there_any_more_fails_alone(tmp_path, name):
    (tmp_path / name).symlink_to(tmp_path / "gone")
    (tmp_path / "b.rss").write_text(feed(entry()))
    bad, good = open_items(tmp_path)
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        bad.read()
    assert TEXT in good.read().text
