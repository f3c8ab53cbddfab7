"""What is said: the texts in every language, and dates, times and codes as people say them.

    catalog = Catalog.load(FOLDER)
    catalog.text("offers.taken", "de", {})

One folder a language, one file a theme. A leaf: it knows no telephone and no appointment.
"""

from pathlib import Path

from voice_prompts.catalog import Catalog
from voice_prompts.faults import PromptFault, PromptMissing

FOLDER = Path(__file__).parent

__all__ = ["FOLDER", "Catalog", "PromptFault", "PromptMissing"]
