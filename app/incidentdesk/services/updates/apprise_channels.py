"""The kinds of channels that apprise sends by: e-mail, a webhook, and some hundred other services.

Apprise tells by True or False whether something went. Whether what did not go has certainly not gone, or may
have, is read from the fault that its plugin caught. Nothing that it logs reaches a log of ours: it may name
addresses that are secrets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urlencode, urlsplit

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.updates.apprise_faults import listening, outcome_of
from incidentdesk.services.updates.channel_kinds import ChannelField, Limits, Message, Outcome

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

_LEAST_OF_A_SECRET = 4
_PARTS = re.compile(r"[/?&=@:#+,;\s]")
NOT_PLAIN = N_("The password has a letter that servers do not take.")
_PORTS = {"starttls": 587, "ssl": 465, "insecure": 25}


class EmailChannel:
    """E-mail by an SMTP server; each recipient gets a message of their own."""

    key = "email"
    title = N_("E-mail")
    about = N_("By your mail server. Each recipient gets a message of their own.")
    secret_label = N_("Password of the mailbox")
    fields: tuple[ChannelField, ...] = (
        ChannelField("server", N_("Mail server"), required=True, hint="mail.example.org"),
        ChannelField(
            "security", N_("Connection"), "choice", required=True, default="starttls",
            choices=(
                ("starttls", N_("STARTTLS")),
                ("ssl", N_("TLS")),
                ("insecure", N_("Not encrypted")),
            ),
        ),
        ChannelField("port", N_("Port"), "number", hint=N_("as usual for the connection")),
        ChannelField("user", N_("Sign in as"), hint=N_("empty where the server asks for no password")),
        ChannelField("sender", N_("From"), required=True, hint="desk@example.org"),
        ChannelField("recipients", N_("To"), "lines", required=True, hint=N_("one address a line")),
    )  # fmt: skip

    def checked(self, details: Mapping[str, JsonValue], secret: str) -> dict[str, JsonValue]:
        """See ``ChannelKind``."""
        server, sender, user = (str(details.get(key) or "").strip() for key in ("server", "sender", "user"))
        if not server or re.search(r"[\s/@:]", server) or not in_ascii(server).isascii():
            raise UsageError(
                _("“{text}” is no name of a mail server.").format(text=server),
                _("Write it like mail.example.org, and the port in its own field."),
            )
        security = str(details.get("security") or "starttls")
        if security not in _PORTS:
            raise UsageError(_("Say how the connection to the mail server is protected."))
        recipients = _lines(details.get("recipients"))
        for one in (sender, *recipients):
            _must_be_mail_address(one)
        if not _user_in_ascii(user).isascii():
            raise UsageError(
                _("“{text}” has a letter that mail servers do not take to sign in.").format(text=user),
                _("Use a name of plain letters, digits and signs."),
            )
        _must_be_plain(secret)
        if not recipients:
            raise UsageError(_("The channel needs somebody to write to."), _("Add an e-mail address."))
        kept: dict[str, JsonValue] = {
            "server": server, "security": security, "port": _port(details.get("port"), _PORTS[security]),
            "user": user, "sender": sender, "recipients": list(dict.fromkeys(recipients)),
        }  # fmt: skip
        return kept

    def needs_secret(self, details: Mapping[str, JsonValue]) -> bool:
        """See ``ChannelKind``."""
        return bool(details.get("user"))

    def shown(self, details: Mapping[str, JsonValue]) -> str:
        """See ``ChannelKind``."""
        return ", ".join(self.targets(details))

    def targets(self, details: Mapping[str, JsonValue]) -> tuple[str, ...]:
        """See ``ChannelKind``."""
        return tuple(_lines(details.get("recipients")))

    def send(
        self, details: Mapping[str, JsonValue], secret: str, target: str, message: Message, limits: Limits
    ) -> Outcome:
        """See ``ChannelKind``."""
        user = _user_in_ascii(str(details.get("user") or ""))
        if user and not f"{user}{secret}".isascii():
            return Outcome("failed", "sign_in", _(NOT_PLAIN))
        sign_in = f"{quote(user, safe='')}:{quote(secret, safe='')}@" if user else ""
        server = in_ascii(str(details["server"]))
        told = {
            "smtp": server, "mode": details["security"], "from": in_ascii(str(details["sender"])),
            "to": in_ascii(target), "format": "text", "cto": limits.answer,
            "+X-Incident-Desk-Update": message.key,
        }  # fmt: skip
        scheme = "mailto" if details["security"] == "insecure" else "mailtos"
        where = f"{server}:{details['port']}"
        return _sent(f"{scheme}://{sign_in}{where}/?{_options(told)}", secret, message)


class WebhookChannel:
    """A JSON document to an address of one's own."""

    key = "webhook"
    title = N_("Webhook")
    about = N_("A JSON document with title and text, to an address of your own.")
    secret_label = N_("Token that it asks for (Bearer)")
    fields: tuple[ChannelField, ...] = (
        ChannelField("url", N_("Address"), required=True, hint="https://status.example.org/updates"),
    )

    def checked(self, details: Mapping[str, JsonValue], secret: str) -> dict[str, JsonValue]:
        """See ``ChannelKind``."""
        text = str(details.get("url") or "").strip()
        parts = _split(text)
        if parts is None or parts.scheme not in {"http", "https"} or not _netloc(parts).isascii():
            raise UsageError(
                _("“{text}” is no address of a webhook.").format(text=text),
                _("Write it from https:// on."),
            )
        if parts.username or parts.password or parts.query or _is_of_a_service(text):
            raise UsageError(
                _("This address has something secret in it, and would be kept where others can read it."),
                _("Choose “Chat or other service”, which keeps the whole address in the keyring."),
            )
        _must_be_plain(secret)
        return {"url": text}

    def needs_secret(self, details: Mapping[str, JsonValue]) -> bool:
        """See ``ChannelKind``."""
        return bool(details.get("signed"))

    def shown(self, details: Mapping[str, JsonValue]) -> str:
        """See ``ChannelKind``."""
        return str(details["url"])

    def targets(self, details: Mapping[str, JsonValue]) -> tuple[str, ...]:
        """See ``ChannelKind``."""
        return ("",)

    def send(
        self, details: Mapping[str, JsonValue], secret: str, target: str, message: Message, limits: Limits
    ) -> Outcome:
        """See ``ChannelKind``."""
        if not secret.isascii():
            return Outcome("failed", "sign_in", _(NOT_PLAIN))
        parts = urlsplit(str(details["url"]))
        told = {
            "cto": limits.connect,
            "rto": limits.answer,
            "redirect": "no",
            "+Idempotency-Key": message.key,
        }
        if secret:
            told["+Authorization"] = f"Bearer {secret}"
        scheme = "jsons" if parts.scheme == "https" else "json"
        address = f"{scheme}://{_netloc(parts)}{parts.path or '/'}?{_options(told)}"
        return _sent(address, secret, message)


