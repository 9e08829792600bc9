"""Making a database as small as it can be: old texts packed, free pages given back. For nobody else to have open."""

import shutil
from contextlib import closing
from pathlib import Path

from app.errors import StoreError
from app.store import packing
from app.store.connections import open_writing
from app.store.faults import told
from app.store.lock import InstanceLock

_SPARE = 32 * 1024 * 1024


def vacuum(database: Path) -> tuple[int, int]:
    """Bytes before and after. Raises StoreError, `store_full` where there is no room for the copy it makes."""
    with told(database):
        lock = InstanceLock(database)
        try:
            before = database.stat().st_size
            if shutil.disk_usage(database.parent).free < 2 * before + _SPARE:
                raise StoreError("store_full", "no room to vacuum", path=str(database))
            with closing(open_writing(database)) as conn:
                while packing.pack_older(conn):
                    pass
                conn.execute("PRAGMA auto_vacuum = INCREMENTAL")  # from now on also where it was not before
                conn.execute("VACUUM")
                conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return before, database.stat().st_size
        finally:
            lock.release()
