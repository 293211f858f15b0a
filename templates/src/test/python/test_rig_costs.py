"""What a call costs in CPU seconds under AWS's runtime interface client: compare_isolation.py prints how much it is."""

from __future__ import annotations

import pytest
from compare_isolation import measure
from lambda_rig import missing

pytestmark = pytest.mark.skipif(missing() is not None, reason=f"the Lambda rig cannot run: {missing()}")
BURN = """
import time
def main(prompt):
    end = time.process_time() + float(prompt)
    while time.process_time() < end:
        pass
    return "ok"
"""


@pytest.mark.parametrize("isolation", ["call", "reload", "environment"])
def test_what_a_call_burns_is_counted_whichever_process_burns_it(rig, isolation: str) -> None:
    agent = rig(BURN, SLIPWAY_ISOLATION=isolation)
    agent.text("0")
    before = agent.cpu_seconds()
    agent.text("0.6")
    assert 0.55 < agent.cpu_seconds() - before < 1.2


@pytest.mark.parametrize("isolation", ["call", "environment"])
def test_a_warm_call_costs_a_small_part_of_a_cold_start(stub, isolation: str) -> None:
    cost = measure(isolation, stub, calls=10)
    assert 0 < cost.warm_call < cost.cold_start / 5