class ServiceChannel:
    """A chat, a status page or another service, by an address of apprise. All of it is kept as a secret."""

    key = "service"
    title = N_("Chat or other service")
    about = N_(
        "Some hundred services: paste the webhook's address (Slack, Discord, Teams …), or one of apprise "
        "such as ntfys://topic. The whole address is kept in the keyring."
    )
    secret_label = N_("Address")
    fields: tuple[ChannelField, ...] = (
        ChannelField("place", N_("What it is"), hint=N_("for example: room “status” of our chat")),
    )

    def checked(self, details: Mapping[str, JsonValue], secret: str) -> dict[str, JsonValue]:
        """See ``ChannelKind``."""
        place = str(details.get("place") or "").strip()
        if not secret:
            return {"place": place, "service": str(details.get("service") or "")}
        plugin = _plugin(secret)
        if plugin is None:
            raise UsageError(
                _("No service has such an address."),
                _("Paste the webhook's whole address, or look up how apprise writes it."),
            )
        if len(plugin) != 1:
            raise UsageError(
                _("This address names {n} receivers.").format(n=len(plugin)),
                _("Add a channel for each, so that each is told once, and it is known who was."),
            )
        return {"place": place, "service": str(plugin.service_name)}

    def needs_secret(self, details: Mapping[str, JsonValue]) -> bool:
        """See ``ChannelKind``."""
        return True

    def shown(self, details: Mapping[str, JsonValue]) -> str:
        """See ``ChannelKind``."""
        return " · ".join(str(details[key]) for key in ("service", "place") if details.get(key))

    def targets(self, details: Mapping[str, JsonValue]) -> tuple[str, ...]:
        """See ``ChannelKind``."""
        return ("",)

    def send(
        self, details: Mapping[str, JsonValue], secret: str, target: str, message: Message, limits: Limits
    ) -> Outcome:
        """See ``ChannelKind``."""
        joined = f"{secret}{'&' if '?' in secret else '?'}"
        timed = joined + urlencode({"cto": limits.connect, "rto": limits.answer, "retry": 0})
        # An address that a service gave out as it is takes no options of ours.
        return _sent(secret if secret.startswith("http") else timed, secret, message)


