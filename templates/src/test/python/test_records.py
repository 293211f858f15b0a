"""What an entry point takes: its fields, and the records that are filled from them."""

from __future__ import annotations

import ast
import json

import pytest
from slipway_runtime.entry_choice import choose
from slipway_runtime.fields import fields_of

FIELDS: dict[str, set[str] | None] = {
    "def main(question: str, days: int = 3): pass": {"question", "days"},
    "async def main(city, /, *, days): pass": {"city", "days"},
    "def main(names: list[str], limit: int | None = None): pass": {"names", "limit"},
    "def ask(topic): pass\nmain = ask": {"topic"},
    "main = lambda topic: topic": {"topic"},
    "def main(**more): pass": None,
    "def main(): pass": None,
    "def main(argv=None): pass": None,
    "def main(event, context): pass": None,
    "def main(payload: dict): pass": None,
    "def main(order: Order): pass": None,
    "def main(order: 'Order'): pass": None,
    "import functools\nmain = functools.partial(print)": None,
    "def lambda_handler(event, context): pass": set(),
    "from strands import Agent\nagent = Agent()": set(),
}


@pytest.mark.parametrize("code", FIELDS)
def test_the_code_shows_which_fields_mean_something(code: str) -> None:
    tree = ast.parse(code)
    expected = FIELDS[code]
    assert fields_of(choose(tree), tree) == (None if expected is None else frozenset(expected))


def test_a_field_of_mains_own_is_served_and_a_strangers_is_refused(deploy) -> None:
    agent = deploy("def main(topic: str, words: int = 9):\n    return f'{topic} {words}'\n")
    assert json.loads(agent.call({"topic": "tides", "words": 5})["body"])["response"] == "tides 5"
    assert agent.text("tides") == "tides 9"
    refused = agent.call({"subject": "tides"})
    assert refused["statusCode"] == 400 and "topic, words" in refused["body"]


PYDANTIC = (
    "from pydantic import BaseModel\nclass Order(BaseModel):\n    question: str\n    language: str = 'en'\n"
    "    tags: list[str] = []\n"
)
DATACLASS = (
    "import dataclasses\n@dataclasses.dataclass\nclass Order:\n    question: str\n    language: str = 'en'\n"
    "    tags: list = dataclasses.field(default_factory=list)\n"
)
KINDS = {"a model": PYDANTIC, "a dataclass": DATACLASS, "names of types as texts": "from __future__ import annotations\n" + PYDANTIC}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["order", "request", "payload", "prompt"])
def test_a_record_is_filled_from_the_request(deploy, kind: str, name: str) -> None:
    body = f"def main({name}: Order):\n    return type({name}).__name__, {name}.question, {name}.language\n"
    agent = deploy(KINDS[kind] + body)
    for event, expected in (
        ({"question": "deep?", "language": "fr"}, ["Order", "deep?", "fr"]),
        ({name: {"question": "deep?", "language": "fr"}}, ["Order", "deep?", "fr"]),
        ({"prompt": "deep?", "language": "de"}, ["Order", "deep?", "de"]),
    ):
        assert json.loads(json.loads(agent.call(event)["body"])["response"]) == expected


def test_a_prompt_fills_the_first_text_that_a_record_lacks(deploy) -> None:
    code = "from pydantic import BaseModel\nclass Trip(BaseModel):\n    days: int = 3\n    city: str\n"
    agent = deploy(code + "def main(trip: Trip):\n    return f'{trip.city} {trip.days}'\n")
    assert agent.text("Hull") == "Hull 3"


def test_a_record_beside_a_prompt_keeps_its_default(deploy) -> None:
    code = PYDANTIC + "def main(prompt: str, order: Order | None = None):\n    return f'{prompt} {order}'\n"
    assert deploy(code).text("x") == "x None"


def test_a_dictionary_is_the_request(deploy) -> None:
    code = "from typing import TypedDict\nclass Order(TypedDict):\n    question: str\ndef main(order: Order):\n    return order\n"
    body = deploy(code).call({"question": "deep?"})["body"]
    assert json.loads(json.loads(body)["response"]) == {"question": "deep?"}


def test_a_request_that_does_not_fit_a_record_says_what_is_missing(deploy) -> None:
    agent = deploy(PYDANTIC + "def main(order: Order):\n    return order.question\n")
    assert json.loads(agent.call({"language": "fr"})["body"])["error_type"] == "ValidationError"
    assert "question" in agent.events()[-1]["error"]
