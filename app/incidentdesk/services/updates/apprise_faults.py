"""What kept apprise from sending, read from the faults that its plugins catch and log.

The question is always whether a message certainly did not go, or may have gone: what may have gone is never
sent again by itself.
"""

from __future__ import annotations

import logging
import re
import smtplib
import socket
import ssl
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from incidentdesk.services.updates.channel_kinds import Outcome

_STATUS = re.compile(r"error[=:]\s*(\d{3})\b")
_SIGN_IN = frozenset({401, 403, 407})
_MOST_WORDS = 200


@dataclass
class Watched:
    """What was logged on one thread: the fault that was caught, and the last words of a warning."""

    fault: BaseException | None = None
    words: str = ""


class _Ear(logging.Handler):
    """Hears what apprise logs on the threads that listen. A plugin logs a fault while it handles it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.watching = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the fault at hand, and the words of a warning."""
        watched: Watched | None = getattr(self.watching, "by", None)
        if watched is None:
            return
        fault = _at_hand()
        if fault is not None:
            watched.fault = fault
        if record.levelno >= logging.WARNING:
            watched.words = record.getMessage()


_ear = _Ear()


@contextmanager
def listening() -> Iterator[Watched]:
    """Hear what apprise logs on this thread, and let nothing of it into a log of ours."""
    for name in ("apprise", "urllib3", "requests"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.setLevel(logging.DEBUG if name == "apprise" else logging.CRITICAL)
    logger = logging.getLogger("apprise")
    if _ear not in logger.handlers:
        logger.addHandler(_ear)
    before = getattr(_ear.watching, "by", None)
    watched = _ear.watching.by = Watched()
    try:
        yield watched
    finally:
        _ear.watching.by = before


def outcome_of(watched: Watched) -> Outcome:
    """What became of a message that apprise says did not go."""
    if watched.fault is None:
        return _refused(watched.words)
    if isinstance(watched.fault, smtplib.SMTPException) or _passed(watched.fault, "smtplib"):
        return _of_mail(watched.fault)
    return _of_web(watched.fault)


def _refused(words: str) -> Outcome:
    """The other side answered, and said no."""
    status = _STATUS.search(words)
    if status is None:
        return Outcome("failed", "refused", words[:_MOST_WORDS])
    code = int(status[1])
    return Outcome("failed", "sign_in" if code in _SIGN_IN else "refused", status_words(code))


def _of_mail(fault: BaseException) -> Outcome:
    """A fault with a mail server: a message can only have gone once it was being handed over."""
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return Outcome("failed", "sign_in", _said(fault.smtp_code, fault.smtp_error))
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(fault.recipients.values()))
        return Outcome("failed", "refused", _said(code, said))
    if isinstance(fault, smtplib.SMTPResponseException):
        return Outcome("failed", "refused", _said(fault.smtp_code, fault.smtp_error))
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return Outcome("failed", "sign_in" if "AUTH" in str(fault) else "refused", str(fault)[:_MOST_WORDS])
    state = "unknown" if _passed(fault, "smtplib", "data") else "failed"
    if isinstance(fault, ssl.SSLCertVerificationError):
        return Outcome("failed", "not_trusted")
    if isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError):
        return Outcome(state, "too_slow")
    if _passed(fault, "socket", "create_connection") or isinstance(fault, socket.gaierror):
        return Outcome("failed", "no_connection")
    return Outcome(state, "broken_off")


def _of_web(fault: BaseException) -> Outcome:
    """A fault with a web server: only what failed before the question was asked has certainly not gone."""
    import requests
    from urllib3.exceptions import NewConnectionError

    if isinstance(fault, requests.exceptions.SSLError):
        return Outcome("failed", "not_trusted")
    if isinstance(fault, requests.exceptions.ConnectTimeout):
        return Outcome("failed", "no_connection")
    if isinstance(fault, requests.exceptions.ReadTimeout | TimeoutError):
        return Outcome("unknown", "too_slow")
    if isinstance(fault, requests.exceptions.ConnectionError):
        reason = getattr(fault.args[0] if fault.args else None, "reason", None)
        if isinstance(reason, NewConnectionError):
            return Outcome("failed", "no_connection")
        return Outcome("unknown", "broken_off")
    if isinstance(fault, ConnectionRefusedError | socket.gaierror):
        return Outcome("failed", "no_connection")
    if isinstance(fault, ValueError):  # an address that cannot be asked; requests' own are such, too
        return Outcome("failed", "wrong_address")
    return Outcome("unknown", "broken_off")


def status_words(code: int) -> str:
    """A status of HTTP as it is read: its number with its name."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _at_hand() -> BaseException | None:
    """The fault that is being handled on this thread."""
    return sys.exc_info()[1]


def _passed(fault: BaseException, module: str, function: str = "") -> bool:
    """Whether ``fault`` came through a module of the standard library, or one function of it."""
    frames = traceback.extract_tb(fault.__traceback__)
    return any(
        re.search(rf"[\\/]{module}\.py$", frame.filename) and function in {"", frame.name} for frame in frames
    )


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", errors="replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"[:_MOST_WORDS].strip()
