from __future__ import annotations

import pytest

from rashomon.dates import acled_time_precision, ucdp_date_prec
from rashomon.records import When


@pytest.mark.parametrize(
    ("earliest", "latest", "basis", "ucdp", "acled"),
    [
        ("2020-10-02", "2020-10-02", "explicit", 1, 1),
        ("2020-10-01", "2020-10-02", "explicit", 2, 2),
        ("2020-09-26", "2020-10-02", "explicit", 3, 2),
        ("2020-09-01", "2020-09-30", "explicit", 4, 3),
        ("2020-01-01", "2020-12-31", "explicit", 5, None),
        ("1990-01-01", "1999-12-31", "explicit", None, None),
        ("2020-10-02", "2020-10-02", "metadata", 2, 2),
        ("2020-10-02", None, "explicit", None, None),
    ],
)
def test_precision_comes_from_the_width(
    earliest: str, latest: str | None, basis: str, ucdp: int | None, acled: int | None
) -> None:
    when = When(earliest=earliest, latest=latest, basis=basis)
    assert (ucdp_date_prec(when), acled_time_precision(when)) == (ucdp, acled)
