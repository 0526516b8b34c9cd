"""One line for each check, and the count at the end."""

import threading
import time
import traceback
from contextlib import contextmanager


class Checks:
    """What was checked so far."""

    def __init__(self) -> None:
        self.part = ""
        self.passed = 0
        self.failed: list[str] = []
        self.skipped = 0

    @contextmanager
    def check(self, name: str):
        """A check: it holds if nothing is raised."""
        begun = time.monotonic()
        try:
            yield
        except Exception as error:  # whatever is wrong is one failed check, and the next goes on
            self.failed.append(f"{self.part}: {name}")
            print(f"  FAILED   {self.part}: {name}\n           {type(error).__name__}: {error}", flush=True)
            if not isinstance(error, AssertionError):
                traceback.print_exc(limit=-3)
        else:
            self.passed += 1
            print(f"  ok       {self.part}: {name} ({time.monotonic() - begun:.1f} s)", flush=True)

    def skip(self, name: str, why: str) -> None:
        """A check that cannot be made yet, said loudly."""
        self.skipped += 1
        print(f"  SKIPPED  {self.part}: {name}: {why}", flush=True)

    def end(self) -> int:
        """The summary; the exit code."""
        for name in self.failed:
            print(f"  FAILED   {name}")
        print(f"interop: {self.passed} passed, {len(self.failed)} failed, {self.skipped} skipped")
        return 1 if self.failed or not self.passed else 0


def until(what: str, holds, within: float = 20):
    """Waits until `holds()` is true, and returns what it was."""
    end, pause = time.monotonic() + within, threading.Event()
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < end, f"not within {within} s: {what}"
        pause.wait(0.05)


def same(found, wanted, what: str = "") -> None:
    """Both must be equal."""
    assert found == wanted, f"{what or 'it'} is {found!r} and not {wanted!r}"
