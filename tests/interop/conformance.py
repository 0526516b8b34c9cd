"""`musette conformance`, run on ourselves from the command line."""

import pathlib
import subprocess

from checks import Checks
from musette import Musette
from names import free_port


def run(checks: Checks, binary: str, folder: pathlib.Path) -> None:
    """Everything must hold, signed requests too."""
    checks.part = "musette conformance"
    musette = Musette(binary, folder).start()
    try:
        cook = musette.browser("mimi")
        musette.list_restaurant(cook)
        musette.publish(cook, "Fondue")
        port = free_port()
        words = ["conformance", f"{musette.origin}/", "--loopback", "--as", f"http://probe.localhost:{port}"]
        done = subprocess.run(
            [binary, *words, "--bind", f"127.0.0.1:{port}"], capture_output=True, text=True, timeout=120
        )
        with checks.check("nothing is broken"):
            assert done.returncode == 0, f"{done.stderr}\n{done.stdout}"
        with checks.check("nothing could be better"):
            better = [line for line in done.stdout.splitlines() if line.startswith("warn")]
            assert not better, "\n           ".join(better)
        with checks.check("instance, co-op and restaurant were looked at, and what is signed too"):
            for part in (" /ap/instance ", " /ap/coop ", " /ap/r/mimi ", "it takes RFC 9421"):
                assert part in done.stdout, f"{part} is not in {done.stdout}"
    finally:
        musette.stop()
