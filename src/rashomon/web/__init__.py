"""This folder is where a corpus is shown in the browser: pages rendered here, each also as JSON and CSV."""

from rashomon.web.app import create_app

__all__ = ["create_app"]
