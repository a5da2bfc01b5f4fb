#!/usr/bin/env python3
"""This file is where the generated parts of the documentation are made: codebook, errors, commands, excerpts.

docs/conf.py calls `expand` for every page: a line `@@name@@` or `@@name argument@@` becomes what `PARTS[name]` returns.
Nothing is written, so that a page can never be older than the code. Usage: python scripts/build_codebook.py PAGE.md
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LEXICONS = ROOT / "src" / "rashomon" / "lexicons"
_MARKER = re.compile(r"^@@(\w+)(?: (.+?))?@@$", re.MULTILINE)


def expand(text: str) -> str:
    """Return the page with each of its markers replaced by what it stands for."""
    return _MARKER.sub(lambda match: PARTS[match[1]](*(match[2] or "").split()), text)


def records() -> str:
    """Return a section for each record: what one instance is, and its fields with type and meaning."""
    modules = [importlib.import_module(f"rashomon.{name}") for name in ("passages", "records")]
    said = _field_docs(modules[0]) | _field_docs(modules[1])
    parts = []
    for name, record in (pair for module in modules for pair in _classes(module)):
        if issubclass(record, StrEnum):
            members = ", ".join(f"`{member.value}`" for member in record)
            parts.append(f"### {name}\n\n{_doc(record)}\n\nOne of: {members}.\n")
        elif fields := inspect.get_annotations(record):
            rows = [
                (f"`{field}`", f"`{kind}`", said.get((name, field)) or said["*", field])
                for field, kind in fields.items()
            ]
            parts.append(f"### {name}\n\n{_doc(record)}\n\n{_table(('field', 'type', 'meaning'), rows)}\n")
    return "\n".join(parts)


def types() -> str:
    """Return PLOVER's event types as a table."""
    from rashomon import ontology

    rows = []
    for kind in ontology.event_types():
        entry = ontology.type_entry(kind)
        recipient = "needed" if entry.requires_recipient else ""
        named, score = f"{entry.quad} {ontology.quad_name(entry.quad)}", f"{entry.intensity:g}"
        text = f"{entry.definition} *{entry.example}*"
        rows.append((f"`{kind}`", named, score, recipient, ", ".join(entry.roots), text))
    return _table(("type", "quad class", "intensity", "recipient", "CAMEO roots", "what it is"), rows)


def modes() -> str:
    """Return PLOVER's modes as one table."""
    from rashomon import ontology

    rows = []
    for kind in ontology.event_types():
        for mode in ontology.modes(kind):
            entry = ontology.mode_entry(kind, mode)
            score, code = f"{ontology.intensity(kind, mode):g}", ontology.default_cameo(kind, mode) or ""
            rows.append((f"`{kind}`", f"`{mode}`", score, code, f"{entry.definition} *{entry.example}*"))
    return _table(("type", "mode", "intensity", "CAMEO", "what it says"), rows)


def contexts() -> str:
    """Return PLOVER's contexts as a table."""
    from rashomon import ontology

    rows = [(f"`{name}`", ontology.context_entry(name).definition) for name in ontology.contexts()]
    return _table(("context", "what the event is about"), rows)


def cameo() -> str:
    """Return the CAMEO codes with their readings as a table."""
    from rashomon import ontology

    rows = []
    for code in ontology.cameo_codes():
        reading = " ".join(part for part in (code.event_type, code.mode) if part)
        also = ", ".join(reading.replace(":", " ") for reading in code.also)
        rows.append((code.code, code.title, reading, ", ".join(code.contexts), also))
    return _table(("code", "what it is", "PLOVER", "contexts", "also"), rows)


def errors() -> str:
    """Return the exit codes with the errors behind them as a table."""
    module = importlib.import_module("rashomon.errors")
    rows = [("0", "", "All inputs were coded.")]
    for name, error in _classes(module):
        rows.append((str(error.exit_code), f"`{name}`", _doc(error)))
    rows.append((str(module.PARTIAL_EXIT_CODE), "", "Some inputs were coded and others failed."))
    rows.sort(key=lambda row: int(row[0]))
    return _table(("exit code", "error", "meaning"), rows)


