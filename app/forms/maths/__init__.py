"""Results of mathematics: read from LaTeX or plain text, and compared exactly, by numbers and by symbols."""

from app.forms.maths.equal import How, equal, normal

__all__ = ["How", "equal", "normal"]
