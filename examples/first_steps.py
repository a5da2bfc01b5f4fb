"""Code one story and print who says what happened. The story in harbour.txt is invented."""

from pathlib import Path

import rashomon

STORY = Path(__file__).with_name("harbour.txt")

coding = rashomon.code(STORY, published="2021-06-04", publisher="Example Wire")
for event in coding.events:
    voices = " > ".join(voice.name or voice.role for voice in event.voices)
    actors = ", ".join(actor.name for actor in event.actors) or "?"
    recipients = ", ".join(actor.name for actor in event.recipients) or "?"
    print(f"{voices}: {actors} {event.event_type} {recipients} ({event.mood})")
    print(f"    {event.evidence.of(coding.document.text)}")
