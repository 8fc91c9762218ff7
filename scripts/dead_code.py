"""Name functions, classes and attributes of the source that nothing uses: vulture, which also reads the templates here.

``python scripts/dead_code.py`` exits 1 where it finds some. What only a framework calls is listed below with its
reason; what only a test calls is dead.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from vulture import Vulture  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
CALLED_BY_FRAMEWORKS = {
    "Django: models, forms, admin, settings, apps": [
        "Meta", "CacheRow", "*Config", "_get_session_auth_hash", "ordering", "constraints", "indexes", "verbose_name_plural", "REQUIRED_FIELDS", "USERNAME_FIELD",
        "EMAIL_FIELD", "default_auto_field", "label", "ready", "clean", "clean_*", "get_by_natural_key", "fieldsets",
        "add_fieldsets", "add_form", "list_display", "list_filter", "search_fields", "filter_horizontal", "save_model",
        "has_permission", "site_header", "site_title", "error_messages", "template_name", "authentication_form",
        "redirect_authenticated_user", "get_default_redirect_url", "handler4*", "handler5*", "urlpatterns", "[A-Z]*_[A-Z]*",
        "USE_*", "LANGUAGES", "MIDDLEWARE", "DATABASES", "CACHES", "TEMPLATES", "TASKS", "STORAGES", "LOGGING", "auto_now",
        "create_superuser", "date_joined", "is_staff", "default_*_format", "converter", "application", "csp_nonce",
        "process_view", "default_renderer", "field_order", "widget_attrs", "create_option", "option_template_name",
    ],
    "django-allauth's adapter": ["is_open_for_signup", "get_login_stages", "get_login_redirect_url",
                                 "respond_user_inactive", "add_message", "send_mail", "send_by_email"],
    "django-ninja: resolvers and exception handlers": ["resolve_*", "authenticate"],
    "columns that the database keeps and the operator reads": ["*_at", "made_by", "asked_by", "changed_by"],
    "methods that users of the library call": ["imbalance", "report_back", "sentence_transformers_folder", "meetings_per_company", "*_quotients"],
    "run in a process of its own, as text": ["made_plan"],
    "click: groups": ["list_commands", "format_commands", "get_command"],
    "ast, html, logging, notebook and solver call-backs": ["_repr_html_", "visit_*", "handle_*", "filter", "format", "on_solution_callback"],
}  # fmt: skip
DECORATORS = [
    "@click.*", "@*.command*", "@router.*", "@service.*", "@register.*", "@library.*", "@handles*", "@task*",
    "@*.exception_handler*", "@overload", "@receiver*", "@field_validator*", "@model_validator*", "@*.setter",
]  # fmt: skip


def main() -> int:
    """Look; write what is found to standard error."""
    names = [name for some in CALLED_BY_FRAMEWORKS.values() for name in some]
    vulture = Vulture(ignore_names=names, ignore_decorators=DECORATORS)
    for folder in ("src", "benchmarks", "scripts"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                vulture.scan(_without_exports(path), filename=path)
    words = set()
    for page in (ROOT / "src").rglob("templates/**/*.*"):
        words |= set(
            re.findall(
                r"[A-Za-z_]\w+", " ".join(re.findall(r"\{[{%].*?[%}]\}", page.read_text(encoding="utf-8"), re.S))
            )
        )
    for page in ("settings.py", "urls.py"):  # what Django is told by its dotted name
        text = (ROOT / "src/jumelage/web" / page).read_text(encoding="utf-8")
        words |= set(re.findall(r'"jumelage[.\w]*\.(\w+)"', text))
    for page in (ROOT / "docs").rglob("*.md"):  # what the documentation gives to users of the library
        words |= {word for word in re.findall(r"\w+", page.read_text(encoding="utf-8")) if "_" in word}
    exported = (ROOT / "src/jumelage").rglob("__init__.py")  # the library's public names are for its users
    for page in exported:
        words |= set(re.findall(r'"(\w+)"', page.read_text(encoding="utf-8")))
    found = [
        item
        for item in vulture.get_unused_code(min_confidence=60)
        if item.typ in ("function", "method", "property", "class") and item.name not in words
    ]
    for item in found:
        sys.stderr.write(
            f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno}: nothing uses {item.typ} {item.name}\n"
        )
    return 1 if found else 0


def _without_exports(path: Path) -> str:
    """Read a module; that it exports a name is no use of it, except where a package does for its users."""
    text = path.read_text(encoding="utf-8")
    if path.name == "__init__.py":
        return text
    return re.sub(r"^__all__ = \[.*?\]", lambda found: "\n" * found[0].count("\n"), text, flags=re.M | re.S)


if __name__ == "__main__":
    sys.exit(main())
