"""Group commit: one writer task; what is waiting when a transaction begins shares it.

    write(operation, item) -> waits -> one transaction: each operation once, for all its items -> COMMIT -> results

A commit costs a flush to the disk whatever it holds, so a hundred people who write in the same moment pay for a few.
"""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.connection import is_down, reason, writing
from storage.errors import StorageRejected, StorageUnavailable

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_BATCH = 500
MAX_UNHURRIED = 10_000


class Operation(ABC, Generic[Item, Result]):
    """One kind of change, for many items at once. One instance per writer; it groups what is waiting."""

    is_work: ClassVar[bool] = True
    """False: its success says nothing of whether other changes would be taken."""

    @abstractmethod
    async def apply(self, connection: AsyncConnection, items: Sequence[Item]) -> Sequence[Result]:
        """Write all items with a few statements; a result per item, in order. May be called again after a rollback."""

    def committed(self, items: Sequence[Item], results: Sequence[Result]) -> None:
        """Called once after the COMMIT, even when nobody waits any more: the place to write caches through."""

    def failed(self, item: Item) -> None:
        """Called when it is not known that the item was committed: the place to forget what caches say of it."""


@dataclass(slots=True, eq=False)
class _Job:
    operation: Operation[Any, Any]
    item: Any
    future: asyncio.Future[Any] | None
    """None: nobody waits, and it is tried again later."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A commit that the database as a whole did not take; ``at`` is the event loop's time, in seconds."""

    reason: str
    at: float


class Writer:
    """The only writer of this process. ``linger_s``: how long an unhurried change waits for company."""

    def __init__(self, engine: AsyncEngine, linger_s: float = 0.03) -> None:
        self._engine = writing(engine)
        self._linger_s = linger_s
        self._waiting: list[_Job] = []
        self._unhurried: list[_Job] = []
        self._unhurried_due = False
        self._timer: asyncio.TimerHandle | None = None
        self._wake = asyncio.Event()
        self._closing = False
        self.trouble: Trouble | None = None
        """The last commit's, when it failed because the database is down."""
        self._task = asyncio.create_task(self._run(), name="storage writer")

    async def write(self, operation: Operation[Item, Result], item: Item) -> Result:
        """Change something; returns after the COMMIT.

        Raises:
            StorageRejected: the database refuses just this item.
            StorageUnavailable: locked beyond the timeout, full, unreachable or closed. Nothing was changed, unless the
                connection broke during the COMMIT itself.
        """
        if self._closing:
            raise StorageUnavailable("closed")
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Job(operation, item, future))
        self._wake.set()
        return await future

    def write_later(self, operation: Operation[Item, Any], item: Item) -> None:
        """Change something unhurried with the next transaction, or with one of its own after ``linger_s``.

        Tried again while the database is unavailable; what it refuses is logged and dropped.
        """
        if len(self._unhurried) >= MAX_UNHURRIED:
            log.error("storage.unhurried_dropped operation=%s", type(operation).__name__)
            return
        self._unhurried.append(_Job(operation, item, None))
        self._start_timer()

    async def close(self) -> None:
        """Write what is waiting, then stop. Afterwards `write` raises `StorageUnavailable`."""
        self._closing = True
        self._wake.set()
        await self._task
        if self._timer is not None:
            self._timer.cancel()

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._linger_s, self._ring)

    def _ring(self) -> None:
        self._timer = None
        self._unhurried_due = True
        self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting or (self._unhurried and (self._unhurried_due or self._closing)):
                if batch := self._take():
                    await self._commit(batch)
            if self._closing:
                return

    def _take(self) -> list[_Job]:
        batch = [job for job in self._waiting[:MAX_BATCH] if job.future is None or not job.future.cancelled()]
        del self._waiting[:MAX_BATCH]
        room = MAX_BATCH - len(batch)
        batch += self._unhurried[:room]
        del self._unhurried[:room]
        self._unhurried_due = bool(self._unhurried)
        return batch

    async def _commit(self, batch: list[_Job]) -> None:
        try:
            await self._transact(batch)
        except Exception as error:
            if len(batch) == 1 or is_down(error):
                self._fail(batch, error)
                return
            log.warning("storage.batch_split jobs=%d reason=%s", len(batch), reason(error))
            await self._commit_singly(batch)

    async def _commit_singly(self, batch: list[_Job]) -> None:
        """One record the database refuses must not sink its neighbours."""
        for done, job in enumerate(batch):
            try:
                await self._transact([job])
            except Exception as error:
                if is_down(error):
                    self._fail(batch[done:], error)
                    return
                self._fail([job], error)

    async def _transact(self, batch: list[_Job]) -> None:
        groups: dict[Operation[Any, Any], list[_Job]] = {}
        for job in batch:
            groups.setdefault(job.operation, []).append(job)
        outcomes: list[tuple[list[_Job], list[Any], Sequence[Any]]] = []
        async with self._engine.begin() as connection:
            for operation, jobs in groups.items():
                items = [job.item for job in jobs]
                results = await operation.apply(connection, items)
                if len(results) != len(items):
                    raise RuntimeError(f"{type(operation).__name__}: {len(results)} results for {len(items)} items")
                outcomes.append((jobs, items, results))
        if any(operation.is_work for operation in groups):
            self.trouble = None
        for jobs, items, results in outcomes:
            jobs[0].operation.committed(items, results)
            for job, result in zip(jobs, results, strict=True):
                if job.future is not None and not job.future.done():
                    job.future.set_result(result)

    def _fail(self, jobs: list[_Job], error: Exception) -> None:
        down, why = is_down(error), reason(error)
        log.error("storage.commit_failed jobs=%d down=%s reason=%s", len(jobs), down, why)
        if down and any(job.operation.is_work for job in jobs):
            self.trouble = Trouble(why, asyncio.get_running_loop().time())
        for job in jobs:
            job.operation.failed(job.item)
            if job.future is None:
                self._try_again(job, down)
            elif not job.future.done():
                failure = StorageUnavailable(why) if down else StorageRejected(why)
                failure.__cause__ = error
                job.future.set_exception(failure)

    def _try_again(self, job: _Job, down: bool) -> None:
        if down and not self._closing:
            self._unhurried.append(job)
            self._start_timer()
        else:
            log.error("storage.unhurried_dropped operation=%s", type(job.operation).__name__)
