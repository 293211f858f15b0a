import argparse, asyncio
from strands import Agent
async def main(args):
    agent = Agent(model=args.model or "us.amazon.nova-lite-v1:0", callback_handler=None)
    if args.verbose: print("v")
    print(agent(args.prompt))
if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--prompt", default="Hello")
    p.add_argument("--model"); p.add_argument("--verbose", action="store_true")
    asyncio.run(main(p.parse_args()))
