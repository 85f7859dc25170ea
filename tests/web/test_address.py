"""Finding the computer from a phone: the LAN address and its QR code."""

from __future__ import annotations

import ipaddress

from bot.web.address import lan_address, lan_url, terminal_qr


def test_the_lan_address_is_one_a_phone_could_reach_or_none() -> None:
    found = lan_address()
    if found is None:
        assert lan_url(8080) is None
    else:
        assert not ipaddress.ip_address(found).is_loopback
        assert lan_url(8080, "binh-long") == f"http://{found}:8080/binh-long"


def test_the_qr_code_is_a_square_of_half_blocks_that_differs_by_address() -> None:
    drawn = terminal_qr("http://192.168.1.20:8080/")
    assert drawn.endswith("\n")
    assert len(drawn.splitlines()) in range(12, 30), "it fits on a terminal"
    assert drawn != terminal_qr("http://192.168.1.21:8080/")
