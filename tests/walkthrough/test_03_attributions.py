"""Step 3: who says what. Each report has a source, a cue and a content."""

from __future__ import annotations

from rashomon.records import Attribution, Coding, Span


def _said(coding: Coding, words: str) -> Attribution:
    """The innermost attribution whose content holds the words."""
    start = coding.document.text.index(words)
    place = Span(start, start + len(words))
    holding = [a for a in coding.attributions if any(part.covers(place) for part in a.content)]
    return min(holding, key=lambda a: sum(part.end - part.start for part in a.content))


def _source(coding: Coding, said: Attribution) -> str:
    return " ".join(span.of(coding.document.text) for span in said.source)


def test_the_toll_is_the_prosecutors_word(coding: Coding) -> None:
    said = _said(coding, "more than 50 wounded")
    assert "prosecutor general's office" in _source(coding, said)
    assert said.cue[0].of(coding.document.text) == "said"
    assert said.form == "indirect"


def test_the_quotation_is_the_spokesmans_own_words(coding: Coding) -> None:
    said = _said(coding, "a strike on sleeping families")
    assert "spokesman" in _source(coding, said)
    assert said.form == "direct"
    assert said.quoted


def test_denying_is_an_act_of_its_own(coding: Coding) -> None:
    said = _said(coding, "had shelled Ganja")
    assert said.act == "deny"
    assert _source(coding, said) == "Armenia's defence ministry"


def test_what_nobody_else_says_the_publisher_says(coding: Coding) -> None:
    start = coding.document.text.index("It was the third strike")
    assert not any(Span(start, start + 20).overlaps(part) for a in coding.attributions for part in a.content)
