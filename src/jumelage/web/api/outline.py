"""The OpenAPI description as a page shows it: groups, operations, what each takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jumelage.language import Bilingual

__all__ = ["Field", "Group", "Operation", "outline"]

GROUPS = {
    "people": Bilingual(fr="Personnes", en="People"),
    "missions": Bilingual(fr="Missions", en="Missions"),
    "directory": Bilingual(fr="Répertoire", en="Directory"),
    "towns and practices": Bilingual(fr="Villes et pratiques", en="Towns and practices"),
    "links": Bilingual(fr="Liens", en="Links"),
    "jobs": Bilingual(fr="Travaux", en="Jobs"),
    "requests": Bilingual(fr="Demandes", en="Requests"),
    "agenda": Bilingual(fr="Programme", en="Agenda"),
    "day": Bilingual(fr="Le jour même", en="The day"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of what is sent or answered."""

    name: str
    kind: str
    required: bool
    where: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    summary: Bilingual
    takes: tuple[Field, ...]
    sends: tuple[Field, ...]
    gives: tuple[Field, ...]
    answers: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Name the operation in an address."""
        return f"{self.method}{self.path}".replace("/", "-").replace("{", "").replace("}", "").lower()


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of a room."""

    name: Bilingual
    operations: tuple[Operation, ...]


def outline(described: dict[str, Any]) -> list[Group]:
    """Read the description, in its order."""
    shapes = described["components"]["schemas"]
    groups: dict[str, list[Operation]] = {}
    for path, methods in described["paths"].items():
        for method, spec in methods.items():
            groups.setdefault(spec["tags"][0], []).append(_operation(method.upper(), path, spec, shapes))
    return [Group(GROUPS[name], tuple(operations)) for name, operations in groups.items()]


def _operation(method: str, path: str, spec: dict[str, Any], shapes: dict[str, Any]) -> Operation:
    takes = tuple(
        Field(p["name"], _kind(p.get("schema", {})), bool(p.get("required")), p["in"])
        for p in spec.get("parameters", ())
    )
    good: dict[str, Any] = next((answer for code, answer in spec["responses"].items() if str(code).startswith("2")), {})
    said = (spec.get("description") or spec.get("summary", "")).replace("``", "")
    summary = Bilingual(fr=spec.get("x-fr", ""), en=said)
    return Operation(
        method, path, summary, takes, _fields(spec.get("requestBody", {}), shapes), _fields(good, shapes),
        tuple(str(code) for code in spec["responses"]),
    )  # fmt: skip


def _fields(body: dict[str, Any], shapes: dict[str, Any]) -> tuple[Field, ...]:
    content = body.get("content", {}).get("application/json", {}).get("schema", {})
    shape = _named(content, shapes)
    items = shape.get("properties", {}).get("items", {}).get("items")
    shape = _named(items, shapes) if items else shape
    needed = shape.get("required", ())
    return tuple(Field(name, _kind(part), name in needed) for name, part in shape.get("properties", {}).items())


def _named(schema: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    schema = schema.get("items", schema) if schema.get("type") == "array" else schema
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = shapes.get(name, schema)
    return found


def _kind(schema: dict[str, Any]) -> str:
    """Say a type in a few words."""
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_kind(part) for part in schema["anyOf"]))
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2]).removesuffix("Schema")
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type", ""))
