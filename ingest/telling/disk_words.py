"""Why a file or a folder cannot be read, in words: the system has them in another language, and for itself."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "il n’est plus là", errno.EACCES: "l’accès en est refusé", errno.EPERM: "l’accès en est refusé",
    errno.EIO: "le disque ne répond pas ou est abîmé", errno.ENAMETOOLONG: "son chemin est trop long",
    errno.ENOTDIR: "un dossier de son chemin n’est plus là", errno.EISDIR: "c’est un dossier",
    errno.ELOOP: "un lien y tourne en rond", errno.EBUSY: "un autre programme le tient",
    **dict.fromkeys(
        (errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENOTCONN,
         errno.ECONNRESET, errno.ECONNABORTED, errno.EREMOTEIO),
        "le partage ou le disque n’est plus branché",
    ),
}  # fmt: skip


def why(problem: OSError) -> str:
    """What the system's error means to whoever brought the file."""
    return _WORDS.get(problem.errno or 0) or problem.strerror or repr(problem)
