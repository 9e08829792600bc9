"""Taking a template from a file: read no further than a template may be long, then checked whole."""

from pathlib import Path

from app.errors import WrongUse
from app.prompts.files import LONGEST_FILE, read_template
from app.store.records import PromptTemplate


def bring(path: Path) -> PromptTemplate:
    """The template in a file, marked as somebody else's. Raises WrongUse with a sentence."""
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_FILE + 1)
    except OSError as error:
        raise WrongUse("wrong_use", str(error), what=f"{path.name} cannot be read: {error.strerror}.") from error
    return read_template(data)