def commands() -> str:
    """Return each command with its options."""
    parts = []
    for name, command in sorted(cli_commands().items()):
        rows = [(", ".join(f"`{o}`" for o in option.opts), option.help or "") for option in _options(command)]
        text = inspect.cleandoc(command.help or "").split("\n")[0]
        usage = " ".join([name, *_arguments(command)])
        parts.append(f"### `rashomon {usage}`\n\n{text}\n\n{_table(('option', 'what it does'), rows)}\n")
    return "\n".join(parts)


def api() -> str:
    """Return each public name of the package with what it is; functions with their signatures."""
    package = importlib.import_module("rashomon")
    functions, others = [], []
    for name in package.__all__:
        found = getattr(package, name)
        if inspect.isfunction(found):
            signature = str(inspect.signature(found)).replace("'", "")
            functions.append(f"## `rashomon.{name}`\n\n```python\n{name}{signature}\n```\n\n{_doc(found)}\n")
        elif inspect.isclass(found):
            others.append((f"`rashomon.{name}`", _doc(found).split("\n")[0]))
        else:
            others.append((f"`rashomon.{name}`", f"`{found}`"))
    return "\n".join(functions) + "\n## Records and errors\n\n" + _table(("name", "what it is"), others)


def settings() -> str:
    """Return the settings with their values and the reason for each."""
    module = importlib.import_module("rashomon.settings")
    rows = [
        (f"`{field.name}`", f"`{_short(field.default)}`", _comment_before(module, field.name))
        for field in dataclasses.fields(module.Settings)
    ]
    return _table(("setting", "value", "why"), rows)


def samples() -> str:
    """Return the incidents of the sample stories as a table: days, how many stories, and whose."""
    from rashomon.samples import sample_stories

    rows = []
    for incident in dict.fromkeys(story.incident for story in sample_stories()):
        told = sample_stories(incident)
        days = sorted({story.published for story in told})
        outlets = dict.fromkeys(f"{story.publisher} ({story.owner})" for story in told)
        rows.append(
            (incident, " to ".join(dict.fromkeys((days[0], days[-1]))), str(len(told)), ", ".join(outlets))
        )
    return _table(("incident", "published", "stories", "outlets (invented)"), rows)


def measures() -> str:
    """Return what is measured: task, figure, floor, best peer and target, from benchmarks/floors.toml."""
    floors = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))
    data = {run["id"]: run for run in floors["run"]}
    rows = []
    for row in floors["measure"]:
        run = data[row["run"]]
        sign = "at least" if row["better"] == "high" else "at most"
        task, data_file, metric = (f"`{name}`" for name in (run["task"], run["gold"], row["metric"]))
        rows.append((task, data_file, metric, f"{sign} {row['floor']:g}", row["peer"], row["target"]))
    return _table(("task", "data", "figure", "floor", "best peer", "target"), rows)


def entry(pattern: str, name: str = "") -> str:
    """Return the opening comment of a lexicon and its first entry, or the one with the id or first cell `name`.

    The pattern may fit several files; the first that has the entry is shown.
    """
    for path in sorted(LEXICONS.glob(pattern)):
        language, find = ("toml", _toml_entry) if path.suffix == ".toml" else ("text", _tsv_entry)
        text = path.read_text(encoding="utf-8")
        found = find(text, name)
        if found:
            opening = "\n".join(line for line in text.split("\n") if line.startswith("#"))
            return f"`{path.relative_to(ROOT)}`\n\n```{language}\n{opening}\n\n{found}\n```"
    raise LookupError(
        f"{pattern}: no entry {name!r} in any such file; name another in the page that asks for it"
    )


def output(story: str, width: str = "100") -> str:
    """Return the table that `rashomon code` prints for a sample story."""
    from rashomon.export.table import plain

    return f"```text\n{plain(_coding(story), width=int(width)).rstrip()}\n```"


def reason(story: str, number: str) -> str:
    """Return what `rashomon explain` prints for one event of a sample story."""
    from rashomon.explain import explain

    return f"```text\n{explain(_coding(story), number).rstrip()}\n```"


def cli_commands() -> dict[str, Any]:
    """Return the commands of the command line by name."""
    import typer

    from rashomon.cli import app

    return dict(typer.main.get_command(app).commands)


