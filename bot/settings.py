"""The settings (cài đặt): `HOCVUSO_…` in the environment or in `.env`, read here and nowhere else."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.data_home import DEFAULT as DEFAULT_DATA_DIR

PREFIX = "HOCVUSO_"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class SettingsError(ValueError):
    """A setting cannot be used; the message names the variable and says in Vietnamese what to do."""


def _split_slugs(value: object) -> object:
    if not isinstance(value, str):
        return value
    slugs = tuple(slug.strip() for slug in value.split(",") if slug.strip())
    for slug in slugs:
        if not _SLUG.fullmatch(slug):
            raise ValueError(f"“{slug}” không phải tên địa phương viết liền không dấu")
    return slugs


def _check_public_url(value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("không phải một địa chỉ web")
    if parts.path not in ("", "/"):
        raise ValueError("địa chỉ web không được có phần sau tên miền")
    return value.rstrip("/")


def _check_database_url(value: str | None) -> str | None:
    if value is not None and not re.match(r"(sqlite|postgresql)(\+[a-z0-9]+)?://", value):
        raise ValueError("không phải địa chỉ của SQLite hay PostgreSQL")
    return value


@dataclass(frozen=True, slots=True)
class BotToken:
    """A bot of a locality (by slug) on a platform; the token is a password and never shown."""

    locality: str
    token: str = field(repr=False)

    @property
    def bot_id(self) -> str:
        """The part before the colon: the platform's public id of the bot."""
        return self.token.partition(":")[0]


def _split_tokens(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = []
    for part in filter(None, (part.strip() for part in value.split(","))):
        slug, _, token = (one.strip() for one in part.partition("="))
        if not _SLUG.fullmatch(slug) or not re.fullmatch(r"[0-9]{3,20}:[A-Za-z0-9_-]{3,100}", token):
            raise ValueError("không có dạng địa-phương=số:chữ")
        found.append(BotToken(slug, token))
    if len({one.bot_id for one in found}) < len(found):
        raise ValueError("một bot đứng hai lần")
    return tuple(found)


def _check_server(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("không phải một địa chỉ web")
    return value.rstrip("/")


def _check_proxy(value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "socks4", "socks5") or not parts.hostname or not parts.port:
        raise ValueError("không phải địa chỉ của một máy trung chuyển")
    return value


TELEGRAM_API = "https://api.telegram.org"


class Settings(BaseSettings):
    """One run's settings. Empty means "not set". The description says in Vietnamese what a right value looks like."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    host: str = Field("127.0.0.1", min_length=1, description="địa chỉ máy để nghe, ví dụ 127.0.0.1 hoặc 0.0.0.0")
    port: int = Field(8080, ge=1, le=65535, description="cổng, một số từ 1 đến 65535, ví dụ 8080")
    public_url: Annotated[str | None, AfterValidator(_check_public_url)] = Field(
        None, description="địa chỉ bà con gõ vào trình duyệt, ví dụ https://hoi.binhlong.example"
    )
    data_dir: Path = Field(DEFAULT_DATA_DIR, description="thư mục giữ dữ liệu, ví dụ ./data")
    database_url: Annotated[str | None, AfterValidator(_check_database_url)] = Field(
        None,
        description="nơi lưu dữ liệu, ví dụ postgresql://user:mật-khẩu@localhost/hocvuso; để trống thì dùng SQLite",
    )
    localities: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_slugs)] = Field(
        (), description="các địa phương, cách nhau bằng dấu phẩy, ví dụ binh-long,thien-tin; để trống là tất cả"
    )
    telegram_tokens: Annotated[tuple[BotToken, ...], NoDecode, BeforeValidator(_split_tokens)] = Field(
        (), description="bot Telegram của từng địa phương, ví dụ binh-long=123456:ABC-xyz,thien-tin=654321:DEF-uvw"
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        "polling", description="polling (máy tự hỏi Telegram) hoặc webhook (Telegram gọi vào), ví dụ polling"
    )
    telegram_api_base: Annotated[str, AfterValidator(_check_server)] = Field(
        TELEGRAM_API, description="máy chủ Telegram, hoặc một máy chủ khác để thử, ví dụ http://127.0.0.1:8081"
    )
    proxy: Annotated[str | None, AfterValidator(_check_proxy)] = Field(
        None, description="máy trung chuyển khi mạng chặn Telegram, ví dụ socks5://127.0.0.1:1080"
    )
    webhook_secret: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9_-]{16,256}$",
        repr=False,
        description="mật khẩu của webhook, 16–256 chữ cái, số, _ hoặc -, ví dụ một dãy ngẫu nhiên; trống: máy tự tạo",
    )


def variable(field: str) -> str:
    """The name of the environment variable behind a field of `Settings`."""
    return PREFIX + field.upper()


def read_settings(env_file: Path | None = Path(".env"), **overrides: Any) -> Settings:
    """The settings of this run: ``overrides`` (a command's options) before the environment before `.env`.

    Raises:
        SettingsError: a value is wrong or a `HOCVUSO_…` name is unknown.
    """
    _refuse_unknown_names(env_file)
    try:
        settings = Settings(_env_file=env_file, **overrides)  # type: ignore[call-arg]  # pydantic-settings' own argument
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        right = Settings.model_fields[field].description
        raise SettingsError(
            f"{variable(field)} chưa đúng. Cần: {right}. Hãy sửa trong tệp .env (hoặc biến môi trường) rồi chạy lại."
        ) from None
    _check_webhook(settings)
    return settings


def _check_webhook(settings: Settings) -> None:
    if settings.telegram_mode != "webhook" or not settings.telegram_tokens:
        return
    needs_https = settings.telegram_api_base == TELEGRAM_API
    url = settings.public_url or ""
    if not url or (needs_https and not url.startswith("https://")):
        raise SettingsError(
            f"{variable('telegram_mode')}=webhook cần {variable('public_url')} là địa chỉ https mà Telegram gọi "
            "vào được, ví dụ https://hoi.binhlong.example. Hãy ghi địa chỉ đó, hoặc dùng polling rồi chạy lại."
        )


def _refuse_unknown_names(env_file: Path | None) -> None:
    known = [variable(field) for field in Settings.model_fields]
    names = list(os.environ)
    if env_file is not None and env_file.is_file():
        try:
            names += dotenv_values(env_file)
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"Không đọc được {env_file}: {error}. Hãy lưu lại tệp với mã UTF-8.") from error
    for name in names:
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Có phải ý là {near[0]}?" if near else f"Các tên đang có: {', '.join(known)}."
            raise SettingsError(f"Không có cài đặt nào tên là {name}. {hint} Hãy sửa hoặc xóa dòng đó rồi chạy lại.")
