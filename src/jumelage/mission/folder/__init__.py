"""The mission folder: ``mission.toml`` and its lists, read into a :class:`~jumelage.mission.brief.Brief` and written from one."""

from jumelage.mission.folder.reader import read_folder
from jumelage.mission.folder.template import new_folder
from jumelage.mission.folder.writer import folder_files, requests_csv

__all__ = ["folder_files", "new_folder", "read_folder", "requests_csv"]