def formats() -> str:
    """Return a section for each export format: what a row is, its columns, and what becomes of each of our fields."""
    from rashomon.export.formats import FORMATS

    parts = []
    for form in FORMATS.values():
        rows = [(loss.field, loss.fate, loss.note) for loss in form.losses]
        columns = f", {len(form.columns)} columns" if form.columns else ""
        own = f" and {len(form.own_columns)} of ours behind them" if form.own_columns else ""
        head = (
            f"`--format {form.id}`: {form.about} One row each {form.row}{columns}{own}, `.{form.extension}`."
        )
        parts.append(f"### {form.title}\n\n{head}\n\n{_table(('what', 'becomes', 'how'), rows)}\n")
    return "\n".join(parts)


_ASKED = (
    records,
    types,
    modes,
    contexts,
    cameo,
    errors,
    commands,
    api,
    settings,
    samples,
    measures,
    entry,
    formats,
)
#: What a marker may ask for.
PARTS: dict[str, Callable[..., str]] = {function.__name__: function for function in (*_ASKED, output, reason)}


@cache
def _coding(story: str) -> Any:
    """Return the coding of a sample story, named without the folder it lies in."""
    import rashomon
    from rashomon.samples import sample_stories

    sample = next(one for one in sample_stories() if one.name == story)
    document = rashomon.read(Path(str(sample.path)), published=sample.published, publisher=sample.publisher)
    return rashomon.code(dataclasses.replace(document, name=sample.name))


def _classes(module: ModuleType) -> Iterator[tuple[str, type]]:
    """Yield the public classes that the module itself defines, in the order of its text."""
    for name, found in vars(module).items():
        if inspect.isclass(found) and found.__module__ == module.__name__ and not name.startswith("_"):
            yield name, found


def _field_docs(module: ModuleType) -> dict[tuple[str, str], str]:
    """Return what each field means, by class and field: what stands below it in the code, else docs/fields.tsv."""
    lines = (ROOT / "docs" / "fields.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    found = {(record, field): meaning for record, field, meaning in rows[1:]}
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, following in zip(node.body, node.body[1:], strict=False):
            is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and is_text:
                found[node.name, field.target.id] = " ".join(str(following.value.value).split())
    return found


def _comment_before(module: ModuleType, name: str) -> str:
    """Return the `#:` lines that stand before a field."""
    lines = inspect.getsource(module).split("\n")
    position = next(i for i, line in enumerate(lines) if line.strip().startswith(f"{name}:"))
    said: list[str] = []
    while lines[position - 1].strip().startswith("#:"):
        position -= 1
        said.insert(0, lines[position].strip().removeprefix("#:").strip())
    return " ".join(said)


def _toml_entry(text: str, name: str) -> str:
    """Return the entry with this id, or the first; nothing if there is none."""
    entries = re.split(r"\n(?=\[\[)", text)[1:]
    wanted = f'id = "{name}"'
    return next((part.strip() for part in entries if not name or wanted in part.split("\n")), "")


def _tsv_entry(text: str, name: str) -> str:
    """Return the row that begins with this cell, or the first, one cell a line; nothing if there is none."""
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    row = next((line for line in lines[1:] if not name or line.split("\t")[0] == name), "")
    cells = zip(lines[0].split("\t"), row.split("\t"), strict=False)
    return "\n".join(f"{column:16} {cell}" for column, cell in cells if cell)


def _options(command: Any) -> list[Any]:
    return [param for param in command.params if param.param_type_name == "option" and param.name != "help"]


def _arguments(command: Any) -> list[str]:
    """Return the arguments as usage shows them: optional ones in brackets, repeated ones with dots."""
    found = []
    for param in command.params:
        if param.param_type_name == "argument":
            shown = f"{param.metavar or param.name}{'…' if param.nargs == -1 else ''}"
            found.append(shown if param.required else f"[{shown}]")
    return found


def _doc(found: object) -> str:
    return inspect.getdoc(found) or ""


def _short(value: object) -> str:
    return str(value) if len(str(value)) < 80 else f"{str(value)[:77]}..."


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [_row(header), _row(("---",) * len(header)), *map(_row, rows)]
    return "\n".join(lines)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    print(expand(Path(sys.argv[1]).read_text(encoding="utf-8")))
