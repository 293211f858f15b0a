"""The agent's own logging: as in a script, and with levels where it configures nothing."""

from __future__ import annotations

import json
import logging
import sys
import time


class LogLines(logging.Handler):
    """Where records go that the agent's own logging does not handle: with their level, one object per line."""

    def __init__(self) -> None:
        super().__init__()
        self._formatter = logging.Formatter()
        self._formatter.converter = time.gmtime

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        try:
            line = {
                "time": f"{self._formatter.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03d}Z",
                "level": record.levelname,
                "logger": record.name,
                "message": record.getMessage(),
            }
            trace = self._formatter.formatException(record.exc_info) + "\n" if record.exc_info else ""
            sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n" + trace)
        except Exception:
            self.handleError(record)



def log_like_a_script() -> None:
    """Lambda's handler on the root logger would make the agent's basicConfig() do nothing and drop its levels."""
    logging.getLogger().handlers.clear()
    logging.lastResort = LogLines()
