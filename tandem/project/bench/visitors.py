"""People at their browsers, as cheap as they can be: plain sockets, no parser, one connection each.

They go where they are led: from the form's address to the log-in, and from there, with what its page hands on, back.
"""

import asyncio
import base64
import hashlib
import hmac
import html
import re
import struct
import time
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from tandem.project.bench.filers import PASSWORD, SECRET

STEPS = {
    "work": {
        "worked": "yes",
        "employers-rows": "1",
        "employers-0-employer": "Beck am Bach",
        "employers-0-hours": "42.5",
        "employers-0-gross": "1250.00",
    },
    "own-business": {"self_employed": "no"},
    "measures": {"in_measure": "no"},
    "incapacity": {"incapable": "no"},
    "service": {"served": "no"},
    "absences": {"away": "no"},
    "availability": {"still_unemployed": "yes", "workload": "100"},
    "other-benefits": {"other_benefits": "no"},
    "changes": {"changed": "no"},
}
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_FORM = re.compile(rb"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_ACTION = re.compile(rb'\baction="([^"]*)"')
_HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
SEEN = re.compile(rb'name="seen" value="([0-9a-f]{64})"')
_FILED = re.compile(r"/forms/filed/([^/]+)/$")
_FILED_LINK = re.compile(rb'href="(/de/forms/filed/[^/"]+/)"')
_DRAFT = re.compile(rb'href="(/de/forms/draft/\d+/)"')
CHECK_LINK = re.compile(rb'href="(/de/forms/draft/\d+/check/)"')
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)
_REFRESH = re.compile(rb"\r\nrefresh: (\d+)", re.IGNORECASE)
OPENS = 22  # the day of the month from which its form is open
PATIENCE = 30.0  # seconds for one answer


class Trouble(Exception):
    """Something did not answer as it should: she tries again, as people do."""


class Figures:
    """What was measured, by all visitors together."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.done_at: list[float] = []
        self.receipts: dict[str, str] = {}
        self.kept: dict[str, list[str]] = defaultdict(list)
        self.troubles: list[str] = []
        self.gave_up: list[str] = []  # the last trouble of whoever could not file in forty attempts
        self.waited = 0
        self.estimates: list[tuple[float, float]] = []


class Visitor:
    """One person with one browser. `visit` may be begun again at any moment, as she would."""

    def __init__(self, number: int, port: int, month: str, figures: Figures, *, short: bool) -> None:
        self.name = f"filer-{number}"
        self.port = port
        self.start = f"/de/forms/declarations.monthly/{month}/"
        self.figures = figures
        self.short = short
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.cookies: dict[bytes, bytes] = {}
        self.step_used = 0
        self.ready: tuple[str, bytes] = ("", b"")
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def visit(self, *, until: str = "receipt") -> None:
        """Log in, fill, file, see the receipt; tries again for a while when something breaks."""
        try:
            for _attempt in range(40):
                try:
                    await asyncio.wait_for(self._visit(until), 600)
                    return
                except (Trouble, OSError, asyncio.IncompleteReadError, TimeoutError) as trouble:
                    self.figures.troubles.append(f"{type(trouble).__name__} {trouble}"[:120])
                    self.hang_up()
                    await asyncio.sleep(0.5)
            self.figures.gave_up.append(self.figures.troubles[-1])
        finally:
            self.hang_up()

    async def _visit(self, until: str) -> None:
        log_in, page = await self.get("start", self.start)
        if log_in:
            location = await self.log_in(log_in)
            if location != self.start:
                raise Trouble(f"the log-in leads to {location}")
            _location, page = await self.get("start", location)
        if found := _FILED_LINK.search(page):
            await self.see(found[1].decode())
            return
        if found := _DRAFT.search(page):
            location, _page = await self.get("resume", found[1].decode())
        else:
            choice = {"nothing": "1"} if self.short else {}
            location, _page = await self.post("nothing to report" if self.short else "begin", self.start, page, choice)
        if "/forms/filed/" in location:
            await self.see(location)
            return
        while "/step/" in location:
            location = await self.answer(location)
        if "/documents/" in location:
            _location, page = await self.get("documents", location)
            if (link := CHECK_LINK.search(page)) is None:
                raise Trouble("no way on from the documents")
            location = link[1].decode()
        await self.file(location, until)

    async def log_in(self, address: str) -> str:
        """Password and code, from the address that led here. Gives where she is led then."""
        code_page, page = await self.get("log-in", address)
        if code_page and "second-factor" not in code_page:
            return code_page  # she is
        if not code_page:  # else something broke after her password was taken: the code is all that is missing
            action, fields = form_with("login", page, address)
            fields |= {"login": self.name, "password": PASSWORD}
            code_page, _page = await self.post("password", action, page, fields)
        if "second-factor" not in code_page:
            raise Trouble("password not taken")
        _location, page = await self.get("code page", code_page)
        while self.step_used > int(time.time()) // 30:  # a code counts once, and the next but one not yet
            await asyncio.sleep(1)
        step = max(int(time.time()) // 30, self.step_used + 1)
        self.step_used = step
        action, fields = form_with("code", page, code_page)
        location, _page = await self.post("code", action, page, fields | {"code": code(step)})
        if not location:
            await asyncio.sleep(5)  # the code was used: the next one comes
            raise Trouble("code not taken")
        return location

    async def answer(self, address: str) -> str:
        key = address.split("/step/")[1].split("/", maxsplit=1)[0]
        _location, page = await self.get("question", address)
        back = {"back_to_check": "1"} if b'name="back_to_check"' in page else {}
        location, _page = await self.post("answer", address, page, STEPS[key] | back)
        if not location:
            raise Trouble(f"answers of {key} not taken")
        self.figures.kept[self.name] += [name for name in STEPS[key] if "-" not in name]
        return location

    async def file(self, address: str, until: str) -> None:
        location, page = await self.get("check", address)
        if location:
            await self.see(location)
            return
        self.ready = (address, page)
        if until == "check":
            return
        await self.press()

    async def press(self, *, look: bool = True) -> None:
        """The last button. `look`: and see the receipt."""
        address, page = self.ready
        found = SEEN.search(page)
        if found is None:
            raise Trouble("nothing to file on the last page")
        location, _page = await self.post("file", address, page, {"seen": found[1].decode()})
        if not location:
            raise Trouble("not filed")
        if look:
            await self.see(location)

    async def see(self, address: str) -> None:
        number = _FILED.search(address)
        _location, page = await self.get("receipt", address)
        if number is None or number[1].encode() not in page:
            raise Trouble("no receipt on the page")
        self.figures.receipts[self.name] = number[1]
        self.figures.done_at.append(time.monotonic())

    async def get(self, name: str, address: str) -> tuple[str, bytes]:
        began, said = time.monotonic(), None
        while True:
            location, page, refresh = await self.exchange(name, "GET", address)
            if not refresh:
                if said is not None:
                    self.figures.estimates.append((said, time.monotonic() - began))
                return location, page
            self.figures.waited += 1
            said = said if said is not None else estimate(page)
            self.hang_up()  # as a browser: no server keeps a connection open for so long
            await asyncio.sleep(refresh)

    async def post(self, name: str, address: str, page: bytes, fields: dict[str, str]) -> tuple[str, bytes]:
        token = _TOKEN.search(page)
        if token is None:
            raise Trouble(f"no form before {name}")
        body = urlencode({"csrfmiddlewaretoken": token[1].decode(), **fields}).encode()
        location, answer, _refresh = await self.exchange(name, "POST", address, body)
        return location, answer

    async def exchange(self, name: str, method: str, address: str, body: bytes = b"") -> tuple[str, bytes, int]:
        """One request. Gives where it leads, the page, and in how many seconds a waiting page loads again."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        cookies = b"; ".join(b"=".join(pair) for pair in self.cookies.items())
        head = (
            f"{method} {quote(address, safe='/?=&:%')} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
            f"X-Forwarded-For: {self.address}\r\nReferer: https://127.0.0.1/\r\nAccept: text/html\r\n"
        )
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        began = time.monotonic()
        writer.write(head.encode() + (b"Cookie: " + cookies + b"\r\n" if cookies else b"") + b"\r\n" + body)
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        length = _LENGTH.search(answer)
        page = await asyncio.wait_for(reader.readexactly(int(length[1])), PATIENCE) if length else b""
        taken = time.monotonic() - began
        if b"\r\nconnection: close" in answer.lower():
            self.hang_up()
        for key, value in _COOKIE.findall(answer):
            self.cookies[key] = value
        status = int(answer[9:12])
        if status >= 400:
            raise Trouble(f"{name}: {status}")
        refresh = _REFRESH.search(answer)
        self.figures.taken["waiting page" if refresh else name].append(taken)
        location = _LOCATION.search(answer)
        return location[1].decode() if location else "", page, int(refresh[1]) if refresh else 0

    def hang_up(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


def form_with(field: str, page: bytes, address: str) -> tuple[str, dict[str, str]]:
    """Where the form of this page that asks for `field` is sent, and what it hands on. Raises Trouble without one."""
    for attributes, content in _FORM.findall(page):
        if b' name="%s"' % field.encode() in content:
            action = _ACTION.search(attributes)
            hidden = {name.decode(): html.unescape(value.decode()) for name, value in _HIDDEN.findall(content)}
            return html.unescape(action[1].decode()) if action else address, hidden
    raise Trouble(f"no form on the page asks for {field}")


def code(step: int) -> str:
    """What the app shows in this half minute."""
    digest = hmac.new(base64.b32decode(SECRET), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def estimate(page: bytes) -> float:
    """The seconds that the waiting page says."""
    if seconds := re.search(rb"etwa (\d+) Sekunden", page):
        return float(seconds[1])
    minutes = re.search(rb"etwa (\d+) Minuten", page)
    return 60.0 * int(minutes[1]) if minutes else 60.0


async def crowd(visitors: Iterator[Visitor], *, at_once: int, until: float, stop: str = "receipt") -> list[Visitor]:
    """So many at once, the next as soon as one is done, until the moment `until` of the monotonic clock."""
    came: list[Visitor] = []

    async def one_after_another() -> None:
        while time.monotonic() < until and (visitor := next(visitors, None)):
            came.append(visitor)
            await visitor.visit(until=stop)

    await asyncio.gather(*(one_after_another() for _place in range(at_once)))
    return came


async def hammer(port: int, *, at_once: int, seconds: float) -> tuple[float, list[float]]:
    """The bare POST from as many connections: how many a second, and what each took."""
    figures = Figures()
    until = time.monotonic() + seconds
    body = urlencode({f"answer-{number}": "x" * 20 for number in range(33)}).encode()

    async def one(number: int) -> None:
        visitor = Visitor(number, port, "", figures, short=True)
        while time.monotonic() < until:
            await visitor.exchange("bare", "POST", "/bare", body)
        visitor.hang_up()

    await asyncio.gather(*map(one, range(at_once)))
    taken = figures.taken["bare"]
    return len(taken) / seconds, taken
