"""Builds by a process that has imported Sphinx and forks for each of them: a third of the time, and easy to kill.

A build is a process group of its own. What it says goes to a file, through a pipe: it can be read at any time, also
after a kill, and is not cut where files are.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]

LIMIT = 500
"""The seconds after which a build is given up."""

_CAPABILITIES = 0x20080522
"""The version of the structure that Linux keeps the powers of a process in."""


@dataclass(frozen=True)
class Order:
    """A build: the arguments of sphinx-build, the file for what it says, and how hard it is made.

    `largest` is the size in bytes beyond which no file can be written; a `bound` build obeys the permissions of files
    even as root.
    """

    arguments: list[str]
    log: str
    environment: dict[str, str] = field(default_factory=dict)
    largest: int = resource.RLIM_INFINITY
    bound: bool = False


class Forge:
    """The process that forks; one build at a time."""

    def __init__(self) -> None:
        """Start the process, which imports in the meantime."""
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": f"{ROOT / '_ext'}{os.pathsep}{ROOT}"}
        command = [sys.executable, "-m", "tests.forge"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)  # noqa: S603 - our own command
        self._group = 0

    def start(self, order: Order) -> None:
        """Start to build."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps(asdict(order))}\n")
        self._process.stdin.flush()
        self._group = self._answer()

    def running(self) -> bool:
        """Return whether the build goes on."""
        assert self._process.stdout is not None
        return not select.select([self._process.stdout], [], [], 0)[0]

    def kill(self) -> None:
        """End the build and all its processes on the spot."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._group, signal.SIGKILL)

    def wait(self) -> int:
        """Return the exit code of the build, negative when it was killed."""
        return self._answer()

    def build(self, order: Order) -> int:
        """Build, and return the exit code."""
        self.start(order)
        return self.wait()

    def _answer(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@cache
def forge() -> Forge:
    """Return the one forge of this process of the tests; it ends when its input does."""
    return Forge()


def _serve() -> None:
    """Fork for each order on standard input; answer with the process and, once it has ended, with its exit code."""
    for line in sys.stdin:
        order = Order(**json.loads(line))
        said, say = os.pipe()
        process = os.fork()
        if process == 0:
            os._exit(_work(order, say))
        os.close(say)
        with contextlib.suppress(OSError):  # it has done so itself
            os.setpgid(process, process)
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()
        with os.fdopen(said, "rb", buffering=0) as pipe, Path(order.log).open("wb", buffering=0) as log:
            while part := pipe.read(1 << 16):
                log.write(part)
        _, status = os.waitpid(process, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _work(order: Order, say: int) -> int:
    """Do what is ordered, in a process of its own that speaks to the pipe *say*, and return the exit code."""
    from sphinx.cmd.build import main  # noqa: PLC0415 - the process of the tests has no use for it

    os.setpgid(0, 0)
    signal.alarm(LIMIT)
    for stream in (1, 2):
        os.dup2(say, stream)
    os.close(say)
    os.environ.update(order.environment)
    if order.bound:
        _obey_permissions()
    resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest, order.largest))
    try:
        code = main(order.arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _obey_permissions() -> None:
    """Give up the powers of root; nobody else has any."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.capset((ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)()):
            raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    from sphinx.application import builtin_extensions

    for name in ("sphinx.cmd.build", "furo", "myst_parser.sphinx_ext.main", "atlas.sphinx_ext", *builtin_extensions):
        import_module(name)
    _serve()
