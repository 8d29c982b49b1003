"""The commands that wrote under `rounds/`, with the bytes that they wrote over: each can be taken back, the newest first.

Whoever holds the folder can edit a stack, and one that came with it is not found (`index_folder`). So it is believed as a journal is:
plain files under `rounds/` by paths that no link leads astray, and no byte is written that has not the hash that is stated.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from inspect_cli.domain.text import Text, text
from inspect_cli.domain.trouble import DiskTrouble
from inspect_cli.store.addresses import ROUNDS, round_named_by
from inspect_cli.store.files import commands, disk
from inspect_cli.store.files.causes import OurRefusal, cause
from inspect_cli.store.files.commands import BEGUN, DONE, ODD, TURNING, UNDONE, Command, Doing, Kept, KeptMove, places
from inspect_cli.store.files.disk import DiskStep, NewFolder, Write
from inspect_cli.store.files.journal import TEMPORARY, Journal, digest, digest_of, from_root, place
from inspect_cli.store.files.moving import FileMove
from inspect_cli.store.files.plain import plain_bytes

COMMANDS = 50
LARGEST = 200_000_000
"""Bytes, of all that is kept."""
_LISTED = 5_000_000


class NotKept(DiskTrouble):
    """What a command wrote over is no longer here as it was."""

    code = "not_kept"

    def __init__(self, deed: Command) -> None:
        super().__init__(
            text("what {command} wrote over is no longer kept as it was, and cannot be brought back", command=deed.command),
            text("inspect diff shows what is not saved; put it right by hand"),
        )


class Stack:
    """The commands of one work tree. What changes it is called with the lock held."""

    def __init__(self, folder: Path, root: Path, doing: Doing | None = None) -> None:
        self.folder = folder
        self.root = root
        self._list = folder / "stack.json"
        self._doing = doing

    def deeds(self) -> list[Command]:
        """The commands, the newest last, as far as the disk bears them out: what was begun is done, or never was. Raises CannotRead."""
        try:
            return self._borne_out(self._noted())
        except OSError as error:
            raise disk.CannotRead(self._list, error) from error

    def files_of(self, deed: Command) -> tuple[Kept, ...]:
        """What it did to which files. Raises NotKept."""
        try:
            return commands.files_in(self.kept(deed.files), self.root)
        except ODD as error:
            raise NotKept(deed) from error

    def is_too_large(self, deed: Command) -> bool:
        """Its bytes were more than are kept."""
        return deed.size > LARGEST

    def kept(self, sha256: str) -> bytes:
        """The bytes of this hash. Raises OSError."""
        raw = plain_bytes(self.folder / "bytes" / sha256)
        if digest(raw) != sha256:
            raise FileNotFoundError(sha256)
        return raw

    def unfit(self, files: Iterable[Kept], back: bool, stands: Mapping[str, str | None] = MappingProxyType({})) -> list[str]:
        """The files that are not what the command left, to take it `back`; or not what it found, to do it again.

        `stands` are hashes to go by in place of what lies there.
        """
        return [path for path, sha256 in places(files, back).items() if (stands[path] if path in stands else self._now(path)) != sha256]

    def _now(self, path: str) -> str | None:
        try:
            return digest_of(self.root / path)
        except OSError:
            return ""

    def _noted(self) -> list[Command]:
        """Raises OSError: what cannot be read now is not written over."""
        try:
            if not stat.S_ISREG(os.lstat(self._list).st_mode):
                return []
            return commands.deeds_in(plain_bytes(self._list, _LISTED), self.root)
        except OSError as error:
            if isinstance(error, FileNotFoundError | OurRefusal):
                return []
            raise
        except ODD:
            return []

    def _borne_out(self, noted: Sequence[Command]) -> list[Command]:
        found = [deed for one in noted if (deed := self._settled(one))]
        last = max((at for at, deed in enumerate(found) if deed.state == DONE), default=-1)
        return [deed for at, deed in enumerate(found) if deed.state == DONE or at > last][-COMMANDS:]

    def _settled(self, deed: Command) -> Command | None:
        if deed.state in (DONE, UNDONE):
            return deed
        with suppress(NotKept):
            files = self.files_of(deed)
            if not self.unfit(files, back=True):
                return replace(deed, state=DONE)
            if deed.state == TURNING and not self.unfit(files, back=False):
                return replace(deed, state=UNDONE)
        return None

    # -- a command writes ----------------------------------------------------------------------------------------------

    def begun(self, steps: Sequence[DiskStep]) -> Callable[[bool], None]:
        """Notes what a command is about to write, with the bytes before; to be told whether it was written.

        What cannot be kept is said, and the command goes on.
        """
        try:
            found = [one for step in steps for one in commands.seen(step, self.root)]
            files = [kept for kept, *_ in found]
            if not any(path.startswith(f"{ROUNDS}/") and path.count("/") > 1 for path in places(files, True)):
                return _nobody_asks
            for path in places(files, True):
                place(path, self.root)
            size = sum(size for *_, size in found)
            if size > LARGEST:
                self._tell(text("{size} MB are more than the {most} MB that are kept", size=size // 1_000_000, most=LARGEST // 1_000_000))
            for raw in (commands.list_of(files), *(before for _, before, _ in found if before is not None and size <= LARGEST)):
                self._keep(raw)
            earlier, deed = self._cleared(), self._deed(steps, files, size)
            self._save([*earlier, deed])
        except (OSError, ValueError, DiskTrouble) as error:
            why = error.what if isinstance(error, DiskTrouble) else cause(error) if isinstance(error, OSError) else None
            self._tell(why or text("a link is on the way to the file"))
            return _nobody_asks
        return lambda written: self._ended(earlier, deed, written)

    def _deed(self, steps: Sequence[DiskStep], files: Sequence[Kept], size: int) -> Command:
        assert self._doing
        made = {from_root(path, self.root) for path in self._missing(files)}
        for step in steps:
            if isinstance(step, NewFolder):
                inner = [path.relative_to(step.waiting) for path in step.waiting.rglob("*") if path.is_dir()]
                made |= {from_root(step.folder, self.root), *(from_root(step.folder / path, self.root) for path in inner)}
        home, doing = round_named_by(next(iter(places(files, True)))) or "", self._doing
        key = digest(commands.list_of(files)) or ""
        return Command(doing.by(home), doing.at.isoformat(), doing.words, home, BEGUN, size, key, tuple(sorted(made)), doing.was_saved)

    def _missing(self, files: Sequence[Kept]) -> Iterable[Path]:
        """The folders above new files that are not there yet."""
        for path, before in places(files, False).items():
            folder = (self.root / path).parent
            while before is None and not os.path.lexists(folder):
                yield folder
                folder = folder.parent

    def _tell(self, why: Text) -> None:
        assert self._doing
        self._doing.told(text("this cannot be undone afterwards: {why}", why=why))

    def _ended(self, earlier: Sequence[Command], deed: Command, written: bool) -> None:
        """It was written, and what was undone before can no longer be done again; or it was not, and nothing has happened."""
        kept = [*(one for one in earlier if one.state == DONE), replace(deed, state=DONE)][-COMMANDS:] if written else list(earlier)
        while len(kept) > 1 and sum(one.size for one in kept if one.size <= LARGEST) > LARGEST:
            kept.pop(0)
        with suppress(OSError, DiskTrouble):  # what is not noted now is found by what lies there
            self._save(kept)
            if len(kept) <= len(earlier):
                self._sweep(kept)

    def _cleared(self) -> list[Command]:
        """The commands, once what one of them left half done is cleared away. Raises OSError."""
        noted = self._noted()
        for deed in (self._settled(one) for one in noted if one.state == TURNING):
            if deed:
                self._put_folders(deed)
        return self._borne_out(noted)

    # -- back, and forth again -----------------------------------------------------------------------------------------

    def steps(self, deed: Command, back: bool) -> list[DiskStep]:
        """What takes it back, or does it again. Raises NotKept, FileChanged."""
        files = self.files_of(deed)
        for path in self.unfit(files, back):
            raise disk.FileChanged(self.root / path)
        try:
            return [self._step(one, back) for one in files]
        except OSError as error:
            raise NotKept(deed) from error

    def _step(self, one: Kept, back: bool) -> DiskStep:
        if isinstance(one, KeptMove):
            source, target = (one.target, one.source) if back else (one.source, one.target)
            return FileMove(self.root / source, self.root / target)
        was, becomes = (one.after, one.before) if back else (one.before, one.after)
        path = self.root / one.path
        return Write(path, None if was is None else plain_bytes(path), None if becomes is None else self.kept(becomes))

    def turned(self, deed: Command, steps: Sequence[DiskStep], back: bool, journal: Journal) -> None:
        """Takes a command back, or does it again: its files, then its folders. Raises DiskTrouble."""
        try:
            deeds = self._cleared()
            for step in steps:
                if isinstance(step, Write) and step.before is not None:
                    self._keep(step.before)
        except OSError as error:
            raise disk.CannotWrite(self.folder, error) from error
        self._save([replace(one, state=TURNING) if one == deed else one for one in deeds])
        disk.write_all(steps, journal)
        turned = replace(deed, state=UNDONE if back else DONE)
        self._put_folders(turned)
        with suppress(DiskTrouble):  # as above
            self._save([turned if one == deed else one for one in deeds])

    def _put_folders(self, deed: Command) -> None:
        """The folders that a command made are there with it, and away without it where they hold nothing but what a crash left."""
        for folder in sorted(deed.made, key=len, reverse=deed.state == UNDONE):
            with suppress(OSError):
                if deed.state == UNDONE:
                    for litter in (self.root / folder).glob(f".*{TEMPORARY}"):
                        litter.unlink()
                    (self.root / folder).rmdir()
                else:
                    (self.root / folder).mkdir(parents=True, exist_ok=True)

    # -- its own files -------------------------------------------------------------------------------------------------

    def _keep(self, raw: bytes) -> None:
        """Puts bytes away under their hash, once. Raises OSError."""
        path = self.folder / "bytes" / (digest(raw) or "")
        with suppress(OSError):
            if os.lstat(path).st_size == len(raw):
                return
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{os.urandom(8).hex()}.new")
        try:
            with temporary.open("xb") as stream:
                stream.write(raw)
            os.replace(temporary, path)
        except BaseException:  # also Ctrl-C
            temporary.unlink(missing_ok=True)
            raise

    def _save(self, deeds: Sequence[Command]) -> None:
        """Raises DiskTrouble."""
        with suppress(OSError):
            if not stat.S_ISREG(os.lstat(self._list).st_mode):
                os.unlink(self._list)
        before = disk.read_bytes(self._list) if os.path.lexists(self._list) else None
        disk.write_all([Write(self._list, before, commands.told(deeds))])

    def _sweep(self, deeds: Sequence[Command]) -> None:
        """Bytes that no command needs any more go."""
        needed = {deed.files for deed in deeds}
        for deed in deeds:
            with suppress(NotKept):
                needed |= {sha256 for one in self.files_of(deed) for sha256 in one[1:] if sha256}
        for name in set(os.listdir(self.folder / "bytes")) - needed:
            (self.folder / "bytes" / name).unlink()


def _nobody_asks(_: bool) -> None:
    """Of a write that is not kept."""
