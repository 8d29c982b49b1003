"""Why the system refuses, in our sentences: what it says itself is English on most machines, and another sentence on each."""

from __future__ import annotations

import errno

from inspect_cli.domain.text import Text, text


def _causes() -> dict[str, Text]:
    """By the system's name; made when something went wrong, and not before."""
    return {
        "ENOENT": text("there is no such file or folder"),
        "EACCES": text("you have no right to it"),
        "EPERM": text("you have no right to it"),
        "EROFS": text("the disk is read-only"),
        "EISDIR": text("it is a folder"),
        "ENOTDIR": text("a part of the path is no folder"),
        "EEXIST": text("it is there already"),
        "ENOTEMPTY": text("the folder is not empty"),
        "ENOSPC": text("the disk is full"),
        "EDQUOT": text("your share of the disk is used up"),
        "EFBIG": text("the file is too large for this disk"),
        "EIO": text("the disk failed"),
        "EBUSY": text("another program uses it"),
        "ETXTBSY": text("another program uses it"),
        "ENAMETOOLONG": text("the name is too long"),
        "ELOOP": text("its links lead in a circle"),
        "EMFILE": text("too many files are open"),
        "ENFILE": text("too many files are open"),
        "EXDEV": text("it lies on another disk"),
        "EPIPE": text("nobody reads the output any more"),
        "ENOEXEC": text("it is no program"),
        "EINVAL": text("the system does not take such a name"),
        "ENOTSUP": text("this disk cannot do that"),
        "EOPNOTSUPP": text("this disk cannot do that"),
        "ENOMEM": text("the memory is full"),
    }


class OurRefusal(OSError):
    """What we refuse as the system would: with a sentence of ours."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.english)
        self.what = what


def cause(error: OSError) -> Text:
    """Why, by the system's number; its name where it is an unusual one."""
    if isinstance(error, OurRefusal):
        return error.what
    name = errno.errorcode.get(error.errno or 0, str(error.errno or "—"))
    return _causes().get(name) or text("the system says {name}", name=name)
