"""Sessions of the project: `nox` alone runs lint, types, tests, docs and check."""

import re
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.sessions = ["lint", "types", "tests", "docs", "check"]
nox.options.default_venv_backend = "virtualenv"

PROJECT = nox.project.load_toml("pyproject.toml")
SITE = "_build/html"
SOURCES = ["_ext", "tests", "conf.py", "noxfile.py"]


def install(session: nox.Session, *groups: str, base: bool = True) -> None:
    """Install the project's dependencies, unless *base* is false, and the dependency *groups*."""
    wanted = list(PROJECT["project"]["dependencies"]) if base else []
    session.install(*wanted, *nox.project.dependency_groups(PROJECT, *groups))


def build(session: nox.Session, builder: str = "html") -> None:
    """Build the atlas with *builder*, every warning an error, all of them shown."""
    # -c .: conf.py stands beside docs; -n: every link must lead somewhere; -d: keep the site free of Sphinx's own files
    options = ["-b", builder, "-c", ".", "-n", "-W", "--keep-going", "-j", "auto", "-d", f"_build/doctrees/{builder}"]
    session.run("sphinx-build", *options, "docs", f"_build/{builder}")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format, spelling, markup and the direction of imports."""
    install(session, "lint", base=False)
    session.run("ruff", "check", *SOURCES)
    session.run("ruff", "format", "--check", *SOURCES)
    session.run("codespell", *SOURCES, "data", "docs", "README.md", "CHANGELOG.md")
    session.run("sphinx-lint", "--enable", "all", "--disable", "line-too-long", "docs", "README.md")
    session.run("lint-imports", env={"PYTHONPATH": "_ext"})


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly, in the package, the tests and the configuration."""
    install(session, "types")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments go to pytest."""
    install(session, "tests")
    session.run("pytest", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site into `_build/html`; `nox -s docs -- serve` serves it and rebuilds on every edit."""
    serve = session.interactive and "serve" in session.posargs
    install(session, *(["serve"] if serve else []))
    if not serve:
        build(session)
        return
    # the build writes pages of its own below docs: watching them would rebuild without end
    watch = [option for folder in ("data", "_ext", "_static") for option in ("--watch", folder)]
    ignore = ["--ignore", "*/docs/entities/*", "--ignore", "*/docs/trials/*"]
    session.run("sphinx-autobuild", "-c", ".", *watch, *ignore, "--open-browser", "docs", SITE)


@nox.session
def check(session: nox.Session) -> None:
    """Check the data and the built site, offline."""
    install(session, "check")
    build(session)
    session.run("python", "-m", "atlas.checks", ".", SITE, env={"PYTHONPATH": "_ext"})


@nox.session(default=False)
def formats(session: nox.Session) -> None:
    """Build the atlas in every other format: dirhtml, singlehtml, epub, latex, text and man."""
    install(session)
    for builder in ("dirhtml", "singlehtml", "epub", "latex", "text", "man"):
        build(session, builder)


@nox.session(default=False)
def minimums(session: nox.Session) -> None:
    """Run the tests with the lowest versions that `pyproject.toml` allows."""
    lowest = [re.sub(r">=([^,]+).*", r"==\1", requirement) for requirement in PROJECT["project"]["dependencies"]]
    session.install(*lowest, *nox.project.dependency_groups(PROJECT, "tests"))
    session.run("pytest", *session.posargs)


@nox.session(default=False)
def clean(session: nox.Session) -> None:
    """Remove everything that a build made."""
    for folder in (Path("_build"), Path("docs/entities"), Path("docs/trials")):
        session.run("python", "-c", f"import shutil; shutil.rmtree({str(folder)!r}, ignore_errors=True)")
