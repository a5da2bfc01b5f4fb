"""This file is where commands are tested: what comes out, on which stream, and with which exit code."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rashomon import Coding, __version__
from rashomon.cli import main
from rashomon.samples import sample_stories

STORY = """Turkey's foreign minister said on Friday that Armenia attacked the town of Ganja.

Armenia denied shelling the town.
"""
PAGE = """<!doctype html><html lang="en"><head><title>Minister speaks of attack</title>
<meta property="article:published_time" content="2020-10-02T10:00:00+00:00"></head><body><article>
<h1>Minister speaks of attack</h1>
<p>Turkey's foreign minister said on Friday that Armenia attacked the town of Ganja and that many people fled it.</p>
<p>Armenia denied shelling the town, and its government called the report a plain invention of the other side.</p>
<p>Officials in both countries said that talks about the town would go on in the coming week in a third country.</p>
</article></body></html>
"""
GERMAN = """Der Außenminister sagte am Freitag, dass die Truppen die Stadt angegriffen haben.
Die Regierung wies den Vorwurf zurück und forderte neue Gespräche zwischen den beiden Ländern.
"""
NO_EVENT = "The weather in the town was mild on Sunday, and the old market square was full of flowers.\n"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type:
    """Give `run.command(...)`, which runs the command in an empty folder and returns what came of it."""
    monkeypatch.chdir(tmp_path)

    class Runner:
        @staticmethod
        def command(*arguments: str | Path, stdin: bytes = b"") -> Result:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main([str(argument) for argument in arguments])
            streams = capsys.readouterr()
            return Result(int(ended.value.code or 0), streams.out, streams.err)

    return Runner


def write(name: str, content: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_version_and_the_commands_are_told(run) -> None:
    assert run.command("--version") == Result(0, f"rashomon {__version__}\n", "")
    for arguments in ((), ("--help",)):
        shown = run.command(*arguments)
        assert shown.code == 0
        assert all(command in shown.out for command in ("code", "explain", "demo"))


def test_a_text_file_becomes_a_table_of_events(run) -> None:
    result = run.command(
        "code", write("story.txt", STORY), "--published", "2020-10-02", "--publisher", "Test Wire"
    )
    assert (result.code, result.err) == (0, "")
    assert "Test Wire | published 2020-10-02" in result.out
    assert re.search(r"^ +> ", result.out, re.M)
    assert "ASSAULT" in result.out
    assert "“" in result.out
    assert "\x1b" not in result.out


def test_a_story_without_a_date_says_so_once_with_the_remedy(run) -> None:
    story = write("story.txt", STORY)
    table = run.command("code", story)
    assert table.err == ""
    assert " ".join(table.out.split()).count("--published YYYY-MM-DD") == 1
    lines = run.command("code", story, story, "--jsonl")
    assert lines.err.count("--published") == 1
    assert "story.txt" in lines.err and "2 of 2 stories" in lines.err
    assert run.command("code", story, "--jsonl", "--quiet").err == ""


def test_json_is_the_whole_coding(run) -> None:
    result = run.command("code", write("story.txt", STORY), "--published", "2020-10-02", "--json")
    coding = Coding.from_json(result.out)
    assert coding.document.text.split() == STORY.split()
    assert coding.document.name == "story.txt"
    assert result.out.startswith('{\n  "document"')


def test_json_lines_hold_one_coding_each(run) -> None:
    write("in/a.txt", STORY)
    write("in/b.html", PAGE)
    result = run.command("code", "in", "--jsonl", "--published", "2020-10-02")
    codings = [Coding.from_json(line) for line in result.out.splitlines()]
    assert [Path(c.document.name or "").name for c in codings] == ["a.txt", "b.html"]
    assert result.code == 0


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
def test_a_saved_page_is_coded_with_its_own_date(run, pack) -> None:
    name = "page.html" if pack is bytes else "page.html.gz"
    coding = Coding.from_json(run.command("code", write(name, pack(PAGE.encode())), "--json").out)
    assert coding.document.published is not None
    assert coding.document.published.startswith("2020-10-02")
    assert coding.document.title == "Minister speaks of attack"


def test_a_story_is_read_from_stdin(run) -> None:
    result = run.command("code", "-", "--json", stdin=STORY.encode())
    assert Coding.from_json(result.out).document.text.split() == STORY.split()


@pytest.fixture
def server() -> Iterator[str]:
    """Give the address of a web server with one page at `/story.html`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/story.html"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode() if known else b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()


