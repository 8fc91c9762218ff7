"""Compose the engines into one mission: read the folder, plan, describe, write. No web framework is imported."""

from jumelage.mission.brief import Brief
from jumelage.mission.folder import folder_files, new_folder, read_folder
from jumelage.mission.planning import Plan, plan
from jumelage.mission.writing import write_documents

__all__ = ["Brief", "Plan", "folder_files", "new_folder", "plan", "read_folder", "write_documents"]
