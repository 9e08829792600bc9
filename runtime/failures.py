"""From what was raised to the event that ends a command."""

import logging
import traceback

from runtime.backend import Fault, Interrupted
from runtime.protocol import Failed
from runtime.template import TemplateError

log = logging.getLogger("engine")


def failure(number: int, error: Exception) -> Failed:
    """The event that ends a command which raised `error`. Only what has no name is logged as a bug."""
    match error:
        case Fault():
            return Failed(
                id=number,
                kind=error.kind,
                detail=error.detail,
                numbers=error.numbers,
                field=error.field,
                value=error.value,
            )
        case TemplateError():
            return Failed(id=number, kind=error.kind, detail=error.detail)
        case Interrupted():
            return Failed(id=number, kind="cancelled")
        case MemoryError():
            return Failed(id=number, kind="out_of_memory", detail=str(error))
        case _:
            log.error("command %d broke off", number, exc_info=error)
            return Failed(id=number, kind="engine", detail=traceback.format_exception_only(error)[-1].strip())