def test_a_story_is_fetched_from_its_address(run, server: str) -> None:
    coding = Coding.from_json(run.command("code", f"{server}/story.html", "--json").out)
    assert coding.document.title == "Minister speaks of attack"
    assert coding.document.url == f"{server}/story.html"
    gone = run.command("code", f"{server}/gone.html")
    assert (gone.code, gone.out, gone.err.count("\n")) == (9, "", 1)
    assert "404" in gone.err


def test_a_page_is_written_beside_the_table(run) -> None:
    result = run.command("code", write("story.txt", STORY), "--html", "page.html")
    assert result.code == 0
    assert "mood" in result.out
    assert 'class="r-story"' in Path("page.html").read_text(encoding="utf-8")


def test_a_story_without_events_says_so(run) -> None:
    result = run.command("code", write("story.txt", NO_EVENT), "--published", "2020-10-02")
    assert result.code == 0
    assert "No events coded." in result.out


BAD = [
    ("missing.txt", None, 3, "missing.txt"),
    ("empty.txt", b"", 4, "empty.txt"),
    ("blank.txt", b" \n\n\t\n", 4, "blank.txt"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, 5, "picture.txt"),
    ("broken.html.gz", gzip.compress(PAGE.encode())[:60], 2, "broken.html.gz"),
    ("huge.txt", b"Armenia attacked. " * 3_000_000, 7, "huge.txt"),
    ("index.html", b"<!doctype html><html><body><nav><a href='a'>A</a></nav></body></html>", 8, "index.html"),
    ("german.txt", GERMAN.encode(), 10, "German"),
]


@pytest.mark.parametrize(("name", "content", "code", "said"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_input_is_one_line_on_stderr_with_its_own_exit_code(run, name, content, code, said) -> None:
    if content is not None:
        write(name, content)
    result = run.command("code", name)
    assert result.code == code
    assert result.out == ""
    assert result.err.count("\n") == 1
    assert result.err.startswith(f"rashomon: {name}")
    assert said in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("in", "--json"), 13, "--jsonl"),
        (("story.txt", "--json", "--jsonl"), 13, "do not go together"),
        (("story.txt", "--published", "2/10/2020"), 13, "YYYY-MM-DD"),
        (("story.txt", "--published", "2020-02-30"), 13, "YYYY-MM-DD"),
        (("story.txt", "--html", "nowhere/page.html"), 13, "no folder nowhere"),
        (("story.txt", "--html", "in"), 13, "is a folder"),
        (("story.txt", "--model", "no_such_model"), 11, "no_such_model"),
        (("-", "-"), 13, "stdin"),
        (("",), 3, "empty name"),
        (("--nonsense",), 13, "--nonsense"),
        ((), 13, "INPUT"),
        (("nothing",), 4, "nothing"),
    ],
)
def test_a_wrong_call_says_what_to_do_instead(run, arguments, code, said) -> None:
    write("story.txt", STORY)
    write("in/a.txt", STORY)
    write("in/b.txt", STORY)
    Path("nothing").mkdir()
    result = run.command("code", *arguments)
    assert (result.code, result.out) == (code, "")
    assert result.err.count("\n") == 1
    assert said in result.err


def test_in_a_folder_the_others_still_come_out(run) -> None:
    write("in/1.txt", STORY)
    write("in/2.txt", b"")
    write("in/3.txt", GERMAN)
    write("in/4.txt", STORY)
    result = run.command("code", "in", "--jsonl", "--quiet")
    assert result.code == 20
    assert len(result.out.splitlines()) == 2
    lines = result.err.splitlines()
    assert [name in line for name, line in zip(("2.txt", "3.txt"), lines, strict=False)] == [True, True]
    assert lines[-1] == "rashomon: 2 of 4 inputs coded, 2 failed"


def test_one_of_several_inputs_may_be_missing(run) -> None:
    result = run.command("code", "missing.txt", write("story.txt", STORY), "--jsonl", "--quiet")
    assert result.code == 20
    assert len(result.out.splitlines()) == 1


def test_a_fault_of_ours_is_a_line_and_stops_nothing(run, monkeypatch: pytest.MonkeyPatch) -> None:
    import rashomon.pipeline

    real = rashomon.pipeline.code_document

    def faulty(document, sentences, tools):
        if (document.name or "").endswith("a.txt"):
            raise KeyError("boom")
        return real(document, sentences, tools)

    monkeypatch.setattr(rashomon.pipeline, "code_document", faulty)
    write("in/a.txt", STORY)
    write("in/b.txt", STORY)
    result = run.command("code", "in", "--jsonl", "--quiet")
    assert result.code == 20
    assert len(result.out.splitlines()) == 1
    assert "a.txt: not coded, a fault in rashomon (KeyError: 'boom')" in result.err


