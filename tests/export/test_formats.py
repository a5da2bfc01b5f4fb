"""This file is where the formats of others are tested: what a row holds, what is left out, and that the losses are said."""

from __future__ import annotations

import csv
import io
import json

import pytest

from rashomon.errors import UsageError
from rashomon.export.formats import FORMATS, find_format, loss_report
from rashomon.export.formats.cells import cell, one_country
from rashomon.records import Mood, Voice
from tests.export.told import AREA, DAY, MONTH, PAGE, PUBLISHER, TOWN, actor, happening, told, written

TABLES = {id: form for id, form in FORMATS.items() if form.columns}
EVENT_FORMATS = ["events-csv", "polecat", "gdelt", "w3c"]
INCIDENT_FORMATS = ["incidents-csv", "ucdp", "acled", "geojson"]
UNTOLD = [mood for mood in Mood if mood is not Mood.ASSERTED]


def rows(format_id, *items, **options):
    text, _ = written(format_id, *items, **options)
    return list(csv.DictReader(io.StringIO(text), delimiter=FORMATS[format_id].delimiter))


def test_the_formats_have_the_columns_that_their_readers_know():
    assert len(find_format("gdelt").columns) == 61 and find_format("gdelt").columns[26] == "EventCode"
    assert len(find_format("polecat").columns) == 40 and find_format("polecat").columns[2] == "Event Type"
    assert len(find_format("ucdp").columns) == 49 and find_format("ucdp").columns[18] == "number_of_sources"
    assert len(find_format("acled").columns) == 31 and find_format("acled").columns[28] == "fatalities"
    with pytest.raises(UsageError, match="gdelt"):
        find_format("nix")


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.id)
def test_every_format_says_what_becomes_of_what(form):
    assert form.losses and {loss.fate for loss in form.losses} <= {"kept", "coarsened", "dropped"}
    assert all(loss.note.endswith(".") for loss in form.losses)
    said = " ".join(loss.field for loss in form.losses)
    if form.row != "document":
        assert all(
            word in said for word in ("date", "place", "voices", "mood" if form.row == "event" else "figures")
        )
    assert len(set(form.columns + form.own_columns)) == len(form.columns + form.own_columns)


@pytest.mark.parametrize("id", [*EVENT_FORMATS, *INCIDENT_FORMATS])
def test_every_loss_that_names_a_count_is_counted(id):
    item = told() if id in EVENT_FORMATS else happening()
    _, tally = written(id, item, item)
    tally["left_out"] += 0
    named = {loss.count for loss in FORMATS[id].losses if loss.count}
    assert named and named <= set(tally) and tally["rows"] == 2
    measured = {row["field"]: row["measured"] for row in loss_report(id, tally)}
    assert (
        measured["voices" if "voices" in measured else "factuality" if "factuality" in measured else "mood"]
        is not None
    )
    assert all(row["measured"] is None for row in loss_report(id))


@pytest.mark.parametrize("mood", UNTOLD)
@pytest.mark.parametrize("id", ["polecat", "gdelt"])
def test_what_is_not_told_as_fact_is_left_out_where_there_is_no_mood(id, mood):
    text, tally = written(id, told(mood), told())
    assert text.count("\n") == 2 and tally["left_out"] == 1 and tally["rows"] == 1
    assert {row["field"]: row["measured"] for row in loss_report(id, tally)}["mood"] == 1
    assert written(id, told(temporal="future"))[1]["left_out"] == 1


@pytest.mark.parametrize("mood", UNTOLD)
def test_what_is_not_told_as_fact_is_marked_where_there_is_room(mood):
    first, second = rows("events-csv", told(mood), told())
    assert (first["told_as_fact"], first["mood"]) == ("no", mood.value)
    assert (second["told_as_fact"], second["mood"]) == ("yes", "asserted")
    note = json.loads(written("w3c", told(mood))[0])
    assert note["rashomon"]["told_as_fact"] is False
    assert {"not-told-as-fact", mood.value} <= {part["value"] for part in note["body"]}


@pytest.mark.parametrize("mood", UNTOLD)
def test_an_incident_that_nobody_tells_as_fact_is_no_row_of_violence(mood):
    for id in ("ucdp", "acled"):
        text, tally = written(id, happening(told(mood)))
        assert text.count("\n") == 1 and tally["left_out"] == 1
    assert rows("incidents-csv", happening(told(mood)))[0]["told_as_fact"] == "no"
    (feature,) = json.loads(written("geojson", happening(told(mood)))[0])["features"]
    assert feature["properties"]["told_as_fact"] is False


