"""The one list of routers. Order is meaning: the first whose filter fits takes the message."""

from __future__ import annotations

from aiogram import Router

from handlers.answering_for_all import answer_forms_router, answering_for_all_router
from handlers.buttons import buttons_router
from handlers.claiming import claiming_router
from handlers.commands import commands_router
from handlers.correcting import correcting_router, value_forms_router
from handlers.data_requests import data_requests_router
from handlers.erasing import erasing_router
from handlers.first_contact import FirstContact
from handlers.fraud import fraud_router
from handlers.groups import groups_router
from handlers.handover import handover_router
from handlers.my_data import my_data_router
from handlers.organisers import organisers_router
from handlers.other_content import other_content_router
from handlers.pausing import pausing_router, silent_while_paused
from handlers.questions import numbers_router, questions_router
from handlers.safety import safety_router
from handlers.start import start_router
from handlers.subscribing import subscribing_router
from handlers.todays_counts import todays_counts_router
from handlers.wishes import wishes_router


def build_router() -> Router:
    """A fresh tree of routers (an aiogram Router can be attached only once) that answers every message and button.

    Handlers expect ``turn: Turn`` among the Dispatcher's data and return their replies: one aiogram method or a list.
    """
    root = Router(name="conversation")
    first_contact = FirstContact()
    root.message.middleware(first_contact)
    root.callback_query.middleware(first_contact)
    root.include_routers(
        fraud_router(),  # somebody is being robbed: nothing is more urgent
        answer_forms_router(),
        value_forms_router(),  # what a form in hand asked for
        wishes_router(),
        silent_while_paused(questions_router()),  # nearly every message; its filter is exact: being first saves time
        handover_router(),  # while a human answers, the machine does not
        claiming_router(),  # codes are no secrets to be warned of
        safety_router(),  # before anything reads the text
        silent_while_paused(start_router()),
        subscribing_router(),
        my_data_router(),
        erasing_router(),
        data_requests_router(),
        pausing_router(),
        correcting_router(),
        answering_for_all_router(),
        todays_counts_router(),
        organisers_router(),  # their commands are unknown ones to everybody else
        commands_router(),
        silent_while_paused(buttons_router()),  # presses, and typed numbers or labels of the newest menu
        silent_while_paused(numbers_router()),  # numbers that choose nothing
        silent_while_paused(other_content_router()),  # what is no text
        groups_router(),  # we were added to a group
    )
    return root
