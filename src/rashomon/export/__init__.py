"""This folder is where a coding is written out: one file a format."""
