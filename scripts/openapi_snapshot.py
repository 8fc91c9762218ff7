"""Write what the service offers to docs/reference/openapi.json; a test holds the two together.

``python scripts/openapi_snapshot.py``
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "openapi.json"


def main() -> None:
    """Start Django on an empty home, read the description, write it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelage.web.settings")
    os.environ["JUMELAGE_HOME"] = tempfile.mkdtemp()
    import django

    django.setup()
    from jumelage.web.api.service import service

    described = service.get_openapi_schema(path_prefix="/api/")
    TARGET.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
