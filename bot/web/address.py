"""Where a phone on the same network finds this computer: `hocvuso run --lan`."""

from __future__ import annotations

import io
import socket

import segno


def lan_address() -> str | None:
    """This computer's IPv4 address on its local network, or None without a network. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # connecting a datagram socket only asks the system which way it would go (RFC 5737's example network)
            probe.connect(("192.0.2.1", 9))
            host = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if host.startswith(("127.", "0.")) else host


def lan_url(port: int, slug: str = "") -> str | None:
    """The address to type on a phone, or None without a network."""
    host = lan_address()
    return f"http://{host}:{port}/{slug}" if host else None


def terminal_qr(url: str) -> str:
    """A QR code of ``url`` for a terminal, drawn with half blocks; ends with a newline."""
    drawing = io.StringIO()
    segno.make(url, error="m", micro=False).terminal(drawing, compact=True)
    return drawing.getvalue()
