"""This folder is where the sample stories live: real incidents, each told by invented outlets of several sides."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class SampleStory:
    """A story that ships with the package. Its outlet is invented; the incident it tells is real and public."""

    name: str
    publisher: str
    country: str
    """ISO 3166 alpha-3 code of the country in which the outlet is said to sit."""
    owner: str
    """Who is said to own the outlet: state, public, private, party or nonprofit; agency if others run its copy."""
    published: str
    incident: str
    title: str

    @property
    def file(self) -> str:
        """Return the name of the story's file."""
        return self.name

    @property
    def path(self) -> Traversable:
        """Return the story's file, as it would be saved from a page."""
        return files(__name__).joinpath("stories", self.name)

    @property
    def text(self) -> str:
        """Return the page's text: furniture, headline, dek, credit, date and body."""
        return self.path.read_text(encoding="utf-8")


def sample_stories(*incidents: str) -> tuple[SampleStory, ...]:
    """Return the sample stories, incident by incident: those of the incidents named, or all."""
    lines = files(__name__).joinpath("index.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return tuple(SampleStory(**row) for row in rows if not incidents or row["incident"] in incidents)
