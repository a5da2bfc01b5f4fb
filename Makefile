.PHONY: check format lint types test docs bench types-table speed scale big-corpus pages pictures mirror gazetteer

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

types-table:
	uv run python benchmarks/by_type.py

speed:
	uv run python benchmarks/speed.py

# Finds copies and stories among 10,000 and 100,000 invented documents.
scale:
	uv run python benchmarks/scale.py

# Makes a corpus of 100,000 documents, variants of the sample stories; some minutes on two cores.
BIG ?= build/big.rashomon
big-corpus:
	mkdir -p $(dir $(BIG))
	uv run python benchmarks/big_corpus.py $(BIG)

# Asks every page of that corpus and fails if one takes more than 200 ms at the 95th percentile.
pages:
	uv run python benchmarks/pages.py $(BIG)

# Draws the pictures of the README anew; it needs a Chromium.
pictures:
	uv run python scripts/screenshots.py

# Exchanges the parties of some 7,000 sentences; `make test` does so with a third of them.
mirror:
	uv run python benchmarks/mirror.py

# Builds the gazetteer, the table of frequent words and the outlines of the map (by npm) anew and compares them with those that ship.
gazetteer:
	uv run --group build pytest tests/places/test_gazetteer.py tests/incidents/test_frequencies.py tests/web/test_basemap.py
