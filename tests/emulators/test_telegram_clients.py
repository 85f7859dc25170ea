"""Unmodified bots of two libraries that do not know each other run against the emulator, by polling and by webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.filters import CommandObject, CommandStart
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiogram.types import Update as AiogramUpdate
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from emulators.conftest import Client, keyboard
from emulators.telegram_server import Person, TelegramServer
from telegram import InlineKeyboardButton as PtbButton
from telegram import InlineKeyboardMarkup as PtbMarkup
from telegram import Update
from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes
from telegram.ext import MessageHandler as PtbMessageHandler
from telegram.ext.filters import TEXT

SECRET = "bi-mat"


@pytest.fixture
def lan(telegram: TelegramServer) -> Person:
    return telegram.person("Cô Lan")


async def talk(telegram: TelegramServer, person: Person) -> None:
    """What every bot below must manage: a deep link, a question, a button, an edit, a question in Vietnamese."""
    person.starts("ma-1")
    assert [message.text for message in await telegram.received(person)] == ["Chào Cô Lan, mã ma-1"]
    person.writes("Lễ ở đâu?")
    menu = (await telegram.received(person, 2))[1]
    assert (menu.text, menu.buttons) == ("Bác hỏi: Lễ ở đâu?", ["Nghe rồi"])
    assert menu.entities[0]["type"] == "bold"
    press = person.presses("Nghe rồi")
    assert (await telegram.answered(press))["text"] == "Dạ"
    await telegram.until(lambda: menu.text == "Cảm ơn bác.")
    assert menu.buttons == []
    person.writes("Còn gì nữa không?")
    assert (await telegram.received(person, 3))[2].text == "Bác hỏi: Còn gì nữa không?"
    assert telegram.refused(next(iter(telegram.world.bots))) == 0


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """A bot's web server on loopback; gives its address."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


# --- aiogram ----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def aiogram_bot(telegram: TelegramServer, token: str) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.base_url))
    bot = Bot(token, session=session)
    yield bot
    await session.close()


