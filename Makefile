.PHONY: check format lint types test docs bench speed gazetteer

check: format lint types test docs

format:
	uv run ruff format --check .

lint:
	uv run ruff check .

types:
	uv run mypy

test:
	uv run pytest

docs:
	uv run sphinx-build -q -W -b html docs docs/_build/html

bench:
	uv run python benchmarks/run.py

speed:
	uv run python benchmarks/speed.py

# Builds the gazetteer anew from its source packages and compares it with the one that ships.
gazetteer:
	uv run --group build pytest tests/places/test_gazetteer.py