@pytest.mark.parametrize("id", ["events-csv", "polecat", "gdelt"])
def test_the_voice_stands_in_every_row_of_an_event(id):
    nested = (PUBLISHER, Voice("organisation", "the agency"), Voice("person", "the mayor"))
    (row,) = rows(id, told(voices=nested))
    assert row.get("voices", row.get("rashomon_voices")) == "Test Wire > the agency > the mayor"
    assert written(id, told(voices=nested))[1]["nested_voices"] == 1
    assert float(row.get("publisher_value", row.get("rashomon_publisher_value"))) == 0


def test_evidence_comes_with_its_characters():
    (row,) = rows("events-csv", told())
    text = told().document.text
    assert text[int(row["evidence_start"]) : int(row["evidence_end"])] == row["evidence"]
    note = json.loads(written("w3c", told())[0])
    position, quotation = note["target"]["selector"]
    assert text[position["start"] : position["end"]] == quotation["exact"] == row["evidence"]
    assert position["type"] == "TextPositionSelector" and quotation["type"] == "TextQuoteSelector"
    assert text.startswith(quotation["prefix"] + quotation["exact"] + quotation["suffix"])


def test_a_date_is_no_more_exact_than_the_text():
    day, month, page, none = rows("gdelt", *(told(when=when) for when in (DAY, MONTH, PAGE, None)))
    assert (day["SQLDATE"], day["MonthYear"], day["Year"], day["FractionDate"]) == (
        "20201002",
        "202010",
        "2020",
        "2020.7514",
    )
    assert (month["SQLDATE"], month["MonthYear"], month["rashomon_latest"]) == ("", "202010", "2020-10-31")
    assert page["SQLDATE"] == page["Year"] == "" and page["rashomon_date_basis"] == "metadata"
    assert none["SQLDATE"] == none["rashomon_earliest"] == ""
    assert [row["Event Date"] for row in rows("polecat", told(), told(when=MONTH))] == ["2020-10-02", ""]
    precisions = [rows("ucdp", happening(told(when=when)))[0]["date_prec"] for when in (DAY, PAGE, MONTH)]
    assert precisions == ["1", "2", "4"]
    assert [rows("acled", happening(told(when=when)))[0]["time_precision"] for when in (DAY, MONTH)] == [
        "1",
        "3",
    ]


@pytest.mark.parametrize(
    ("id", "latitude"),
    [("polecat", "Latitude"), ("gdelt", "ActionGeo_Lat"), ("ucdp", "latitude"), ("acled", "latitude")],
)
def test_the_middle_of_an_area_is_never_a_point(id, latitude):
    make = told if id in EVENT_FORMATS else lambda **fields: happening(told(**fields))
    assert [row[latitude] for row in rows(id, make(), make(place=AREA), make(place=None))] == ["10.5", "", ""]
    assert written(id, make(place=AREA))[1]["coarse_place"] == 1


def test_areas_are_drawn_as_areas():
    found = json.loads(
        written("geojson", happening(), happening(told(place=AREA)), happening(told(place=None)))[0]
    )
    town, area, none = found["features"]
    assert town["geometry"]["type"] == area["geometry"]["type"] == "Polygon" and none["geometry"] is None
    assert area["properties"]["states"] == [
        {"state": "AAA", "relation": "sovereign"},
        {"state": "BBB", "relation": "administers"},
        {"state": "BBB", "relation": "claims"},
    ]
    assert json.loads(written("geojson")[0])["features"] == []


@pytest.mark.parametrize(
    ("profile", "country"), [("all", ""), ("sovereign", "AAA"), ("administers", "BBB"), ("claims", "BBB")]
)
def test_one_country_of_several_is_chosen_by_a_profile_that_the_row_names(profile, country):
    disputed, plain = rows("gdelt", told(place=AREA), told(), profile=profile)
    assert disputed["rashomon_country"] == country and plain["rashomon_country"] == "AAA"
    assert disputed["rashomon_place_profile"] == profile
    assert disputed["rashomon_states"] == "AAA:sovereign BBB:administers BBB:claims"
    for id, name in (("polecat", "Country"), ("ucdp", "country"), ("acled", "country")):
        item = told(place=AREA) if id == "polecat" else happening(told(place=AREA))
        (row,) = rows(id, item, profile=profile)
        assert row[name] == country and row["rashomon_place_profile"] == profile


