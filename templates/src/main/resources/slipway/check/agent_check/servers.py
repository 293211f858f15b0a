"""Finds servers and loops that never return: a request would wait for them until its time is up."""

from __future__ import annotations

import ast
from itertools import chain

from agent_check.code import FUNCTIONS, Code, bindings, dotted, last_name
from agent_check.findings import Findings
from agent_check.flow import Flow
from agent_check.receivers import Receivers
from slipway_runtime.entry_choice import AGENTCORE, MAIN, declared
from slipway_runtime.statements import names
from slipway_runtime.trees import children

_FUNCTIONS = frozenset(
    "uvicorn.run uvicorn.main hypercorn.run hypercorn.asyncio.serve hypercorn.trio.serve waitress.serve "
    "aiohttp.web.run_app werkzeug.serving.run_simple bottle.run nicegui.ui.run fasthtml.common.serve "
    "cherrypy.quickstart eventlet.wsgi.server signal.pause".split()
)
_AGENTCORE_FUNCTIONS = ("serve_a2a", "serve_ag_ui")
_MCP = ("run", "run_async", "run_stdio_async", "run_sse_async", "run_streamable_http_async", "run_http_async")
_LOOP_HINT = 'Let main answer one prompt; keep the loop under if __name__ == "__main__"'
# By package and class: the methods that serve until they are stopped.
_METHODS = {
    ("bedrock_agentcore", "BedrockAgentCoreApp"): ("run",),
    ("strands", "A2AServer"): ("serve",),
    ("uvicorn", "Server"): ("run", "serve"),
    ("mcp", "FastMCP"): _MCP,
    ("mcp", "MCPServer"): _MCP,
    ("mcp", "Server"): ("run",),
    ("fastmcp", "FastMCP"): _MCP,
    ("flask", "Flask"): ("run",),
    ("quart", "Quart"): ("run", "run_task"),
    ("sanic", "Sanic"): ("run",),
    ("bottle", "Bottle"): ("run",),
    ("dash", "Dash"): ("run", "run_server"),
    ("gradio", "Blocks"): ("launch",),
    ("gradio", "Interface"): ("launch",),
    ("gradio", "ChatInterface"): ("launch",),
    ("slack_bolt", "App"): ("start",),
    ("slack_bolt", "SocketModeHandler"): ("start",),
    ("slack_bolt", "AsyncSocketModeHandler"): ("start_async",),
    ("discord", "Client"): ("run",),
    ("discord", "Bot"): ("run",),
}
# Whatever they are called on.
_ALWAYS = ("serve_forever", "run_forever", "run_polling", "run_webhook", "infinity_polling", "wait_for_termination")


def scan(code: Code, findings: Findings) -> None:
    """Refuses a server that the import or the entry point certainly starts; warns about a loop, or what may start."""
    receivers = code.receivers
    flow = Flow(code, receivers)
    on_import = ((node, certain, "while the code is imported", _hint_on_import) for node, certain in flow.on_import())
    in_entry = ((node, certain, "when a request arrives", _hint_in_entry) for node, certain in flow.in_entry())
    for node, certain, when, hint in chain(on_import, in_entry):
        if isinstance(node, ast.While):
            if certain and _is_endless(node):
                findings.warn("endless_loop", node, f"This loop begins {when} and does not end by itself", _LOOP_HINT)
        elif _is_server(node, code, receivers):
            _report(findings, certain, node, when, hint(code))


def _is_endless(loop: ast.While) -> bool:
    """Whether nothing in the loop ends it, or hands something on meanwhile."""
    if not (isinstance(loop.test, ast.Constant) and loop.test.value):
        return False
    pending: list[tuple[ast.AST, bool]] = [(part, True) for part in loop.body]
    while pending:
        node, breaks = pending.pop()
        if isinstance(node, (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom)) or (breaks and isinstance(node, ast.Break)):
            return False
        if isinstance(node, ast.Call) and last_name(node.func) in ("exit", "quit", "_exit", "abort"):
            return False
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            breaks = breaks and not isinstance(node, (ast.For, ast.AsyncFor, ast.While))
            pending.extend((part, breaks) for part in children(node))
    return True


def _is_server(call: ast.Call, code: Code, receivers: Receivers) -> bool:
    full = receivers.full_name(call.func)
    package, last = full.partition(".")[0], full.rpartition(".")[2]
    if full in _FUNCTIONS or (package == "bedrock_agentcore" and last in _AGENTCORE_FUNCTIONS):
        return True
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in _ALWAYS or _is_registered(call.func, code):
        return True
    return any(call.func.attr in _methods(kind) for kind in receivers.kinds_of(call.func.value))


def _is_registered(method: ast.Attribute, code: Code) -> bool:
    """Whether this is ask.run, which @app.entrypoint adds to the function."""
    entry = code.entry
    return method.attr == "run" and entry is not None and entry.kind == AGENTCORE and dotted(method.value) == entry.name


def _methods(kind: str) -> tuple[str, ...]:
    package, last = kind.partition(".")[0], kind.rpartition(".")[2]
    if package == kind:  # of unknown origin: an import of everything, say
        return next((methods for (_, name), methods in _METHODS.items() if name == last != "Server"), ())
    return _METHODS.get((package, last), ())


def _report(findings: Findings, certain: bool, call: ast.Call, when: str, hint: str) -> None:
    shown = f"{dotted(call.func)}()".replace(".()", "()")
    if certain:
        message = f"{shown} starts a server {when} and never returns, so no request is answered"
        findings.error("server_never_returns", call, message, hint)
    else:
        message = f"{shown} may start a server {when}; it would never return, and no request would be answered"
        findings.warn("server_never_returns", call, message, hint)


def _hint_on_import(code: Code) -> str:
    away = 'Move it under if __name__ == "__main__"'
    if code.entry is None:
        return f"{away} and define 'async def main(user_input_arg=None)', which Slipway calls"
    return f"{away}; on Lambda '{code.entry.name}' is called without a server"


def _hint_in_entry(code: Code) -> str:
    entry = code.entry.name if code.entry is not None else MAIN
    found = declared(code.tree, names(code.tree))
    offered = [other for other in (found.lambda_handler, found.agentcore) if other is not None]
    others = [other.name for other in offered if other.name != entry]
    made = (pair for statement in code.top_level for pair in bindings(statement))
    others += [name for name, value in made if code.makers.kind_of(value)][-1:]
    answer = f"Let {entry} take the prompt and return the answer"
    if entry == MAIN and others:
        return f"{answer}; or rename main, to serve, say, so that '{others[0]}' is called"
    return f'{answer}, and start the server only under if __name__ == "__main__"'
