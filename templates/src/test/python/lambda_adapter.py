"""What the Lambda Web Adapter's layer does in mode response_stream, for the rig: python lambda_adapter.py.

Each event goes to the function's server as an HTTP request. The answer is streamed to Lambda behind a prelude: status
and headers as JSON, then eight NULs. As in awslabs/aws-lambda-web-adapter and awslabs/aws-lambda-rust-runtime.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import time
from collections.abc import Iterator
from typing import Any

RUNTIME_API = os.environ["AWS_LAMBDA_RUNTIME_API"]
INVOCATION = "/2018-06-01/runtime/invocation"
PORT = 8080
# Where the adapter takes an event that is no HTTP request.
PASS_THROUGH = "/events"
BETWEEN_PIECES = b"\0" * 8
STREAMED = {
    "Content-Type": "application/vnd.awslambda.http-integration-response",
    "Lambda-Runtime-Function-Response-Mode": "streaming",
}


def connected(address: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(address, timeout=120)


def wait_for_the_server() -> None:
    """Lambda gets to know of the function only when its server answers."""
    while True:
        server = connected(f"127.0.0.1:{PORT}")
        try:
            server.request("GET", os.environ.get("AWS_LWA_READINESS_CHECK_PATH", "/"))
            if server.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.01)
        finally:
            server.close()


def request_in(event: Any) -> tuple[str, str, dict[str, str], bytes]:
    """Method, path, headers and body: those of a function URL's event, or the event itself."""
    context = event.get("requestContext", {}).get("http") if isinstance(event, dict) else None
    if context is None:
        return "POST", PASS_THROUGH, {"Content-Type": "application/json"}, json.dumps(event).encode()
    body = event.get("body") or ""
    data = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
    query = event.get("rawQueryString")
    path = event.get("rawPath", "/") + (f"?{query}" if query else "")
    return context["method"], path, event.get("headers", {}), data


def pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """What is sent to Lambda."""
    headers = {name.lower(): value for name, value in response.getheaders() if name.lower() != "transfer-encoding"}
    yield json.dumps({"statusCode": response.status, "headers": headers, "cookies": []}).encode()
    yield BETWEEN_PIECES
    while piece := response.read1():
        yield piece


def serve_one_event() -> None:
    lambda_ = connected(RUNTIME_API)
    lambda_.request("GET", f"{INVOCATION}/next")
    given = lambda_.getresponse()
    request_id = given.headers["Lambda-Runtime-Aws-Request-Id"]
    deadline = int(given.headers["Lambda-Runtime-Deadline-Ms"])
    method, path, headers, body = request_in(json.loads(given.read()))
    headers["x-amzn-lambda-context"] = json.dumps({"request_id": request_id, "deadline": deadline})
    server = connected(f"127.0.0.1:{PORT}")
    server.request(method, path, body, headers)
    answer = pieces(server.getresponse())
    lambda_.request("POST", f"{INVOCATION}/{request_id}/response", answer, STREAMED, encode_chunked=True)
    lambda_.getresponse().read()
    lambda_.close()
    server.close()


if __name__ == "__main__":
    wait_for_the_server()
    while True:
        serve_one_event()
