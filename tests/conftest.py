"""What every test of the archive has: skipped browser tests fail where all tests were asked for."""

pytest_plugins = ["tests.tooling.completeness"]
