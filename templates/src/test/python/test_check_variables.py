"""Variables that the code cannot do without, and that the deployment does not set."""

from __future__ import annotations

import pytest
from conftest import codes

MAIN = "def main(p):\n    return p\n"
KEY = "KEY_OF_IT"
NEEDS = {
    "read while loading": "import os\nkey = os.environ['KEY_OF_IT']\n" + MAIN,
    "read by a constant name": "import os\nNAME = 'KEY_OF_IT'\nkey = os.environ[NAME]\n" + MAIN,
    "read in a text": "from os import environ\nheaders = {'Authorization': f\"Bearer {environ['KEY_OF_IT']}\"}\n"
    + MAIN,
    "read in main": "import os\ndef main(p):\n    return os.environ['KEY_OF_IT']\n",
    "read in a tool": "import os\nfrom strands import Agent, tool\n@tool\ndef f() -> str:\n"
    "    return os.environ['KEY_OF_IT']\na = Agent(tools=[f])\n",
    "read by a helper": "import os\ndef key():\n    return os.environ['KEY_OF_IT']\ndef main(p):\n    return key()\n",
    "read by an object": "import os\nclass C:\n    def __init__(self):\n"
    "        self.key = os.environ['KEY_OF_IT']\nc = C()\n" + MAIN,
    "read when a server is called": "import os\nc = MCPClient(lambda: connect(os.environ['KEY_OF_IT']))\n" + MAIN,
    "taken out": "import os\nkey = os.environ.pop('KEY_OF_IT')\n" + MAIN,
    "asked for, then an error": "import os\nif not os.getenv('KEY_OF_IT'):\n    raise ValueError('no key')\n" + MAIN,
    "held, then an exit": "import os, sys\nkey = os.environ.get('KEY_OF_IT')\nif key is None:\n"
    "    print('!')\n    sys.exit(1)\n" + MAIN,
    "one of several": "import os\na, = 1,\nk = os.getenv('KEY_OF_IT')\n"
    "if not all([k, os.getenv('GIVEN')]):\n    raise ValueError\n" + MAIN,
    "not in the environment": "import os\nif 'KEY_OF_IT' not in os.environ or not p:\n    raise KeyError\n" + MAIN,
    "asserted": "import os\nassert os.environ.get('KEY_OF_IT'), 'no key'\n" + MAIN,
    "read in a try that raises": "import os\ntry:\n    k = os.environ['KEY_OF_IT']\nexcept KeyError:\n"
    "    raise SystemExit('no key')\n" + MAIN,
}


@pytest.mark.parametrize("kind", NEEDS)
def test_a_variable_that_is_needed_and_not_given_is_a_warning(check, kind: str) -> None:
    found = [
        finding for finding in check(NEEDS[kind], given="GIVEN,OTHER")["warnings"] if finding["code"] == "env_not_given"
    ]
    assert len(found) == 1 and KEY in found[0]["message"] and found[0]["line"]
    assert f"--api-key {KEY}" in found[0]["hint"]


@pytest.mark.parametrize("given", [None, f"GIVEN,{KEY}"])
@pytest.mark.parametrize("kind", NEEDS)
def test_a_variable_that_is_given_is_no_warning(check, kind: str, given: str | None) -> None:
    assert "env_not_given" not in {finding["code"] for finding in check(NEEDS[kind], given=given)["warnings"]}


def test_a_setting_is_an_env_and_a_key_is_an_api_key(check) -> None:
    names = ("TABLE_NAME", "SECRET_ARN", "DB_PASSWORD", "MAX_TOKENS")
    code = "import os\n" + "".join(f"{name.lower()} = os.environ['{name}']\n" for name in names)
    hints = [finding["hint"].split(" (")[0] for finding in check(code + MAIN, given="")["warnings"]]
    assert hints == [
        "Add --env TABLE_NAME=…",
        "Add --env SECRET_ARN=…",
        "Add --api-key DB_PASSWORD",
        "Add --env MAX_TOKENS=…",
    ]


DOES_WITHOUT = {
    "a default": "key = os.getenv('KEY_OF_IT', 'none')\nother = os.environ.get('KEY_OF_IT')\n",
    "asked for first": "if os.getenv('KEY_OF_IT'):\n    key = os.environ['KEY_OF_IT']\n",
    "a member": "key = os.environ['KEY_OF_IT'] if 'KEY_OF_IT' in os.environ else None\n",
    "an error is caught": "try:\n    key = os.environ['KEY_OF_IT']\nexcept KeyError:\n    key = None\n",
    "an error is suppressed": "import contextlib\nwith contextlib.suppress(KeyError):\n"
    "    key = os.environ['KEY_OF_IT']\n",
    "one provider of two": "if os.getenv('PROVIDER') == 'openai':\n    key = os.environ['KEY_OF_IT']\n",
    "the other is there": "key = os.getenv('A_KEY') or os.environ['KEY_OF_IT']\n",
    "either will do": "if not os.getenv('KEY_OF_IT') and not os.getenv('B'):\n    raise ValueError\n",
    "set by the code": "os.environ['KEY_OF_IT'] = 'x'\nkey = os.environ['KEY_OF_IT']\n",
    "set unless it is there": "os.environ.setdefault('KEY_OF_IT', 'x')\nkey = os.environ['KEY_OF_IT']\n",
    "set with others": "os.environ.update({'KEY_OF_IT': 'x'})\nkey = os.environ['KEY_OF_IT']\n",
    "set from a secret": "os.environ.update(read_secret())\nkey = os.environ['KEY_OF_IT']\n",
    "set by a loop": "for name, value in read_secret():\n    os.environ[name] = value\nkey = os.environ['KEY_OF_IT']\n",
    "Lambda's own": "key = os.environ['AWS_REGION'], os.environ['HOME'], os.environ['AWS_LAMBDA_FUNCTION_NAME']\n",
    "never called": "def helper():\n    return os.environ['KEY_OF_IT']\n",
    "chosen from a table": "def one():\n    return os.environ['KEY_OF_IT']\nmodel = {'one': one}.get(os.getenv('M'))\n",
    "only as a script": "if __name__ == '__main__':\n    print(os.environ['KEY_OF_IT'])\n",
    "a missing one is said": "if not os.getenv('KEY_OF_IT'):\n    print('no key: the answer will be short')\n",
}


@pytest.mark.parametrize("kind", DOES_WITHOUT)
def test_a_variable_that_the_code_can_do_without_is_no_warning(check, kind: str) -> None:
    assert codes(check("import os\n" + DOES_WITHOUT[kind] + MAIN, given="")["warnings"]) == []
