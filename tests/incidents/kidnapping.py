"""This file is where many invented outlets report one invented kidnapping, each in words, days and numbers of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.documents import read_text
from rashomon.records import Document


@dataclass(frozen=True, slots=True)
class Raid:
    """Where and when an invented school was raided: the town in its spellings, its state and the state's capital."""

    towns: tuple[str, ...]
    state: str
    capital: str
    night: date


FIRST = Raid(("Gashua", "Gashua", "Gashua", "Gashu'a"), "Yobe", "Damaturu", date(2023, 5, 9))
#: Six days later and far away, told by the same outlets in the same words.
SECOND = Raid(("Kagara",), "Niger", "Minna", date(2023, 5, 15))

_ARMED = ("Gunmen", "Armed men", "Attackers", "Insurgents", "Fighters in army uniforms", "Militants")
_GIRLS = ("schoolgirls", "girls", "students", "pupils", "female students", "teenage girls")
_SPEAKERS = (
    "the school's head teacher, Hauwa Bukar,",
    "a father, Modu Lawan,",
    "police commissioner Sani Dankolo",
    "the state governor",
    "a spokesman for the army",
    "the education ministry",
    "a parents' association",
    "residents",
)
_TITLES = (
    "{armed} abduct {girls} from school in {town}",
    "{number} {girls} missing after raid on {town} school",
    "{armed} storm boarding school in {state} state and seize {girls}",
    "Nigeria: parents wait for news of {number} kidnapped {girls}",
    "Army hunts for {girls} taken from {town}",
    "Anger grows over {girls} kidnapped in {town}",
)
_LEADS = (
    "{armed} kidnapped {hedge}{number} {girls} from a boarding school in {town} in Nigeria on {when}, {speaker} said.",
    "{Hedge}{number} {girls} were abducted when {low_armed} raided a secondary school in {town}, in Nigeria's {state} state, {when}, according to {speaker_end}.",
    "{armed} stormed a girls' school in {town}, Nigeria, {when} and took away {hedge}{number} {girls}, {speaker} said.",
    "Parents gathered in {town} in Nigeria after {low_armed} abducted {hedge}{number} {girls} from their school {when}.",
    "Nigerian troops are searching for {hedge}{number} {girls} whom {low_armed} abducted from a boarding school in {town} {when}, {speaker} said.",
)
_MORE = (
    (
        "The attackers arrived in trucks and on motorcycles shortly before midnight and set the school's store on fire.",
        "They came at night in about ten trucks, shot at the gate and burned the food store of the school.",
        "Trucks and motorcycles drove up before midnight, residents said, and the store of the school was burned.",
    ),
    (
        "Two guards were killed, a policeman said.",
        "A guard and a policeman were killed at the gate.",
        "The raiders killed two guards at the gate of the school, the police said.",
    ),
    (
        "Some of the girls jumped from the trucks and escaped into the forest, {speaker} said.",
        "About {escaped} girls fled into the bush during the night and came home on foot.",
        "At least {escaped} students escaped, {speaker} said.",
    ),
    (
        "{speaker_start} put the number of missing girls at {number}; the governor's office spoke of {other}.",
        "The ministry said {other} girls had been abducted. The head teacher counted {number}.",
        "How many girls were taken is disputed: the army says {other}, parents say {number}.",
    ),
    (
        "The army said that it had sent troops and aircraft to the forest. Parents denied that any soldier had come.",
        "Soldiers were searching the forest, the army said.",
        "The army rejected criticism that it had been warned of the raid.",
    ),
    (
        "No group has claimed the kidnapping.",
        "Nobody has claimed responsibility for the abduction.",
        "The police blamed Boko Haram for the kidnapping.",
    ),
    (
        "Mothers marched to the governor's office in {capital} on Friday and demanded that the girls be rescued.",
        "Women protested in {capital} and called on the government to bring back the girls.",
        "Hundreds of parents demonstrated in {capital}.",
    ),
    (
        "The president promised that the girls would be freed.",
        "The president met his security chiefs in Abuja and condemned the abduction.",
        "The government in Abuja rejected talks with the kidnappers.",
    ),
    (
        "The United Nations condemned the abduction and demanded the release of the girls.",
        "The United States offered to help Nigeria find the girls.",
        "The African Union condemned the raid on the school.",
    ),
    (
        "The school had opened again only a month before for the final examinations.",
        "The girls had come back for examinations; other schools of the district are closed.",
        "The examinations had begun days before. Most schools in the area are closed because of attacks.",
    ),
)


def reports(count: int, raid: Raid = FIRST, *, seed: int = 276) -> Iterator[Document]:
    """Yield so many reports of the kidnapping, from one to ten days after it, of as many outlets."""
    chance = random.Random(seed)
    for number in range(count):
        day = raid.night + timedelta(days=min(chance.randint(1, 10), chance.randint(1, 10)))
        text = _report(chance, raid, day)
        yield read_text(text, published=day.isoformat(), publisher=f"Gazette {number}")


def _report(chance: random.Random, raid: Raid, day: date) -> str:
    missing = chance.randint(210, 280)
    armed, speaker = chance.choice(_ARMED), chance.choice(_SPEAKERS)
    hedge = chance.choice(("", "", "more than ", "about ", "at least ", "as many as "))
    words = {
        "armed": armed,
        "low_armed": armed[0].lower() + armed[1:],
        "girls": chance.choice(_GIRLS),
        "town": chance.choice(raid.towns),
        "state": raid.state,
        "capital": raid.capital,
        "number": str(missing),
        "other": str(chance.randint(210, 280)),
        "hedge": hedge,
        "Hedge": hedge[:1].upper() + hedge[1:],
        "escaped": str(chance.randint(20, 55)),
        "when": _when(chance, raid, day),
        "speaker": speaker,
        "speaker_start": speaker[0].upper() + speaker[1:],
        "speaker_end": speaker.rstrip(","),
    }
    more = chance.sample(_MORE, chance.randint(3, 6))
    paragraphs = [
        chance.choice(_TITLES),
        chance.choice(_LEADS),
        *(chance.choice(variants) for variants in more),
    ]
    return "\n\n".join(paragraph.format(**words) for paragraph in paragraphs)


def _when(chance: random.Random, raid: Raid, day: date) -> str:
    days, name = (day - raid.night).days, f"{raid.night:%A}"
    known = (f"on {name} night", f"on {name}") if days < 7 else ("last week", f"on May {raid.night.day}")
    return "overnight" if days == 1 and chance.random() < 0.5 else chance.choice(known)
