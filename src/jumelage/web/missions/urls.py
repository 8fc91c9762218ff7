"""Addresses of the missions room."""

from jumelage.web.missions.agenda import urls as agenda
from jumelage.web.missions.core import urls as core
from jumelage.web.missions.day import urls as day
from jumelage.web.missions.matching import urls as matching
from jumelage.web.missions.overview import urls as overview
from jumelage.web.missions.people import urls as people
from jumelage.web.missions.portal import urls as portal

urlpatterns = [
    *core.urlpatterns,
    *people.urlpatterns,
    *matching.urlpatterns,
    *agenda.urlpatterns,
    *day.urlpatterns,
    *portal.urlpatterns,
    *overview.urlpatterns,
]
