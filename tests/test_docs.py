"""This file is where the documentation is tested: commands exist, names are described, generated parts are whole."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import rashomon
from rashomon import ontology, records
from rashomon.errors import RashomonError
from rashomon.ontology import EventType
from rashomon.samples import sample_stories

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
COMMAND = re.compile(r"(?:uv run )?rashomon ([a-z]+)(.*)")


def _load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_codebook", ROOT / "scripts" / "build_codebook.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILDER = _load_builder()


def _shell_lines() -> list[str]:
    """Return the lines of every shell block of the documentation and the README."""
    texts = [path.read_text(encoding="utf-8") for path in (*PAGES, ROOT / "README.md")]
    blocks = [block for text in texts for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]
    return [
        line.split("   #")[0].split(" > ")[0].strip()
        for block in blocks
        for line in block.splitlines()
        if line
    ]


COMMANDS = sorted({match[0] for line in _shell_lines() for match in [COMMAND.search(line)] if match})


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_documentation_exists(line: str) -> None:
    name, rest = COMMAND.fullmatch(line).groups()  # type: ignore[union-attr]
    commands = BUILDER.cli_commands()
    assert name in commands
    known = {option for param in commands[name].params for option in param.opts}
    assert {word for word in shlex.split(rest) if word.startswith("--")} <= known


def test_the_documentation_names_commands() -> None:
    named = {COMMAND.fullmatch(line)[1] for line in COMMANDS}  # type: ignore[index]
    assert named >= {
        "code",
        "demo",
        "explain",
        "add",
        "compare",
        "correct",
        "diff",
        "failures",
        "incidents",
        "merge",
    }


@pytest.mark.parametrize(
    "path",
    sorted({p for line in _shell_lines() for p in re.findall(r"(?:tests|scripts|benchmarks)/[\w/.]+", line)}),
)
def test_every_path_of_a_command_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", rashomon.__all__)
def test_every_public_name_is_described(name: str) -> None:
    assert f"`rashomon.{name}`" in BUILDER.api()


def test_the_codebook_lists_all_types_modes_and_contexts() -> None:
    types, modes, contexts = BUILDER.types(), BUILDER.modes(), BUILDER.contexts()
    assert sum(f"| `{kind}` |" in types for kind in EventType) == 16
    pairs = [(kind, mode) for kind in EventType for mode in ontology.modes(kind)]
    assert sum(f"| `{kind}` | `{mode}` |" in modes for kind, mode in pairs) == 67
    assert sum(f"| `{name}` |" in contexts for name in ontology.contexts()) == 37
    assert all(f"| {code.code} |" in BUILDER.cameo() for code in ontology.cameo_codes())


def test_the_codebook_gives_every_field_of_every_record_a_meaning() -> None:
    lines = BUILDER.records().splitlines()
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("| `")]
    kinds = [kind for kind in vars(records).values() if hasattr(kind, "__match_args__")]
    assert len(rows) == sum(len(kind.__match_args__) for kind in kinds)
    assert all(cell.strip() for row in rows for cell in row)


def test_every_exit_code_is_described() -> None:
    table, waiting = BUILDER.errors(), [RashomonError]
    while waiting:
        error = waiting.pop()
        waiting.extend(error.__subclasses__())
        if error.__module__ == RashomonError.__module__:
            assert f"| {error.exit_code} | `{error.__name__}` |" in table


def test_an_excerpt_is_the_entry_of_the_file() -> None:
    excerpt = BUILDER.entry("en/figures.toml", "die")
    assert 'id = "die"' in excerpt
    assert "[[verb]]" in excerpt
    assert excerpt.count("[[") == 1


def test_measures_come_from_the_floors() -> None:
    assert "| `dates` | `time/wikiwars.dev.jsonl` | `value_f` |" in BUILDER.measures()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_marker_of_a_page_is_known(path: Path) -> None:
    markers = re.findall(r"^@@(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(markers) <= set(BUILDER.PARTS)


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "docs", str(tmp_path / "html")]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "ASSAULT" in (tmp_path / "html" / "codebook.html").read_text(encoding="utf-8")


def test_the_first_steps_in_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "first-steps.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(sample_stories("ganja")[0].text, encoding="utf-8")
    names: dict[str, object] = {}
    exec(block, names)
    assert names["same"] == names["coding"]
    assert names["coding"].events  # type: ignore[attr-defined]