def test_a_profile_that_fits_two_states_chooses_none():
    from dataclasses import replace

    from rashomon.records import StateRelation

    both = replace(AREA, states=(StateRelation("AAA", "claims"), StateRelation("BBB", "claims")))
    assert one_country(both, "claims") is None and one_country(None, "claims") is None
    assert one_country(TOWN, "claims") == "AAA", "nobody else stands in any relation to it"


def test_deaths_are_a_range_by_the_rule_that_the_row_names():
    (row,) = rows("ucdp", happening(), rule="all")
    assert (row["low"], row["best"], row["high"], row["rashomon_rule"]) == ("18", "21", "30", "all")
    assert (row["number_of_sources"], row["source_original"], row["rashomon_denied_by"]) == (
        "2",
        "the mayor",
        "a general",
    )
    assert (row["side_a"], row["side_b"], row["dyad_name"]) == ("Rebels", "soldiers", "Rebels - soldiers")
    assert row["type_of_violence"] == row["deaths_a"] == row["conflict_name"] == ""
    (row,) = rows("acled", happening(settled={}))
    assert row["fatalities"] == "", "no figure is not none"
    assert rows("acled", happening())[0]["fatalities"] == "21"


def test_no_dyad_is_made_of_reports_that_name_different_sides():
    other = told(number=1, actors=(actor("the mayor"),))
    (row,) = rows("ucdp", happening(told(), other))
    assert row["side_a"] == "Rebels; the mayor" and row["dyad_name"] == ""


def test_other_kinds_of_incidents_are_no_violence():
    protest = told(event_type="PROTEST", mode="demo", cameo="141")
    assert rows("ucdp", happening(protest)) == []
    assert rows("acled", happening(protest))[0]["event_type"] == "PROTEST"
    assert rows("acled", happening(told(event_type="AGREE", mode=None))) == []


def test_codes_of_cameo_keep_their_zeros_and_ids_their_value():
    first, second = rows("gdelt", told(cameo="0871"), told(number=1, cameo=None))
    assert (first["EventCode"], first["EventBaseCode"], first["EventRootCode"]) == ("0871", "087", "08")
    assert second["EventCode"] == "" and written("gdelt", told(cameo=None))[1]["no_cameo"] == 1
    assert first["GLOBALEVENTID"] != second["GLOBALEVENTID"] and 0 < int(first["GLOBALEVENTID"]) < 2**63
    assert (first["Actor1Code"], first["Actor2Code"], first["Actor2CountryCode"]) == ("REB", "AAAMIL", "AAA")
    assert first["DATEADDED"] == "20201005080000" and first["SOURCEURL"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("https://courier.example")']
)
def test_no_cell_is_a_formula(text):
    assert cell(text) == f"'{text.strip()}"
    name = actor("Rebels")
    (row,) = rows("events-csv", told(actors=(type(name)("", text, name.span, name.head),)))
    assert row["actors"].startswith("'")


def test_numbers_and_plain_words_stay_what_they_are():
    assert [cell(value) for value in (-9.5, -20.25, 0.0, 7, None, True, "Port Selun", "a = b")] == [
        "-9.5", "-20.25", "0", "7", "", "yes", "Port Selun", "a = b",
    ]  # fmt: skip


@pytest.mark.parametrize("id", ["events-csv", "gdelt", "polecat"])
def test_a_row_is_one_line_whatever_stands_in_it(id):
    odd = actor("Rebels")
    name = 'a\tb\r\nc\u2028d "e", f;\x00\u202e'
    text, _ = written(id, told(actors=(type(odd)("", name, odd.span, odd.head),)))
    assert len(text.splitlines()) == 2 and "\x00" not in text and "\u202e" not in text
    (row,) = rows(id, told(actors=(type(odd)("", name, odd.span, odd.head),)))
    assert 'a b c d "e", f;' in (row.get("actors") or row.get("Actor Name") or row["Actor1Name"])


@pytest.mark.parametrize("id", FORMATS)
def test_the_same_items_give_the_same_bytes(id):
    if FORMATS[id].row == "document":
        return
    item = told() if FORMATS[id].row == "event" else happening()
    assert written(id, item)[0] == written(id, item)[0]
