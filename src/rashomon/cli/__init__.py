"""This folder is where commands are read and answered: data goes to stdout, messages to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from rashomon import __version__
from rashomon.cli import corpus as corpus_commands
from rashomon.cli import exporting, looking, reporting, serving
from rashomon.cli.messages import bar, count, say
from rashomon.cli.options import Html, Model, Published, Publisher, Quiet
from rashomon.cli.output import Form, Output, ReaderGoneError, emit
from rashomon.errors import (
    PARTIAL_EXIT_CODE,
    EmptyInputError,
    InputError,
    MissingFileError,
    RashomonError,
    UsageError,
)
from rashomon.records import Coding
from rashomon.run import code_inputs, code_one, expand

app = typer.Typer(
    help="Who did what to whom, when and where, according to whom: events from news stories, each with its voices.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

#: What a shell reports for a program that was interrupted, and for one whose reader went away.
INTERRUPTED, READER_GONE = 130, 141

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT", help="Text files, saved pages (.html, .gz), addresses, folders, or - for stdin."
    ),
]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process with its exit code. No input leads to a traceback."""
    code = _outcome(arguments)
    if code == READER_GONE:
        # Python would try to flush stdout once more on its way out, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _outcome(arguments: Sequence[str] | None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        code = app(args=given, prog_name="rashomon", standalone_mode=False)
    except RashomonError as error:
        say(str(error))
        return error.exit_code
    except typer.TyperException as error:
        say(f"{error.format_message().rstrip('.')}; see `rashomon --help`")
        return UsageError.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except ReaderGoneError:
        return READER_GONE
    except OSError as error:
        say(f"{error.filename or 'stdout'}: {error.strerror or error}")
        return RashomonError.exit_code
    except Exception as error:
        say(f"a fault in rashomon ({type(error).__name__}: {error}); please report it with the input")
        return RashomonError.exit_code
    if code == INTERRUPTED:
        say("interrupted")
    return int(code or 0)


def _show_version(wanted: bool) -> None:
    if wanted:
        emit(f"rashomon {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    pass


@app.command(short_help="Code stories: a table of events and their voices.")
def code(
    inputs: Inputs,
    published: Published = None,
    publisher: Publisher = None,
    model: Model = None,
    json: Annotated[
        bool, typer.Option("--json", help="Write the whole coding of one story as JSON.")
    ] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Write one coding a line as JSON, for many stories.")
    ] = False,
    html: Html = None,
    quiet: Quiet = False,
) -> int:
    """Code stories: a table of events, each with the voice that tells it.

    The table gives voice, actor, type and mode, recipient, day, place and mood, with the words that say so.
    """
    if json and jsonl:
        raise UsageError("--json and --jsonl do not go together; --json is for one story, --jsonl for many")
    _check_day(published)
    _check_inputs(inputs)
    sources = [_source(name) for name in inputs]
    many = len(sources) > 1 or (isinstance(sources[0], Path) and sources[0].is_dir())
    if json and many and count(islice(expand(sources), 2)) > 1:
        raise UsageError("--json is for one story; for several use --jsonl, one coding a line")
    form = Form.JSON if json else Form.JSONL if jsonl else Form.TABLE
    options = {"published": published, "publisher": publisher, "model": model}
    with Output(form, html=html) as output:
        failed = _code_all(sources, options, output, many=many, quiet=quiet)
        output.finish(quiet=quiet)
    if failed:
        say(f"{output.stories} of {output.stories + failed} inputs coded, {failed} failed")
    return PARTIAL_EXIT_CODE if failed else 0


@app.command(short_help="Show each decision with its rule and words.")
def explain(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A story, as for `code`, or what `code --json` wrote.")
    ],
    event: Annotated[
        str | None, typer.Argument(metavar="EVENT", help="Number or id of one event; without it, everything.")
    ] = None,
    published: Published = None,
    publisher: Publisher = None,
    model: Model = None,
) -> int:
    """Show every decision with its rule and the words that decided it."""
    from rashomon.explain import explain as explanation

    _check_day(published)
    coding = _read_coding(file)
    if coding is None:
        with bar("reading"):
            coding = code_one(_source(file), published=published, publisher=publisher, model=model)
    emit(explanation(coding, event))
    return 0


@app.command(short_help="Code the sample stories, compare their accounts and write two pages.")
def demo(
    html: Annotated[Path, typer.Option("--html", metavar="FILE", help="Where the page goes.")] = Path(
        "rashomon-demo.html"
    ),
    corpus: Annotated[
        Path | None, typer.Option("--corpus", metavar="FILE", help="Leave the corpus in this file.")
    ] = None,
    model: Model = None,
    quiet: Quiet = False,
) -> int:
    """Code the sample stories into a corpus: incidents as several invented outlets tell them, side by side."""
    from rashomon.cli.demo import run_demo

    return run_demo(html, corpus=corpus, model=model, quiet=quiet)


def _code_all(
    sources: list[str | Path], options: dict[str, str | None], output: Output, *, many: bool, quiet: bool
) -> int:
    """Write each coding as it comes and return how many inputs failed. The failure of a single input is raised."""
    failed = 0
    total = count(expand(sources)) if many and sys.stderr.isatty() else None if many else 1
    with bar("coding", total=total, shown=not quiet) as progress:
        for result in code_inputs(sources, **options):
            progress.advance()
            if sys.stdout.isatty():
                progress.close()
            if isinstance(result, Coding):
                output.write(result)
            elif not many or result.name == str(sources[0]) == str(sources[-1]):
                # The one input that was named, file or folder, is itself at fault.
                raise result.error
            else:
                failed += 1
                say(str(result.error))
    if not output.stories and not failed:
        raise EmptyInputError(
            f"{sources[0]}: no stories in it; name text files, saved pages, or a folder of them"
        )
    return failed


def _check_day(published: str | None) -> None:
    """Raise UsageError unless the value begins with a day that exists, as 2021-06-04 or 2021-06-04T10:30+02:00."""
    if published is None:
        return
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        day = None
    if day is None or published[:10] != day.isoformat():
        raise UsageError(f"--published {published}: not a day that exists; write it as YYYY-MM-DD")


def _check_inputs(inputs: list[str]) -> None:
    if "" in inputs:
        raise MissingFileError(
            "an input has an empty name; name a file, a folder, an address, or - for stdin"
        )
    if inputs.count("-") > 1:
        raise UsageError("- stands for stdin, which can be read once; name it once")


def _source(name: str) -> str | Path:
    """Return an address or - as it is and everything else as a path, so that no name is taken for a story's text."""
    return name if name == "-" or "://" in name else Path(name)


def _read_coding(file: str) -> Coding | None:
    """Return the coding that `code --json` wrote into the file; None if the file is a story."""
    path = Path(file)
    if path.suffix != ".json" or not path.is_file():
        return None
    try:
        return Coding.from_json(path.read_bytes())
    except ValueError as error:
        raise InputError(
            f"{file}: not what `rashomon code --json` writes ({error}); pass the story itself"
        ) from error


# The commands of these files are registered with those of `corpus`.
assert exporting
assert looking
assert serving
assert reporting
app.registered_commands.extend(corpus_commands.app.registered_commands)
