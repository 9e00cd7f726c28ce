"""Measuring two things side by side in one run: ours, and the physical limit. Nothing is asserted.

Wall times depend on what else the computer does; CPU times hardly do. Both are printed: median and 95th
percentile of the wall time, and the median of this process's CPU time, all in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Act = Callable[[int], object]
"""Does the thing once; it is given the number of the round, warm-ups below 0."""

WARM_UPS = 4


@dataclass
class Cost:
    """Milliseconds of one operation over many rounds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, act: Act, number: int) -> None:
        """Do it once, and keep what it cost; warm-ups are not kept."""
        before, before_cpu = time.perf_counter(), time.process_time()
        act(number)
        wall, cpu = time.perf_counter() - before, time.process_time() - before_cpu
        if number >= 0:
            self.wall.append(wall * 1000)
            self.cpu.append(cpu * 1000)

    @property
    def median(self) -> float:
        """The median of the wall times."""
        return statistics.median(self.wall)

    @property
    def median_cpu(self) -> float:
        """The median of the CPU times."""
        return statistics.median(self.cpu)

    @property
    def p95(self) -> float:
        """The 95th percentile of the wall times."""
        return sorted(self.wall)[int(len(self.wall) * 0.95)]

    def __str__(self) -> str:
        return f"{self.median:9.3f} {self.p95:9.3f} {self.median_cpu:9.3f}"


@dataclass(frozen=True)
class Pair:
    """What the limit costs, and what ours costs."""

    limit: Cost
    ours: Cost

    @property
    def ratio(self) -> float:
        """How many times the wall time of the limit ours takes, by medians."""
        return self.ours.median / self.limit.median

    @property
    def cpu_ratio(self) -> float:
        """The same of the CPU times."""
        return self.ours.median_cpu / max(self.limit.median_cpu, 1e-6)


def side_by_side(limit: Act, ours: Act, rounds: int) -> Pair:
    """Do both in turn, so that whatever else goes on meets both alike."""
    pair = Pair(Cost(), Cost())
    for number in range(-WARM_UPS, rounds):
        pair.limit.take(limit, number)
        pair.ours.take(ours, number)
    return pair


def say(line: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_head(size: int) -> None:
    """Print the heads of the columns of ``say_pair``."""
    say(f"\n{size:,} incidents; ms: wall median, 95 %, CPU median")
    say(f"{'':26}{'limit':>29}   {'ours':>29}   {'wall':>6}  {'CPU':>6}")


def say_pair(name: str, pair: Pair) -> None:
    """Print one operation."""
    say(f"{name:26}{pair.limit}   {pair.ours}   {pair.ratio:5.2f}x  {pair.cpu_ratio:5.2f}x")
