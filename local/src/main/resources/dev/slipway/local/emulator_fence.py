"""Puts the AWS emulator behind a fence: only this home's own programs reach it.

The emulator itself authenticates no one and lets any web page call it, and any caller can run code on this machine.

A request must name this machine in its Host, must not come from a page, and must carry the home's token where AWS's
session tokens go, or a token that the emulator's own STS has issued for it, as AWS wants of whoever assumes a role. An
agent's own address needs none: its callers know its random name.
"""

import hmac
import os
import re
import sys
import time
from urllib.parse import parse_qsl

from hypercorn import asyncio

PORT = os.environ.get("GATEWAY_PORT", "")
TOKEN = os.environ.get("AWS_SESSION_TOKEN", "")
TOKEN_NAME = "x-amz-security-token"
READY = "/_ministack/ready"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
# Narrower than what the emulator accepts as an agent's address: a name that only the fence accepted would lead to every
# service of the emulator.
FUNCTION_URL = re.compile(r"[a-z0-9]{32}\.lambda-url\.[a-z]{2}(-[a-z]+)+-[0-9]\.localhost")
REST_API = re.compile(r"[a-f0-9]{8}\.execute-api\.localhost")


class Fence:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        refused = refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refused is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await forbid(send, refused)


def refusal(scope):
    """What is wrong with a request, or None."""
    host = known_host(headers(scope, b"host"))
    if host is None:
        return "Host: %s (expected: 127.0.0.1:%s or localhost:%s)" % (headers(scope, b"host"), PORT, PORT)
    path = scope["path"]
    if scope["type"] == "http" and is_agent(host, path):
        return None
    if headers(scope, b"origin") or headers(scope, b"sec-fetch-site") not in ([], ["none"]):
        return "Origin or Sec-Fetch-Site: a request from a page (expected: no request from a browser's page)"
    given = tokens(scope)
    if is_homes(given) or is_issued(given):
        return None
    if scope["type"] == "http" and scope["method"] == "GET" and path == READY:
        return None
    return (
        "X-Amz-Security-Token: missing or from another home (expected: the session token in the file emulator-token of "
        "this Slipway's home)"
    )


def headers(scope, name):
    return [value.decode("latin-1") for key, value in scope.get("headers", []) if key.lower() == name]


def known_host(hosts):
    """The one host, without its port, if it can only mean this machine."""
    name, _, port = (hosts[0] if len(hosts) == 1 else "").rpartition(":")
    return name if port == PORT and (name in LOOPBACK or name.endswith(".localhost")) else None


def is_agent(host, path):
    """Whether it is for an agent: only these paths lead nowhere else in the emulator."""
    if FUNCTION_URL.fullmatch(host):
        return path in ("", "/")
    return bool(REST_API.fullmatch(host)) and (path + "/").startswith("/Prod/")


def tokens(scope):
    return headers(scope, TOKEN_NAME.encode()) + parameters(scope, TOKEN_NAME)


def is_homes(given):
    return bool(TOKEN) and any(same(one, TOKEN) for one in given)


def is_issued(given):
    """Whether STS gave one of them to somebody who had passed the fence, for a session that has not expired."""
    sts = sys.modules.get("ministack.services.sts")
    sessions = list(getattr(sts, "_sessions", {}).values()) if given else []
    return any(
        same(one, session["SessionToken"])
        for session in sessions
        if session.get("SessionToken") and session.get("Expiration", 0) > time.time()
        for one in given
    )


def same(one, other):
    return hmac.compare_digest(one.encode(), other.encode())


def parameters(scope, name):
    """Presigned addresses have them there; the older of the two signatures uses lower-case names."""
    query = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
    return [value for key, value in query if key.lower() == name]


async def forbid(send, reason):
    body = reason.encode("utf-8", "replace")
    await send(
        {
            "type": "http.response.start",
            "status": 403,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"x-slipway-fence", b"refused"),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


def install():
    """Must run before the emulator serves: whatever it serves from then on is behind the fence."""
    serve = asyncio.serve
    asyncio.serve = lambda app, *rest, **more: serve(Fence(app), *rest, **more)
