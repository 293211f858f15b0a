"""What a live agent writes reaches its log before the call ends: prints, logging, output of what it starts; but never a key."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, quote_plus

import pytest

ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:agent-AbCdEf"
TALKATIVE = """
import logging, os, subprocess, sys, warnings
print("printed while loading")
print("without an end", end="")

def main(prompt):
    print("printed", prompt)
    print("piece", end="")
    print(" by piece")
    sys.stdout.buffer.write(b"bytes \\xff\\n")
    print("to standard error", file=sys.stderr)
    logging.getLogger("shop").warning("stock is %s", "low")
    logging.getLogger("shop").info("no one asked for this level")
    try:
        1 / 0
    except ZeroDivisionError:
        logging.getLogger("shop.till").exception("caught")
    logging.error("the root logger's own way")
    subprocess.run(["echo", "from a process"])
    os.write(1, b"to descriptor 1\\n")
    print("the last words, no end", end="")
    return "ok"
"""


@pytest.mark.parametrize("isolation", ["call", "reload", "environment"])
def test_everything_an_agent_writes_is_in_its_log_when_the_call_ends(rig, isolation: str) -> None:
    agent = rig(TALKATIVE, SLIPWAY_ISOLATION=isolation)
    for prompt in ("one", "two"):
        assert agent.text(prompt) == "ok"
        assert f"printed {prompt}\n" in agent.log()
        # Nothing more can be written: by now Lambda has frozen the environment.
        assert agent.log().count("the last words, no end\n") == ("one", "two").index(prompt) + 1
    log = agent.log()
    for line in (
        "printed while loading",
        "piece by piece",
        "bytes \ufffd",
        "to standard error",
        "ZeroDivisionError: division by zero",
        "from a process",
        "ERROR:root:the root logger's own way",
        "to descriptor 1",
    ):
        assert f"\n{line}\n" in f"\n{log}", line
    assert "without an end" in log and "no one asked for this level" not in log
    records = [json.loads(line) for line in log.splitlines() if '"logger"' in line]
    assert [(line["level"], line["logger"], line["message"]) for line in records[:2]] == [
        ("WARNING", "shop", "stock is low"),
        ("ERROR", "shop.till", "caught"),
    ]


def test_the_agents_own_logging_works_as_in_a_script(rig) -> None:
    code = (
        "import logging\nlogging.basicConfig(level=logging.DEBUG, format='%(levelname)s|%(filename)s:%(lineno)d|%(message)s')\n"
        "def main(prompt):\n    logging.getLogger('shop').debug('detail')\n    logging.info('news')\n    return 'ok'\n"
    )
    agent = rig(code, file="shop.py")
    assert agent.text("x") == "ok"
    assert "\nDEBUG|shop.py:4|detail\n" in agent.log() and "\nINFO|shop.py:5|news\n" in agent.log()


def test_what_was_written_before_a_timeout_or_a_crash_is_in_the_log(rig) -> None:
    code = "import os, signal\ndef main(prompt):\n    print('before the', prompt, end='')\n    os._exit(1) if prompt == 'crash' else signal.pause()\n"
    agent = rig(code)
    for prompt, status in (("crash", 500), ("wait", 504)):
        assert agent.ask(prompt, milliseconds=2500)[0] == status
        assert f"before the {prompt}\n" in agent.log()


def test_a_hundred_thousand_lines_arrive_in_order(rig) -> None:
    agent = rig("def main(prompt):\n    for number in range(100_000):\n        print('line', number)\n    return 'ok'\n")
    agent.text("x")
    assert [line for line in agent.log().splitlines() if line.startswith("line ")] == [f"line {number}" for number in range(100_000)]


@pytest.fixture
def secrets_manager() -> Iterator[ThreadingHTTPServer]:
    """Answers every request with the secret that is its `secret`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps({"SecretString": json.dumps(self.server.secret)}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


LEAK = """
import base64, json, logging, os, subprocess, sys, urllib.parse
KEY = os.environ["KEY"]
print("loading", KEY)

def main(prompt):
    print(KEY, [KEY], json.dumps(KEY), json.dumps({KEY: KEY}, ensure_ascii=False), ascii(KEY))
    print(KEY, file=sys.stderr)
    logging.error("with %s and %r", KEY, KEY)
    for quote in (urllib.parse.quote, urllib.parse.quote_plus):
        print("https://example.com/?key=" + quote(KEY))
    for before in ("", "u:", "user:", "me:"):
        print(base64.b64encode((before + KEY + "!").encode()).decode(), base64.urlsafe_b64encode((before + KEY).encode()).decode())
    subprocess.run(["printenv", "KEY"])
    print("x" * 200_000 + KEY, end="")
    raise ValueError(KEY, {"Authorization": "Bearer " + KEY})
"""
KEYS = ["plain-key-0123456789", 'qu"ote\\back\'slash/and+more=', "first line 123\nsecond line 456", "ключ-Ünïcode-🚢", "tab\tand%percent&co"]


@pytest.mark.parametrize("key", KEYS)
def test_no_spelling_of_a_key_reaches_the_log(rig, secrets_manager, key: str) -> None:
    secrets_manager.secret = {"KEY": key}
    agent = rig(
        LEAK, SLIPWAY_SECRET_ARN=ARN, AWS_ENDPOINT_URL_SECRETS_MANAGER=f"http://127.0.0.1:{secrets_manager.server_address[1]}"
    )
    answer = agent.call({"prompt": "x"})
    assert answer["statusCode"] == 500
    log = agent.log()
    assert log.count("***") > 15 and '"error_type": "ValueError"' in log
    spellings = {key, repr(key)[1:-1], ascii(key)[1:-1], json.dumps(key)[1:-1], json.dumps(key, ensure_ascii=False)[1:-1]}
    spellings |= {quote(key), quote(key, safe=""), quote_plus(key), *key.splitlines()}
    for spelling in spellings:
        assert spelling not in log
    for before in ("", "u:", "user:", "me:"):
        whole = base64.b64encode((before + key).encode()).decode().rstrip("=")
        inner = whole[6:-4]
        assert inner not in log and inner.replace("+", "-").replace("/", "_") not in log
