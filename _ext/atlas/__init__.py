"""Render a review article as typed claims, cross-linked pages and open data.

The package knows claims, entities, trials, discrepancies and references. It knows no subject: the words of a subject
are declared in the `atlas.yaml` of a project. Imports go one way, from `sphinx_ext` and `checks` down to `problem`; the
contract stands in `pyproject.toml` and is described in `docs/contributing/design.md`.
"""

__version__ = "1.0"
