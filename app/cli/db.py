"""`sibian db`: look after the database. None of it erases what was said: what gives way to a copy is moved aside."""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from app import paths
from app.cli.screen import as_json
from app.errors import StoreError, WrongUse
from app.store.keeping import backup, restore
from app.store.keeping.backup import Backup
from app.store.keeping.check import check
from app.store.keeping.restore import Restored
from app.store.keeping.stats import stats
from app.store.keeping.vacuum import vacuum
from app.store.lock import InstanceLock
from app.store.peek import refuse_foreign

MEBI = 1 << 20


def run(options: argparse.Namespace) -> int:
    """Raises UserError."""
    database: Path = (options.db or paths.database()).resolve()
    if not database.exists() and options.action not in ("backups", "restore"):
        raise WrongUse("wrong_use", what=f"There is no database at {database}.")
    actions: dict[str, Callable[[argparse.Namespace, Path], int]] = {
        "check": _check,
        "backup": _backup,
        "backups": _backups,
        "restore": _restore,
        "salvage": _salvage,
        "vacuum": _vacuum,
        "stats": _stats,
    }
    return actions[options.action](options, database)


def _check(options: argparse.Namespace, database: Path) -> int:
    health = check(database, thorough=not options.quick)
    if options.json:
        print(as_json({"sound": health.sound, "complaints": list(health.complaints)}))
    elif health.sound:
        print("The database is sound.")
    for complaint in () if options.json else health.complaints:
        print(complaint)
    if not health.sound:
        raise StoreError("store_broken", path=str(database))
    return 0


def _backup(options: argparse.Namespace, database: Path) -> int:
    made = backup.make(database, "manual")
    assert made is not None
    print(as_json(_as_dict(made)) if options.json else f"{made.path} ({made.size / MEBI:.1f} MiB, verified)")
    return 0


def _backups(options: argparse.Namespace, database: Path) -> int:
    found = backup.backups(database)
    if options.json:
        print(as_json([_as_dict(each) for each in found]))
        return 0
    for each in found:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(each.made))
        print(f"{when}  {each.reason:<9}  {each.size / MEBI:8.1f} MiB  {each.path.name}")
    if not found:
        print("There are no backups yet.", file=sys.stderr)
    return 0


def _restore(options: argparse.Namespace, database: Path) -> int:
    """The newest, one by its name, or a file from elsewhere."""
    found = backup.backups(database)
    if options.name is None:
        if not found:
            raise WrongUse("wrong_use", what="There are no backups.")
        path = found[0].path
    else:
        known = {each.path.name: each.path for each in found}
        path = known.get(options.name, Path(options.name))
        if not path.is_file():
            raise WrongUse("wrong_use", what=f"There is no backup named {options.name}.")
    return _told(options, restore.from_backup(database, path.resolve()), f"{path.name} was put in place.")


def _salvage(options: argparse.Namespace, database: Path) -> int:
    done = restore.from_salvage(database)
    saved = done.saved
    assert saved is not None
    said = f"{saved.conversations} conversations with {saved.messages} messages were saved."
    if saved.stray:
        said += f" {saved.stray} messages had lost their conversation and lie in one of their own."
    if saved.left_out:
        said += f" {saved.left_out} values beside the texts (tokens, figures …) were damaged and left out."
    return _told(options, done, said)


def _told(options: argparse.Namespace, done: Restored, said: str) -> int:
    if options.json:
        saved = asdict(done.saved) if done.saved else None
        print(as_json({"aside": str(done.aside) if done.aside else None, "saved": saved}))
        return 0
    print(said)
    if done.aside:
        print(f"What was there before lies in {done.aside}.")
    return 0


def _vacuum(options: argparse.Namespace, database: Path) -> int:
    lock = InstanceLock(database)  # before a stranger's database is looked at
    lock.release()
    refuse_foreign(database)
    before, after = vacuum(database)
    if options.json:
        print(as_json({"before": before, "after": after}))
    else:
        print(f"{before / MEBI:.1f} MiB before, {after / MEBI:.1f} MiB after.")
    return 0


def _stats(options: argparse.Namespace, database: Path) -> int:
    found = stats(database)
    if options.json:
        print(as_json(asdict(found) | {"whole": found.whole}))
        return 0
    print(
        f"{found.conversations} conversations ({found.in_trash} more in the trash), {found.messages} messages, "
        f"{found.generations} runs\n"
    )
    for name, size in (
        ("texts", found.texts),
        ("prompts and raw texts", found.runs),
        ("tokens and figures", found.tokens),
        ("other tables", found.other),
        ("free", found.free),
        ("log", found.log),
        ("search index", found.index),
        (f"backups ({found.backup_count})", found.backups),
        ("all", found.whole),
    ):
        print(f"{name:<24}{size / MEBI:10.1f} MiB")
    return 0


def _as_dict(each: Backup) -> dict[str, object]:
    return {"path": str(each.path), "made": each.made, "reason": each.reason, "size": each.size}
