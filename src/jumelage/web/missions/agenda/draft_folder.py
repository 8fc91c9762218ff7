"""The folder of a draft as a ZIP file, for ``jumelage mission plan``: an export, which planning itself does not use."""

from __future__ import annotations

import io
import zipfile

from jumelage.mission import Brief, folder_files

__all__ = ["zip_of"]


def zip_of(brief: Brief, agency: str) -> bytes:
    """Write the folder of a brief with a page that says what is left to do; ``agency`` is the owner's name."""
    files = folder_files(brief)
    files |= {name: text.format(name=brief.id, agency=agency) for name, text in READ_ME.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, text in files.items():
            # The byte-order mark lets Excel read the accents of the list.
            encoded = text.encode("utf-8-sig" if file.endswith(".csv") else "utf-8")
            archive.writestr(zipfile.ZipInfo(f"{brief.id}/{file}", (2000, 1, 1, 0, 0, 0)), encoded)
    return stream.getvalue()


READ_ME = {
    "LISEZ-MOI.txt": """Dossier de mission\u00a0: {name}

1. organisations.csv (Excel l'ouvre)\u00a0: ajoutez les entreprises des deux villes, avec ce qu'elles offrent et cherchent.
2. mission.toml\u00a0: vérifiez les jours, les heures, les sujets et qui part. À chaque visite de groupe, écrivez dans
   hosts = ["..."] l'id de l'organisation qui a dit oui, et enlevez la note «\u00a0Hôte à trouver\u00a0».
3. Planifier\u00a0: jumelage mission plan . -o out
4. Ouvrir dans l'application\u00a0: jumelage mission load . --agency "{agency}"
   Le brouillon devient alors la mission, avec son programme.
""",
    "README.txt": """Mission folder: {name}

1. organisations.csv (Excel opens it): add the firms of both towns, with what they offer and look for.
2. mission.toml: check the days, the hours, the topics and who travels. In each group visit, write in hosts = ["..."]
   the id of the organisation that said yes, and remove the note "Host to be found".
3. Plan: jumelage mission plan . -o out
4. Open in the application: jumelage mission load . --agency "{agency}"
   The draft then becomes the mission, with its agenda.
""",
}
