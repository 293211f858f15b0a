"""The Lambda handler: secrets, then the generated code, then one JSON answer for each call."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from slipway_runtime import contexts, logs, secrets, sessions, settings
from slipway_runtime.agent_module import the_agent
from slipway_runtime.agent_process import Crashed, LoadFailed, StillLoading, TookTooLong, Unanswered
from slipway_runtime.answers import Answers
from slipway_runtime.asking import Outcome
from slipway_runtime.entry_choice import MAIN
from slipway_runtime.events import BadRequest, Request, parse
from slipway_runtime.failures import describe
from slipway_runtime.isolation import Isolation
from slipway_runtime.secrets import SecretUnavailable


class Service:
    """One execution environment: prepared once, then called many times."""

    def __init__(self) -> None:
        self.settings = settings.read_settings()
        self.answers = Answers(self.settings.cors_allow_origin)
        self.isolation = Isolation(self.settings.isolation, self.settings.log_prints)
        self._has_secrets = False
        self.kind, self.fields = _entry_point()

    def start(self) -> None:
        """What can be done before the first call; a failure here is retried with each call."""
        settings.prepare_process()
        began = time.monotonic()
        try:
            self._read_secrets()
            loaded = self.isolation.load()
        except (SecretUnavailable, LoadFailed, Crashed) as error:
            log_failure("agent_not_loaded", None, error)
        else:
            logs.write("INFO", "agent_loaded" if loaded else "agent_still_loading", ms=_ms_since(began))

    def read(self, event: Any, context: dict[str, Any]) -> Request:
        """What an event asks, and in which session if sessions are kept."""
        request = parse(event, self.kind, self.fields)
        session_id = sessions.requested(request, event) if self.settings.keeps_sessions else None
        return replace(request, context=context, session_id=session_id)

    def ask(self, request_id: str, request: Request, seconds: float | None, emit: Any = None) -> Outcome:
        """One prompt for the agent; the tokens that it took are logged, whatever became of it."""
        self._read_secrets()
        try:
            outcome = self.isolation.ask(request, seconds, emit)
        except Unanswered as error:
            _log_tokens(request_id, error.tokens)
            raise
        _log_tokens(request_id, outcome.tokens)
        return outcome

    def _read_secrets(self) -> None:
        if not self._has_secrets:
            secrets.load(self.settings)
            self._has_secrets = True


def respond(service: Service, event: Any, context: Any, emit: Any = None, prints_stream: bool = True) -> dict[str, Any]:
    """The answer to one event; only Lambda itself can fail from here on. What the agent yields goes to emit as it comes."""
    request_id = getattr(context, "aws_request_id", None) or "local"
    began = time.monotonic()
    try:
        request = service.read(event, contexts.facts_of(context))
        if request.is_preflight:
            return service.answers.preflight()
        outcome = service.ask(request_id, replace(request, prints_stream=prints_stream), seconds_for(context), emit)
    except BadRequest as error:
        return service.answers.failure(400, request_id, str(error))
    except TookTooLong as error:
        message = late(error)
        logs.write("ERROR", "agent_timeout", request_id=request_id, ms=_ms_since(began), error=message)
        return service.answers.failure(504, request_id, message)
    except (LoadFailed, SecretUnavailable, Crashed) as error:
        event, message = _BROKEN[type(error)]
        return service.answers.failure(500, request_id, message, log_failure(event, request_id, error))
    return _answer(service, request_id, outcome, _ms_since(began))


# What a caller is told of an error that only the log describes.
FAILED = "The agent failed"

_BROKEN: dict[type[Exception], tuple[str, str]] = {
    LoadFailed: ("agent_not_loaded", "The agent's code failed while loading"),
    SecretUnavailable: ("secret_unavailable", "The agent's API keys could not be read"),
    Crashed: ("agent_crashed", "The agent's process ended without an answer"),
}


def level_of(status: int) -> str:
    """How the end of a call is logged: a status from 500 on is the agent's failure, one below 500 is an answer."""
    return "ERROR" if status >= 500 else "INFO"


def late(error: TookTooLong) -> str:
    """What took too long, for the caller."""
    return "The agent's code did not finish loading in time" if isinstance(error, StillLoading) else "The agent did not answer in time"


def seconds_for(context: Any) -> float | None:
    """How long the agent may take so that the answer is sent before Lambda kills the environment."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    if remaining is None:
        return None
    seconds = remaining() / 1000
    return max(seconds / 2, seconds - settings.TIMEOUT_MARGIN_SECONDS)


def _log_tokens(request_id: str, tokens: dict[str, int]) -> None:
    if tokens:
        logs.write("INFO", "agent_usage", request_id=request_id, **tokens)


def _answer(service: Service, request_id: str, outcome: Outcome, ms: int) -> dict[str, Any]:
    if outcome.failure is not None:
        logs.failure("agent_failed", outcome.failure, request_id=request_id, ms=ms)
        return service.answers.failure(500, request_id, outcome.told or FAILED, outcome.failure["error_type"])
    if outcome.http is not None:
        answer = service.answers.passed_on(request_id, outcome.http)
        status = answer["statusCode"]
        logs.write(level_of(status), "agent_answered", request_id=request_id, ms=ms, status=status)
        return answer
    logs.write("INFO", "agent_answered", request_id=request_id, ms=ms, characters=len(outcome.text))
    return service.answers.success(request_id, outcome.text)


def log_failure(event: str, request_id: str | None, error: Exception) -> str:
    """Log what kept the agent from being called; return the type of the underlying error."""
    known = error.failure if isinstance(error, LoadFailed) else describe(error, None)
    logs.failure(event, known, request_id=request_id)
    return known["error_type"]


def _ms_since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)


def _entry_point() -> tuple[str, frozenset[str] | None]:
    """How the agent's entry point is called, and the fields that it takes: they decide what a request must have."""
    try:
        agent = the_agent()
    except (ImportError, OSError):
        return MAIN, frozenset()  # loading it will say what is wrong
    return (agent.choice.kind if agent.choice is not None else MAIN), agent.fields


def service() -> Service:
    """The service of this environment; created once, in the init phase."""
    return _service


def handler(event: Any, context: Any) -> dict[str, Any]:
    """What Lambda calls."""
    return respond(_service, event, context)


_service = Service()
_service.start()
