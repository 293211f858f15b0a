"""A request fits every signature a generator writes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slipway_runtime.binding import arguments_for
from slipway_runtime.events import parse

REQUEST = parse({"prompt": "hello", "input_data": {"a": 1}, "messages": [{"role": "user"}], "session_id": "s1"})


def call(main: Any) -> Any:
    positional, keywords = arguments_for(main, REQUEST)
    return main(*positional, **keywords)


MESSAGES = json.dumps([{"role": "user"}])
MAINS = {
    "def main(): return ()": (),
    "def main(user_input_arg=None, input_data_arg=None): return user_input_arg, input_data_arg": ("hello", '{"a": 1}'),
    "def main(user_input_arg: str = None, messages_arg: str = None): return user_input_arg, messages_arg": ("hello", MESSAGES),
    "def main(input_data: dict, prompt: str): return input_data, prompt": ({"a": 1}, "hello"),
    "def main(whatever): return whatever": "hello",
    "def main(temperature=0.5, /, prompt=''): return temperature, prompt": (0.5, "hello"),
    "def main(*, user_input_arg, other=3): return user_input_arg, other": ("hello", 3),
    "def main(*, required): return required": "hello",
    "def main(prompt, unknown): return prompt, unknown": ("hello", None),
    "def main(*args): return args": ("hello",),
    "def main(**kwargs): return kwargs['user_input_arg'], kwargs['session_id']": ("hello", "s1"),
    "def main(*args, **kwargs): return args, kwargs": (("hello",), {}),
    "def main(prompt, *args, **kwargs): return prompt, args, kwargs": ("hello", (), {}),
    "def main(prompt, session_id='none'): return prompt, session_id": ("hello", "s1"),
    "def main(event, context): return event['prompt'], context": ("hello", None),
    "def main(payload: dict): return payload['session_id']": "s1",
    "def main(messages): return messages": [{"role": "user"}],
}


@pytest.mark.parametrize("source", MAINS)
def test_each_signature_gets_what_its_names_say(source: str) -> None:
    namespace: dict[str, Any] = {}
    exec(source, namespace)
    assert call(namespace["main"]) == MAINS[source]


@st.composite
def signatures(draw: st.DrawFn) -> str:
    names = draw(st.lists(st.sampled_from("a b prompt user_input_arg input_data messages_arg x y".split()), unique=True, max_size=6))
    cut_one, cut_two = sorted((draw(st.integers(0, len(names))), draw(st.integers(0, len(names)))))
    groups = names[:cut_one], names[cut_one:cut_two], names[cut_two:]
    parts = [*groups[0], *(["/"] if groups[0] else [])]
    defaults_from = draw(st.integers(0, 6))
    parts += [name if index < defaults_from else f"{name}=None" for index, name in enumerate(groups[1])]
    if draw(st.booleans()):
        parts += ["*rest", *groups[2]]
    elif groups[2]:
        parts += ["*", *groups[2]]
    return ", ".join([*parts, *(["**more"] if draw(st.booleans()) else [])])


@given(signature=signatures())
def test_any_signature_can_be_called(signature: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f"def main({signature}): return locals()", namespace)
    received = call(namespace["main"])
    names = set(received) - {"input_data", "messages_arg"}
    if names - {"rest", "more"} or received.get("rest") or (received and not names - {"more"} and "more" in names and len(received) == 1):
        assert "hello" in str(received)


def test_a_main_that_takes_only_data_still_gets_a_plain_prompt() -> None:
    plain = parse({"prompt": "hi"})
    assert arguments_for(lambda messages: None, plain) == ([[{"role": "user", "content": [{"text": "hi"}]}]], {})
    assert arguments_for(lambda input_data_arg=None: None, plain) == (["hi"], {})


@pytest.mark.parametrize("name", ["question", "text", "task", "request", "user_prompt", "topic", "city", "ticket_id"])
def test_a_caller_may_name_the_prompt_as_main_does(name: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f"def main({name}: str, language: str = 'en'): return {name}, language", namespace)
    request = parse({name: "how deep?", "language": "fr"}, fields=frozenset((name, "language")))
    positional, keywords = arguments_for(namespace["main"], request)
    assert namespace["main"](*positional, **keywords) == ("how deep?", "fr")


# What a caller sends, and what main makes of it.
OWN_NAMES = {
    "def main(a: int, b: int): return a + b": ({"a": 2, "b": 3}, 5),
    "def main(city='Lisbon', days=3): return city, days": ({"days": 4}, ("Lisbon", 4)),
    "def main(*, city, days=3): return city, days": ({"city": "Hull"}, ("Hull", 3)),
    "def main(**fields): return fields": ({"city": "Hull"}, {"city": "Hull"}),
    "def main(subject, body): return subject, body": ({"subject": "s", "body": "hello"}, ("s", "hello")),
    "def main(payload): return payload": ({"payload": {"a": 1}}, {"a": 1}),
    "def main(order: dict): return order": ({"order": {"id": 7}}, {"id": 7}),
}


@pytest.mark.parametrize("source", OWN_NAMES)
def test_fields_reach_the_parameters_of_their_names(source: str) -> None:
    event, expected = OWN_NAMES[source]
    namespace: dict[str, Any] = {}
    exec(source, namespace)
    positional, keywords = arguments_for(namespace["main"], parse(event, fields=None))
    assert namespace["main"](*positional, **keywords) == expected
