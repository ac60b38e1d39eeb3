"""With ARCHIVE_TESTS_COMPLETE=1, as `make test` sets it, a test in a real browser or on a real Elasticsearch fails where it
would be skipped."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

NEVER_SKIPPED = ("browser", "elasticsearch")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    asked = os.environ.get("ARCHIVE_TESTS_COMPLETE") == "1" and any(item.get_closest_marker(m) for m in NEVER_SKIPPED)
    if asked and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but all tests were asked for: {item.nodeid}: {report.longrepr}"
    return report
