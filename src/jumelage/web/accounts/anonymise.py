"""Take a person's address and name out of what is kept as text or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from jumelage.web.accounts.models import User

__all__ = ["ERASED", "anonymise_everywhere", "anonymise_rows", "anonymised", "pattern_of"]

ERASED = "[effacé / erased]"


def pattern_of(user: User) -> re.Pattern[str]:
    """Return what recognises a person in a text: the address, and the name where it is more than a word."""
    name = user.name.strip()
    words = [user.email] + ([name] if len(name.split()) > 1 else [])
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)


def anonymised(value: Any, marks: re.Pattern[str]) -> Any:
    """Return a text, a list or a dictionary (keys included) without the person."""
    if isinstance(value, str):
        return marks.sub(ERASED, value)
    if isinstance(value, list):
        return [anonymised(item, marks) for item in value]
    if isinstance(value, dict):
        return {anonymised(key, marks): anonymised(item, marks) for key, item in value.items()}
    return value


def anonymise_rows(rows: Any, fields: tuple[str, ...], marks: re.Pattern[str]) -> int:
    """Take the person out of some columns of a query's rows; return how many rows changed."""
    longest = {name: rows.model._meta.get_field(name).max_length for name in fields}
    changed = 0
    for row in rows.only("pk", *fields).iterator(chunk_size=500):
        fresh = {name: _fitting(anonymised(getattr(row, name), marks), longest[name]) for name in fields}
        if any(fresh[name] != getattr(row, name) for name in fields):
            rows.model._base_manager.filter(pk=row.pk).update(**fresh)
            changed += 1
    return changed


def _fitting(value: Any, longest: int | None) -> Any:
    return value[:longest] if isinstance(value, str) and longest else value


def anonymise_everywhere(user: User) -> dict[str, int]:
    """Take the person's address and name out of every text that the service keeps: notes, traces, programmes.

    Rooms erase what is the person's own; this finds where others wrote of the person. Columns that name other things
    uniquely (keys, codes, the accounts themselves) are left.

    Returns
    -------
    dict of str to int
        How many rows of which model changed.
    """
    marks = pattern_of(user)
    counts = {}
    for model in apps.get_models():
        fields = tuple(_texts(model))
        if fields and (
            n := anonymise_rows(model._base_manager.filter(_mentions(user, fields)).order_by(), fields, marks)
        ):
            counts[model._meta.label] = n
    return counts


def _texts(model: type[models.Model]) -> Iterator[str]:
    """Name the columns of our models that hold free text or JSON."""
    if not model.__module__.startswith("jumelage.") or model._meta.label in ("accounts.User", "accounts.CacheRow"):
        return
    for field in model._meta.concrete_fields:
        free = isinstance(field, (models.TextField, models.CharField, models.JSONField)) and not field.choices
        if free and not field.unique and not isinstance(field, models.SlugField):
            yield field.name


def _mentions(user: User, fields: tuple[str, ...]) -> Q:
    """Find rows that may speak of the person.

    Databases fold only the letters of ASCII, and JSON may keep the others as escapes: the longest run of plain letters
    finds more rows than needed, never fewer.
    """
    words = [user.email] + ([user.name] if len(user.name.split()) > 1 else [])
    runs = [max(re.findall(r"[a-z0-9@._-]+", word, re.IGNORECASE | re.ASCII), key=len, default="") for word in words]
    found = Q()
    for field in fields:
        for run in runs:
            found |= Q(**{f"{field}__icontains": run})
    return found
