"""Addresses of the directory room."""

from __future__ import annotations

from django.urls import path

from jumelage.web.directory.views import contacts, duplicates, exports, imports, organisations

urlpatterns = [
    path("directory/", organisations.organisations, name="directory"),
    path("directory/list.xlsx", exports.organisations_book, name="directory-list"),
    path("directory/new/", organisations.new, name="directory-new"),
    path("directory/<int:pk>/", organisations.organisation, name="directory-organisation"),
    path("directory/<int:pk>/edit/", organisations.edit, name="directory-edit"),
    path("directory/<int:pk>/archive/", organisations.archive, name="directory-archive"),
    path("directory/<int:pk>/restore/", organisations.restore, name="directory-restore"),
    path("directory/<int:pk>/code/", organisations.set_code, name="directory-code"),
    path("directory/<int:pk>/notes/", organisations.add_note, name="directory-note"),
    path("directory/notes/<int:pk>/remove/", organisations.remove_note, name="note-remove"),
    path("directory/<int:pk>/contacts/new/", contacts.new_contact, name="contact-new"),
    path("directory/contacts/<int:pk>/", contacts.contact, name="contact"),
    path("directory/contacts/<int:pk>/remove/", contacts.remove_contact, name="contact-remove"),
    path("directory/imports/", imports.imports, name="imports"),
    path("directory/imports/<int:pk>/", imports.one_import, name="import"),
    path("directory/imports/<int:pk>/start/", imports.start, name="import-start"),
    path("directory/imports/<int:pk>/forget/", imports.forget, name="import-forget"),
    path("directory/imports/<int:pk>/undo/", imports.undo, name="import-undo"),
    path("directory/imports/<int:pk>/to-mend.xlsx", imports.errors_book, name="import-errors"),
    path("directory/duplicates/", duplicates.duplicates, name="duplicates"),
    path("directory/duplicates/merge/", duplicates.merge, name="duplicate-merge"),
    path("directory/duplicates/apart/", duplicates.apart, name="duplicate-apart"),
    path("directory/duplicates/merges/<int:pk>/undo/", duplicates.undo, name="merge-undo"),
    path("directory/duplicates/apart/<int:pk>/undo/", duplicates.rejoin, name="apart-undo"),
]
