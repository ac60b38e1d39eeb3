"""Which Chromium the tests drive: `python -m tests.tooling.browser` finds one or installs one, and says which.

In this order: ARCHIVE_TEST_BROWSER; a Chromium or Chrome of this machine; Debian's or Ubuntu's by apt, as root;
Playwright's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def installed_browser() -> Path | None:
    """The browser that tests start, or None where this machine has none yet."""
    if named := os.environ.get("ARCHIVE_TEST_BROWSER"):
        return Path(named)
    return _of_this_machine() or _of_playwright()


def _of_this_machine() -> Path | None:
    for name in NAMES:
        found = shutil.which(name)
        # Ubuntu's chromium-browser without the snap is a script that only says how to install it.
        if found and _answers(Path(found)):
            return Path(found)
    return MAC if MAC.exists() else None


def _of_playwright() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _answers(browser: Path) -> bool:
    asked = subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False)
    return asked.returncode == 0


def _install_with_apt() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing Debian's Chromium with apt", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for order in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        if subprocess.run(["apt-get", "--quiet", "--quiet", *order], env=environment, check=False).returncode != 0:
            return False
    return True


def _install_playwrights_own() -> bool:
    print("Fetching Playwright's own Chromium", flush=True)
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0


def main() -> int:
    browser = installed_browser()
    if browser is None and (_install_with_apt() or _install_playwrights_own()):
        browser = installed_browser()
    if browser is None:
        print("No Chromium: install chromium or Google Chrome, or name one in ARCHIVE_TEST_BROWSER.", file=sys.stderr)
        return 1
    print(f"Browser for the tests: {browser}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
