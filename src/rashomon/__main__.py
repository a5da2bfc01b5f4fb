"""This file is where `python -m rashomon` starts."""

from rashomon.cli import main

main()
