"""Build a synthetic site with this extension and with stock sphinxcontrib-bibtex, and compare the times.

Both sides have the same pages, works, theme and number of processes. Each build starts from nothing, in a process of
its own, and the sides take turns. Reported is the median of the runs, by the clock and by the processor: the second
hardly changes when the machine has other work. The exit code is 1 when a site does not hold every citation as a link.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
LICHEN = ROOT / "tests" / "roots" / "lichen" / "data"
SIDES = {"stock": "sphinxcontrib.bibtex", "atlas": "atlas.sphinx_ext"}
"""The sides of the comparison, each with the extension that makes its citations."""

GROUPS = (1, 1, 2, 1, 1, 1, 3)
"""How many works the citations of a page name, in turn."""

WORDS = "the grey crust of an old wall keeps what the rain of many years has left on stone and bark and slate"

CONF = """\
import sys
sys.path.insert(0, {path!r})
extensions = ["myst_parser", {extension!r}]
exclude_patterns = ["references/**"]  # no page for each work, as stock bibtex makes none
suppress_warnings = ["ref.work", "atlas.uncited-work"]  # as above; chance leaves out some works
html_theme = "basic"
bibtex_bibfiles = ["bibliography.bib"]
bibtex_default_style = "unsrt"
bibtex_tooltips = False
atlas_article_page = atlas_data_page = ""
"""
ENTRY = """\
@article{{{key},
  refnumber = {{{number}}},
  author = {{Moss, Ada B. and Bark, Carl and Fern, Dora}},
  title = {{On the crust of old wall {number}}},
  journal = {{J Example}},
  year = {{{year}}},
  volume = {{{number}}},
  pages = {{{number}--{last}}},
  doi = {{10.5555/example.{number}}},
  role = {{background}},
}}
"""


@dataclass(frozen=True)
class Size:
    """How large a site is; `citations` counts every work that a citation names."""

    works: int
    citations: int
    per_page: int

    @property
    def pages(self) -> int:
        """The number of pages with citations."""
        return -(-self.citations // self.per_page)


@dataclass(frozen=True)
class Run:
    """One build: seconds by the clock, seconds of the processor, and the links to works on its pages."""

    clock: float
    processor: float
    links: int


def write_project(folder: Path, extension: str, size: Size) -> None:
    """Write a project whose citations are made by *extension*; all else depends on *size* alone."""
    pages = folder / "docs" / "pages"
    pages.mkdir(parents=True)
    write_empty_data(folder / "data")
    (folder / "conf.py").write_text(CONF.format(path=str(ROOT / "_ext"), extension=extension), "utf-8")
    entries = [
        ENTRY.format(key=key_of(number), number=number, last=number + 9, year=1900 + number % 100)
        for number in range(1, size.works + 1)
    ]
    (folder / "bibliography.bib").write_text("\n".join(entries), "utf-8")
    index = "# Index\n\n```{toctree}\n:glob:\n\npages/*\nworks\n```\n"
    (folder / "docs" / "index.md").write_text(index, "utf-8")
    (folder / "docs" / "works.md").write_text("# Works\n\n```{bibliography}\n```\n", "utf-8")
    chosen = random.Random(0)  # noqa: S311 - the same works in every run
    for number in range(size.pages):
        share = min(size.per_page, size.citations - number * size.per_page)
        text = "\n\n".join((f"# Page {number}", *paragraphs(share, size.works, chosen)))
        (pages / f"page-{number:05}.md").write_text(f"{text}\n", "utf-8")


def write_empty_data(folder: Path) -> None:
    """Write the data of the tiny review without records and releases: its scheme, but for figures, and empty lists."""
    for path in LICHEN.iterdir():
        target = folder / path.name
        if path.is_dir():
            target.mkdir(parents=True)
        elif path.name == "atlas.yaml":
            target.write_text(re.sub(r"(?ms)^figures:\n.*?(?=^\w)", "", path.read_text("utf-8")), "utf-8")
        elif path.suffix == ".tsv":
            target.write_text(path.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")
        elif path.suffix == ".yaml":
            names = re.findall(r"(?m)^(\w+):", path.read_text("utf-8"))
            target.write_text("".join(f"{name}: []\n" for name in names), "utf-8")


def key_of(number: int) -> str:
    """Return the key of a work."""
    return f"work{number:06}"


def paragraphs(citations: int, works: int, chosen: random.Random) -> Iterator[str]:
    """Yield paragraphs of four sentences, with *citations* in all."""
    sentences: list[str] = []
    while citations:
        count = min(GROUPS[len(sentences) % len(GROUPS)], citations)
        keys = ",".join(map(key_of, chosen.sample(range(1, works + 1), count)))
        words = " ".join(chosen.choices(WORDS.split(), k=12))
        sentences.append(f"It is {words} {{cite}}`{keys}`.")
        citations -= count
    for start in range(0, len(sentences), 4):
        yield "\n".join(sentences[start : start + 4])


def build(folder: Path, jobs: int) -> Run:
    """Build the project in *folder* from nothing; whatever the build complains of is shown."""
    shutil.rmtree(folder / "_build", ignore_errors=True)
    site = folder / "_build" / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j", str(jobs), "-c", str(folder)]
    command += ["-d", str(folder / "_build" / "doctrees"), str(folder / "docs"), str(site)]
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True)  # noqa: S603 - our own command
    clock, after = time.perf_counter() - start, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    pages = (path.read_text("utf-8") for path in (site / "pages").glob("*.html"))
    return Run(clock, processor, sum(len(re.findall(r'<a [^>]*href="\.\./works\.html#', page)) for page in pages))


def compare(size: Size, runs: int, jobs: int) -> bool:
    """Build both sides *runs* times, print the medians; return whether all sites hold every citation."""
    say(f"{size.citations} citations of {size.works} works on {size.pages} pages; {runs} runs, {jobs} processes")
    done: dict[str, list[Run]] = {side: [] for side in SIDES}
    with tempfile.TemporaryDirectory() as folder:
        for side, extension in SIDES.items():
            write_project(Path(folder, side), extension, size)
        for _ in range(runs):
            for side in SIDES:
                done[side].append(build(Path(folder, side), jobs))
    for side, builds in done.items():
        links = " or ".join(sorted({str(run.links) for run in builds}))
        say(f"  {side}: {median(builds, 'clock'):.1f} s, processor {median(builds, 'processor'):.1f} s, {links} links")
    ratios = {name: median(done["atlas"], name) / median(done["stock"], name) for name in ("clock", "processor")}
    say(f"  atlas takes {ratios['clock']:.2f} of the time of stock, {ratios['processor']:.2f} of the processor")
    return all(run.links == size.citations for builds in done.values() for run in builds)


def median(builds: list[Run], name: str) -> float:
    """Return the median of the field *name* of *builds*."""
    return float(statistics.median(getattr(run, name) for run in builds))


def say(line: str) -> None:
    """Print *line* at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Compare at every size that *arguments* name; return the exit code."""
    parser = argparse.ArgumentParser(prog="citations.py", description=__doc__)
    parser.add_argument("--works", type=int, default=2000)
    parser.add_argument("--citations", type=int, nargs="+", default=[8000], help="one or more sizes")
    parser.add_argument("--per-page", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(arguments)
    sizes = [Size(options.works, citations, options.per_page) for citations in options.citations]
    complete = [compare(size, options.runs, options.jobs) for size in sizes]
    return 0 if all(complete) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
