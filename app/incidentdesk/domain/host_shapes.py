"""The shapes of addresses and host names, in text without case, accents and marks that nobody sees."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DOT = r"(?:\.|\[\.\]|\(\.\))"
"""Also as those write it who fear that somebody clicks on it."""

ADDRESSES = re.compile(
    rf"""
      [a-z][a-z0-9+.-]{{1,20}}://\S*[\w/]              # https://desk.example/x
    | (?<![\w.])www\.\S*[\w/]
    | [^\s@<>()\[\]",;:]{{1,64}}@[^\s@<>()\[\]",;:]{{0,253}}\w  # jane@desk.example
    | \\\\[^\s\\]+(?:\\[^\s\\]+)*                      # \\files\team
    | (?<!\w)[a-z]:\\\S*                               # c:\users\jane
    | (?<![\w/])~?/(?:[\w.-]+/)+[\w.-]*                # /home/jane/x
    | (?<!\w)(?:[0-9a-f]{{2}}[:-]){{5}}[0-9a-f]{{2}}(?!\w)
    | (?<!\w)[0-9a-f]{{4}}\.[0-9a-f]{{4}}\.[0-9a-f]{{4}}(?!\w)
    | (?<![\w:])(?=[0-9a-f:]*::)[0-9a-f:]{{2,}}(?:%\w+)?(?:/\d{{1,3}})?(?!\w)
    | (?<![\w:])(?:[0-9a-f]{{1,4}}:){{7}}[0-9a-f]{{1,4}}(?:%\w+)?(?:/\d{{1,3}})?(?!\w)
    | (?<!\d)(?<!\d\.)\d{{1,3}}{_DOT}\d{{1,3}}(?:{_DOT}(?:\d{{1,3}}|x{{1,3}}|\*)){{2}}
      (?::\d+)?(?:/\d{{1,2}})?(?!\d)
    """,
    re.VERBOSE | re.ASCII,
)
"""Addresses in the web, of people, of files, of cards and of networks."""

_ENDINGS = _set(
    "com net org edu gov mil int info biz name pro io dev app cloud local lan internal corp intra intranet "
    "home arpa site online tech systems network domain test example invalid localdomain private"
)

DOTTED = re.compile(
    rf"((?<![a-z0-9_-])[a-z0-9_-]+(?:{_DOT}[a-z0-9_-]+)+|\blocalhost)(?::\d+)?(?:/[\w./-]*\w)?", re.ASCII
)
"""Words with dots, and what may stand behind a name with a domain; ``is_domain`` says of the first group."""


WORD = re.compile(r"[a-z0-9]+(?:[-_]+[a-z0-9]+)*")
"""What is looked at as one word."""

_MACHINES = _set(
    "srv svr vm dc sql prn esx esxi nas san fw sw rtr prod prd stg uat dmz ws wks pc nb lt host vip lb kvm "
    "idrac ilo ap wlc dns dhcp ldap adfs"
)
"""Parts of a word with hyphens that make it the name of a machine."""

_COUNTED = _set(
    "sev p q fy kw day week month year phase stage step part page level tier floor room ward building block "
    "wing site gate line zone unit team group version ver rev gen no nr ext option plan sprint "
    "jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september "
    "october november december eur usd gbp chf cve kb chg inc req prb ritm task ticket case "
    "ipv sha md utf mp wpa tls ssl http oauth saml covid iso office windows win ios macos android outlook "
    "exchange word excel teams usb wifi sharepoint"
)
"""Words that have a number behind them, and are no machines: ``sev1``, ``floor-2``, ``ipv6``."""

_NUMBERED = re.compile(r"([a-z]+)-?\d+")
_HOSTS = re.compile(
    r"[a-z]{2,}\d+[a-z]{0,3}"  # mail01, dc1a
    r"|[a-z]\d{4,}"  # d20417
    r"|[a-z0-9]*[a-z]\d+[a-z]+\d[a-z0-9]*"  # ldn2srv04
    r"|\d+[a-z]{2,}\d+[a-z0-9]*"  # 2fprn04
)


def is_domain(word: str) -> bool:
    """Whether ``word`` (of ``DOTTED``) is a name with a domain: three parts, or two with an ending of one."""
    parts = re.split(_DOT, word)
    if word == "localhost" or re.fullmatch(r"v?\d+(?:\.\d+)+", word):
        return word == "localhost"
    last, named = parts[-1], [part for part in parts if len(part) > 1 and not part.isdecimal()]
    if last in _ENDINGS:
        return True
    two_letters = len(last) == 2 and last.isalpha() and len(parts[-2]) > 1
    return two_letters or (len(parts) > 2 and bool(named))


def is_host_word(word: str, numbers: str = "") -> bool:
    """Whether ``word`` (of ``WORD``) has the shape of a host name; ``numbers`` is the prefix of incidents."""
    if numbers and re.fullmatch(rf"{re.escape(numbers)}-\d+(?:-\d+)*", word):
        return False
    if not any("a" <= letter <= "z" for letter in word):
        return False
    if "_" in word:
        return True
    counted = _NUMBERED.match(word)
    if counted and counted[1] in _COUNTED:
        return False
    parts = word.split("-")
    if len(parts) == 1:
        return _HOSTS.fullmatch(word) is not None
    if any(part in _MACHINES for part in parts):
        return True
    # 24-hour and 3-node are counts; mail-01, us-east-1 and x2-lab are not.
    counts = parts[0].isdecimal() and not any(letter.isdecimal() for part in parts[1:] for letter in part)
    return not counts and any(letter.isdecimal() for part in parts for letter in part)
