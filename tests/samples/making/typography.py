"""French typographic spaces and apostrophes, so that the texts can be typed plainly."""

import re

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"


def with_apostrophes(text: str) -> str:
    """The same text with typographic apostrophes (U+2019), right for French, English and Portuguese."""
    text = re.sub(r"(?<![\w’])'([^']+)'(?!\w)", r"‘\1’", text)
    return text.replace("'", "’")


def french(text: str) -> str:
    """French text with its unbreakable spaces: narrow before ; ! ?, full before : and inside « »."""
    text = with_apostrophes(text)
    text = re.sub(r" +([;!?])", NARROW_NO_BREAK + r"\1", text)
    text = re.sub(r" +(:)", NO_BREAK + r"\1", text)
    return text.replace("« ", "«" + NO_BREAK).replace(" »", NO_BREAK + "»")


def in_language(text: str, language: str) -> str:
    """The text as its language sets it; Arabic and unknown languages are left alone."""
    if language == "fr":
        return french(text)
    return with_apostrophes(text) if language in {"en", "pt"} else text
