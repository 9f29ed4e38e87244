"""Checks on the project and on the built site, offline: `python -m atlas.checks PROJECT SITE`."""
