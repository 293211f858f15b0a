"""Says in the log which statement of IAM would have allowed what AWS denied; a tool tells such an error to its model only."""

from __future__ import annotations

import functools
import re
import sys

from slipway_runtime import logs

# As AWS words it: "… is not authorized to perform: s3:GetObject on resource: "arn:…" because no identity-based policy …".
_DENIED = re.compile(r"not authorized to perform: (?P<action>[a-z0-9-]+:\w+)(?: on resource: \"?(?P<resource>[^\s\"]+))?(?P<reason>.*)", re.DOTALL)

_said: set[tuple[str, str]] = set()


def watch() -> None:
    """From now on each denial is noted when its error is made, whatever the agent does with it."""
    errors = sys.modules.get("botocore.exceptions")
    if errors is None or hasattr(errors.ClientError.__init__, "__wrapped__"):
        return
    make = errors.ClientError.__init__

    @functools.wraps(make)
    def make_and_note(self, *args, **kwargs):
        make(self, *args, **kwargs)
        note(str(self))

    errors.ClientError.__init__ = make_and_note


def note(error: str) -> None:
    """Write what would have helped, once in each process; nothing for another kind of error."""
    denied = _DENIED.search(error)
    if denied is None:
        return
    action, resource = denied["action"], (denied["resource"] or "*").rstrip(".,")
    if (action, resource) in _said:
        return
    _said.add((action, resource))
    reason = denied["reason"]
    # Against an explicit denial no statement helps.
    allow = None if "explicit deny" in reason else {"Effect": "Allow", "Action": action, "Resource": resource}
    place = "the permissions boundary" if "permissions boundary" in reason else "the agent's permissions"
    logs.write("WARN", "access_denied", action=action, resource=resource, allow=allow, place=place if allow else None)
