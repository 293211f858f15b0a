def main(user_input: str) -> str:
    raise ValueError("no tide table for " + user_input)
