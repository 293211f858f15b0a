"""Speaks HTTP to a program on this machine, without waiting for the end of what it answers."""

import asyncio
from dataclasses import dataclass

import h11

READ_BYTES = 1 << 16


class BrokenOff(Exception):
    """An answer ended too early."""


@dataclass
class Answer:
    """The beginning of an answer; the pieces of its body come as they arrive."""

    status: int
    headers: dict[str, str]
    _connection: h11.Connection
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter

    async def pieces(self):
        try:
            while True:
                event = await next_event(self._connection, self._reader)
                if isinstance(event, h11.Data):
                    yield bytes(event.data)
                elif isinstance(event, h11.EndOfMessage):
                    return
        finally:
            self._writer.close()

    async def read(self):
        return b"".join([piece async for piece in self.pieces()])


async def request(port, method, path, headers, body):
    """The answer, or OSError if nothing answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        connection = h11.Connection(h11.CLIENT)
        fixed = {"Host": f"127.0.0.1:{port}", "Connection": "close", "Content-Length": str(len(body))}
        given = [(name, value.encode("latin-1", "replace")) for name, value in {**headers, **fixed}.items()]
        writer.write(connection.send(h11.Request(method=method, target=path, headers=given)))
        writer.write(connection.send(h11.Data(data=body)))
        connection.send(h11.EndOfMessage())
        await writer.drain()
        while True:
            event = await next_event(connection, reader)
            if isinstance(event, h11.Response):
                names = {name.decode("latin-1"): value.decode("latin-1") for name, value in event.headers}
                return Answer(event.status_code, names, connection, reader, writer)
    except BrokenOff as error:
        writer.close()
        raise ConnectionResetError(str(error)) from None
    except BaseException:
        writer.close()
        raise


async def next_event(connection, reader):
    while True:
        try:
            event = connection.next_event()
            if event is not h11.NEED_DATA:
                return event
            connection.receive_data(await reader.read(READ_BYTES))
        except (h11.RemoteProtocolError, ConnectionError) as error:
            raise BrokenOff(str(error)) from None
