"""Forms of the directory, and what the parts of a record are called."""

from jumelage.web.directory.forms.imports import ChoicesForm, UploadForm
from jumelage.web.directory.forms.organisations import ContactForm, FilterForm, NoteForm, OrganisationForm
from jumelage.web.directory.forms.profile import COLUMN_WORDS, ProfileForm

__all__ = [
    "COLUMN_WORDS",
    "ChoicesForm",
    "ContactForm",
    "FilterForm",
    "NoteForm",
    "OrganisationForm",
    "ProfileForm",
    "UploadForm",
]
