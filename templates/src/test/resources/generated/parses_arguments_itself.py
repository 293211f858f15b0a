import argparse, sys
from strands import Agent
def main(argv=None):
    p = argparse.ArgumentParser(prog="x")
    p.add_argument("prompt", nargs="?", default="Hello")
    args = p.parse_args(argv)
    agent = Agent(model="us.amazon.nova-lite-v1:0", callback_handler=None)
    print(agent(args.prompt))
if __name__ == "__main__":
    main()
