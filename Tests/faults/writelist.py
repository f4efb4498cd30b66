"""The write list of a run, and the disks that a loss of power at any moment may leave.

The shim writes down every change of names and bytes in their order. What was synced before the
moment is on the disk; of the rest nothing, all, some, or torn sectors may be.

Names: creating, unlinking, making a folder are durable once the folder that holds the name was
synced, a rename once the folder it goes to was. A rename happens or does not; it is never half.
Bytes: durable once the file was synced. A sync that failed makes nothing durable, and what was
written since the sync before never will be, whatever succeeds later (Linux forgets such pages).
"""
import struct
from typing import NamedTuple

SECTOR = 512
HEAD = struct.Struct("<QQqQII")

# What becomes of changes that nothing has synced yet.
DRAWS = ("none", "all", "names", "some", "torn", "files")


class Change(NamedTuple):
    """c create, w write, t truncate, s sync, F failed sync, r rename, u unlink, m mkdir, x rmdir,
    l link, p printed on standard output."""
    kind: str
    file: int
    offset: int
    path: str
    other: str
    data: bytes


def parent(path):
    return path.rpartition("/")[0]


class WriteList:
    """The changes of one run on a folder, and the folder before it."""

    def __init__(self, log, folder, before):
        self.folders = {""} | {name for name in before if before[name] is None}
        for name in before:
            while name:
                name = parent(name)
                self.folders.add(name)
        self.before = before
        self.changes = self._numbered(list(read(log, str(folder))))

    def _numbered(self, changes):
        """Files told apart by number, not by inode: a disk gives an inode to one after another.

        The files that were there before have the numbers below zero, by path.
        """
        self.files = {}
        self.contents = {}
        for number, name in enumerate(sorted(self.before), 1):
            if self.before[name] is not None:
                self.files[name] = -number
                self.contents[-number] = self.before[name]
        names, fresh, by_inode, result = dict(self.files), 0, {}, []
        for change in changes:
            if change.kind == "c":
                fresh += 1
                by_inode[change.file] = names[change.path] = fresh
            elif change.kind == "r" and change.path in names:
                names[change.other] = names.pop(change.path)
            elif change.file and change.file not in by_inode:
                by_inode[change.file] = names.get(change.path, 0)
            result.append(change._replace(file=by_inode.get(change.file, 0)))
        return result

    @property
    def printed(self):
        """After how many changes the receipt is out; all of them where nothing was printed."""
        said = [number for number, change in enumerate(self.changes) if change.kind == "p"]
        return said[-1] + 1 if said else len(self.changes)

    def durable(self, moment):
        """For each change before the moment, whether it is surely on the disk."""
        files, folders, lost = set(), set(), set()
        sure = [False] * moment
        for number in range(moment - 1, -1, -1):
            change = self.changes[number]
            if change.kind == "s":
                if change.path in self.folders or self._isFolder(change.path):
                    folders.add(change.path)
                else:
                    files.add(change.file)
                    lost.discard(change.file)
            elif change.kind == "F":
                lost.add(change.file)
            elif change.kind in "wt":
                sure[number] = change.file in files and change.file not in lost
            elif change.kind in "cumxrl":
                sure[number] = parent(change.other or change.path) in folders
        return sure

    def _isFolder(self, path):
        return any(change.kind == "m" and change.path == path for change in self.changes)

    def disk(self, moment, draw, rng, sure=None):
        """The tree that a loss of power at the moment leaves, one of many."""
        sure = sure if sure is not None else self.durable(moment)
        disk = Disk(self)
        by_file = {}

        def coin(key):
            return by_file.setdefault(key, rng.random() < 0.5)

        for change, isSure in zip(self.changes[:moment], sure):
            isName = change.kind in "cumxrl"
            if isSure or draw == "all" or (draw == "names" and isName):
                disk.take(change)
            elif draw == "some":
                if rng.random() < 0.5:
                    disk.take(change)
            elif draw == "torn":
                if change.kind == "w":
                    disk.tear(change, rng)
                elif rng.random() < 0.5:
                    disk.take(change)
            elif draw == "files":
                if coin(parent(change.other or change.path) if isName else change.file):
                    disk.take(change)
        return disk.tree()


class Disk:
    """Names and bytes as they come to lie on the disk."""

    def __init__(self, list):
        self.files = dict(list.files)
        self.folders = set(list.folders)
        self.original = list.contents
        self.bytes = {}

    def content(self, file):
        if file not in self.bytes:
            self.bytes[file] = bytearray(self.original.get(file, b""))
        return self.bytes[file]

    def take(self, change):
        """Brings a change to the disk, where what it rests on is there."""
        kind, path, other = change.kind, change.path, change.other
        if kind == "w":
            self.put(change.file, change.offset, change.data)
        elif kind == "t":
            content = self.content(change.file)
            del content[change.offset:]
            content.extend(bytes(change.offset - len(content)))
        elif kind == "c":
            self.files[path] = change.file
        elif kind == "m":
            self.folders.add(path)
        elif kind == "x":
            self.folders.discard(path)
        elif kind == "u":
            self.files.pop(path, None)
        elif kind in "rl" and path in self.files:
            self.files[other] = self.files[path] if kind == "l" else self.files.pop(path)

    def put(self, file, offset, data):
        content = self.content(file)
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        content[offset:offset + len(data)] = data

    def tear(self, change, rng):
        """Some sectors of a write; at times the file has grown and nothing of it is there."""
        if rng.random() < 0.2:
            content = self.content(change.file)
            content.extend(bytes(max(0, change.offset + len(change.data) - len(content))))
        for start in range(0, len(change.data), SECTOR):
            if rng.random() < 0.5:
                self.put(change.file, change.offset + start, change.data[start:start + SECTOR])

    def tree(self):
        """What can be reached from the root by names."""
        tree = {
            folder: None for folder in self.folders
            if folder and all(above in self.folders for above in parents(folder))
        }
        for path, file in self.files.items():
            if all(above in self.folders for above in parents(path)):
                tree[path] = bytes(self.bytes.get(file, self.original.get(file, b"")))
        return tree


def parents(path):
    while path:
        path = parent(path)
        yield path


def read(log, folder):
    """The changes of a log that the shim wrote, with paths below the folder."""
    bytes = log.read_bytes()
    position = 0

    def text(length):
        nonlocal position
        name = bytes[position:position + length].decode()
        position += length
        return "" if name == folder else name.removeprefix(folder + "/")

    while position < len(bytes):
        kind, file, offset, length, path, other = HEAD.unpack_from(bytes, position)
        position += HEAD.size
        path, other = text(path), text(other)
        data = b""
        if chr(kind) in "wp":
            data = bytes[position:position + length]
            position += length
        yield Change(chr(kind), file, offset, path, other, data)
