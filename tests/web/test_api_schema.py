"""This file is where the API is held to its own description: whatever is asked, no answer is one it does not describe."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from rashomon.web import create_app
from rashomon.web.app import SCREENS
from rashomon.web.settings import ServerSettings

#: Questions made up for each address, by a fixed order, so that a fault is found again.
QUESTIONS = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
#: What is well formed may still be refused: words that hold no word, an event of another document.
UNASKED = [positive_data_acceptance]
#: The name under which the site is reached.
HOST = {"host": "127.0.0.1:8371"}
PATHS = [f"{screen.data_path or screen.path}.json".replace(":path}", "}") for screen in SCREENS]


@pytest.fixture(scope="module")
def schema(corpus_file):
    site = create_app(ServerSettings(corpus=corpus_file))
    return schemathesis.openapi.from_asgi("/api/openapi.json", site, headers=HOST)


@pytest.mark.parametrize("path", PATHS)
def test_answers_are_those_that_are_described(schema, path):
    @given(case=schema[path]["GET"].as_strategy())
    @QUESTIONS
    def ask(case):
        case.call_and_validate(headers=HOST, excluded_checks=UNASKED)

    ask()


def test_every_screen_is_described(schema):
    asked = {one.ok().path for one in schema.get_all_operations() if one.ok().method.upper() == "GET"}
    assert set(PATHS) <= asked


def test_nothing_that_is_sent_breaks_the_server(schema):
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path in PATHS:
            continue

        @given(case=operation.as_strategy())
        @QUESTIONS
        def ask(case):
            answer = case.call(headers=HOST)
            assert answer.status_code < 500, f"{case.method} {case.formatted_path}: {answer.text}"

        ask()
