#!/usr/bin/env python3
"""This file is where versions are locked: it writes those that `uv lock` chose into pyproject.toml as constraints.

uv.lock itself names the registry it was made with, so it is not kept; constraints bind the same versions anywhere.
Usage: edit the bounds, delete the old list, `uv lock --upgrade`, then `python scripts/lock.py`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(?<=^constraint-dependencies = \[\n).*?(?=^\]$)", re.DOTALL | re.MULTILINE)


def main() -> int:
    """Rewrite the list of constraints; return the exit code."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = sorted(f"{p['name']}=={p['version']}" for p in lock["package"] if p["name"] != "rashomon")
    project = ROOT / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    lines = "".join(f'    "{item}",\n' for item in locked)
    if not BLOCK.search(text):
        print("pyproject.toml: no constraint-dependencies list under [tool.uv]", file=sys.stderr)
        return 1
    project.write_text(BLOCK.sub(lines, text), encoding="utf-8")
    print(f"locked {len(locked)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
