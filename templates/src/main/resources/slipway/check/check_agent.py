"""Checks agent code from standard input without running it: python -I check_agent.py --runtime 3.11 < code.py."""

from __future__ import annotations

import sys
from pathlib import Path

# A source tree stays as it is; who has a copy of its own says -X keep_compiled, and the next check takes a third less time.
sys.dont_write_bytecode = "keep_compiled" not in sys._xoptions
_FOLDER = Path(__file__).resolve().parent
# Isolated mode (-I) leaves the script's own folder off the path. What the function decides as well, it decides with
# the function's code.
sys.path[:0] = [str(_FOLDER), str(_FOLDER.parent / "lambda" / "source")]

from agent_check.command import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
