import os


def main(user_input: str) -> str:
    print("acceptance heard:", user_input)
    key = os.environ.get("ACCEPTANCE_KEY", "")
    return f"one mode={os.environ.get('ACCEPTANCE_MODE')} key={len(key)}"