def aiogram_dispatcher() -> Dispatcher:
    router = Router()

    @router.message(CommandStart(deep_link=True))
    async def start(message: Message, command: CommandObject) -> TelegramMethod[Message]:
        assert message.from_user is not None
        return message.answer(f"Chào {message.from_user.first_name}, mã {command.args}")

    @router.message()
    async def question(message: Message) -> None:
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Nghe rồi", callback_data="nghe")]])
        await message.answer(f"<b>Bác hỏi:</b> {message.text}", parse_mode="HTML", reply_markup=keyboard)

    @router.callback_query()
    async def heard(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer("Dạ")
        await query.message.edit_text("Cảm ơn bác.")

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return dispatcher


async def test_an_aiogram_bot_talks_by_polling(telegram: TelegramServer, lan: Person, token: str) -> None:
    async with aiogram_bot(telegram, token) as bot:
        dispatcher = aiogram_dispatcher()
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        await talk(telegram, lan)
        await dispatcher.stop_polling()
        await polling


@pytest.mark.parametrize("in_background", [False, True])
async def test_an_aiogram_bot_talks_by_webhook(
    telegram: TelegramServer, lan: Person, token: str, in_background: bool
) -> None:
    """Not in the background, the first reply leaves in the answer to the webhook, as multipart."""
    async with aiogram_bot(telegram, token) as bot:
        app = web.Application()
        SimpleRequestHandler(
            aiogram_dispatcher(), bot, handle_in_background=in_background, secret_token=SECRET
        ).register(app, path="/hook")
        async with serving(app) as address:
            await bot.set_webhook(f"{address}/hook", secret_token=SECRET)
            await talk(telegram, lan)
            calls = telegram.bot(token).calls["sendmessage"]
            await bot.delete_webhook()

    assert calls == 3


async def test_aiogram_reads_every_result(telegram: TelegramServer, lan: Person, token: str) -> None:
    lan.starts()
    async with aiogram_bot(telegram, token) as bot:
        me = await bot.get_me()
        picture = await bot.send_photo(lan.id, BufferedInputFile(b"\x89PNG", "a.png"), caption="Áp phích")
        paper = await bot.send_document(lan.id, BufferedInputFile(b"%PDF", "don.pdf"))
        chat = await bot.get_chat(lan.id)
        await bot.set_my_commands([BotCommand(command="batdau", description="Bắt đầu")])
        commands = await bot.get_my_commands()
        info = await bot.get_webhook_info()
        await bot.send_chat_action(lan.id, "typing")
        deleted = await bot.delete_message(lan.id, paper.message_id)

    assert (me.username, chat.first_name, commands[0].command) == ("binh_long_bot", "Cô Lan", "batdau")
    assert picture.photo is not None
    assert (picture.caption, len(picture.photo)) == ("Áp phích", 3)
    assert paper.document is not None
    assert (paper.document.file_name, deleted, info.url) == ("don.pdf", True, "")


async def test_aiogram_raises_its_own_errors(telegram: TelegramServer, lan: Person, token: str) -> None:
    lan.starts()
    group = telegram.group("Tổ dân phố 3", lan, telegram.bot(token))
    old = group.id
    new = group.migrates()
    telegram.faults.refuse(9, method="getMe")
    telegram.faults.answer(500, method="getChat")
    telegram.faults.lose_answer(method="sendPhoto")
    async with aiogram_bot(telegram, token) as bot:
        with pytest.raises(TelegramMigrateToChat) as migrated:
            await bot.send_message(old, "x")
        with pytest.raises(TelegramRetryAfter) as later:
            await bot.get_me()
        with pytest.raises(TelegramServerError):
            await bot.get_chat(lan.id)
        with pytest.raises(TelegramNetworkError):
            await bot.send_photo(lan.id, "https://a.vn/x.png")
        await bot.set_webhook("https://bot.example.vn/x")
        with pytest.raises(TelegramConflictError):
            await bot.get_updates()
        lan.blocks()
        with pytest.raises(TelegramForbiddenError):
            await bot(SendMessage(chat_id=lan.id, text="x"))
    async with aiogram_bot(telegram, "123:abc") as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()

    assert (migrated.value.migrate_to_chat_id, later.value.retry_after) == (new, 9)


# --- python-telegram-bot ----------------------------------------------------------------------------------------------

Context = ContextTypes.DEFAULT_TYPE


async def ptb_start(update: Update, context: Context) -> None:
    assert update.effective_user is not None
    assert update.message is not None
    assert context.args is not None
    await update.message.reply_text(f"Chào {update.effective_user.first_name}, mã {context.args[0]}")


async def ptb_question(update: Update, context: Context) -> None:
    assert update.message is not None
    keyboard = PtbMarkup([[PtbButton("Nghe rồi", callback_data="nghe")]])
    await update.message.reply_html(f"<b>Bác hỏi:</b> {update.message.text}", reply_markup=keyboard)


async def ptb_heard(update: Update, context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Dạ")
    await update.callback_query.edit_message_text("Cảm ơn bác.")


def ptb_builder(telegram: TelegramServer, token: str) -> ApplicationBuilder:  # type: ignore[type-arg]
    return ApplicationBuilder().token(token).base_url(f"{telegram.base_url}/bot")


@asynccontextmanager
async def ptb_running(builder: ApplicationBuilder) -> AsyncIterator[Application]:  # type: ignore[type-arg]
    app = builder.build()
    app.add_handlers([CommandHandler("start", ptb_start), CallbackQueryHandler(ptb_heard)])
    app.add_handler(PtbMessageHandler(TEXT, ptb_question))
    async with app:
        await app.start()
        yield app
        await app.stop()


async def test_a_python_telegram_bot_talks_by_polling(telegram: TelegramServer, lan: Person, token: str) -> None:
    async with ptb_running(ptb_builder(telegram, token)) as app:
        assert app.updater is not None
        await app.updater.start_polling()
        await talk(telegram, lan)
        await app.updater.stop()


async def test_a_python_telegram_bot_talks_by_webhook(telegram: TelegramServer, lan: Person, token: str) -> None:
    """With a web server of its own, as its manual shows for custom webhooks."""
    async with ptb_running(ptb_builder(telegram, token).updater(None)) as app:

        async def take(request: web.Request) -> web.Response:
            assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
            await app.update_queue.put(Update.de_json(await request.json(), app.bot))
            return web.Response()

        site = web.Application()
        site.router.add_post("/hook", take)
        async with serving(site) as address:
            await app.bot.set_webhook(f"{address}/hook", secret_token=SECRET)
            await talk(telegram, lan)
            await app.bot.delete_webhook()


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_python_telegram_bot_reads_every_result_and_raises_its_own_errors(
    telegram: TelegramServer, lan: Person, token: str
) -> None:
    lan.starts()
    async with ptb_running(ptb_builder(telegram, token).updater(None)) as app:
        picture = await app.bot.send_photo(lan.id, b"\x89PNG", caption="Áp phích", filename="a.png")
        chat = await app.bot.get_chat(lan.id)
        await app.bot.set_my_commands([("batdau", "Bắt đầu")])
        commands = await app.bot.get_my_commands()
        telegram.faults.refuse(9)
        with pytest.raises(RetryAfter):
            await app.bot.get_me()
        await app.bot.set_webhook("https://bot.example.vn/x")
        with pytest.raises(Conflict):
            await app.bot.get_updates()
        lan.blocks()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await app.bot.send_message(lan.id, "x")
    with pytest.raises(InvalidToken):
        await ptb_builder(telegram, "123:abc").updater(None).build().initialize()

    assert (picture.caption, chat.first_name, commands[0].command) == ("Áp phích", "Cô Lan", "batdau")


async def test_both_libraries_read_every_kind_of_update(telegram: TelegramServer, lan: Person, call: Client) -> None:
    group = telegram.group("Tổ dân phố 3", lan, telegram.bot(call.token))
    said = lan.writes("Mở https://a.vn nhé @binh_long_bot #hoi")
    lan.edits(said, "Thôi")
    lan.sends_photo("lỗi này")
    lan.sends_sticker()
    lan.sends_voice()
    lan.sends_document("don.pdf")
    await call.send(lan.id, reply_markup=keyboard(callback_data="a"))
    lan.presses(0)
    lan.blocks()
    group.migrates()
    group.kick(telegram.bot(call.token))

    raw = (await call("getUpdates")).result
    read = [AiogramUpdate.model_validate(update) for update in raw]
    again = [Update.de_json(update) for update in raw]

    assert len(raw) == 12
    assert [update.event_type for update in read] == [next(kind for kind in one if kind != "update_id") for one in raw]
    assert [update.update_id for update in again] == [update["update_id"] for update in raw]
    assert read[-1].my_chat_member is not None
    assert read[-1].my_chat_member.new_chat_member.status == "kicked"
