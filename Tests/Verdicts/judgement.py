"""Judges the verdicts that were seen in a run. Pure: times are seconds on one clock."""
from dataclasses import dataclass, field

DEADLINE = 30
"""Seconds from a cause to the right verdict."""
UNKNOWN_UNTIL = 15
"""Seconds from a cause for which UNKNOWN is right too."""


@dataclass
class Phase:
    """A time in which one condition holds, from its cause on."""
    name: str
    right: frozenset
    begun: float
    """When the cause began to come into effect: a verdict can be the new one from here on."""
    effective: float | None
    """When it was in effect for certain: seconds count from here on; None before."""
    passing: frozenset = frozenset()
    """Further verdicts that are true on the way to the right one."""
    seen: list = field(default_factory=list)
    """(time, verdict, reasons) in order."""


@dataclass
class Judgement:
    """How the verdicts of a phase were."""
    phase: Phase
    wrong: list
    """(seconds after the cause, verdict, reasons)."""
    right_after: float | None
    """Seconds from the cause to the first right verdict; None if it never came."""

    @property
    def is_late(self):
        return self.right_after is None or self.right_after > DEADLINE

    @property
    def is_right(self):
        return not self.wrong and not self.is_late


def judge(phase, before):
    """Judges a phase; `before` are the verdicts that were right before its cause."""
    wrong, right_after = [], None
    for time, verdict, reasons in phase.seen:
        age = time - phase.effective
        if verdict in phase.right:
            if right_after is None and age >= 0:
                right_after = age
        elif verdict == "UNKNOWN" and age < UNKNOWN_UNTIL:
            pass
        elif right_after is None and age <= DEADLINE and verdict in before | phase.passing:
            pass
        else:
            wrong.append((age, verdict, reasons))
    return Judgement(phase, wrong, right_after)


def judgements(phases):
    """Judges the phases of a run whose causes came into effect."""
    before = [frozenset()] + [phase.right for phase in phases]
    return [judge(phase, right) for phase, right in zip(phases, before) if phase.effective is not None]
