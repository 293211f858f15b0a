"""Knows which session has which process: starts it with the first call, and ends it when AgentCore would."""

import asyncio
import logging
import time

from emulator_sessions import SWEEP_SECONDS, Full, Process, Slot, tree

LOG = logging.getLogger("slipway.agentcore")
# Each imports the agent's libraries: all at once, none would be done in time.
STARTS_AT_ONCE = 4


class Pool:
    """The processes of all runtimes."""

    def __init__(self, most, exists):
        self.most = most
        self._exists = exists
        self._slots = {}
        # Everything that runs, whether or not a session still has it.
        self._running = set()
        self._starts = asyncio.Semaphore(STARTS_AT_ONCE)
        self._sweeping = None  # begins with the first call, when there is a loop

    async def take(self, key, make_order, write_lines):
        """The session's process, which stays until it is returned; Failed or Full without one."""
        if self._sweeping is None:
            self._sweeping = asyncio.create_task(self._sweep_for_ever())
        slot = self._slots.get(key)
        if slot is not None and slot.process() is not None and slot.process().popen.poll() is not None:
            self._drop(key)
            slot = None
        if slot is None:
            self._make_room()
            slot = self._slots[key] = Slot(asyncio.create_task(self._start(make_order, write_lines)))
        slot.calls += 1
        try:
            return slot, await asyncio.shield(slot.task)
        except BaseException:
            self.give_back(slot)
            if slot.task.done() and self._slots.get(key) is slot:
                del self._slots[key]
            raise

    def give_back(self, slot):
        slot.calls -= 1
        slot.used = time.monotonic()

    async def stop(self, is_meant):
        """End sessions now; return how many there were."""
        ended = [self._drop(key) for key in [key for key in self._slots if is_meant(key)]]
        await asyncio.gather(*ended)
        return len(ended)

    def end_all(self):
        """When the emulator itself ends, and its loop no longer runs."""
        left = [(process, tree(process.popen.pid)) for process in self._running]
        for process, _ in left:
            process.popen.terminate()
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline and any(process.popen.poll() is None for process, _ in left):
            time.sleep(0.02)
        for process, below in left:
            process.kill(below)

    async def _start(self, make_order, write_lines):
        async with self._starts:
            process = await asyncio.to_thread(lambda: Process(make_order(), write_lines))
            self._running.add(process)
            process.begin_to_log()
            try:
                await process.wait_until_it_serves()
            except BaseException:
                await self._end(process)
                raise
            return process

    async def _end(self, process):
        await process.end()
        self._running.discard(process)

    def _make_room(self):
        """Where there are as many as there may be, the one goes that has been idle for longest."""
        if len(self._slots) < self.most:
            return
        idle = [key for key, slot in self._slots.items() if not slot.calls]
        if not idle:
            raise Full()
        self._drop(min(idle, key=lambda key: self._slots[key].used))

    def _drop(self, key):
        """Forget a session and end its process; it is gone when the returned task is done."""
        return asyncio.create_task(self._end_slot(self._slots.pop(key)))

    async def _end_slot(self, slot):
        try:
            process = await asyncio.shield(slot.task)
        except Exception:
            return  # it never was one
        await self._end(process)

    async def _sweep_for_ever(self):
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                now = time.monotonic()
                for key in [key for key, slot in self._slots.items() if slot.is_due(now) or not self._exists(key)]:
                    self._drop(key)
            except Exception:
                LOG.exception("Sessions could not be looked after")
