"""The scripted engine with a witness: when each token came and what was sent is noted in a file that nobody kills.

Started in the place of `python -m runtime`.
"""

import os
import sys
from typing import Any

from runtime import __main__ as engine  # first: it claims the standard output. Never import this module.
from runtime.backend import Choice
from runtime.host import Host
from runtime.protocol import Delta, Event
from runtime.scripted import ScriptedBackend, ScriptedChooser
from tests.crash.notes import FILE, Witness


def watch(witness: Witness) -> None:
    """Note tokens as they are chosen and events once they are in the pipe."""
    choose, emit, load = ScriptedChooser.choose, Host._emit, ScriptedBackend.load

    def chosen(self: ScriptedChooser, row: int) -> Choice:
        choice = choose(self, row)
        if not choice.ends:
            witness.note("token")
        return choice

    def emitted(self: Host, event: Event) -> None:
        emit(self, event)
        witness.note(type(event).__name__, len(event.raw) if isinstance(event, Delta) else "")

    def loaded(self: ScriptedBackend, *values: Any) -> Any:
        witness.note("load")
        return load(self, *values)

    ScriptedChooser.choose = chosen  # type: ignore[method-assign]
    ScriptedBackend.load = loaded  # type: ignore[method-assign]
    Host._emit = emitted  # type: ignore[method-assign]


if __name__ == "__main__":
    witness = Witness(os.environ[FILE])
    witness.note("pid", os.getpid())
    watch(witness)
    sys.exit(engine.main(sys.argv[1:]))
