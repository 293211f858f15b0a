"""What the check finds out besides errors: requirements, entry point, models, names, warnings."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
from conftest import codes

BASE = "strands-agents==1.62.0"
MAIN = "def main(p):\n    return p\n"


@pytest.mark.parametrize(
    ("imports", "requirements"),
    [
        ("import json, os, asyncio", [BASE]),
        ("import boto3, httpx, pydantic, yaml", [BASE]),
        ("import requests\nimport pandas as pd\nfrom bs4 import BeautifulSoup", [BASE, "beautifulsoup4", "pandas", "requests"]),
        ("from strands.models.anthropic import AnthropicModel", ["strands-agents[anthropic]==1.62.0"]),
        ("from strands.models import OpenAIModel, LiteLLMModel", ["strands-agents[litellm,openai]==1.62.0"]),
        ("from strands import models\nm = models.GeminiModel()", ["strands-agents[gemini]==1.62.0"]),
        ("import strands.models.ollama", ["strands-agents[ollama]==1.62.0"]),
        ("from strands_tools import rss, http_request", [BASE, "strands-agents-tools[rss]==0.8.10"]),
        ("from strands_tools.mem0_memory import mem0_memory", [BASE, "strands-agents-tools[mem0-memory]==0.8.10"]),
        ("import strands_tools\nt = strands_tools.diagram", [BASE, "strands-agents-tools[diagram]==0.8.10"]),
        ("from strands import Agent\na = Agent(tools=['strands_tools.rss'])", [BASE, "strands-agents-tools[rss]==0.8.10"]),
        ("from pydantic_settings import BaseSettings\nimport mcp_agent", [BASE, "mcp-agent", "pydantic-settings"]),
        ("from google.cloud import pubsub_v1, secretmanager", [BASE, "google-cloud-pubsub", "google-cloud-secret-manager"]),
        ("from google.cloud.firestore_v1.base_query import FieldFilter", [BASE, "google-cloud-firestore"]),
        ("from google.cloud.exceptions import NotFound", [BASE, "google-cloud-core"]),
        ("from google.cloud import bigquery, storage", [BASE, "google-cloud-bigquery", "google-cloud-storage"]),
        ("from strands.telemetry import StrandsTelemetry\nStrandsTelemetry().setup_otlp_exporter()", ["strands-agents[otel]==1.62.0"]),
        ("from azure.identity import DefaultAzureCredential", [BASE, "azure-identity"]),
        ("from mcp import stdio_client", [BASE, "mcp<2"]),
        ("from google import genai", [BASE, "google-genai<3"]),
        ("from opentelemetry import trace\nfrom opentelemetry.sdk.trace import TracerProvider", [BASE]),
        ("from opentelemetry.instrumentation.threading import ThreadingInstrumentor", [BASE]),
        ("from opentelemetry.instrumentation.instrumentor import BaseInstrumentor", [BASE]),
        ("from opentelemetry.propagators.composite import CompositePropagator", [BASE]),
        ("from opentelemetry.instrumentation.aws_lambda import A", [BASE, "opentelemetry-instrumentation-aws-lambda"]),
        ("from opentelemetry.instrumentation import botocore", [BASE, "opentelemetry-instrumentation-botocore"]),
        ("from opentelemetry.exporter.prometheus import P", [BASE, "opentelemetry-exporter-prometheus"]),
        ("from opentelemetry.propagators.aws import AwsXRayPropagator", [BASE, "opentelemetry-propagator-aws-xray"]),
        ("import opentelemetry.sdk.extension.aws.resource", [BASE, "opentelemetry-sdk-extension-aws"]),
        ("from opentelemetry.exporter.otlp.proto.http.x import O", [BASE, "opentelemetry-exporter-otlp-proto-http"]),
        ("def main(p):\n    import numpy\n    return 1", [BASE, "numpy"]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas", [BASE]),
        ("if __name__ == '__main__':\n    import pandas", [BASE]),
        ("try:\n    import nowhere_known\nexcept ImportError:\n    nowhere_known = None", [BASE]),
        ("try:\n    import numpy\nexcept ImportError:\n    numpy = None", [BASE, "numpy"]),
        ("try:\n    import redis\nexcept ImportError:\n    raise SystemExit('install redis')", [BASE, "redis"]),
    ],
)
def test_imports_become_the_fewest_requirements(check, imports: str, requirements: list[str]) -> None:
    code = imports + "\n" + ("" if "def main" in imports else MAIN)
    assert check(code)["requirements"] == requirements


WARNINGS = {
    "from strands_tools import shell": "unsuitable_tool",
    "open('notes.txt', 'w')": "file_write",
    "import pathlib\npathlib.Path('out').mkdir()": "file_write",
    "import os\nos.makedirs('out', exist_ok=True)": "file_write",
    "import logging\nlogging.basicConfig(filename='agent.log', level=logging.INFO)": "file_write",
    "from logging.handlers import RotatingFileHandler\nh = RotatingFileHandler('agent.log', maxBytes=1)": "file_write",
    "import sqlite3\nstore = sqlite3.connect('memory.db')": "file_write",
    "from pathlib import Path\nk = FileSessionManager(session_id='s', storage_dir=str(Path.cwd() / 'sessions'))": "file_write",
    "from pathlib import Path\nR = (Path(__file__).parent / 'prompts' / 'harbour.md').read_text()": "file_not_deployed",
    "import os\nR = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'rules.txt')).read()": "file_not_deployed",
    "R = open('notes.txt').read()": "file_not_deployed",
    "from strands import Agent\na = Agent(model='anthropic.claude-sonnet-4-20250514-v1:0')": "model_needs_profile",
    "from strands import Agent\nimport os\na = Agent(model=os.getenv('M', 'anthropic.claude-sonnet-4-6'))": "model_needs_profile",
    "C = {'model_id': 'meta.llama3-3-70b-instruct-v1:0'}\nfrom strands.models import BedrockModel\nm = BedrockModel(**C)": "model_needs_profile",
    "def make(id='anthropic.claude-sonnet-4-6'):\n    return BedrockModel(model_id=id)\nfrom strands.models import BedrockModel\nmake()": "model_needs_profile",
    "import boto3\nboto3.client('bedrock-runtime').converse(modelId='amazon.nova-premier-v1:0', messages=[])": "model_needs_profile",
    "p = MCPClient(lambda: stdio_client(StdioServerParameters(command='uvx', args=[])))": "mcp_stdio",
    "import asyncio\nasyncio.run(main('x'))": "runs_at_import",
    "from strands import Agent\nagent = Agent()\nprint(agent('hi'))": "runs_at_import",
    "import sys\nname = sys.argv[1]": "reads_argv",
    "import sys\ndef stop(): sys.exit(1)\nstop()": "exit_call",
    "from strands.models import BedrockModel\nm = BedrockModel(model_id='us.anthropic.claude-v2')": "retired_model",
    "from strands.models import BedrockModel\nm = BedrockModel(model_id='acme.future-v9')": "unknown_model",
    "def main(a): return a": "duplicate_main",
}


@pytest.mark.parametrize("code", WARNINGS)
def test_a_warning_names_what_differs_on_lambda(check, code: str) -> None:
    answer = check(code + "\n" + MAIN)
    assert answer["ok"], answer["errors"]
    assert {finding["code"] for finding in answer["warnings"]} == {WARNINGS[code]}
    assert all(finding["hint"] and finding["line"] for finding in answer["warnings"])


@pytest.mark.parametrize("line", ["from utils.prompts import X", "import tools", "from config import settings", "from agents import a",
                                  "import weather_agent", "from agent_tools.search import s", "import my_store"])
def test_a_module_of_ones_own_is_refused_and_never_installed(check, line: str) -> None:
    answer = check(f"{line}\n{MAIN}")
    assert codes(answer["errors"]) == [("own_module", 1)]
    assert answer["requirements"] == [BASE] or answer["requirements"] == []


def test_a_package_that_nobody_named_is_refused_and_never_installed(check) -> None:
    answer = check(f"import acme_weather_sdk\n{MAIN}")
    assert codes(answer["errors"]) == [("unmapped_import", 1)]
    assert "--require acme-weather-sdk" in answer["errors"][0]["hint"]
    answer = check(f"from google.cloud import acme_v2\n{MAIN}")
    assert codes(answer["errors"]) == [("unmapped_import", 1)]
    assert "'google.cloud.acme'" in answer["errors"][0]["message"] and "--require google-cloud-acme" in answer["errors"][0]["hint"]


@pytest.mark.parametrize(
    "way",
    [
        "if p is None:\n        p = input('You: ')",
        "if not p:\n        p = input('You: ')",
        "p = p or input('You: ')",
        "p = p if p else input('You: ')",
    ],
)
def test_a_question_for_a_prompt_that_no_request_lacks_is_no_error(check, way: str) -> None:
    for parameters, name in [("p=None", "p"), ("session_id=None, prompt=None", "prompt"), ("*, user_input=None", "user_input")]:
        asks = re.sub(r"\bp\b", name, way)
        answer = check(f"def main({parameters}):\n    {asks}\n    return {name}\n")
        assert answer["ok"], answer["errors"]
        assert [finding["code"] for finding in answer["warnings"]] == ["interactive_input"]


@pytest.mark.parametrize(("line", "require"), [("import acme_weather_sdk", "Acme.Weather_SDK>=2"), ("import acme", "acme-python==1.0"),
                                               ("import weather_agent", "weather-agent"), ("from my_store import s", "my_store~=3.1")])
def test_a_package_that_the_deployment_names_is_its_business(check, line: str, require: str) -> None:
    answer = check(f"{line}\n{MAIN}", require=(require,))
    assert answer["ok"], answer["errors"]
    assert answer["requirements"] == [BASE] or answer["requirements"] == []  # the request's own lines are added later


def test_a_module_of_ones_own_is_not_excused_by_a_package_that_is_called_nearly_so(check) -> None:
    answer = check(f"from agents import a\n{MAIN}", require=("strands-agents>=1",))
    assert codes(answer["errors"]) == [("own_module", 1)]


@pytest.mark.parametrize("parameters", ["", "argv=None"])
def test_a_main_that_takes_no_prompt_is_a_warning(check, parameters: str) -> None:
    assert codes(check(f"def main({parameters}):\n    return 1\n")["warnings"]) == [("prompt_not_taken", 1)]


def test_a_default_model_that_the_deployment_replaces_is_no_warning(check) -> None:
    code = f"import os\nfrom strands import Agent\na = Agent(model=os.getenv('M', 'anthropic.claude-sonnet-4-6'))\n{MAIN}"
    assert codes(check(code, given="M")["warnings"]) == []
    assert codes(check(code, given="OTHER")["warnings"]) == [("model_needs_profile", 3)]


def test_the_hint_names_a_profile_that_there_is(check) -> None:
    hints = [
        check(f"from strands import Agent\na = Agent(model='{name}')\n{MAIN}")["warnings"][0]["hint"]
        for name in ("anthropic.claude-sonnet-4-6", "amazon.nova-premier-v1:0")
    ]
    assert "Use global.anthropic" in hints[0] and "Use us.amazon.nova-premier" in hints[1]


def test_a_module_of_another_pythons_standard_library_is_not_a_package(check) -> None:
    module = "tomllib" if sys.version_info < (3, 11) else "annotationlib" if sys.version_info < (3, 14) else "telnetlib"
    answer = check(f"import {module}\n{MAIN}")
    assert answer["requirements"] == [BASE] and codes(answer["warnings"]) == [("stdlib_version", 1)]


AT_RUN_TIME = ("file_write", "runs_at_import", "reads_argv", "mcp_stdio", "unsuitable_tool", "unmapped_import", "file_not_deployed")


@pytest.mark.parametrize("code", [code for code, warning in WARNINGS.items() if warning in AT_RUN_TIME])
def test_the_same_under_the_guard_is_no_warning(check, code: str) -> None:
    guarded = "\n".join("    " + line for line in code.splitlines())
    assert check(f"{MAIN}if __name__ == '__main__':\n{guarded}\n")["warnings"] == []


@pytest.mark.parametrize("line", [
        "open('/tmp/x', 'w')",
        "open('/etc/hosts')",
        "open(path, 'w')",
        "open(path)",
        "import sqlite3\nsqlite3.connect(':memory:')",
        "import logging\nlogging.basicConfig(level=10)",
        "from pathlib import Path\nPath(path).read_text()",
    ])
def test_reading_and_writing_below_tmp_is_no_warning(check, line: str) -> None:
    assert check(f"path = 1\n{line}\n{MAIN}")["warnings"] == []


ENTRY_POINTS: dict[str, dict[str, Any]] = {
    "async def main(a, /, b=1, *c, d, e=2, **f): pass": {"kind": "main", "async": True, "generator": False, "streams": False, "line": 1},
    "def main(p):\n    yield p": {"generator": True, "streams": True},
    "async def main(p):\n    async for e in a.stream_async(p):\n        yield e": {"async": True, "generator": True, "streams": True},
    "async def main(p):\n    async for e in a.stream_async(p):\n        print(e)": {"generator": False, "streams": True},
    "async def main(p):\n    async for e in a.stream_async(p):\n        x = e\n    return x": {"streams": False},
    "def main(p):\n    def inner():\n        yield 1\n    return list(inner())": {"generator": False, "streams": False},
    "from strands import Agent\na = Agent()\nb = Agent()": {"kind": "agent", "name": "b", "line": 3},
    "team = Swarm([Agent()])\nhelper = Agent()": {"kind": "agent", "name": "team"},
    "g = GraphBuilder()\ngraph = g.build()": {"kind": "agent", "name": "graph"},
}


@pytest.mark.parametrize("code", ENTRY_POINTS)
def test_the_entry_point_is_described(check, code: str) -> None:
    found = check(code + "\n")["entry_point"]
    assert {key: found[key] for key in ENTRY_POINTS[code]} == ENTRY_POINTS[code]


def test_parameters_have_their_kind_and_default(check) -> None:
    parameters = check("async def main(a, /, b=1, *c, d, e=2, **f): pass\n")["entry_point"]["parameters"]
    assert [(p["name"], p["kind"], p["has_default"]) for p in parameters] == [
        ("a", "positional_only", False),
        ("b", "positional_or_keyword", True),
        ("c", "var_positional", False),
        ("d", "keyword_only", False),
        ("e", "keyword_only", True),
        ("f", "var_keyword", False),
    ]


@pytest.mark.parametrize(
    ("code", "models", "complete"),
    [
        ("m = BedrockModel(model_id='amazon.nova-lite-v1:0')", ["amazon.nova-lite-v1:0"], True),
        ("ID = 'amazon.nova-' + 'lite-v1:0'\nm = BedrockModel(model_id=ID)", ["amazon.nova-lite-v1:0"], True),
        ("a = Agent(model='amazon.nova-pro-v1:0')", ["amazon.nova-pro-v1:0"], True),
        ("a = Agent()", ["global.anthropic.claude-sonnet-4-6"], True),
        ("from strands_tools import use_agent\na = Agent(model='amazon.nova-pro-v1:0')", ["amazon.nova-pro-v1:0"], False),
        ("from strands_tools import calculator\na = Agent(model='amazon.nova-pro-v1:0')", ["amazon.nova-pro-v1:0"], True),
        ("m = BedrockModel(model_id='amazon.nova-pro-v1:0')\nm.update_config(model_id=x)", ["amazon.nova-pro-v1:0"], False),
        ("from strands import Agent as A\na = Agent(model='amazon.nova-pro-v1:0')", ["amazon.nova-pro-v1:0"], False),
        ("make = BedrockModel\na = Agent(model='amazon.nova-pro-v1:0')", ["amazon.nova-pro-v1:0"], False),
        ("c = boto3.client('bedrock-runtime')\na = Agent(model='amazon.nova-pro-v1:0')", ["amazon.nova-pro-v1:0"], False),
        ("import os\nm = BedrockModel(model_id=os.getenv('M', 'amazon.nova-pro-v1:0'))", [], False),
        ("m = BedrockModel(**settings)", [], False),
        ("m = OpenAIModel(model_id='gpt-4o')\na = Agent(model=m)", [], False),
    ],
)
def test_models_are_found_or_reported_as_unknown(check, code: str, models: list[str], complete: bool) -> None:
    answer = check(code + "\n" + MAIN)
    assert (answer["models"], answer["models_complete"]) == (models, complete)


@pytest.mark.parametrize(
    ("code", "elsewhere"),
    [
        ("m = BedrockModel(model_id='amazon.nova-lite-v1:0', temperature=0)", False),
        ("m = BedrockModel(model_id='amazon.nova-lite-v1:0', region_name='us-west-2')", True),
        ("m = BedrockModel(model_id='amazon.nova-lite-v1:0', boto_session=session)", True),
        ("m = BedrockModel(model_id='amazon.nova-lite-v1:0', endpoint_url=url)", True),
        ("m = BedrockModel(model_id='amazon.nova-lite-v1:0', **settings)", True),
        ("a = Agent(model='amazon.nova-lite-v1:0', **settings)", False),
        ("a = Agent()\nm = OpenAIModel(model_id='gpt-4o', endpoint_url=url)", False),
    ],
)
def test_a_model_of_another_region_is_noticed(check, code: str, elsewhere: bool) -> None:
    assert check(code + "\n" + MAIN)["asks_elsewhere"] is elsewhere


def test_environment_names_and_tools_and_mcp(check) -> None:
    code = (
        "import os\nfrom strands.tools.mcp import MCPClient\nfrom strands_tools import calculator, rss\n"
        "A = os.environ['A']\nB = os.getenv('B', 'x')\nC = os.environ.get('C')\nos.environ['D'] = '1'\n" + MAIN
    )
    answer = check(code)
    assert (answer["env_names"], answer["tools"], answer["mcp"]) == (["A", "B", "C"], ["calculator", "rss"], True)
