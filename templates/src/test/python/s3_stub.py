"""A bucket as an agent with rights to one prefix sees it: what is not there may not be read, what lies elsewhere not at all."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Bucket:
    """A running server; objects by key."""

    def __init__(self, name: str, prefix: str) -> None:
        self.name, self.prefix = name, prefix
        self.objects: dict[str, bytes] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"bucket": self}))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def allows(self, prefix: str) -> bool:
        return prefix.startswith(f"{self.prefix}/")

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    # boto3 waits a second for "continue", which HTTP/1.0 lacks.
    protocol_version = "HTTP/1.1"
    bucket: Bucket

    def do_GET(self) -> None:
        key, query = self._asked()
        if not key:
            self._list(query.get("prefix", ""))
        elif self.bucket.allows(key) and key in self.bucket.objects:
            self._send(200, self.bucket.objects[key])
        else:
            self._denied()

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        key, _ = self._asked()
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.bucket.allows(key):
            self.bucket.objects[key] = content
            self._send(200, b"")
        else:
            self._denied()

    def _asked(self) -> tuple[str, dict[str, str]]:
        address = urlsplit(self.path)
        name, _, key = unquote(address.path).lstrip("/").partition("/")
        assert name == self.bucket.name
        return key, {name: values[-1] for name, values in parse_qs(address.query).items()}

    def _list(self, prefix: str) -> None:
        if not self.bucket.allows(prefix):
            self._denied()
            return
        keys = sorted(key for key in self.bucket.objects if key.startswith(prefix))
        entries = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in keys)
        self._send(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>".encode())

    def _denied(self) -> None:
        self._send(403, b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests look at what is stored."""
