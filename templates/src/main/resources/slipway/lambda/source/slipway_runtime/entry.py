"""The Lambda handler: secrets, then the generated code, then one JSON answer for each call."""

from __future__ import annotations

import gc
import time
from typing import Any

from slipway_runtime import logs, secrets, settings
from slipway_runtime.answers import Answers
from slipway_runtime.asking import Outcome
from slipway_runtime.child import Crashed, TookTooLong
from slipway_runtime.events import BadRequest, Request, parse
from slipway_runtime.isolation import Isolation, LoadFailed
from slipway_runtime.secrets import SecretUnavailable


class Service:
    """One execution environment: prepared once, then asked many times."""

    def __init__(self) -> None:
        self.settings = settings.read_settings()
        self.answers = Answers(self.settings.cors_allow_origin)
        self.isolation = Isolation(self.settings.isolation)
        self._has_secrets = False

    def start(self) -> None:
        """What can be done before the first call; a failure here is tried again with each call."""
        settings.prepare_process()
        began = time.monotonic()
        # Loading makes hundreds of thousands of objects that stay: looking for garbage among them was a fifth of it.
        gc.disable()
        try:
            self._read_secrets()
            self.isolation.load()
        except (SecretUnavailable, LoadFailed) as error:
            _log_failure("agent_not_loaded", None, error)
        else:
            logs.write("INFO", "agent_loaded", ms=_ms_since(began))
        finally:
            gc.enable()

    def ask(self, request: Request, seconds: float | None, emit: Any = None) -> Outcome:
        """One question to the agent."""
        self._read_secrets()
        return self.isolation.ask(request, seconds, emit)

    def _read_secrets(self) -> None:
        if not self._has_secrets:
            secrets.load(self.settings)
            self._has_secrets = True


def respond(service: Service, event: Any, context: Any) -> dict[str, Any]:
    """The answer to one event; only Lambda itself can fail from here on."""
    request_id = getattr(context, "aws_request_id", None) or "local"
    began = time.monotonic()
    try:
        request = parse(event)
        if request.is_preflight:
            return service.answers.preflight()
        outcome = service.ask(request, seconds_for(context))
    except BadRequest as error:
        return service.answers.failure(400, request_id, str(error))
    except TookTooLong:
        logs.write("ERROR", "agent_timeout", request_id=request_id, ms=_ms_since(began))
        return service.answers.failure(504, request_id, "The agent did not answer in time")
    except LoadFailed as error:
        return _failed(service, "agent_not_loaded", request_id, error, "The agent's code failed while loading")
    except SecretUnavailable as error:
        return _failed(service, "secret_unavailable", request_id, error, "The agent's API keys could not be read")
    except Crashed as error:
        return _failed(service, "agent_crashed", request_id, error, "The agent's process ended without an answer")
    return _answer(service, request_id, outcome, _ms_since(began))


def seconds_for(context: Any) -> float | None:
    """How long the agent may take so that the answer is sent before Lambda kills the environment."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    if remaining is None:
        return None
    seconds = remaining() / 1000
    return max(seconds / 2, seconds - settings.TIMEOUT_MARGIN_SECONDS)


def _answer(service: Service, request_id: str, outcome: Outcome, ms: int) -> dict[str, Any]:
    content = outcome.printed if service.settings.log_content else None
    if outcome.error_type:
        logs.write(
            "ERROR",
            "agent_failed",
            request_id=request_id,
            ms=ms,
            error_type=outcome.error_type,
            error=outcome.error_message,
            trace=outcome.trace,
            printed=content,
        )
        return service.answers.failure(500, request_id, "The agent failed", outcome.error_type)
    logs.write("INFO", "agent_answered", request_id=request_id, ms=ms, characters=len(outcome.text), printed=content)
    return service.answers.success(request_id, outcome.text)


def _failed(service: Service, event: str, request_id: str, error: BaseException, message: str) -> dict[str, Any]:
    cause = _log_failure(event, request_id, error)
    return service.answers.failure(500, request_id, message, type(cause).__name__)


def _log_failure(event: str, request_id: str | None, error: BaseException) -> BaseException:
    cause = error.__cause__ or error
    trace = logs.trace_of(cause)
    logs.write("ERROR", event, request_id=request_id, error_type=type(cause).__name__, error=str(cause), trace=trace)
    return cause


def _ms_since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)


def service() -> Service:
    """The service of this environment; created once, in the init phase."""
    return _service


def handler(event: Any, context: Any) -> dict[str, Any]:
    """What Lambda calls."""
    return respond(_service, event, context)


_service = Service()
_service.start()