def test_explain_gives_rules_for_the_story_and_for_one_event(run) -> None:
    story = write("story.txt", STORY)
    whole = run.command("explain", story, "--published", "2020-10-02")
    assert (whole.code, whole.err) == (0, "")
    assert all(f"\n{part}\n" in f"\n{whole.out}" for part in ("Zones", "Attributions", "Dates", "Events"))
    one = run.command("explain", story, "1", "--published", "2020-10-02")
    assert one.out.startswith("1. ")
    assert re.search(r"\[[\w:.-]+\] ", one.out)
    none = run.command("explain", story, "99")
    assert (none.code, none.out) == (13, "")
    assert "no event '99'" in none.err


def test_explain_reads_what_json_wrote(run) -> None:
    story = write("story.txt", STORY)
    write("coding.json", run.command("code", story, "--json").out)
    assert run.command("explain", "coding.json").out == run.command("explain", story).out
    write("other.json", json.dumps({"text": "no coding"}))
    result = run.command("explain", "other.json")
    assert (result.code, result.err.count("\n")) == (2, 1)


def test_the_demo_compares_accounts_and_writes_both_pages(run) -> None:
    result = run.command("demo", "--corpus", "demo.rashomon")
    assert result.code == 0
    html = Path("rashomon-demo.html").read_text(encoding="utf-8")
    samples = sample_stories()
    assert len(re.findall(r'<h2 id="h\d+">', html)) == len({sample.incident for sample in samples})
    assert html.count("<article") == len(samples)
    sides = Path("rashomon-demo-sides.html").read_text(encoding="utf-8")
    assert len(re.findall(r'scope="col" id="a\d+"', sides)) >= 4
    assert re.search(r'class="c\d+ contradicts', sides) and re.search(r'class="c\d+ omits', sides)
    assert "rashomon-demo.html" in result.out and "rashomon-demo-sides.html" in result.out
    assert len(re.findall(r"^\d+\. ", result.out, re.M)) >= 4
    found = run.command("incidents", "demo.rashomon", "--documents", "2", "--json").out.splitlines()
    top = json.loads(found[0])
    assert top["documents"] >= 4 and top["title"] in result.out
    compared = json.loads(run.command("compare", "demo.rashomon", top["id"][:6], "--json").out)
    assert compared["documents"] == top["documents"]
    assert run.command("demo", "--corpus", "demo.rashomon").code == 13
    assert run.command("demo", "--html", "nowhere/x.html").code == 13


def test_a_corpus_is_added_to_searched_and_shown(run, tmp_path: Path) -> None:
    Path("stories").mkdir()
    Path("stories/a.txt").write_text(STORY, encoding="utf-8")
    Path("stories/bad.jsonl").write_text("no json\n", encoding="utf-8")
    result = run.command("add", "c.rashomon", "stories")
    assert (result.code, result.err.count("\n")) == (20, 1)
    assert run.command("add", "c.rashomon", "stories/a.txt").code == 0
    (row,) = map(json.loads, run.command("search", "c.rashomon", STORY.split()[0], "--json").out.splitlines())
    shown = run.command("show", "c.rashomon", row["id"][:8])
    assert shown.code == 0 and "event 1: " in shown.out
    assert "bad.jsonl:1" in run.command("failures", "c.rashomon").out
    assert run.command("show", "c.rashomon", "nothing").code == 14
    assert run.command("compare", "c.rashomon", "zz").code == 14
    assert run.command("incidents", "none.rashomon").code == 3
    Path("other.sqlite").write_bytes(b"x" * 5000)
    assert run.command("add", "other.sqlite", "stories").code == 14


def start(*arguments: str, **options) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "rashomon", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(STORY * 5, encoding="utf-8")
    process = start("code", str(tmp_path), "--jsonl", "--quiet")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == 141
    assert process.stderr.read() == b""


def test_ctrl_c_ends_the_run_with_one_line(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(STORY * 5, encoding="utf-8")
    process = start("code", str(tmp_path), "--jsonl", "--quiet", start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()  # It is at work.
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b"rashomon: interrupted\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_a_line_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "rashomon", "code", str(tmp_path / "story.txt"), "--json"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_terminal_without_unicode_still_gets_the_table(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    command = [sys.executable, "-m", "rashomon", "code", str(tmp_path / "story.txt")]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert b"\\u201c" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_the_table_has_colours_and_the_width_of_the_window(tmp_path: Path) -> None:
    import pty

    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "140", "NO_COLOR": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "rashomon", "code", str(tmp_path / "story.txt"), "--published", "2020-10-02"],
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=environment,
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    assert process.wait(timeout=60) == 0
    assert b"\x1b[" in shown
    lines = re.sub(rb"\x1b\[[0-9;]*m", b"", shown).decode().splitlines()
    assert 100 < max(map(len, lines)) <= 140
