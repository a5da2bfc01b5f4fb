"""This folder is where accounts of one happening are brought together."""
