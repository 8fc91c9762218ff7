"""Compose the engines into one mission: read the folder, plan, describe, write. No web framework is imported.

>>> import tempfile
>>> from pathlib import Path
>>> from jumelage.mission import new_folder, read_folder
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = new_folder(Path(folder, "ma-mission"))
...     brief = read_folder(Path(folder, "ma-mission"))
>>> brief.origin, brief.destination
('Ville-Exemple', 'Bourg-Modèle')
"""

from jumelage.mission.brief import Brief
from jumelage.mission.folder import folder_files, new_folder, read_folder
from jumelage.mission.planning import Plan, plan
from jumelage.mission.writing import write_documents

__all__ = ["Brief", "Plan", "folder_files", "new_folder", "plan", "read_folder", "write_documents"]
