"""This folder is where dates are found, resolved against the day of publication, and given to events."""

from rashomon.dates.attachment import date_events, date_mentions
from rashomon.dates.expressions import find_dates
from rashomon.dates.precision import acled_time_precision, ucdp_date_prec
from rashomon.dates.stretches import join_ends, told_times
from rashomon.dates.tense import look_back

__all__ = [
    "acled_time_precision",
    "date_events",
    "date_mentions",
    "find_dates",
    "join_ends",
    "look_back",
    "told_times",
    "ucdp_date_prec",
]
