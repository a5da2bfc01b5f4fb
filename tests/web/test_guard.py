"""This file is where the guard is tested: who is let in, and what a browser is told it may do."""

from __future__ import annotations

import pytest

from rashomon.web.guard import POLICY
from rashomon.web.settings import MOST_ADDRESS
from tests.web.conftest import client_of

TOKEN = "a long enough token"


@pytest.mark.parametrize(
    "path", ["/", "/incidents", "/no/such/page", "/static/site.css", "/api", "/overview.json"]
)
def test_every_answer_forbids_foreign_scripts(client, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8371", ""]
)
def test_another_name_for_this_machine_is_turned_away(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8371", "127.0.0.1", "[::1]:8371"])
def test_this_machine_is_let_in(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


def test_a_token_is_asked_for_and_kept_in_a_cookie(corpus_file):
    browser = client_of(corpus_file, token=TOKEN)
    assert browser.get("/").status_code == 401
    assert browser.get("/", params={"token": "another token"}).status_code == 401
    assert browser.get("/static/site.css").status_code == 401
    answer = browser.get("/incidents", params={"token": TOKEN, "place": "Ganja"}, follow_redirects=False)
    assert answer.headers["location"] == "/incidents?place=Ganja"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert browser.get("/").status_code == 200


def test_a_program_sends_the_token_as_bearer(corpus_file):
    browser = client_of(corpus_file, token=TOKEN)
    assert browser.get("/overview.json", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert browser.get("/overview.json", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_the_token_leads_to_no_other_site(corpus_file):
    browser = client_of(corpus_file, token=TOKEN)
    answer = browser.get(f"//evil.example/?token={TOKEN.replace(' ', '+')}", follow_redirects=False)
    assert not answer.headers.get("location", "/").startswith("//")


def test_a_long_address_and_a_large_form_are_turned_away(client):
    assert client.get("/incidents", params={"place": "x" * MOST_ADDRESS}).status_code == 414
    assert client.post("/", content=b"x" * 100_000).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_site(client, path):
    assert client.get(path).status_code == 404


def test_a_form_of_very_many_fields_is_turned_away(client):
    answer = client.post(
        "/corrections",
        content="&".join(f"f{n}=1" for n in range(5000)),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 400
    assert "no form of ours" in answer.text


def test_an_error_does_not_say_in_which_folder_the_corpus_lies(client, corpus_file):
    detail = client.get("/incidents/0.json").json()["detail"]
    assert corpus_file.name in detail
    assert str(corpus_file.parent) not in detail
