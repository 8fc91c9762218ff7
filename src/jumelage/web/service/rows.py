"""Rows that travel between databases: one JSON line a row, in an order that a database takes back in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, transaction
from django.db.models import Model

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["PASSING", "empty", "load", "models_kept", "rows_of", "tables_not_kept"]

PASSING = (
    "accounts.CacheRow",
    "accounts.Connection",
    "admin.LogEntry",
    "auth.Permission",
    "contenttypes.ContentType",
    "django_tasks_database.DBTaskResult",
    "jobs.Sweep",
    "jobs.Worker",
    "sessions.Session",
)
"""Models that are not copied: who is signed in, what the queue holds, what Django makes by itself."""

A_BATCH = 500


def models_kept() -> list[type[Model]]:
    """Return the models that a copy holds, each after those it points at where no circle forbids."""
    kept = [model for model in apps.get_models() if model._meta.managed and model._meta.label not in PASSING]
    done: list[type[Model]] = []

    def visit(model: type[Model], above: tuple[type[Model], ...] = ()) -> None:
        if model in done or model in above:
            return
        for field in model._meta.concrete_fields:
            if field.related_model in kept:
                visit(field.related_model, (*above, model))
        done.append(model)

    for model in kept:
        visit(model)
    return done


def tables_not_kept() -> list[str]:
    """Name the tables whose rows are left out of a copy, Django's own lists excepted."""
    lists = ("auth.Permission", "contenttypes.ContentType")
    return [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.label in PASSING and model._meta.label not in lists
    ]


def rows_of(alias: str) -> Iterator[str]:
    """Write every row as a line, from one moment of the database."""
    for model in models_kept():
        rows = model._base_manager.using(alias).order_by("pk").iterator(chunk_size=A_BATCH)
        for row in rows:
            (document,) = serializers.serialize("python", [row])
            document["fields"].pop("user_permissions", None)  # lists of Django's own, numbered anew in each database
            document["fields"].pop("groups", None)
            yield json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False)


def load(alias: str, lines: Iterable[str]) -> int:
    """Put rows into a database whose tables are there and empty; the caller's transaction makes it all or nothing."""
    kept = {model._meta.label_lower for model in models_kept()}
    counted = 0
    for line in lines:
        try:
            document = json.loads(line)
            if document["model"] not in kept:
                raise ValueError(document["model"])
            for row in serializers.deserialize("python", [document], using=alias):
                row.save(using=alias, force_insert=True)
        except (ValueError, KeyError, TypeError, serializers.base.DeserializationError) as error:
            raise _unreadable(counted + 1, error) from error
        counted += 1
    _number_on(alias)
    connections[alias].check_constraints()
    return counted


def empty(alias: str) -> None:
    """Empty every table of ours, inside the caller's transaction."""
    connection = connections[alias]
    lists = ("auth.Permission", "contenttypes.ContentType")
    tables = [connection.ops.quote_name(model._meta.db_table) for model in apps.get_models(include_auto_created=True)
              if model._meta.managed and model._meta.label not in lists]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")


def _number_on(alias: str) -> None:
    """Have new rows numbered after those that were put back."""
    from django.core.management.color import no_style

    connection = connections[alias]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_kept()):
            cursor.execute(statement)


def _unreadable(number: int, error: Any) -> InputError:
    return InputError.at(
        f"rows.jsonl, {number}",
        Bilingual(fr=f"cette ligne ne se lit pas ({error}).", en=f"this line cannot be read ({error})."),
        Bilingual(fr="La copie est abîmée\u00a0: prenez-en une autre.", en="The copy is damaged: take another one."),
    )
