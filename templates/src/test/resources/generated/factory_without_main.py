from strands import Agent
def build(name: str) -> Agent:
    if name:
        a = Agent(name=name, model="us.amazon.nova-lite-v1:0", callback_handler=None)
    else:
        a = None
    return a
assistant = build("x")
if __name__ == "__main__":
    print(assistant("hi"))
