"""Many faults, pauses, new starts and cancels, one upon another by a seeded dice: in the end the files are right."""

import random
import time
from pathlib import Path

import pytest

from models.download import Downloads, Hub, Wanted
from tests.models.download.conftest import Open, content, ended, now, tree, until
from tests.models.download.hub import REPO, Act, HubServer

HOME = "maker--weights"
SIZE = 150_000
ALL = Wanted(REPO, ("Q4/*.gguf",))


def fault(dice: random.Random, data: bytes) -> Act:
    at = dice.randrange(SIZE)
    return dice.choice(
        [
            Act(),
            Act(cut=at),
            Act(cut=at, ranges=False),
            Act(cut=at, length=False),
            Act(cut=at, etag=f"v{at}"),
            Act(status=dice.choice([429, 500, 403])),
            Act(shift=-1),
            Act(body=data[::-1]),
            Act(body=data[:at]),
            Act(body=data + b"x"),
        ]
    )


def disturb(dice: random.Random, downloads: Downloads, id: int, open_downloads: Open, hub: Hub) -> Downloads:
    time.sleep(dice.random() * 0.03)
    match dice.randrange(4):
        case 0:
            downloads.pause(id)
        case 1:
            downloads.resume(id)
        case 2:
            downloads.pause(id)
            downloads.resume(id)
        case 3:
            downloads.close()
            downloads = open_downloads(hub=hub)
    return downloads


@pytest.mark.parametrize("seed", range(6))
def test_the_files_are_right_whatever_happened_before(
    hub: HubServer, open_downloads: Open, weights: Path, seed: int
) -> None:
    dice = random.Random(seed)
    hub.files = {f"Q4/{n}.gguf": content(SIZE, n) for n in range(6)}
    for name, data in hub.files.items():
        hub.act(name, *(fault(dice, data) for _ in range(dice.randrange(12))))
    at = Hub("modelscope" if seed % 2 else "huggingface", hub.url)
    downloads = open_downloads(hub=at)
    id = downloads.add(ALL)
    for _ in range(20):
        downloads = disturb(dice, downloads, id, open_downloads, at)
    if seed >= 4 and now(downloads, id).state != "done":
        downloads.cancel(id)
        until(lambda: not weights.exists())
        return
    until(lambda: settled(downloads, id))
    assert {name: (weights / HOME / name).read_bytes() for name in hub.files} == hub.files
    assert tree(weights) == {HOME: -1, f"{HOME}/Q4": -1, **{f"{HOME}/{name}": SIZE for name in hub.files}}
    assert all(downloads.owned(weights / HOME / name) for name in hub.files)


def settled(downloads: Downloads, id: int) -> bool:
    """Go on until it is done; the faults run out at some time."""
    if ended(downloads, id).state != "done":
        downloads.resume(id)
    return ended(downloads, id).state == "done"
