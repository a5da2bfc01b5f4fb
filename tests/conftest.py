"""This file is where the tests' shared tools are made: one parser, one set of lexicons, the benchmark folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rashomon.lexicons import Lexicons

if TYPE_CHECKING:
    from spacy.language import Language

    from rashomon.pipeline import Tools


@pytest.fixture(scope="session")
def tools() -> Tools:
    from rashomon.pipeline import load_tools

    return load_tools()


@pytest.fixture(scope="session")
def parser(lexicons: Lexicons) -> Language:
    from rashomon.sentences import load_parser, stand_ins

    return load_parser(stand_ins=stand_ins(lexicons.actors.state_forms), lemmas=lexicons.lemmas)


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    return Lexicons()


@pytest.fixture(scope="session")
def bench() -> Path:
    folder = Path(__file__).resolve().parents[2] / "shared" / "bench"
    if not folder.is_dir():
        pytest.skip("the benchmark data (../shared/bench) is not here")
    return folder
