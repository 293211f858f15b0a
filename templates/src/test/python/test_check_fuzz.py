"""Whatever becomes of an agent's code, the check answers, within its own limit of CPU time, and always the same."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from agent_check import limits
from agent_check.check import check as check_bytes
from agent_check.findings import lines_of
from agent_check.terms import Terms
from check_mutants import agents_in, mutant
from conftest import SAMPLES

AGENTS = agents_in(SAMPLES, SAMPLES.parent / "generated", SAMPLES.parent / "real")
# Each is checked in some 10 ms. SLIPWAY_FUZZ_SEEDS and SLIPWAY_FUZZ_FIRST choose others.
SEEDS = int(os.environ.get("SLIPWAY_FUZZ_SEEDS") or 5_000)
FIRST = int(os.environ.get("SLIPWAY_FUZZ_FIRST") or 0)
PART = 500


@contextmanager
def within_its_limit(seed: int) -> Iterator[None]:
    """Ends a check that would not end; the alarm counts the CPU time of this process only."""

    def give_up(number: int, frame: object) -> None:
        raise TimeoutError(f"seed {seed}: more than {limits.MAX_CPU_SECONDS} s of CPU time")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, limits.MAX_CPU_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def judge(seed: int) -> bool:
    """Whether the mutant of a seed passes the check."""
    code = mutant(seed, AGENTS)
    try:
        with within_its_limit(seed):
            answer = check_bytes(code, "3.11", Terms(given=frozenset()))
    except Exception as error:
        raise AssertionError(f"seed {seed}: the check ended with {error!r} for {code!r}") from error
    lines = len(lines_of(code.decode("utf-8", "replace")))
    findings = [*answer["errors"], *answer["warnings"]]
    assert answer["ok"] is not bool(answer["errors"]), f"seed {seed}"
    assert all(1 <= (finding["line"] or 1) <= lines for finding in findings), f"seed {seed}: {findings}"
    assert all(finding["message"] and finding["hint"] for finding in findings), f"seed {seed}: {findings}"
    json.dumps(answer)
    return answer["ok"]


@pytest.mark.parametrize("first", range(FIRST, FIRST + SEEDS, PART))
def test_every_mutant_gets_an_answer(first: int) -> None:
    passed = [judge(seed) for seed in range(first, min(first + PART, FIRST + SEEDS))]
    # Both what is refused and what goes on to the later parts of the check is tried.
    assert len(passed) < 50 or len(passed) / 20 < sum(passed) < len(passed)


def test_a_seed_is_always_the_same_mutant() -> None:
    assert [mutant(seed, AGENTS) for seed in range(50)] == [mutant(seed, AGENTS) for seed in range(50)]
    assert len({mutant(seed, AGENTS) for seed in range(2_000)}) > 1_900


def test_an_endless_check_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CPU_SECONDS", 0.05)
    with pytest.raises(TimeoutError, match="seed 7"), within_its_limit(7):
        while time.process_time() >= 0:
            pass
