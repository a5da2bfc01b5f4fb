"""Event data that remembers who said so."""