def _options(told: Mapping[str, object]) -> str:
    """Options in an address, with no plus sign for a space, which apprise would keep."""
    return urlencode(told, quote_via=quote)


def _sent(address: str, secret: str, message: Message) -> Outcome:
    """Send by ``address``, and tell what became of it."""
    plugin = _plugin(address)
    if plugin is None:
        return Outcome("failed", "wrong_address")
    room = plugin.body_maxlen - (len(message.title) + 2 if not plugin.title_maxlen else 0)
    if len(message.text) > room or 0 < plugin.title_maxlen < len(message.title):
        return Outcome("failed", "too_long", _("At most {n} characters.").format(n=room))
    with listening() as watched:
        went = bool(plugin.notify(title=message.title, body=message.text, body_format="text"))
    return Outcome("sent", "ok") if went else _without(outcome_of(watched), secret)


def _without(outcome: Outcome, secret: str) -> Outcome:
    """``outcome`` with no piece of a secret in its detail."""
    detail = outcome.detail
    pieces = {*_PARTS.split(secret), *_PARTS.split(unquote(secret)), secret, quote(secret, safe="")}
    for piece in sorted(pieces, key=len, reverse=True):
        if len(piece) >= _LEAST_OF_A_SECRET:
            detail = detail.replace(piece, "…")
    return outcome._replace(detail=detail)


def _plugin(address: str) -> NotifyBase | None:
    """What sends by ``address``; ``None`` where apprise knows no such address."""
    import apprise

    with listening():
        found = apprise.Apprise.instantiate(address, asset=_asset(), suppress_exceptions=True)
    return found if isinstance(found, apprise.NotifyBase) else None


def _asset() -> AppriseAsset:
    """What apprise is told of us: it keeps nothing, and asks nobody twice."""
    import apprise

    return apprise.AppriseAsset(
        app_id="IncidentDesk", app_desc="Incident Desk", app_url="", storage_mode="memory",
        default_service_retry=0,
    )  # fmt: skip


def _is_of_a_service(url: str) -> bool:
    """Whether a service is known that gives out such addresses."""
    from apprise.plugins.custom_json import NotifyJSON

    plugin = _plugin(url)
    return plugin is not None and not isinstance(plugin, NotifyJSON)


def in_ascii(address: str) -> str:
    """A host, or an e-mail address, with its domain as the name system of the internet spells it (IDNA 2008).

    What has no such spelling stays as it is. apprise takes no domain with other letters than ASCII.
    """
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    import idna

    try:
        return f"{local}{at}{idna.encode(domain, uts46=True).decode('ascii')}"
    except idna.IDNAError:
        return address


def _user_in_ascii(user: str) -> str:
    """The name of a mailbox, which may be an address."""
    return in_ascii(user) if "@" in user else user


def _must_be_plain(secret: str) -> None:
    if not secret.isascii():
        raise UsageError(
            _(NOT_PLAIN), _("Use one of plain letters, digits and signs, such as one for programs.")
        )


def _must_be_mail_address(text: str) -> None:
    from apprise.utils.parse import is_email

    local = text.rpartition("@")[0]
    if local and not local.isascii():
        raise UsageError(
            _("“{text}” has a letter before the @ that mail servers do not take.").format(text=text),
            _("Use an address of theirs that has plain letters there; the part after the @ may have any."),
        )
    plain = in_ascii(text)
    found = is_email(plain)
    if not found or found["full_email"] != plain:
        raise UsageError(
            _("“{text}” is no e-mail address.").format(text=text),
            _("Write it like desk@example.org, one a line."),
        )


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:  # brackets or a port that are none
        return None


def _netloc(parts: SplitResult) -> str:
    """Host and port of an address, as apprise takes them."""
    if parts.netloc.isascii() or parts.hostname is None:
        return parts.netloc
    return in_ascii(parts.hostname) + (f":{parts.port}" if parts.port else "")


def _lines(value: JsonValue) -> list[str]:
    raw = value if isinstance(value, list) else re.split(r"[\n,;]", str(value or ""))
    return [one for one in (str(part).strip() for part in raw) if one]


def _port(value: JsonValue, usual: int) -> int:
    text = str(value or "").strip()
    if not text:
        return usual
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise UsageError(_("“{text}” is no port.").format(text=text), _("Write a number up to 65535."))
    return int(text)
