"""Who can be reached, who not and why; what a bot hears in groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from emulators.conftest import Client
from emulators.telegram_server import Group, Person, TelegramServer

Setting = Callable[[TelegramServer, Person, Group], int]


def block(telegram: TelegramServer, person: Person, group: Group) -> int:
    person.blocks()
    return person.id


def deactivate(telegram: TelegramServer, person: Person, group: Group) -> int:
    person.deactivates()
    return person.id


def stranger(telegram: TelegramServer, person: Person, group: Group) -> int:
    return telegram.person("Người lạ").id


def only_in_group(telegram: TelegramServer, person: Person, group: Group) -> int:
    tu = telegram.person("Ông Tư")
    group.add(tu)
    return tu.id


def kick(telegram: TelegramServer, person: Person, group: Group) -> int:
    group.kick(next(iter(telegram.world.bots.values())))
    return group.id


def lose(telegram: TelegramServer, person: Person, group: Group) -> int:
    group.lose(next(iter(telegram.world.bots.values())))
    return group.id


def disband(telegram: TelegramServer, person: Person, group: Group) -> int:
    group.disband()
    return group.id


@pytest.mark.parametrize(
    ("setting", "is_supergroup", "code", "description"),
    [
        (block, False, 403, "Forbidden: bot was blocked by the user"),
        (deactivate, False, 403, "Forbidden: user is deactivated"),
        (stranger, False, 400, "Bad Request: chat not found"),
        (only_in_group, False, 403, "Forbidden: bot can't initiate conversation with a user"),
        (kick, False, 403, "Forbidden: bot was kicked from the group chat"),
        (kick, True, 403, "Forbidden: bot was kicked from the supergroup chat"),
        (lose, False, 403, "Forbidden: bot is not a member of the group chat"),
        (lose, True, 403, "Forbidden: bot is not a member of the supergroup chat"),
        (disband, False, 403, "Forbidden: the group chat was deleted"),
    ],
)
async def test_who_cannot_be_reached_is_named(
    telegram: TelegramServer,
    call: Client,
    lan: Person,
    token: str,
    setting: Setting,
    is_supergroup: bool,
    code: int,
    description: str,
) -> None:
    group = telegram.group("Tổ dân phố 3", lan, telegram.bot(token), is_supergroup=is_supergroup)

    refused = await call.send(setting(telegram, lan, group))

    assert refused.refusal == (code, description)


async def test_a_migrated_group_names_its_new_id(
    telegram: TelegramServer, call: Client, lan: Person, token: str
) -> None:
    group = telegram.group("Tổ dân phố 3", lan, telegram.bot(token))
    old = group.id
    new = group.migrates()

    refused = await call.send(old)
    updates = (await call("getUpdates")).result

    assert refused.refusal == (400, "Bad Request: group chat was upgraded to a supergroup chat")
    assert refused.body["parameters"] == {"migrate_to_chat_id": new}
    assert str(new).startswith("-100")
    assert updates[-2]["message"]["migrate_to_chat_id"] == new
    assert updates[-1]["message"]["migrate_from_chat_id"] == old
    assert (await call.send(new)).result["chat"]["type"] == "supergroup"


async def test_who_starts_again_after_blocking_can_be_reached(call: Client, lan: Person) -> None:
    lan.blocks()
    lan.starts("ma-moi")

    assert (await call.send(lan.id)).result["chat"]["id"] == lan.id
    members = [update["my_chat_member"] for update in (await call("getUpdates")).result if "my_chat_member" in update]
    assert [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in members] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_privacy_mode_hides_what_is_not_addressed_to_the_bot(
    telegram: TelegramServer, call: Client, lan: Person, token: str
) -> None:
    group = telegram.group("Tổ dân phố 3", lan, telegram.bot(token))
    answered = (await call.send(group.id, "Xin chào cả nhà")).result["message_id"]
    reply_to = next(message for message in group.messages if message.id == answered)
    await call("getUpdates", offset=-1)
    await call("getUpdates", offset=2**31 - 1)

    lan.writes("Mai mấy giờ họp?", in_group=group)
    lan.writes("/hoi lễ ở đâu", in_group=group)
    lan.writes("/hoi@khac_bot lễ ở đâu", in_group=group)
    lan.writes("@Binh_Long_Bot lễ ở đâu?", in_group=group)
    lan.writes("cảm ơn", in_group=group, reply_to=reply_to)

    heard = [update["message"]["text"] for update in (await call("getUpdates")).result]
    assert heard == ["/hoi lễ ở đâu", "@Binh_Long_Bot lễ ở đâu?", "cảm ơn"]
