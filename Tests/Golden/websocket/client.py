"""Sends messages of many sizes over a WebSocket and says whether each came back: URL PORT [CA]."""
import asyncio
import ssl
import sys

import websockets


async def main():
    url, port = sys.argv[1], int(sys.argv[2])
    more = {}
    if len(sys.argv) > 3:
        more = {"ssl": ssl.create_default_context(cafile=sys.argv[3]), "server_hostname": "myapp.test"}
    async with websockets.connect(url, host="127.0.0.1", port=port, max_size=1 << 24, **more) as connection:
        for size in (0, 1, 125, 126, 65_535, 65_536, 300_000, 2_000_000):
            for message in ("x" * size, b"\x00\xff" * (size // 2)):
                await connection.send(message)
                assert await connection.recv() == message, size
        await (await connection.ping())
    print("all came back")


asyncio.run(main())
