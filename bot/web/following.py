"""A page following its transcript as server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncGenerator

from bot.channels.account import ChannelAccount
from bot.channels.webchat.streams import Subscription, TooManyStreams
from bot.handling import where
from bot.web.deps import WebDeps
from bot.web.transcript import Line, as_json

_log = logging.getLogger(__name__)


async def follow(deps: WebDeps, channel: ChannelAccount, visitor: str, after: int) -> AsyncGenerator[str, None]:
    """Events for one page: every stored message with an id above ``after``, then each new one as it comes.

    ``visitor`` is the external id. Ends when the page is gone, the program stops or a newer page takes this one's place
    (event ``replaced``). When storage fails the stream ends too; the page reconnects and nothing is lost.
    """
    try:
        subscription = deps.streams.open(visitor)
    except TooManyStreams:
        return
    try:
        yield "retry: 2000\n: open\n\n"
        while not subscription.closed:
            lines = await _read(deps, channel, subscription, after)
            for line in lines:
                yield _event(line)
                after = line.id
            if len(lines) < deps.limits.history and not await subscription.wait(deps.limits.heartbeat_s):
                yield ": still here\n\n"
        if subscription.replaced:
            yield "event: replaced\ndata: {}\n\n"
    except Exception as error:
        _log.error(
            "web stream failed: account=%s error=%s at=%s", channel.account.id, type(error).__name__, where(error)
        )
    finally:
        deps.streams.drop(subscription)


async def _read(deps: WebDeps, channel: ChannelAccount, subscription: Subscription, after: int) -> list[Line]:
    if subscription.address_id is None:
        address_id = await deps.transcripts.find_address(channel.account, subscription.visitor)
        if address_id is None:  # nobody yet, or nobody any more
            last_words = await deps.transcripts.last_words(channel.account, subscription.visitor)
            return [line for line in last_words if line.id > after]
        deps.streams.bind(subscription, address_id)
    assert subscription.address_id is not None  # noqa: S101 - bound above
    return list(await deps.transcripts.after(subscription.address_id, after, deps.limits.history))


def _event(line: Line) -> str:
    return f"id: {line.id}\ndata: {json.dumps(as_json(line), ensure_ascii=False)}\n\n"
