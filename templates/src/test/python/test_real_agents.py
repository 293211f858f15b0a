"""What people have really written: what the check says of each, and what the function answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from agentcore_stand_in import write_stand_in
from conftest import SAMPLES, codes

REAL = SAMPLES.parent / "real"
# The entry point, then errors and warnings with their lines, for a deployment that gives nothing.
SAID: dict[str, tuple[tuple[str, str] | None, list[tuple[str, int | None]], list[tuple[str, int]]]] = {
    "handler_with_an_access_check": (("lambda_handler", "lambda_handler"), [], []),
    "entrypoint_that_streams": (("agentcore", "ask"), [], []),
    "handler_beside_a_helper": (None, [("no_entry_point", None)], []),
    "server_at_import": (("agentcore", "ask"), [("server_never_returns", 16)], []),
    "mcp_server_as_a_module": (("main", "main"), [], []),
    "agent_outlives_its_mcp_client": (("agent", "agent"), [], [("no_main", 15), ("mcp_client_closed", 15)]),
    "thread_at_import": (("main", "main"), [], []),
    "stored_session_at_import": (("main", "main"), [], [("missing_right", 6), ("env_not_given", 6)]),
    "tools_that_call_aws": (
        ("main", "main"),
        [],
        [("missing_right", 7), ("rights_unknown", 10), ("rights_unknown", 11), ("missing_right", 23)],
    ),
    "files_in_the_working_folder": (("main", "main"), [], [("file_write", 9), ("file_write", 10), ("file_write", 11), ("file_write", 12)]),
    "prompt_in_a_file": (("main", "main"), [], [("file_not_deployed", 5)]),
    "key_from_the_environment": (("main", "main"), [], [("env_not_given", 9)]),
    "modules_of_its_own": (("agent", "reviewer"), [("own_module", 2), ("own_module", 3)], [("no_main", 5)]),
    "models_without_a_profile": (("main", "main"), [], [("model_needs_profile", 4), ("model_needs_profile", 5)]),
    "documented_keys": (("main", "main"), [], [("local_address", 17)]),
    "click_main": (("main", "main"), [], []),
    "parameters_of_its_own": (("main", "main"), [], []),
    "rebound_agent": (("agent", "agent"), [], [("no_main", 5)]),
    "error_without_text": (("main", "main"), [], []),
}
# What helps, by the finding.
HELP = {
    ("handler_beside_a_helper", "no_entry_point"): "add 'main = handler'",
    ("server_at_import", "server_never_returns"): "on Lambda 'ask' is called without a server",
    ("key_from_the_environment", "env_not_given"): "--api-key OPENAI_API_KEY",
    ("modules_of_its_own", "own_module"): "a stranger's and is not installed",
    ("models_without_a_profile", "model_needs_profile"): "us.",
    ("files_in_the_working_folder", "file_write"): "nothing is remembered between calls",
    ("prompt_in_a_file", "file_not_deployed"): "Put its text into the code",
    ("tools_that_call_aws", "missing_right"): "--suggest-permissions",
    ("agent_outlives_its_mcp_client", "mcp_client_closed"): "Open the client in main",
}


def code(name: str) -> Path:
    """The file of an agent."""
    return REAL / f"{name}.py"


def test_every_agent_is_in_the_table() -> None:
    assert {path.stem for path in REAL.glob("*.py")} == set(SAID)


@pytest.mark.parametrize("name", SAID)
def test_the_check_says_what_a_person_would(check, name: str) -> None:
    entry, errors, warnings = SAID[name]
    answer = check(code(name).read_bytes(), given="")
    found = answer["entry_point"]
    assert (found and (found["kind"], found["name"])) == entry
    assert (codes(answer["errors"]), codes(answer["warnings"])) == (errors, warnings)


@pytest.mark.parametrize(("name", "finding"), HELP)
def test_the_hint_helps(check, name: str, finding: str) -> None:
    answer = check(code(name).read_bytes(), given="")
    hints = [found["hint"] for found in [*answer["errors"], *answer["warnings"]] if found["code"] == finding]
    assert any(HELP[name, finding] in hint for hint in hints)


def test_a_strangers_package_is_not_required(check) -> None:
    assert check(code("modules_of_its_own").read_bytes())["requirements"] == ["strands-agents==1.62.0"]


def test_the_rights_are_named_with_their_objects(check) -> None:
    rights = check(code("tools_that_call_aws").read_bytes(), given="")["rights"]
    assert [(right["actions"], right["resources"]) for right in rights] == [
        (["dynamodb:PutItem"], ["arn:aws:dynamodb:*:*:table/bookings"]),
        (["bedrock:Retrieve"], ["arn:aws:bedrock:*:*:knowledge-base/*"]),
    ]


def test_an_access_check_is_run(deploy) -> None:
    agent = deploy(code("handler_with_an_access_check"))
    refused = agent.call({"prompt": "good morning"})
    assert (refused["statusCode"], refused["body"]) == (403, "who are you?")
    answer = agent.call({"prompt": "good morning", "token": "harbour"})
    assert answer["statusCode"] == 200 and set(json.loads(answer["body"])) == {"draft", "verdict"}


def test_an_entry_point_streams_its_own_words(deploy, tmp_path) -> None:
    agent = deploy(code("entrypoint_that_streams"), PYTHONPATH=str(write_stand_in(tmp_path)))
    said = json.loads(agent.call({"prompt": "tides", "language": "Welsh"})["body"])["response"]
    assert '"ENTRYPOINT-RAN", "language": "Welsh"' in said and "Answer in Welsh: tides" in said


def test_a_thread_at_import_is_there_once(rig) -> None:
    agent = rig(code("thread_at_import"))
    assert {agent.text("x").split(" ")[0] for _ in range(5)} == {"1"}


def test_a_click_command_gets_the_prompt(deploy) -> None:
    agent = deploy(code("click_main"))
    assert "How high" in agent.text("How high")
    assert "HOW LOUD" in json.loads(agent.call({"question": "how loud", "shout": True})["body"])["response"]


def test_parameters_have_their_own_names(deploy) -> None:
    body = deploy(code("parameters_of_its_own")).call({"question": "how deep?", "language": "fr"})["body"]
    assert json.loads(body)["response"] == "[fr] str 9 'how deep?'"


def test_the_rebound_agent_answers(check, deploy, stub) -> None:
    assert check(code("rebound_agent").read_bytes())["entry_point"]["line"] == 5
    stub.requests.clear()
    deploy(code("rebound_agent")).text("x [[notool]]")
    assert "us.amazon.nova-lite-v1:0" in str(stub.requests[0])


def test_an_error_without_text_has_its_line(deploy) -> None:
    agent = deploy(code("error_without_text"))
    assert agent.ask("x")[1]["error_type"] == "Odd"
    assert (agent.events()[-1]["line"], agent.events()[-1]["code"]) == (11, "raise Odd()")


def test_a_server_that_is_a_module_starts_and_lists_its_tools(deploy, tmp_path) -> None:
    layer = tmp_path / "layer"
    layer.mkdir()
    (layer / "mcp_server_time.py").write_text(
        "from mcp.server.fastmcp import FastMCP\nserver = FastMCP('time', log_level='WARNING')\n"
        "@server.tool()\ndef get_current_time() -> str:\n    return 'noon'\n"
        "@server.tool()\ndef convert_time() -> str:\n    return 'noon'\nserver.run()\n"
    )
    assert deploy(code("mcp_server_as_a_module"), PYTHONPATH=str(layer)).text("x").startswith("2 tools: ")
