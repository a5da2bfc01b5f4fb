"""This file is where it is learned which unit an outlet is at home in, from the places of its own stories."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping

from rashomon.places.gazetteer import Gazetteer
from rashomon.records import Where

#: Stories of an outlet that must name places in a unit before it can be the outlet's home.
ENOUGH_STORIES = 3
#: Share of an outlet's stories that must do so: a national paper is at home in no unit.
HOME_SHARE = 0.5
_LOCAL = frozenset({"city", "adm2", "adm1"})


class Outlets:
    """The first-order units that each outlet's stories name, story by story. It needs no labels."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._stories: defaultdict[str, dict[Hashable, frozenset[int]]] = defaultdict(dict)

    def observe(self, outlet: str, story: Hashable, places: Iterable[Where]) -> None:
        """Note the units in which the story of the outlet names places; a story seen before is replaced."""
        units: Counter[int] = Counter()
        for place in places:
            found = self._gazetteer.place(place.geonames_id or 0) if place.kind in _LOCAL else None
            if found is not None and found.adm1:
                units[found.adm1] += 1
        self._stories[outlet][story] = frozenset(unit for unit, _ in units.most_common(2))

    def home(self, outlet: str, *, without: Hashable = None) -> int | None:
        """Return the GeoNames id of the unit that most stories of the outlet name, or None if there is no such unit.

        The story `without` has no vote, so that what is read in it does not rest on itself.
        """
        stories: Mapping[Hashable, frozenset[int]] = self._stories.get(outlet, {})
        heard = [units for story, units in stories.items() if story != without and units]
        votes = Counter(unit for units in heard for unit in units)
        for unit, count in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:1]:
            if count >= ENOUGH_STORIES and count >= HOME_SHARE * len(heard):
                return unit
        return None
