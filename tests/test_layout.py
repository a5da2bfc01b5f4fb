"""This file is where the house rules are tests: short files, first-line docstrings, imports that point backwards."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "rashomon"
FILES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 400
MAX_FUNCTION_LINES = 60

#: A stage may import from the stages before it, and from what every stage stands on.
STAGES = (
    "sentences",
    "repair",
    "documents",
    "attributions",
    "dates",
    "places",
    "actors",
    "events",
    "wording",
    "pipeline",
    "explain",
    "incidents",
    "export",
    "run",
    "watch",
    "corpus",
    "web",
    "cli",
)
COMMON = {
    "garbage",
    "passages",
    "records",
    "comparisons",
    "errors",
    "settings",
    "ontology",
    "lexicons",
    "samples",
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _stage(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_LINES
    first = (ast.get_docstring(ast.parse(text)) or "").split("\n")[0]
    if path != PACKAGE / "__init__.py":
        assert re.match(r"This (file|folder) is (where|the only one that)", first), first


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_functions_are_short_and_public_ones_say_what_comes_back(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in _functions(tree):
        assert (function.end_lineno or 0) - function.lineno < MAX_FUNCTION_LINES, function.name
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_imports_point_backwards(path: Path) -> None:
    stage = _stage(path)
    if stage not in STAGES:
        return
    later = set(STAGES[STAGES.index(stage) + 1 :])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rashomon."):
            assert (node.module or "").split(".")[1] not in later, f"{_name(path)} imports {node.module}"


@pytest.mark.parametrize("name", sorted(COMMON))
def test_what_every_stage_stands_on_imports_no_stage(name: str) -> None:
    for path in FILES:
        if _stage(path) != name:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rashomon."):
                assert (node.module or "").split(".")[1] in COMMON, f"{_name(path)} imports {node.module}"


def test_every_module_has_a_known_place() -> None:
    known = {*STAGES, *COMMON, "__init__", "__main__"}
    assert {_stage(path) for path in FILES} <= known


def test_only_sentences_knows_the_parser() -> None:
    for path in FILES:
        if path.name == "sentences.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert all(not alias.name.startswith("spacy") for alias in node.names), _name(path)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("spacy"):
                # A type of the parser may be named where it is passed on.
                assert node.module == "spacy.language", _name(path)


def test_every_lexicon_opens_with_what_it_holds() -> None:
    for path in [*PACKAGE.rglob("lexicons/**/*.tsv"), *PACKAGE.rglob("lexicons/**/*.toml")]:
        assert path.read_text(encoding="utf-8").startswith("#"), _name(path)


def test_no_file_names_a_path_of_a_machine_or_a_registry() -> None:
    barred = re.compile(
        "/ro" + "ot/|/wo" + r"rk/|py" + r"pi\.org|python" + "hosted|registry\\.npm" + "js|deb\\.debian"
    )
    kinds = {".py", ".md", ".toml", ".tsv", ".txt", ".html", ".css", ".json", ".yml", ""}
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    paths = [ROOT / name for name in tracked.splitlines()] or FILES
    for path in paths:
        if path.is_file() and path.suffix in kinds:
            assert not barred.search(path.read_text(encoding="utf-8", errors="replace")), _name(path)
