"""This file is where the Python interface is tested: what a notebook or a script builds on."""

from __future__ import annotations

import logging
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import rashomon
from rashomon import Coding, Document, Failure, LanguageError, MissingFileError
from rashomon.run import is_text
from tests.export.stories import story

STORY = (
    "Veria must stay calm, officials said.\n\n"
    "Turkey's foreign minister said on Friday that Armenia attacked the town of Ganja.\n"
)
GERMAN = (
    "Der Außenminister sagte am Freitag, dass die Truppen die Stadt angegriffen haben. "
    "Die Regierung wies den Vorwurf zurück und forderte neue Gespräche zwischen den beiden Ländern.\n"
)
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_loads_neither_parser_nor_reader_nor_command_line() -> None:
    heavy = "'spacy', 'trafilatura', 'typer', 'rich', 'jinja2', 'numpy'"
    assert run_python(f"import rashomon, sys; print([m for m in ({heavy}) if m in sys.modules])") == "[]"


def test_the_version_is_that_of_the_package() -> None:
    assert rashomon.__version__ == version("rashomon")


def test_every_public_name_is_there_and_said() -> None:
    assert sorted(rashomon.__all__) == list(rashomon.__all__)
    assert all(getattr(rashomon, name).__doc__ for name in rashomon.__all__ if name != "__version__")


def test_a_story_is_read_from_a_file_and_from_its_own_text(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    from_file = rashomon.read(file, published="2020-10-02", publisher="Test Wire")
    from_text = rashomon.read(STORY, published="2020-10-02", publisher="Test Wire")
    assert from_file.text == from_text.text
    assert from_file.id == from_text.id
    assert from_text.publisher == "Test Wire"
    assert str(from_text.published_on) == "2020-10-02"


def test_text_file_and_document_are_coded_alike(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    given = {"published": "2020-10-02", "publisher": "Test Wire"}
    from_text = rashomon.code(STORY, **given)
    assert any(event.event_type == "ASSAULT" for event in from_text.events)
    assert rashomon.code(rashomon.read(STORY, **given)) == from_text
    assert rashomon.code(str(file), **given).events == from_text.events


def test_a_real_coding_comes_back_from_json_as_it_was() -> None:
    coding = rashomon.code(STORY, published="2020-10-02")
    assert Coding.from_json(coding.to_json()) == coding


def test_many_are_coded_in_order_and_a_bad_one_stops_nothing(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(STORY, encoding="utf-8")
    failures: list[Failure] = []
    sources: list[str | Path | Document] = [tmp_path, "nowhere.txt", STORY, rashomon.read(STORY)]
    codings = list(rashomon.code_many(sources, on_failure=failures.append))
    names = [Path(coding.document.name or "text").stem for coding in codings]
    assert names[:2] == ["a", "b"]
    assert len(codings) == 4
    assert [type(failure.error) for failure in failures] == [MissingFileError]
    assert failures[0].name == "nowhere.txt"


def test_a_parser_that_fails_on_one_story_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    import rashomon.sentences

    real = rashomon.sentences.parse_all

    def faulty(documents, parser, *, settings=None):
        def checked():
            for document in documents:
                if "BOOM" in document.text:
                    raise ValueError("too odd")
                yield document

        return real(checked(), parser, settings=settings)

    monkeypatch.setattr(rashomon.sentences, "parse_all", faulty)
    failures: list[Failure] = []
    stories = [STORY, STORY + "BOOM.\n", STORY + "Third.\n", STORY + "Fourth.\n"]
    codings = list(rashomon.code_many(stories, on_failure=failures.append))
    assert [coding.document.text.split()[-1] for coding in codings] == ["Ganja.", "Third.", "Fourth."]
    assert ["too odd" in str(failure.error) for failure in failures] == [True]


@pytest.mark.parametrize("odd", ["\ud800", "\x00\x1b", "\u202e\u200b", "\U0001f600" * 50, "<b>&amp;" * 20])
def test_odd_characters_are_coded_shown_and_written(odd: str) -> None:
    coding = rashomon.code(f"{STORY}{odd} Armenia attacked the town.\n", published="2020-10-02")
    assert Coding.from_json(coding.to_json()) == coding
    assert coding._repr_html_()


def test_failures_that_nobody_takes_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert list(rashomon.code_many(["nowhere.txt"])) == []
    assert "nowhere.txt" in caplog.text


def test_what_cannot_be_coded_is_an_error_with_its_own_class() -> None:
    with pytest.raises(MissingFileError, match=r"nowhere\.txt"):
        rashomon.code("nowhere.txt")
    with pytest.raises(LanguageError, match="German"):
        rashomon.code(GERMAN)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Armenia attacked.\nIt denied this.", True),
        ("Armenia attacked the town.", True),
        ("“They attacked us.”", True),
        ("story.txt", False),
        ("my story.txt", False),
        ("-", False),
        ("https://example.org/a.", False),
        ("stories/2020", False),
        ("", False),
        ("x" * 5000, False),
    ],
)
def test_a_story_is_told_from_the_name_of_one(source: str, expected: bool) -> None:
    assert is_text(source) is expected


def test_a_notebook_shows_voices_and_events_in_the_text() -> None:
    html = story()._repr_html_()
    assert 'class="r-content r-v0' in html
    assert 'data-tag="2 DEMANDED"' in html


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_each_example_runs(example: Path) -> None:
    done = subprocess.run([sys.executable, example], capture_output=True, text=True, check=True)
    assert "Ethiopia" in done.stdout
    assert done.stderr == ""
