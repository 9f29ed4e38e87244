"""A time that does not pass."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Time:
    """A clock that only sleep moves; `naps` are the seconds slept, each time."""

    now: float = 0.0
    naps: list[float] = field(default_factory=list)

    def clock(self) -> float:
        """Tell the time in seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Pass at once."""
        self.naps.append(seconds)
        self.now += seconds
