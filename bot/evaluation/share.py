"""A share of right answers and how sure it is."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

_Z_95 = 1.959964
"""The standard normal distribution's 97.5 % quantile."""


@dataclass(frozen=True)
class Share:
    """``right`` of ``total``."""

    right: int
    total: int

    @staticmethod
    def of(marks: Iterable[bool]) -> Share:
        """The share of the marks that are true."""
        kept = list(marks)
        return Share(sum(kept), len(kept))

    @property
    def percent(self) -> float:
        """From 0 to 100; 0 where there is nothing."""
        return 100 * self.right / self.total if self.total else 0.0

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval in percent (Wilson 1927), without correction for continuity; 0 to 100 of nothing."""
        if not self.total:
            return 0.0, 100.0
        n, p, z2 = self.total, self.right / self.total, _Z_95**2
        centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        reach = _Z_95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, 100 * (centre - reach)), min(100.0, 100 * (centre + reach))

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{self.right:>4}/{self.total:<4} {self.percent:5.1f} %  [{low:5.1f}, {high:5.1f}]"
