"""Several bots in one run: each of its own locality, and a broken one leaves the others alone."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import aiohttp
import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from emulators.telegram_server import ALWAYS, TelegramServer
from telegram_cast import running_bots, until

from bot.channels.telegram_bot.bots import webhook_secret
from bot.channels.telegram_bot.checkup import check_bots
from bot.settings import BotToken, Settings, SettingsError
from storage.engine import Database

UNKNOWN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


async def test_bots_of_two_localities_keep_their_people_apart(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    other = telegram.add_bot("Bot Thiện Tín", "thien_tin_bot")
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token, "thien-tin": other}) as rig:
        for one in (token, other):
            lan.writes("Chào", to=telegram.bot(one))
            await telegram.received(lan, token=one)
        people = [await database.addresses.find(channel.account, str(lan.id)) for channel in rig.bots.channels]

    assert [channel.account.locality for channel in rig.bots.channels] == ["binh-long", "thien-tin"]
    assert None not in people
    assert people[0] != people[1]


async def test_one_bot_does_not_write_to_another_bots_people(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    other = telegram.add_bot("Bot Thiện Tín", "thien_tin_bot")
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token, "thien-tin": other}) as rig:
        lan.writes("Chào", to=telegram.bot(token))
        await telegram.received(lan, token=token)
        key = await rig.address_id(lan.id)

        with pytest.raises(TelegramBadRequest, match="no such address"):
            await rig.bots.channels[1].bot(SendMessage(chat_id=key, text="lạc"))


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_wrong_token_leaves_the_other_bots_running(
    telegram: TelegramServer, token: str, database: Database, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"kinh-mon": UNKNOWN, "binh-long": token}, mode=mode) as rig:
        lan.writes("Chào")
        await telegram.received(lan)
        wrong, right = rig.bots.lines

    assert right.trouble is None
    assert wrong.trouble is not None
    assert wrong.trouble.kind == "refused"
    assert "HOCVUSO_TELEGRAM_TOKENS" in wrong.trouble.text
    assert "kind=refused" in caplog.text
    assert UNKNOWN.partition(":")[2] not in caplog.text + wrong.trouble.text


async def test_an_outage_is_told_once_and_its_end_too(
    telegram: TelegramServer, token: str, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    telegram.faults.answer(500, times=ALWAYS)
    async with running_bots(telegram, database, {"binh-long": token}) as rig:
        await asyncio.sleep(0.5)
        telegram.faults.clear()
        await until(lambda: rig.line.trouble is None)

    events = [one.getMessage().split()[0] for one in caplog.records if one.name.endswith("telegram_bot.line")]
    assert events == ["telegram.trouble", "telegram.connected"]


async def test_a_server_that_is_not_there_is_trouble_not_an_end(
    telegram: TelegramServer, token: str, database: Database, unused_tcp_port: int
) -> None:
    elsewhere = f"http://127.0.0.1:{unused_tcp_port}"
    async with running_bots(telegram, database, {"binh-long": token}, telegram_api_base=elsewhere) as rig:
        assert rig.line.trouble is not None
        assert rig.line.trouble.kind == "unreachable"
        assert "HOCVUSO_PROXY" in rig.line.trouble.text


async def test_a_bot_of_a_locality_that_is_not_served_stops_the_start(
    telegram: TelegramServer, database: Database
) -> None:
    from bot.channels.telegram_bot.bots import open_bots
    from bot.updates import UpdateLoop

    settings = Settings(_env_file=None, telegram_tokens=(BotToken("kinh-mon", UNKNOWN),))
    loop: UpdateLoop = None  # type: ignore[assignment]  # it does not come to that
    with pytest.raises(SettingsError, match=r"HOCVUSO_TELEGRAM_TOKENS.*kinh-mon"):
        await open_bots(settings, database, loop, {"binh-long": object()}, lambda: None)  # type: ignore[arg-type,return-value]


def test_the_webhooks_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")
    first = webhook_secret(settings)

    assert webhook_secret(settings) == first
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "data" / "webhook_secret").stat().st_mode) == 0o600
    given = Settings(_env_file=None, data_dir=tmp_path / "data", webhook_secret="mot-mat-khau-khac")
    assert webhook_secret(given) == "mot-mat-khau-khac"


async def test_doctor_says_of_each_bot_how_it_is(telegram: TelegramServer, token: str) -> None:
    tokens = (BotToken("binh-long", token), BotToken("kinh-mon", UNKNOWN))
    settings = Settings(_env_file=None, telegram_tokens=tokens, telegram_api_base=telegram.base_url)
    good, wrong = await check_bots(settings)

    assert (good.level, good.about) == ("ok", "Telegram binh-long")
    assert "@binh_long_bot" in good.finding
    assert (wrong.level, wrong.about) == ("warning", "Telegram kinh-mon")
    assert "mã sai hoặc đã bị thu hồi" in wrong.finding
    assert UNKNOWN.partition(":")[2] not in wrong.finding


async def test_doctor_says_when_telegram_cannot_call_in(
    telegram: TelegramServer, token: str, unused_tcp_port: int
) -> None:
    values = {"telegram_tokens": (BotToken("binh-long", token),), "telegram_api_base": telegram.base_url}
    settings = Settings(_env_file=None, telegram_mode="webhook", public_url="http://127.0.0.1", **values)
    hook = {"url": f"http://127.0.0.1:{unused_tcp_port}/"}
    async with aiohttp.ClientSession() as http:
        await http.post(f"{telegram.base_url}/bot{token}/setWebhook", json=hook)
    telegram.person("Cô Lan").writes("Chào")
    await until(lambda: (set_ := telegram.bot(token).webhook) and set_.last_error_message)
    [check] = await check_bots(settings)

    assert check.level == "warning"
    assert "1 tin đang chờ" in check.finding
