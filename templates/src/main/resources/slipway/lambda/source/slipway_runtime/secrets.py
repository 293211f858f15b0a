"""Puts the agent's API keys from Secrets Manager into the environment before its code loads."""

from __future__ import annotations

import json
import os
from typing import Any

from slipway_runtime import redaction
from slipway_runtime.settings import Settings


class SecretUnavailable(Exception):
    """The secret could not be read or is not a JSON object of names and values."""


def load(settings: Settings, client: Any = None) -> list[str]:
    """Set one environment variable per entry and return the names; no secret configured means none."""
    if not settings.secret_arn:
        return []
    values = _parse(_fetch(settings, client))
    redaction.hide(values.values())
    os.environ.update(values)
    return sorted(values)


def _fetch(settings: Settings, client: Any) -> str:
    request = {"SecretId": settings.secret_arn}
    if settings.secret_version_id:
        request["VersionId"] = settings.secret_version_id
    try:
        return (client or _client()).get_secret_value(**request)["SecretString"]
    except Exception as error:
        raise SecretUnavailable(f"{settings.secret_arn}: {type(error).__name__}: {error}") from error


def _client() -> Any:
    import boto3  # late: an agent without keys does not pay for it here
    from botocore.config import Config

    return boto3.client(
        "secretsmanager",
        # Lambda gives the whole init phase 10 s.
        config=Config(connect_timeout=2, read_timeout=4, retries={"total_max_attempts": 3, "mode": "standard"}),
    )


def _parse(text: str) -> dict[str, str]:
    try:
        values = json.loads(text)
    except ValueError:
        raise SecretUnavailable("the secret is not JSON (expected: an object of names and values)") from None
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise SecretUnavailable("the secret is not an object of names and text values")
    return values
