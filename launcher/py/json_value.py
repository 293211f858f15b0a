"""json_value.py dotted.name: prints that value of the JSON object on stdin as text, nothing if it is absent."""

import json
import sys


def main(name: str) -> None:
    sys.stdout.reconfigure(encoding="utf-8")
    value = json.load(sys.stdin)
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if value is not None:
        print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
