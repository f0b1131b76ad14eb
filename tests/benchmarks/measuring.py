"""Timing of a candidate against a baseline in the same run, and what came out."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result: `value` against `baseline`, in seconds or, for memory, in megabytes.

    `ratio` is what the limit is set on.
    """

    name: str
    value: float
    baseline: float
    ratio: float
    limit: float
    unit: str = "s"

    @property
    def measured(self) -> tuple[float, float]:
        return self.value, self.baseline

    @property
    def is_within_limit(self) -> bool:
        return self.ratio <= self.limit

    def as_object(self) -> dict[str, Any]:
        """All figures have the same keys; one that is no time has no seconds, and says what it is instead."""
        is_time = self.unit == "s"
        described = {
            "name": self.name,
            "seconds": self.value if is_time else None,
            "baseline": self.baseline,
            "ratio": round(self.ratio, 3),
            "limit": self.limit,
        }
        return described if is_time else {**described, "megabytes": self.value}


def figure(name: str, value: float, baseline: float, limit: float) -> Figure:
    """A time and how many times the baseline it is."""
    return Figure(name, value, baseline, value / baseline, limit)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds per round of both sides."""

    candidate: list[float]
    baseline: list[float]

    def medians(self) -> tuple[float, float]:
        return statistics.median(self.candidate), statistics.median(self.baseline)

    def p95(self) -> tuple[float, float]:
        return _p95(self.candidate), _p95(self.baseline)


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


@contextmanager
def quiet_collector() -> Iterator[None]:
    """The garbage collector as both sides meet it: on, and blind to what the benchmark itself has built."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run that begins without any garbage."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    candidate: Callable[[], object],
    baseline: Callable[[], object],
    *,
    rounds: int,
    seconds: float = 0.0,
    warm_up: int = 2,
) -> Times:
    """Both sides by turns, each first in every other round; the first rounds do not count.

    At least so many rounds, and for so many seconds at least: what takes a millisecond would else be measured within
    one whim of a busy computer.
    """
    times = Times([], [])
    number, end = -warm_up, time.monotonic() + seconds
    with quiet_collector():
        while number < rounds or time.monotonic() < end:
            if number % 2:
                own, bare = timed(candidate), timed(baseline)
            else:
                bare, own = timed(baseline), timed(candidate)
            if number >= 0:
                times.candidate.append(own)
                times.baseline.append(bare)
            number += 1
    return times
