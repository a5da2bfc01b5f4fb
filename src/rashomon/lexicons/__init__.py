"""This folder is where rashomon's knowledge of words, names and codes lives: data files and their schemas."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rashomon.lexicons.actors import ActorTables
    from rashomon.lexicons.cues import CueTables
    from rashomon.lexicons.dates import DateTables
    from rashomon.lexicons.frames import FrameTables
    from rashomon.lexicons.modality import ModalityTables
    from rashomon.lexicons.places import PlaceTables
    from rashomon.lexicons.publishers import PublisherTables
    from rashomon.lexicons.wording import WordingTables


class Lexicons:
    """The lexicons of one language. Each family is read from its files when it is first asked for."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    @cached_property
    def publishers(self) -> PublisherTables:
        """Outlets and agencies."""
        from rashomon.lexicons.publishers import load_publishers

        return load_publishers()

    @cached_property
    def cues(self) -> CueTables:
        """Words that report speech, by lemma and frame."""
        from rashomon.lexicons.cues import load_cues

        return load_cues(self.language)

    @cached_property
    def dates(self) -> DateTables:
        """Rules for date expressions."""
        from rashomon.lexicons.dates import load_dates

        return load_dates(self.language)

    @cached_property
    def places(self) -> PlaceTables:
        """Regions, disputed places and country points that the gazetteer lacks."""
        from rashomon.lexicons.places import load_places

        return load_places(self.language)

    @cached_property
    def actors(self) -> ActorTables:
        """States, roles, organisations, groups and persons."""
        from rashomon.lexicons.actors import load_actors

        return load_actors(self.language)

    @cached_property
    def modality(self) -> ModalityTables:
        """Words that change how certain an event is."""
        from rashomon.lexicons.modality import load_modality

        return load_modality(self.language)

    @cached_property
    def frames(self) -> FrameTables:
        """Verbs, nouns and phrases that name events."""
        from rashomon.lexicons.frames import load_frames

        return load_frames(self.language)

    @cached_property
    def wording(self) -> WordingTables:
        """Words by which a voice takes a side."""
        from rashomon.lexicons.wording import load_wording

        return load_wording(self.language)

    @cached_property
    def frequencies(self) -> Mapping[str, float]:
        """The commonest words, each with its share of all words."""
        from rashomon.lexicons.frequencies import load_frequencies

        return load_frequencies(self.language)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Words that the lexicons look for: in a headline their capital does not make them a name."""
        modality = {word for table in self.modality.words.values() for word in table}
        return self.frames.triggers | self.cues.by_lemma.keys() | modality
