"""What is written about links."""

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

__all__ = [
    "Draft",
    "Entry",
    "InvalidStepError",
    "NothingToFollowError",
    "Step",
    "close_payment_risk",
    "flag_payment_risk",
    "follow_meeting",
    "open_link",
    "plan_next_step",
    "record_links",
    "remind_owners",
    "take_step",
    "write_note",
]
