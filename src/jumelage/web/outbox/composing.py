"""Make the mail of a message: plain text, the same as simple HTML, a calendar file, and a way to stop."""

from __future__ import annotations

import re
from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString, mark_safe

from jumelage.language import Bilingual, Language
from jumelage.text import mail_sent
from jumelage.web.outbox.models import Message
from jumelage.web.outbox.wordings import known_wording

__all__ = ["as_html", "compose", "read_stop_token", "stop_address", "stop_token"]

_SIGNER = Signer(salt="jumelage.outbox.stop")
_ADDRESS = re.compile(r"https?://\S+")
_FROM = Bilingual(fr="Envoyé par {who} avec Jumelage.", en="Sent by {who} with Jumelage.")
_STOP = Bilingual(fr="Ne plus recevoir ces courriels\u00a0:", en="To stop receiving these messages:")
_OPEN = Bilingual(fr="Ouvrir la page", en="Open the page")
_STYLE = "font:16px/1.5 sans-serif;color:#17211d;max-width:36em"
_BUTTON = "display:inline-block;padding:10px 18px;background:#14594a;color:#ffffff;border-radius:8px"


def compose(message: Message) -> EmailMultiAlternatives:
    """Make the mail. The same message gives the same Message-ID each time: sent twice by accident, it is shown once."""
    language: Language = "en" if message.language == "en" else "fr"
    headers = {"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"}
    who = message.agency.name if message.agency else ""
    foot = [_FROM.say(language).format(who=who)] if who else []
    wording = known_wording(message.kind)
    if not (wording and wording.asked_for):
        address = stop_address(message)
        headers |= {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        foot += [_STOP.say(language), address]
    text = message.text.strip() + ("\n\n-- \n" + "\n".join(foot) if foot else "") + "\n"
    address = mail_sent(message.to)
    to = formataddr((message.to_name, address)) if message.to_name else address
    mail = EmailMultiAlternatives(message.subject, text, sender(who), [to], headers=headers)
    mail.attach_alternative(as_html(message.text, "\n".join(foot), language), "text/html")
    if message.calendar:
        mail.attach(_calendar(message.calendar))
    return mail


def sender(who: str) -> str:
    """Write who sends: the agency's name before the service's own address."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((who or name, address)) if who or name else address


def message_id(message: Message) -> str:
    """Name the mail, stably, within the sender's domain."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{message.uid}@{host}>"


def as_html(text: str, foot: str, language: Language) -> SafeString:
    """Show a plain text: paragraphs, lines, links; nothing in it is markup. A line that is only a link is a button."""
    body = mark_safe("".join(_paragraph(part, language) for part in re.split(r"\n\s*\n", text.strip())))
    small = format_html('<p style="font-size:13px;color:#5a6961">{}</p>', _lines(foot)) if foot else ""
    return format_html(
        '<!doctype html><html lang="{}-CA"><head><meta charset="utf-8"></head><body style="{}">{}{}</body></html>',
        language, _STYLE, body, small,
    )  # fmt: skip


def _paragraph(text: str, language: Language) -> SafeString:
    return format_html("<p>{}</p>", _lines(text, language))


def _lines(text: str, language: Language | None = None) -> SafeString:
    return mark_safe("<br>".join(_line(line.strip(), language) for line in text.splitlines()))


def _line(line: str, language: Language | None) -> SafeString:
    if language is None or not _ADDRESS.fullmatch(line):
        return mark_safe(urlize(line, autoescape=True))
    small = "font-size:13px;color:#5a6961"
    whole = '<a style="{}" href="{}">{}</a><br><span style="{}">{}</span>'
    return format_html(whole, _BUTTON, line, _OPEN.say(language), small, line)


def _calendar(content: str) -> MIMEText:
    """Attach a calendar file; mail programs read its method from the type of the part."""
    part = MIMEText(content, "calendar", "utf-8")
    method = re.search(r"^METHOD:(\w+)\s*$", content, re.M)
    if method:
        part.set_param("method", method[1].upper())
    part.add_header("Content-Disposition", "attachment", filename="jumelage.ics")
    return part


def stop_token(agency: int | None, email: str) -> str:
    """Sign whose mail to which address is stopped: the link works without signing in, and for nobody else's address."""
    return _SIGNER.sign_object({"agency": agency, "email": email})


def read_stop_token(token: str) -> tuple[int | None, str] | None:
    """Read a stop link, None when it was not made here."""
    try:
        given = _SIGNER.unsign_object(token)
        return given["agency"], str(given["email"])
    except (BadSignature, ValueError, KeyError, TypeError):
        return None


def stop_address(message: Message) -> str:
    """Write the address at which the reader stops the agency's mail."""
    return settings.SITE_URL + reverse("stop-mail", args=[stop_token(message.agency_id, message.to)])
