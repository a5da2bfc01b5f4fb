"""This file is where three hundred texts on one kidnapping are tested: they become one incident, and no account is lost."""

from __future__ import annotations

from collections import Counter

import pytest

from rashomon.incidents.accounts import compare
from rashomon.incidents.linking import link
from rashomon.incidents.tellings import find_tellings
from rashomon.pipeline import code_documents
from tests.incidents.kidnapping import FIRST, SECOND, reports

REPORTS, OTHERS = 300, 40


@pytest.fixture(scope="module")
def codings(tools):
    """Return the codings of the reports, and those of the reports of the other raid."""
    documents = [*reports(REPORTS, FIRST), *reports(OTHERS, SECOND)]
    found = list(code_documents(documents, tools))
    return found[:REPORTS], found[REPORTS:]


@pytest.fixture(scope="module")
def tellings(codings):
    return {telling.id: telling for part in codings for c in part for telling in find_tellings(c)}


@pytest.fixture(scope="module")
def incidents(tellings, lexicons):
    return link(tellings.values(), lexicons.frequencies)


def first_tellings(codings, incidents):
    """Return in how many documents each incident is what is told first."""
    of = {id: incident.id for incident in incidents for id in incident.tellings}
    return Counter(of[find_tellings(coding)[0].id] for coding in codings)


def test_three_hundred_texts_on_one_kidnapping_are_at_most_three_incidents(codings, incidents):
    found = first_tellings(codings[0], incidents)
    assert sum(found.values()) == REPORTS
    assert len(found) <= 3
    assert found.most_common(1)[0][1] >= 0.9 * REPORTS


def test_the_other_raid_six_days_later_stays_another(codings, incidents):
    one, other = (first_tellings(part, incidents) for part in codings)
    assert one.keys().isdisjoint(other)


def test_no_account_is_lost_whatever_its_number(codings, incidents, tellings, lexicons):
    top = first_tellings(codings[0], incidents).most_common(1)[0][0]
    incident = next(incident for incident in incidents if incident.id == top)
    by_id = {coding.document.id: coding for part in codings for coding in part}
    documents = {tellings[id].document for id in incident.tellings}
    found = compare(incident, tellings, by_id, lineages={}, lexicons=lexicons)
    assert {id for account in found.accounts for id in account.documents} == documents
    told = {event.id for c in codings[0] for event in c.events} & {
        e for t in incident.tellings for e in tellings[t].events
    }
    figures = {
        f.low
        for c in codings[0]
        for e in c.events
        if e.id in told
        for f in e.figures
        if f.low and f.low >= 210
    }
    kept = {entry.low for entry in found.ledger.entries}
    assert len(figures) > 50
    assert figures <= kept
