"""One cold start as on Lambda: load the handler, answer one question; the last line says what each took."""

import json
import resource
import sys
import time


def cpu() -> float:
    """Processor seconds of this process and of those it has waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


class Context:
    """What Lambda hands over beside the event."""

    aws_request_id = "cold-start"

    def get_remaining_time_in_millis(self) -> int:
        """Enough."""
        return 120_000


output, sys.stdout = sys.stdout, sys.stderr
began = time.perf_counter()
from slipway_runtime.entry import handler  # noqa: E402

imported = cpu(), time.perf_counter() - began
answer = handler({"prompt": "Hello [[notool]]"}, Context())
answered = cpu(), time.perf_counter() - began
if answer["statusCode"] != 200 or "echo" not in answer["body"]:
    sys.exit(f"no answer: {answer}")
output.write("\n")
json.dump({"import": imported[0], "total": answered[0], "wall": answered[1]}, output)
