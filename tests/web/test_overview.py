"""This file is where the overview's pictures are tested: bars as wide as dates are precise, pairs, and what a click leads to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rashomon.web.timeline import MOST_BARS, Count, make_timeline, to_count, unit_of

DAY = date(2020, 6, 15)


def count(first: date, days: int = 1, events: int = 1, lane: str = "news", quad: int = 4) -> Count:
    return Count(lane, first, first + timedelta(days=days - 1), quad, events)


@pytest.mark.parametrize(
    ("days", "unit"),
    [(0, "day"), (100, "day"), (700, "week"), (3000, "month"), (7300, "year"), (40_000, "year")],
)
def test_the_unit_grows_with_the_time_that_is_shown(days, unit):
    assert unit_of(DAY, DAY + timedelta(days=days)) == unit


@pytest.mark.parametrize("days", [1, 30, 365, 3650, 7300])
def test_no_more_bars_stand_beside_each_other_than_can_be_told_apart(days):
    found = make_timeline([count(DAY + timedelta(days=n)) for n in range(days)])
    assert len({bar.start for bar in found.bars}) <= MOST_BARS
    assert sum(bar.high - bar.low for bar in found.bars) == pytest.approx(days)


def test_a_coarse_date_is_one_wide_bar_of_the_same_area():
    found = make_timeline([count(DAY, days=7, events=14)])
    (bar,) = found.bars
    assert (bar.start, bar.last, bar.is_coarse) == (DAY, DAY + timedelta(days=6), True)
    assert bar.high - bar.low == pytest.approx(2)


def test_an_exact_date_stands_below_what_is_spread_over_it():
    found = make_timeline([count(DAY, days=5, events=5), count(DAY + timedelta(days=2), events=3)])
    exact = next(bar for bar in found.bars if not bar.is_coarse)
    above = next(bar for bar in found.bars if bar.is_coarse and bar.start == exact.start)
    assert (exact.low, exact.high, above.low) == (0, 3, 3)


def test_lanes_do_not_stand_on_each_other():
    found = make_timeline([count(DAY, events=3), count(DAY, events=2, lane="unreal")])
    assert {bar.lane: (bar.low, bar.high) for bar in found.bars} == {"news": (0, 3), "unreal": (0, 2)}


def test_one_year_far_back_does_not_squeeze_the_rest():
    found = make_timeline(
        [*(count(DAY + timedelta(days=n), events=5) for n in range(60)), count(date(1915, 4, 24))]
    )
    assert (found.unit, found.before) == ("day", 1)
    assert found.start == DAY


@pytest.mark.parametrize(("earliest", "latest"), [("", ""), ("soon", "later"), ("2020-13", "2020-14")])
def test_what_is_no_day_is_no_bar(earliest, latest):
    assert to_count("news", earliest, latest, 1, 1) is None
    assert make_timeline([None]) is None


def test_a_month_and_a_year_reach_to_their_last_day():
    assert to_count("news", "2020-02", "2020-02", 1, 1).last == date(2020, 2, 29)
    assert to_count("news", "2020", "2020", 1, 1).first == date(2020, 1, 1)


def test_a_bar_leads_to_the_incidents_of_its_days(client):
    specification = client.get("/charts/timeline.vega.json").json()
    bars = next(one["values"] for one in specification["data"] if one["name"] == "bars")
    bar = next(one for one in bars if one["start"] == "2020-06-15" and not one["is_coarse"])
    leads_to = next(one["value"] for one in specification["signals"] if one["name"] == "leads_to")
    assert leads_to == "/incidents?documents=1&"
    query = f"since={bar['start']}&until={bar['last']}"
    found = client.get(f"{leads_to}{query}".replace("?", ".json?")).json()["incidents"]
    assert any(row["earliest"] <= "2020-06-15" <= row["latest"] for row in found)


def test_the_timeline_counts_every_event_that_has_a_time(client):
    specification = client.get("/charts/timeline.vega.json").json()
    bars = next(one["values"] for one in specification["data"] if one["name"] == "bars")
    runs = sum((one["high"] - one["low"]) * width(one) for one in bars)
    dated = sum(day["events"] for day in client.get("/overview.json").json()["days"])
    assert runs == pytest.approx(dated, rel=0.01)


def width(bar: dict) -> int:
    return (date.fromisoformat(bar["last"]) - date.fromisoformat(bar["start"])).days + 1


def test_pairs_are_those_that_are_told_of_most_and_lead_to_both_actors(client):
    rows = client.get("/charts/pairs.vega.json").json()["datasets"]["pairs"]
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["pair"]] = totals.get(row["pair"], 0) + row["events"]
    assert list(totals.values()) == sorted(totals.values(), reverse=True)
    assert all(row["href"].startswith("/actors/") and "other=" in row["href"] for row in rows)


def test_pictures_have_their_height_before_they_are_drawn(client):
    style = client.get("/static/map.css").text
    page = client.get("/").text
    for kind in ("lanes", "map-small", "pairs"):
        assert f'class="picture {kind}"' in page
        assert f".picture.{kind} .canvas" in style


def test_texts_in_pictures_are_large_enough(client):
    for name in ("timeline", "pairs", "map"):
        text = client.get(f"/charts/{name}.svg").text
        sizes = [int(part.split("px")[0]) for part in text.split('font-size="')[1:]]
        assert sizes
        assert min(sizes) >= 11
