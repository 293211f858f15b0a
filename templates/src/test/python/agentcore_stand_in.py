"""What an agent sees of bedrock_agentcore 1.25, for environments that lack the package."""

from __future__ import annotations

from pathlib import Path

APP = '''
class BedrockAgentCoreApp:
    """Registers as the original does; run() is where the original serves."""

    def __init__(self, debug=False):
        self.handlers = {}

    def entrypoint(self, func):
        self.handlers["main"] = func
        func.run = lambda port=8080, host=None: self.run(port, host)
        return func

    def __call__(self, scope, receive, send):
        raise AssertionError("an ASGI server calls this")

    def run(self, port=8080, host=None):
        raise AssertionError("a server was started")
'''
CONTEXT = '''
class RequestContext:
    def __init__(self, session_id=None, request_headers=None, request=None):
        self.session_id, self.request_headers, self.request = session_id, request_headers, request


class BedrockAgentCoreContext:
    _seen = {}

    @classmethod
    def set_request_context(cls, request_id, session_id=None):
        cls._seen.update(request_id=request_id, session_id=session_id)

    @classmethod
    def set_request_headers(cls, headers):
        cls._seen.update(headers=headers)

    @classmethod
    def get_session_id(cls):
        return cls._seen.get("session_id")
'''


def write_stand_in(folder: Path) -> Path:
    """Write the package into a folder for PYTHONPATH."""
    package = folder / "stand_in" / "bedrock_agentcore"
    (package / "runtime").mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("from bedrock_agentcore.runtime import BedrockAgentCoreApp\n")
    (package / "runtime" / "__init__.py").write_text(APP)
    (package / "runtime" / "context.py").write_text(CONTEXT)
    return package.parent
