"""Servers that updates are really sent to, each as good as a test wants: mail by SMTP, a webhook by HTTP."""

from __future__ import annotations

import email
import email.policy
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import keyring.backend
import keyring.errors
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

LONG = 30.0
"""Seconds after which a test that hangs gives up."""


class MemoryKeyring(keyring.backend.KeyringBackend):  # type: ignore[misc]
    """A keyring as the operating system has one, in memory."""

    priority = 5.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not found")

    def _open(self) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")


@dataclass
class Mailbox:
    """What a mail server got. ``say`` is what it answers, by recipient or to the ``data``; ``hold`` waits."""

    port: int = 0
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    say: dict[str, str] = field(default_factory=dict)
    hold: Event | None = None
    came: Event = field(default_factory=Event)
    password: str = ""

    def to(self) -> list[str]:
        """Whom the messages went to."""
        return [to for to, _letter in self.letters]

    def body(self, number: int = 0) -> str:
        """The text of a message."""
        return str(self.letters[number][1].get_content())

    def auth(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password.decode() == self.password
        return AuthResult(success=right, handled=False, message=None if right else "535 5.7.8 Wrong password")

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Envelope, to: str, _options: Any
    ) -> str:
        if to in self.say:
            return self.say[to]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.came.set()
        if self.hold is not None:
            await server.loop.run_in_executor(None, self.hold.wait, LONG)
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters += [
            (to, email.message_from_bytes(content, policy=email.policy.default)) for to in envelope.rcpt_tos
        ]
        return self.say.get("data", "250 OK")


@contextmanager
def mail_server(password: str = "") -> Iterator[Mailbox]:
    """A mail server; with a ``password`` it wants to be signed in to."""
    box = Mailbox(password=password)
    more: dict[str, Any] = {}
    if password:
        more = {"authenticator": box.auth, "auth_required": True, "auth_require_tls": False}
    controller = Controller(box, hostname="127.0.0.1", port=closed_port(), **more)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        if box.hold is not None:
            box.hold.set()
        controller.stop()


@dataclass
class Hook:
    """What a webhook got; ``status`` is what it answers, ``hold`` lets it wait before."""

    port: int = 0
    status: int = 200
    got: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    hold: Event | None = None
    came: Event = field(default_factory=Event)
    breaks_off: bool = False

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/updates"


@contextmanager
def web_server() -> Iterator[Hook]:
    """A webhook."""
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            hook.came.set()
            if hook.hold is not None:
                hook.hold.wait(LONG)
            hook.got.append((dict(self.headers), json.loads(data)))
            if hook.breaks_off:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self.send_response(hook.status)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hook.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield hook
    finally:
        if hook.hold is not None:
            hook.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def deaf_server() -> Iterator[int]:
    """The port of a server that takes calls and never says a word."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield int(one.getsockname()[1])
