"""Forms of a mission: started, filled in, set up."""

from jumelage.web.missions.core.forms.drafts import DaysForm, GoalFields, PeopleForm, StartForm
from jumelage.web.missions.core.forms.parts import PARTS, PartForm
from jumelage.web.missions.core.forms.setup import HoursForm, LimitsForm, NewMissionForm
from jumelage.web.missions.core.forms.sites import SiteForm

__all__ = [
    "PARTS",
    "DaysForm",
    "GoalFields",
    "HoursForm",
    "LimitsForm",
    "NewMissionForm",
    "PartForm",
    "PeopleForm",
    "SiteForm",
    "StartForm",
]
