"""Writes of the links room, one transaction each."""

from jumelage.web.links.actions.ladder import (
    InvalidStepError,
    close_payment_risk,
    flag_payment_risk,
    plan_next_step,
    take_step,
    write_note,
)
from jumelage.web.links.actions.opening import Draft, NothingToFollowError, follow_meeting, open_link
from jumelage.web.links.actions.records import Entry, Step, record_links
from jumelage.web.links.actions.reminders import remind_owners
from jumelage.web.links.actions.waves import (
    AlreadyAnsweredError,
    StatedAnswer,
    answer_wave,
    put_aside,
    send_waves,
    stop_waves,
)

__all__ = [
    "AlreadyAnsweredError",
    "Draft",
    "Entry",
    "InvalidStepError",
    "NothingToFollowError",
    "StatedAnswer",
    "Step",
    "answer_wave",
    "close_payment_risk",
    "flag_payment_risk",
    "follow_meeting",
    "open_link",
    "plan_next_step",
    "put_aside",
    "record_links",
    "remind_owners",
    "send_waves",
    "stop_waves",
    "take_step",
    "write_note",
]
