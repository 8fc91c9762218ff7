"""Clauses: at most one, totalizers (Bailleux & Boufkhad, CP 2003) and sequential counters (Sinz, CP 2005)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

__all__ = ["Clauses"]

PAIRWISE = 6
GROUP = 4


@dataclass
class Clauses:
    """A growing formula in conjunctive normal form; literals are non-zero integers, negative when denied."""

    variables: int = 0
    clauses: list[list[int]] = field(default_factory=list)

    def variable(self) -> int:
        """Make a variable."""
        self.variables += 1
        return self.variables

    def add(self, *clause: int) -> None:
        """Require that one of the literals holds."""
        self.clauses.append(list(clause))

    def either(self, literals: Sequence[int]) -> int:
        """Make a literal that holds exactly when one of ``literals`` does."""
        made = self.variable()
        self.clauses.append([-made, *literals])
        for literal in literals:
            self.add(-literal, made)
        return made

    def at_most_one(self, literals: Sequence[int]) -> None:
        """Allow one at most: pairwise for few, by groups of four with a commander for many."""
        while len(literals) > PAIRWISE:
            commanders = []
            for first in range(0, len(literals), GROUP):
                group = literals[first : first + GROUP]
                if len(group) == 1:
                    commanders.append(group[0])
                    continue
                commander = self.variable()
                commanders.append(commander)
                for literal in group:
                    self.add(-literal, commander)
                for one, other in combinations(group, 2):
                    self.add(-one, -other)
            literals = commanders
        for one, other in combinations(literals, 2):
            self.add(-one, -other)

    def at_most(self, literals: Sequence[int], most: int) -> None:
        """Allow ``most`` at most, by a sequential counter."""
        if len(literals) <= most:
            return
        if most == 0:
            for literal in literals:
                self.add(-literal)
            return
        counted: list[int] = []
        for literal in literals:
            width = min(len(counted) + 1, most)
            if len(counted) == most:
                self.add(-literal, -counted[-1])
            now = [self.variable() for _ in range(width)]
            self.add(-literal, now[0])
            for j in range(width):
                if j < len(counted):
                    self.add(-counted[j], now[j])
                if j and j - 1 < len(counted):
                    self.add(-literal, -counted[j - 1], now[j])
            counted = now

    def count(self, literals: Sequence[int], most: int) -> list[int]:
        """Count in unary up to ``most + 1``: the result's ``j``-th literal says that at least ``j + 1`` hold."""
        sums = [[literal] for literal in literals]
        while len(sums) > 1:
            merged = [self._merge(sums[n], sums[n + 1], most + 1) for n in range(0, len(sums) - 1, 2)]
            sums = merged + ([sums[-1]] if len(sums) % 2 else [])
        return sums[0] if sums else []

    def _merge(self, one: list[int], other: list[int], width: int) -> list[int]:
        width = min(len(one) + len(other), width)
        out = [self.variable() for _ in range(width)]
        for a in range(len(one) + 1):
            for b in range(len(other) + 1):
                if a + b:
                    least = [-one[a - 1]] * (a > 0) + [-other[b - 1]] * (b > 0)
                    self.clauses.append([*least, out[min(a + b, width) - 1]])
                if a + b < width:
                    more = ([one[a]] if a < len(one) else []) + ([other[b]] if b < len(other) else [])
                    self.clauses.append([*more, -out[a + b]])
        return out
