"""A real server on a database of its own, filled with the invented mission."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]

LOAD = """
import django; django.setup()
from invented import invented_plan
from jumelage.web.demonstration import load
load(invented_plan())
from jumelage.language import Bilingual
from jumelage.web.towns.actions import Event, Fact, load_events, load_facts
both = lambda fr, en: Bilingual(fr=fr, en=en)
for name, place in (("Port-Lichen", (50.2, -66.4)), ("Val-Granit", (46.1, -71.3))):
    fact = Fact(both("Population", "Population"), both("1 234", "1,234"), "2031", source_url="https://example.org/a")
    load_facts(name, [fact], industry=both("le lichen", "lichen"), region="Nord", country="Canada",
               latitude=place[0], longitude=place[1])
text = both("Première rencontre des deux mairies.", "First meeting of the two town halls.")
from jumelage.web.directory.models import Organisation
forge = Organisation.objects.get(code="H3")
Organisation.objects.create(agency=forge.agency, code="H3b", name="FORGE DU VAL INC.", town=forge.town, phone="418 555-0100")
load_events([Event("INVENTED", "2030-09", ("Port-Lichen", "Val-Granit"), text, source_url="https://example.org/b")])
"""


@contextmanager
def served(home: Path, fill: str = "") -> Iterator[tuple[str, str]]:
    """Serve the invented mission in demonstration mode; yield the address, and what ``fill`` wrote once it was run."""
    env = os.environ | {
        "JUMELAGE_HOME": str(home),
        "JUMELAGE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "jumelage.web.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests" / "web"))),
    }
    env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", LOAD + fill], env=env, check=True, timeout=120, stdout=subprocess.PIPE, text=True
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from jumelage.cli.service.serve import serve; serve()", "--port", str(port)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+/", server.stdout.readline())
        assert found
        with urllib.request.urlopen(f"{found[0]}healthz", timeout=10) as answer:
            assert answer.status == 200
        yield found[0].rstrip("/"), done.stdout
        server.terminate()
