"""This file is where a corpus is served: the command, and who may reach the server."""

from __future__ import annotations

import ipaddress
import socket
import threading
import webbrowser
from typing import Annotated

import typer

from rashomon.cli.corpus import Author, CorpusFile, _author, app
from rashomon.cli.messages import say
from rashomon.cli.options import Quiet
from rashomon.cli.output import emit
from rashomon.errors import UsageError

#: Shorter tokens can be guessed.
_LEAST_TOKEN = 12


@app.command(short_help="Open a corpus in the browser: a local site.")
def serve(
    corpus: CorpusFile,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Where to listen; others than this machine need --token."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one.")
    ] = 8371,
    token: Annotated[
        str | None, typer.Option("--token", metavar="WORDS", help="Who does not send it is sent away.")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Take no corrections.")] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser, too.")] = False,
    author: Author = None,
    quiet: Quiet = False,
) -> int:
    """Open a corpus in the browser: incidents side by side, documents, actors, publishers, a map, a queue to review.

    It listens on this machine alone unless --host says otherwise, and then asks for a token. `rashomon add` may write
    to the corpus meanwhile.
    """
    import uvicorn

    from rashomon.web.app import create_app, warm_up
    from rashomon.web.charts import make_bundle
    from rashomon.web.settings import ServerSettings

    _check_reach(host, token)
    settings = ServerSettings(corpus=corpus, token=token, read_only=read_only, author=_author(author))
    site = create_app(settings)
    listener = _listen(host, port)
    address = _address(host, listener.getsockname()[1], token)
    emit(f"{address}\n")
    if not quiet:
        say("stop it with Ctrl-C")
    threading.Thread(target=warm_up, args=(site,), daemon=True).start()
    threading.Thread(target=make_bundle, daemon=True).start()
    if browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    server = uvicorn.Server(uvicorn.Config(site, log_level="warning", access_log=False, server_header=False))
    server.run(sockets=[listener])
    return 0


def _check_reach(host: str, token: str | None) -> None:
    """Raise UsageError if others could reach the server without a token, or with one that is guessed."""
    if token is not None and len(token) < _LEAST_TOKEN:
        raise UsageError(f"--token: {len(token)} characters; give {_LEAST_TOKEN} at least")
    if token is None and not _is_loopback(host):
        raise UsageError(f"--host {host}: others can reach it, so it needs --token WORDS")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    try:
        kind, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(kind, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
    except OSError as error:
        raise UsageError(
            f"--host {host} --port {port}: cannot listen there ({error.strerror or error}); choose another --port, or 0 for a free one"
        ) from error
    return listener


def _address(host: str, port: int, token: str | None) -> str:
    from urllib.parse import quote

    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?token={quote(token, safe='')}" if token else "")
