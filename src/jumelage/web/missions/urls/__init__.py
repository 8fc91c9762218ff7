"""Addresses of the missions room."""

from jumelage.web.missions.urls import agenda, day, mine, mission, people, requests

urlpatterns = [
    *mission.urlpatterns,
    *people.urlpatterns,
    *requests.urlpatterns,
    *agenda.urlpatterns,
    *day.urlpatterns,
    *mine.urlpatterns,
]
