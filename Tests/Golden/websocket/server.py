"""A WebSocket server that says back what it hears, on the descriptor that it is given as number 3."""
import asyncio
import socket

import websockets


async def echo(connection, *_):
    async for message in connection:
        await connection.send(message)


async def main():
    async with websockets.serve(echo, sock=socket.socket(fileno=3), max_size=1 << 24):
        await asyncio.Future()


asyncio.run(main())
