"""The forms of the links room, and the words of their choices."""

from jumelage.web.links.forms.links import (
    ATTRIBUTION_WORDS,
    GRADE_WORDS,
    STAGE_WORDS,
    FollowForm,
    LinkNoteForm,
    NextStepForm,
    OpenForm,
    RiskForm,
    StepForm,
)
from jumelage.web.links.forms.waves import STAND_WORDS, WaveForm

__all__ = [
    "ATTRIBUTION_WORDS",
    "GRADE_WORDS",
    "STAGE_WORDS",
    "STAND_WORDS",
    "FollowForm",
    "LinkNoteForm",
    "NextStepForm",
    "OpenForm",
    "RiskForm",
    "StepForm",
    "WaveForm",
]
