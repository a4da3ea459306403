# SPDX-License-Identifier: Apache-2.0
"""What was measured, and what is said about it."""

from dataclasses import dataclass, field
from statistics import median


@dataclass
class Goal:
    """What a ratio has to be. `limit` is the greatest, or the least where more is better; None where it is only shown."""

    number: int
    limit: float | None
    more_is_better: bool = False

    def is_met(self, ratio):
        return ratio >= self.limit if self.more_is_better else ratio <= self.limit

    def text(self):
        if self.limit is None:
            return "-"
        return f"{'>=' if self.more_is_better else '<='} {self.limit:g}"


@dataclass
class Row:
    """One line of the table: ours and the peer's (or a limit's) figures, pair by pair."""

    goal: Goal
    name: str  # stable: runs are compared by it
    what: str
    unit: str
    peer: str  # who is compared with
    ours: list = field(default_factory=list)
    theirs: list = field(default_factory=list)
    absolute: bool = False  # the goal is for our figure itself
    why_not: str = ""  # why it could not be measured
    closes: str = ""  # what would close the gap

    def add(self, ours, theirs=None):
        self.ours.append(ours)
        if theirs is not None:
            self.theirs.append(theirs)

    def ratios(self):
        return [a / b for a, b in zip(self.ours, self.theirs) if b]

    def judged(self):
        """What the goal is about: the median of our figure, or of the ratios pair by pair; None when there is none."""
        values = self.ours if self.absolute else self.ratios()
        return median(values) if values else None

    def verdict(self):
        value = self.judged()
        if self.why_not or value is None:
            return "not measurable"
        if self.goal.limit is None:
            return "shown"
        return "met" if self.goal.is_met(value) else "not met"

    def to_json(self):
        ratios = self.ratios()
        return {
            "goal": self.goal.number,
            "name": self.name,
            "what": self.what,
            "unit": self.unit,
            "peer": self.peer,
            "pairs": len(self.ours),
            "ours": median(self.ours) if self.ours else None,
            "theirs": median(self.theirs) if self.theirs else None,
            "ratio": median(ratios) if ratios else None,
            "ratioMin": min(ratios) if ratios else None,
            "ratioMax": max(ratios) if ratios else None,
            "limit": self.goal.limit,
            "moreIsBetter": self.goal.more_is_better,
            "absolute": self.absolute,
            "verdict": self.verdict(),
            "why": self.why_not,
            "closes": self.closes,
        }
