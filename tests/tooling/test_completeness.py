from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

SKIPPED = """
    import pytest

    @pytest.mark.{marker}
    def test_a_page():
        pytest.skip("no browser")
"""


def outcome(pytester: pytest.Pytester, marker: str) -> dict[str, int]:
    pytester.makeini("[pytest]\nmarkers =\n    browser\n    other\n")
    pytester.makepyfile(SKIPPED.format(marker=marker))
    return pytester.runpytest("-p", "tests.tooling.completeness", "-p", "no:randomly").parseoutcomes()


def test_a_skipped_browser_test_fails_when_all_were_asked_for(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARCHIVE_TESTS_COMPLETE", "1")
    assert outcome(pytester, "browser") == {"failed": 1}


def test_any_other_skipped_test_stays_skipped(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_TESTS_COMPLETE", "1")
    assert outcome(pytester, "other") == {"skipped": 1}


def test_a_skipped_browser_test_is_only_skipped_when_nobody_asked(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARCHIVE_TESTS_COMPLETE", raising=False)
    assert outcome(pytester, "browser") == {"skipped": 1}
