"""The socket the web server listens on, taken before anything slow, so that a busy port is known at once."""

from __future__ import annotations

import errno
import socket

from bot.settings import variable


class PortTaken(OSError):
    """We cannot listen there; the message says why in Vietnamese and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        PortTaken: somebody else listens there, it is not allowed, or the host is not this machine's.
    """
    try:
        return _listen(host, port)
    except OSError as error:
        raise PortTaken(_explain(error, host, port)) from error


def _listen(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, address = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening


def _explain(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"cổng {port} đang có chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác: "
            f"hocvuso run --port {port + 1 if port < 65535 else 8080} (hay đặt {variable('port')})."
        )
    if error.errno == errno.EACCES:
        return f"không được phép dùng cổng {port}. Hãy chọn cổng từ 1024 trở lên ({variable('port')})."
    return f"máy này không có địa chỉ “{host}” ({error.strerror}). Hãy sửa {variable('host')}, ví dụ 127.0.0.1."
