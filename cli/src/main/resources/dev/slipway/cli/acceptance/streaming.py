def main(user_input: str):
    yield "three "
    yield "parts "
    yield "come"
