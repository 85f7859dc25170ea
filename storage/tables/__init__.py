"""All tables, one noun per file. Importing this package fills `metadata`."""

from storage.tables.accounts import accounts
from storage.tables.addresses import addresses
from storage.tables.audit import audit
from storage.tables.base import metadata
from storage.tables.consents import consents
from storage.tables.conversations import conversations
from storage.tables.corrections import corrections
from storage.tables.erasures import asked_erasures, erasures
from storage.tables.events import events
from storage.tables.handovers import handovers
from storage.tables.messages import messages
from storage.tables.organisers import invitations, organisers, sessions, wrong_codes
from storage.tables.own_answers import own_answers
from storage.tables.pauses import pauses
from storage.tables.people import people
from storage.tables.requests import requests
from storage.tables.told import told

__all__ = [
    "accounts",
    "addresses",
    "asked_erasures",
    "audit",
    "consents",
    "conversations",
    "corrections",
    "erasures",
    "events",
    "handovers",
    "invitations",
    "messages",
    "metadata",
    "organisers",
    "own_answers",
    "pauses",
    "people",
    "requests",
    "sessions",
    "told",
    "wrong_codes",
]
