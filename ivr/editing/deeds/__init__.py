"""What the forms of the pages ask for: from a draft and a form to the draft as it is then.

A deed changes nothing by itself and knows neither database nor pages, so that random sequences of them can be
tried. The names of fields are those of the forms in `templates/editing/`.
"""

from ivr.editing.deeds.about_line import LINE_DEEDS
from ivr.editing.deeds.about_lists import LIST_DEEDS
from ivr.editing.deeds.about_music import MUSIC_DEEDS
from ivr.editing.deeds.about_options import OPTION_DEEDS
from ivr.editing.deeds.about_steps import STEP_DEEDS
from ivr.editing.deeds.about_values import VALUE_DEEDS
from ivr.editing.deeds.done import Deed, Done, Form

DEEDS = {**STEP_DEEDS, **OPTION_DEEDS, **VALUE_DEEDS, **LINE_DEEDS, **LIST_DEEDS, **MUSIC_DEEDS}

__all__ = ["DEEDS", "Deed", "Done", "Form"]
