"""Gives an agent the conversation of its caller's session, which is kept in S3, and takes it from no other."""

from __future__ import annotations

import importlib
import os
import re
from contextvars import ContextVar
from typing import Any

from slipway_runtime.events import BadRequest, Request, fields_of
from slipway_runtime.settings import SESSIONS

FIELD = "session_id"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
# What strands calls an agent that its author has not named.
_NO_ID, _NO_NAME = "default", "Strands Agents"
# What asks agents for itself: a graph or swarm keeps what they say.
_ASKING_OTHERS = (("strands.multiagent.graph", "Graph"), ("strands.multiagent.swarm", "Swarm"))

# Whether an agent, a graph or a swarm is being asked: whom that asks has no conversation with the caller.
_asked: ContextVar[bool] = ContextVar("slipway_asked", default=False)


def requested(request: Request, event: Any) -> str | None:
    """The session that a caller names, or BadRequest; None without one."""
    named = request.payload.get(FIELD) or (event.get(FIELD) if isinstance(event, dict) else None)
    if not named and request.event is not None:
        named = fields_of(event).get(FIELD)  # a lambda_handler reads its event itself
    if named is None or named == "":
        return None
    if not isinstance(named, str) or not _ID.fullmatch(named):
        raise BadRequest(f"{FIELD}: not a session's id (expected: 1 to 128 letters, digits, '.', '_' or '-', beginning with a letter or digit)")
    return named


def keep(session_id: str) -> None:
    """From now on, in this process, agents that are asked remember the session's conversation and add to it."""
    bucket, _, prefix = os.environ[SESSIONS].partition("/")
    agents = importlib.import_module("strands").Agent
    sessions = importlib.import_module("strands.session.s3_session_manager")
    kept = _Kept(sessions.S3SessionManager(session_id=session_id, bucket=bucket, prefix=prefix, boto_session=_Clients()))
    _wrap(agents, kept.give)
    for module, name in _ASKING_OTHERS:
        _wrap(getattr(importlib.import_module(module), name), lambda asked: None)


class _Kept:
    """One session's conversations, one for each agent."""

    def __init__(self, manager: Any) -> None:
        self._manager = manager
        self._ids: set[str] = set()

    def give(self, agent: Any) -> None:
        """Give the agent its conversation, unless it has one or cares for it itself."""
        if agent._session_manager is not None:
            return
        agent.agent_id = self._new_id(agent)
        agent._session_manager = self._manager
        agent.hooks.add_hook(self._manager)
        self._manager.initialize(agent)

    def _new_id(self, agent: Any) -> str:
        """The author's id or name; else, and for the same once more, the order in which agents are asked."""
        own = agent.agent_id if agent.agent_id != _NO_ID else agent.name if agent.name != _NO_NAME else _NO_ID
        stem = re.sub(r"[^A-Za-z0-9._-]", "-", own)
        found = stem
        while found in self._ids:
            found = f"{stem}-{len(self._ids) + 1}"
        self._ids.add(found)
        return found


def _wrap(kind: type, before: Any) -> None:
    """Call before(asked) where something is asked by main, and not by an agent, graph or swarm."""
    stream = kind.stream_async

    async def stream_async(self, *args: Any, **kwargs: Any):
        within = _asked.get()
        if not within:
            before(self)
        _asked.set(True)
        try:
            async for event in stream(self, *args, **kwargs):
                yield event
        finally:
            _asked.set(within)

    kind.stream_async = stream_async


class _Clients:
    """boto3, whose S3 says that an object is missing where it only says that it may not be read."""

    def client(self, **kwargs: Any) -> Any:
        """A client for strands' session manager."""
        client = importlib.import_module("boto3").client(**kwargs)
        for name, missing in (("get_object", "NoSuchKey"), ("head_object", "404")):
            setattr(client, name, _honest(client, getattr(client, name), missing))
        return client


def _honest(client: Any, call: Any, missing: str) -> Any:
    def asked(**request: Any) -> Any:
        try:
            return call(**request)
        except client.exceptions.ClientError as error:
            # Who may list only a part of a bucket gets this for whatever is not there.
            if error.response["Error"]["Code"] not in ("AccessDenied", "403") or _is_there(client, request):
                raise
            raise client.exceptions.ClientError({"Error": {"Code": missing}}, error.operation_name) from None

    return asked


def _is_there(client: Any, request: dict[str, Any]) -> bool:
    found = client.list_objects_v2(Bucket=request["Bucket"], Prefix=request["Key"], MaxKeys=1)
    return any(entry["Key"] == request["Key"] for entry in found.get("Contents", ()))
