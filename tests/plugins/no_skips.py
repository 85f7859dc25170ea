"""In CI a skipped test is a failure: a browser or a database that is missing must not look like success.

`make test` loads this plugin when CI is set: ``pytest -p plugins.no_skips`` (`tests` is on pytest's python path).
"""

from __future__ import annotations

import pytest


class SkipsFail:
    """Remembers every skip and turns a green run that had one into a failed run."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.skipped:
            terminalreporter.section("skipped tests are failures in CI")
            for nodeid in self.skipped:
                terminalreporter.line(f"SKIPPED {nodeid}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(SkipsFail(), "skips-fail")
