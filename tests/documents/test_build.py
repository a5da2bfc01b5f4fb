"""This file is where a document's facts come together: options first, then the page, then the text."""

from __future__ import annotations

from rashomon.documents import read_text

TEXT = "Talks fail in the capital\nPublished March 09, 2021\n\nThe two sides left on Tuesday without a deal, mediators said."


def test_the_same_story_of_the_same_publisher_has_the_same_id():
    spaced = TEXT.replace("\n", "\r\n").replace(" left", "  left")
    assert read_text(TEXT, publisher="Daily Tide").id == read_text(spaced, publisher="Daily Tide").id
    assert read_text(TEXT, publisher="Daily Tide").id != read_text(TEXT, publisher="Ledger").id
    assert read_text(TEXT).id != read_text(TEXT + " More.").id
    assert len(read_text(TEXT).id) == 16


def test_an_option_is_taken_before_the_text_which_is_kept_in_the_reason():
    document = read_text(TEXT, published="2021-03-10")
    assert (document.published, document.published_basis) == ("2021-03-10", "option")
    assert any("2021-03-09" in why.detail for why in document.why)


def test_without_any_date_the_document_has_none():
    document = read_text("The army left the town.")
    assert (document.published, document.published_basis, document.published_on) == (None, None, None)


def test_a_publisher_that_the_table_knows_has_a_country():
    known, unknown = read_text(TEXT, publisher="The BBC"), read_text(TEXT, publisher="Daily Tide")
    assert known.publisher_country == "GBR"
    assert (unknown.publisher, unknown.publisher_country) == ("Daily Tide", None)


def test_the_address_names_the_publisher():
    assert read_text(TEXT, url="https://www.aa.com.tr/en/world/story").publisher == "Anadolu Agency"


def test_a_credit_may_name_an_agency_that_no_table_knows():
    credited = read_text(f"Troops leave the town\n\nSource: Northlight News Agency\n\n{TEXT}")
    assert credited.agency == "Northlight News Agency"
    assert credited.agency_span and credited.agency_span.of(credited.text) == "Northlight News Agency"
    assert read_text(f"Troops leave the town\n\nSource: Harbour Courier\n\n{TEXT}").agency is None


def test_the_dateline_names_the_agency_before_a_credit_line():
    document = read_text(
        "Talks fail\n\nReuters\n\nANKARA (AA) — The two sides left on Tuesday, mediators said."
    )
    assert document.agency == "Anadolu Agency"
    assert document.agency_span and document.agency_span.of(document.text) == "AA"


def test_a_menu_of_sections_names_none():
    story = "\n\nTalks fail\n\nThe two sides left on Tuesday without a deal, mediators said."
    assert read_text("World\nAfrica" + story).section == "World"
    assert read_text("World\nAfrica\nAsia" + story).section is None


def test_odd_characters_do_no_harm():
    assert read_text("\ud800 The army left.").id
    assert read_text("\x00\x07").zones
