"""Settings: read in one place; a wrong one stops the start, is named, and comes with what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import BotToken, Settings, SettingsError, read_settings


@pytest.fixture(autouse=True)
def clean_environment() -> Iterator[None]:
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("HOCVUSO_")]:
        del os.environ[name]
    yield
    os.environ.clear()
    os.environ.update(before)


def write_env(folder: Path, text: str) -> Path:
    path = folder / ".env"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_first_run_needs_no_settings(tmp_path: Path) -> None:
    settings = read_settings(tmp_path / ".env")

    assert (settings.host, settings.port, settings.localities) == ("127.0.0.1", 8080, ())
    assert (settings.data_dir, settings.database_url) == (Path("data"), None)


def test_options_win_over_the_environment_and_the_environment_over_the_file(tmp_path: Path) -> None:
    env_file = write_env(
        tmp_path, "HOCVUSO_PORT=1111\nHOCVUSO_HOST=10.0.0.1\nHOCVUSO_LOCALITIES= kinh-mon, binh-long ,\n"
    )
    os.environ["HOCVUSO_HOST"] = "0.0.0.0"  # noqa: S104 - the value under test

    settings = read_settings(env_file, port=2222)

    assert (settings.host, settings.port) == ("0.0.0.0", 2222)  # noqa: S104 - the value under test
    assert settings.localities == ("kinh-mon", "binh-long")


def test_an_empty_value_means_not_set(tmp_path: Path) -> None:
    settings = read_settings(write_env(tmp_path, "HOCVUSO_PORT=\nHOCVUSO_DATABASE_URL=\nHOCVUSO_LOCALITIES=\n"))

    assert settings == Settings(_env_file=None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOCVUSO_PORT", "tám nghìn"),
        ("HOCVUSO_PORT", "70000"),
        ("HOCVUSO_PUBLIC_URL", "hoi.binhlong.example"),
        ("HOCVUSO_PUBLIC_URL", "https://binhlong.example/tro-ly"),
        ("HOCVUSO_DATABASE_URL", "mysql://localhost/x"),
        ("HOCVUSO_LOCALITIES", "Bình Long"),
        ("HOCVUSO_TELEGRAM_TOKENS", "123456:ABC-xyz"),
        ("HOCVUSO_TELEGRAM_TOKENS", "binh-long=ABC-xyz"),
        ("HOCVUSO_TELEGRAM_TOKENS", "binh-long"),
        ("HOCVUSO_TELEGRAM_TOKENS", "=123456:ABC-xyz"),
        ("HOCVUSO_TELEGRAM_TOKENS", "binh-long=123456:ABC-xyz,thien-tin=123456:ABC-xyz"),
        ("HOCVUSO_TELEGRAM_MODE", "push"),
        ("HOCVUSO_TELEGRAM_API_BASE", "api.telegram.org"),
        ("HOCVUSO_PROXY", "127.0.0.1:1080"),
        ("HOCVUSO_PROXY", "socks5://127.0.0.1"),
        ("HOCVUSO_WEBHOOK_SECRET", "ngắn"),
        ("HOCVUSO_WEBHOOK_SECRET", "khong duoc co dau cach o day"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(write_env(tmp_path, f"{name}={value}\n"))

    message = str(caught.value)
    assert message.startswith(f"{name} chưa đúng. Cần: ")
    assert "ví dụ" in message
    assert "Hãy sửa" in message


def test_a_password_in_a_wrong_database_url_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(write_env(tmp_path, "HOCVUSO_DATABASE_URL=mysql://u:hoa-sen-7@localhost/x\n"))

    assert "hoa-sen-7" not in str(caught.value)


@pytest.mark.parametrize("where", ["file", "environment"])
def test_a_misspelt_name_stops_the_start_and_suggests_the_right_one(tmp_path: Path, where: str) -> None:
    env_file = write_env(tmp_path, "HOCVUSO_PROT=9000\n" if where == "file" else "")
    if where == "environment":
        os.environ["HOCVUSO_PROT"] = "9000"

    with pytest.raises(SettingsError, match=r"HOCVUSO_PROT\. Có phải ý là HOCVUSO_PORT\?"):
        read_settings(env_file)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"HOCVUSO_HOST=\xff\xfe\n")

    with pytest.raises(SettingsError, match=r"\.env.*UTF-8"):
        read_settings(tmp_path / ".env")


def test_bots_of_several_localities_are_read_and_their_tokens_are_never_shown(tmp_path: Path) -> None:
    line = "HOCVUSO_TELEGRAM_TOKENS= binh-long=123456:ABC-xyz_1 , thien-tin=654321:DEF-uvw_2,\n"
    settings = read_settings(write_env(tmp_path, line))

    assert settings.telegram_tokens == (
        BotToken("binh-long", "123456:ABC-xyz_1"),
        BotToken("thien-tin", "654321:DEF-uvw_2"),
    )
    assert settings.telegram_tokens[1].bot_id == "654321"
    assert "ABC" not in repr(settings)


@pytest.mark.parametrize("value", ["binh-long=123456ABC-hoa-sen-7", "binh-long=123456:hoa sen 7"])
def test_a_wrong_token_is_not_repeated(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(write_env(tmp_path, f"HOCVUSO_TELEGRAM_TOKENS={value}\n"))

    assert "hoa" not in str(caught.value)


@pytest.mark.parametrize("public_url", ["", "http://hoi.binhlong.example"])
def test_a_webhook_needs_an_address_that_telegram_can_call(tmp_path: Path, public_url: str) -> None:
    lines = "HOCVUSO_TELEGRAM_TOKENS=binh-long=123456:ABC-xyz\nHOCVUSO_TELEGRAM_MODE=webhook\n"
    with pytest.raises(SettingsError) as caught:
        read_settings(write_env(tmp_path, f"{lines}HOCVUSO_PUBLIC_URL={public_url}\n"))
    assert "HOCVUSO_TELEGRAM_MODE=webhook cần HOCVUSO_PUBLIC_URL" in str(caught.value)

    settings = read_settings(write_env(tmp_path, f"{lines}HOCVUSO_PUBLIC_URL=https://hoi.binhlong.example\n"))
    assert settings.telegram_mode == "webhook"
    elsewhere = f"{lines}HOCVUSO_TELEGRAM_API_BASE=http://127.0.0.1:8081\nHOCVUSO_PUBLIC_URL=http://127.0.0.1:8080\n"
    assert read_settings(write_env(tmp_path, elsewhere)).public_url == "http://127.0.0.1:8080"
