def main(user_input: str) -> str:
    return "two"
