"""Stands between SQLite and the disk in this process: counts, breaks, and remembers what was
synced.

SQLite asks everything of the disk through a table of functions (https://www.sqlite.org/vfs.html).
Here the functions that write, cut, sync and delete are wrapped, so that a test sees each of them
before it happens. No tracing of processes, no special build.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_LIBRARY = ctypes.CDLL(_sqlite3.__file__)  # finds the SQLite that Python itself uses
_OK = 0


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, as far as version 3 goes."""

    _fields_ = [
        ("iVersion", ctypes.c_int),
        *(
            (name, ctypes.c_void_p)
            for name in (
                "xClose xRead xWrite xTruncate xSync xFileSize xLock xUnlock xCheckReservedLock "
                "xFileControl xSectorSize xDeviceCharacteristics xShmMap xShmLock xShmBarrier "
                "xShmUnmap xFetch xUnfetch"
            ).split()
        ),
    ]


class _File(ctypes.Structure):
    _fields_ = [("pMethods", ctypes.POINTER(_Methods))]


_FILE = ctypes.POINTER(_File)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, _FILE, ctypes.c_int, ctypes.c_void_p
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, as far as xDelete."""

    _fields_ = [
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        ("pNext", ctypes.c_void_p),
        ("zName", ctypes.c_char_p),
        ("pAppData", ctypes.c_void_p),
        ("xOpen", ctypes.c_void_p),
        ("xDelete", ctypes.c_void_p),
    ]


_LIBRARY.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
_LIBRARY.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]

Before = Callable[[str, str], int]
"""Told what is about to happen ("write", "cut", "sync", "delete") and to which file (its name
without
folder); answers 0 to let it happen, or SQLite's code for the failure to report instead."""

_kept_alive: list[Any] = []


class Disk:
    """What SQLite did to the disk, and what of it would survive a loss of power.

    counts   how often each thing was done, by (what, file name)
    synced   the content of each file when it was last synced, by path; a file whose deletion was
             not synced is still there
    """

    def __init__(self, before: Before | None = None) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.synced: dict[str, bytes] = {}
        self._before = before
        self._names: dict[int, str] = {}
        self._replaced: dict[int, _Methods] = {}

    def syncs(self, name: str) -> int:
        """How often this file was synced."""
        return self.counts["sync", name]

    def after_power_loss(self, folder: Path) -> None:
        """Writes what would be left into an empty folder."""
        for path, content in self.synced.items():
            (folder / Path(path).name).write_bytes(content)

    # --- the wrapped functions
    # ---------------------------------------------------------------------

    def _happens(self, what: str, path: str) -> int:
        name = Path(path).name
        code = self._before(what, name) if self._before else _OK
        if code == _OK:
            self.counts[what, name] += 1
        return code

    def _path(self, file: int) -> str:
        return self._names.get(file, "")

    def _wrap(self, file: Any) -> None:
        """Gives an open file a table of functions of ours."""
        original = file.contents.pMethods
        if not original:
            return
        key = ctypes.cast(original, ctypes.c_void_p).value or 0
        if key not in self._replaced:
            self._replaced[key] = self._table(original.contents)
        file.contents.pMethods = ctypes.pointer(self._replaced[key])

    def _table(self, original: _Methods) -> _Methods:
        table = _Methods.from_buffer_copy(original)
        write, truncate, sync = (
            _WRITE(original.xWrite),
            _TRUNCATE(original.xTruncate),
            _SYNC(original.xSync),
        )

        def on_write(file: int, data: int, length: int, offset: int) -> int:
            return self._happens("write", self._path(file)) or write(file, data, length, offset)

        def on_truncate(file: int, size: int) -> int:
            return self._happens("cut", self._path(file)) or truncate(file, size)

        def on_sync(file: int, flags: int) -> int:
            path = self._path(file)
            code = self._happens("sync", path) or sync(file, flags)
            if code == _OK and path:
                self.synced[path] = Path(path).read_bytes()
            return code

        wrapped = (_WRITE(on_write), _TRUNCATE(on_truncate), _SYNC(on_sync))
        _kept_alive.append((table, wrapped))
        names = ("xWrite", "xTruncate", "xSync")
        for name, function in zip(names, wrapped, strict=True):
            setattr(table, name, ctypes.cast(function, ctypes.c_void_p).value)
        return table

    def _callbacks(self, vfs: _Vfs) -> tuple[Any, Any]:
        open_, delete = _OPEN(vfs.xOpen), _DELETE(vfs.xDelete)

        def on_open(vfs: int, name: int | None, file: Any, flags: int, out: int | None) -> int:
            code = open_(vfs, name, file, flags, out)
            if code == _OK:
                address = ctypes.cast(file, ctypes.c_void_p).value or 0
                self._names[address] = ctypes.string_at(name).decode() if name else ""
                self._wrap(file)
            return code

        def on_delete(vfs: int, name: bytes, and_sync_folder: int) -> int:
            code = self._happens("delete", name.decode()) or delete(vfs, name, and_sync_folder)
            if code == _OK and and_sync_folder:
                self.synced.pop(name.decode(), None)
            return code

        return _OPEN(on_open), _DELETE(on_delete)


@contextmanager
def watched(before: Before | None = None) -> Iterator[Disk]:
    """Every SQLite file opened from now on goes through a `Disk`."""
    vfs = _LIBRARY.sqlite3_vfs_find(None).contents
    was = vfs.xOpen, vfs.xDelete
    disk = Disk(before)
    callbacks = disk._callbacks(vfs)
    _kept_alive.append((disk, callbacks))
    vfs.xOpen, vfs.xDelete = (ctypes.cast(c, ctypes.c_void_p).value for c in callbacks)
    try:
        yield disk
    finally:
        vfs.xOpen, vfs.xDelete = was
