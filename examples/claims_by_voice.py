"""Write a CSV file with one row for each event and each voice: does that voice hold that it happened?"""

import csv
import sys
from pathlib import Path

import rashomon

FIELDS = ("story", "event", "type", "actor", "recipient", "voice", "mood", "value")

sources = sys.argv[1:] or [Path(__file__).with_name("harbour.txt")]
writer = csv.DictWriter(sys.stdout, FIELDS)
writer.writeheader()
for coding in rashomon.code_many(sources, published="2021-06-04", publisher="Example Wire"):
    for event in coding.events:
        for belief in event.factuality:
            writer.writerow(
                {
                    "story": coding.document.name,
                    "event": event.id,
                    "type": event.event_type,
                    "actor": "; ".join(actor.name for actor in event.actors),
                    "recipient": "; ".join(actor.name for actor in event.recipients),
                    "voice": belief.voice,
                    "mood": belief.mood,
                    "value": belief.value,
                }
            )
