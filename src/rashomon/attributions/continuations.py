"""This file is where quoted words go on with what was told: after `and`, or in the middle of a sentence."""

from __future__ import annotations

from rashomon.attributions.marks import Quotation
from rashomon.attributions.paragraphs import Paragraph
from rashomon.attributions.report import Report
from rashomon.records import Span


def joined_report(paragraph: Paragraph, quotation: Quotation) -> Report | None:
    """Return the report of the quotation to which `and` or `or` joins this one: chanted "Peace now" and "Go home"."""
    position = paragraph.first_from(quotation.span.start) - 1
    if position < 1 or paragraph.row[position][1].text not in ("and", "or"):
        return None
    conjunction = paragraph.row[position][1]
    for report in paragraph.reports:
        if any(0 < conjunction.start - mark.end <= 2 for mark in report.quoted):
            return report
    return None


def go_on(paragraph: Paragraph, quotation: Quotation) -> None:
    """Add the quotation to what ends right before its mark: said he acted "out of fear", pledged to oppose it "always"."""
    if quotation.is_whole:
        return
    for report in paragraph.reports:
        told = report.content[-1] if report.content else None
        if told and quotation.span.start - told.end == 1 and not quotation.span.covers(report.place):
            report.quoted.append(quotation.span)
            report.content[-1] = Span(told.start, quotation.span.end)
