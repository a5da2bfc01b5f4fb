"""This folder is where it is read who says what: attributions, and the chain of voices behind each."""

from __future__ import annotations

from rashomon.records import Document, Voice


def publisher_chain(document: Document) -> tuple[Voice, ...]:
    """Return the voices behind whatever no attribution holds: the publisher, and the agency if one is credited."""
    chain = [Voice("publisher", document.publisher)]
    if document.agency:
        chain.append(Voice("agency", document.agency, span=document.agency_span, resolution="credit_line"))
    return tuple(chain)
