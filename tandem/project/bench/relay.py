"""The least that a relay does: pass each line on to whoever follows the same topic. No HTTP, no ticket, no limit."""

import argparse
import asyncio
from collections import defaultdict

following: dict[bytes, list[asyncio.StreamWriter]] = defaultdict(list)


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    topic = await reader.readline()
    following[topic].append(writer)
    while line := await reader.readline():
        for other in following[topic]:
            if other is not writer:
                other.write(line)


async def main(host: str, port: int) -> None:
    async with await asyncio.start_server(serve, host, port) as server:
        await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bind", required=True)
    host, _colon, port = parser.parse_args().bind.rpartition(":")
    asyncio.run(main(host, int(port)))
