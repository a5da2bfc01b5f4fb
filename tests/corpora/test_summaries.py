"""This file is where the summaries of a corpus are tested: they count what the tables hold."""

from __future__ import annotations

from rashomon.corpus.comparing import compare_incident
from rashomon.corpus.corrections import correct
from rashomon.corpus.database import open_corpus
from rashomon.corpus.grouping import group, is_grouped
from rashomon.corpus.reading import Filter, list_incidents
from rashomon.corpus.summaries import keep_comparisons, left_out, load_comparison, pack, summarise


def _all(corpus, query):
    return [tuple(row) for row in corpus.db.execute(query)]


def test_counts_are_those_of_the_tables(made):
    with open_corpus(made, read_only=True) as corpus:
        counts = dict(_all(corpus, "SELECT name, value FROM summary_count"))
        for name, table in (("documents", "document"), ("events", "event"), ("incidents", "incident")):
            assert counts[name] == _all(corpus, f"SELECT count(*) FROM {table}")[0][0] > 0
        days = _all(corpus, "SELECT sum(events) FROM summary_day")[0][0]
        dated = "SELECT count(*) FROM event WHERE earliest IS NOT NULL OR latest IS NOT NULL"
        assert days == _all(corpus, dated)[0][0] > 0


def test_what_all_voices_tell_is_the_sum_of_what_each_tells(made):
    with open_corpus(made, read_only=True) as corpus:
        query = "SELECT actor, recipient, quad, sum(events) FROM summary_told WHERE voice {} '' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        together = _all(corpus, query.format("="))
        assert together == _all(corpus, query.format("<>"))
        assert together


def test_publishers_have_their_documents_and_events(made):
    with open_corpus(made, read_only=True) as corpus:
        rows = _all(corpus, "SELECT publisher, documents, events FROM summary_publisher ORDER BY publisher")
        assert sum(documents for _, documents, _ in rows) == 5
        for publisher, _, events in rows:
            query = "SELECT count(*) FROM event JOIN document ON document.id = event.document WHERE coalesce(publisher, 'unnamed publisher') = ?"
            assert corpus.db.execute(query, (publisher,)).fetchone()[0] == events > 0


def test_summing_up_again_changes_nothing(copied):
    with open_corpus(copied) as corpus:
        before = _all(corpus, "SELECT * FROM summary_told") + _all(corpus, "SELECT * FROM review")
        summarise(corpus)
        assert _all(corpus, "SELECT * FROM summary_told") + _all(corpus, "SELECT * FROM review") == before


def test_a_corpus_without_summaries_is_not_grouped(copied, lexicons):
    with open_corpus(copied) as corpus:
        assert is_grouped(corpus)
        corpus.db.execute("DELETE FROM summary_count")
        assert not is_grouped(corpus)
        group(corpus, lexicons)
        assert is_grouped(corpus)


def test_grouping_keeps_the_comparison_of_each_shared_incident(copied, lexicons):
    with open_corpus(copied) as corpus:
        shared = [row["id"] for row in list_incidents(corpus, Filter(documents=2))]
        assert shared
        assert sorted(shared) == [
            row[0] for row in _all(corpus, "SELECT incident FROM comparison ORDER BY 1")
        ]
        for id in shared:
            assert load_comparison(corpus, id, lexicons) == compare_incident(corpus, id, lexicons)


def test_what_was_corrected_is_compared_anew_when_grouped(copied, lexicons):
    with open_corpus(copied) as corpus:
        row = list_incidents(corpus, Filter(documents=2))[0]
        before = load_comparison(corpus, row["id"], lexicons)
        event = next(v.event for a in before.accounts for c in a.cells for v in c.values if v.event)
        correct(corpus, event, "reject", author="reader")
        group(corpus, lexicons)
        assert _all(corpus, f"SELECT count(*) FROM comparison WHERE incident = '{row['id']}'") == [(1,)]
        assert load_comparison(corpus, row["id"], lexicons) != before


def test_a_kept_comparison_is_the_one_that_is_made(copied, lexicons):
    with open_corpus(copied) as corpus:
        row = list_incidents(corpus, Filter(documents=2))[0]
        comparison = compare_incident(corpus, row["id"], lexicons)
        signature = _all(corpus, f"SELECT signature FROM incident WHERE id = '{row['id']}'")[0][0]
        keep_comparisons(corpus, {row["id"]: pack(signature, comparison)})
        assert load_comparison(corpus, row["id"], lexicons) == comparison
        omitted = _all(corpus, "SELECT publisher, slot FROM omission")
        assert set(omitted) == left_out(comparison)


def test_a_correction_ends_the_kept_comparison(copied, lexicons):
    with open_corpus(copied) as corpus:
        row = list_incidents(corpus, Filter(documents=2))[0]
        comparison = compare_incident(corpus, row["id"], lexicons)
        signature = _all(corpus, f"SELECT signature FROM incident WHERE id = '{row['id']}'")[0][0]
        keep_comparisons(corpus, {row["id"]: pack(signature, comparison)})
        event = next(v.event for a in comparison.accounts for c in a.cells for v in c.values if v.event)
        correct(corpus, event, "reject", author="reader")
        assert _all(corpus, "SELECT count(*) FROM comparison") == [(0,)]
        assert load_comparison(corpus, row["id"], lexicons) != comparison


def test_questions_are_planned_by_what_stands_there_after_grouping(copied):
    with open_corpus(copied) as corpus:
        corpus.db.execute("ANALYZE")
        corpus.db.execute("DELETE FROM sqlite_stat1")
        corpus.db.execute("INSERT INTO sqlite_stat1 VALUES ('telling', 'telling_incident', '9000 9000')")
        summarise(corpus)
        known = dict(corpus.db.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'telling'").fetchall())
        assert known["telling_incident"].split()[0] != "9000"
