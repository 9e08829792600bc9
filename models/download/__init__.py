"""Getting weights from Hugging Face, ModelScope and mirrors: resumable, checked by their sums, cancelled without trace.

Light to import: the HTTP client comes with the first thing that is fetched.
"""

from models.download.downloads import Downloads
from models.download.values import (
    ENDPOINTS,
    Failed,
    Fault,
    FaultKind,
    FileProgress,
    Hub,
    HubKind,
    InUse,
    Progress,
    State,
    Timing,
    Wanted,
    default_hub,
)

__all__ = [
    "ENDPOINTS",
    "Downloads",
    "Failed",
    "Fault",
    "FaultKind",
    "FileProgress",
    "Hub",
    "HubKind",
    "InUse",
    "Progress",
    "State",
    "Timing",
    "Wanted",
    "default_hub",
]
