"""How is another system called? Over HTTPS, at a public address that was looked up once, without following it on."""

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _

from thongsuot.problems import Problem

TIMEOUT = 10.0
ANSWER = 2000
"""Bytes of an answer that are read."""


class Unreachable(Exception):  # noqa: N818
    """A call that brought nothing; the message is a few words for the log."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address, taken apart."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    milliseconds: int
    body: bytes = b""


def place_of(url: str) -> Place:
    """An address that may be called at all; a :class:`Problem` that says what is wrong with it."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    schemes = ("https", "http") if settings.HOOKS_PRIVATE else ("https",)
    if parts.scheme not in schemes or not parts.hostname:
        raise Problem(_("The address must begin with https:// and name a host."))
    if parts.username is not None or parts.password is not None or parts.fragment or len(url) > 300:
        raise Problem(_("The address must hold no name, password or “#”, and be shorter than 300 letters."))
    host = parts.hostname.rstrip(".")
    _literal(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path)


def _literal(host: str) -> None:
    """Refuse at once what plainly names this machine or its network; names are looked up when they are called."""
    bare = host.strip("[]")
    try:
        fits = public(bare)
    except ValueError:
        fits = "." in host and not host.endswith((".local", ".localhost", ".internal", ".lan"))
    if not fits and not settings.HOOKS_PRIVATE:
        raise Problem(_("This address lies within a private network. Give one that is reached from outside."))


def public(written: str) -> bool:
    """Whether a numeric address is one of the public network; ``ValueError`` where it is a name.

    >>> public("8.8.8.8"), public("10.0.0.1"), public("127.0.0.1"), public("::ffff:169.254.169.254"), public("::1")
    (True, False, False, False, False)
    """
    address = ipaddress.ip_address(written.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return public(str(inner))
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


def looked_up(place: Place) -> str:
    """The numeric address of a host, every one of which must be public; it is the one that is called."""
    try:
        rows = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except OSError:
        raise Unreachable("no such host") from None
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not found or not (settings.HOOKS_PRIVATE or all(public(one) for one in found)):
        raise Unreachable("private address")
    return found[0]


def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float = TIMEOUT) -> Reply:
    """Send a body; the answer's status. Redirects are answers like any other."""
    try:
        place = place_of(url)
    except Problem:
        raise Unreachable("address not allowed") from None
    address = looked_up(place)
    limits = urllib3.Timeout(connect=timeout, read=timeout, total=timeout)
    pool: urllib3.HTTPConnectionPool
    if place.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, place.port, timeout=limits, retries=False, server_hostname=place.host, assert_hostname=place.host
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, place.port, timeout=limits, retries=False)
    standard = place.port == (443 if place.scheme == "https" else 80)
    named = {"Host": place.host if standard else f"{place.host}:{place.port}", "User-Agent": "thongsuot"}
    started = time.monotonic()
    try:
        answer = pool.urlopen(
            "POST", place.path, body, {**headers, **named}, redirect=False, preload_content=False, decode_content=False
        )
        told = answer.read(ANSWER)
        answer.close()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Unreachable(type(error).__name__) from None
    finally:
        pool.close()
    return Reply(answer.status, int((time.monotonic() - started) * 1000), told)
