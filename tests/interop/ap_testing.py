"""The server checks of activitypub-testing, against each of our actors."""

import json
import pathlib
import subprocess

from checks import Checks
from musette import Musette

CLIENTS_ONLY = "they are for servers whose people write through ActivityPub clients; ours use pages"


def run(checks: Checks, binary: str, node: str, scripts: pathlib.Path, folder: pathlib.Path) -> None:
    """Restaurant, co-op and instance."""
    checks.part = "activitypub-testing"
    musette = Musette(binary, folder).start()
    try:
        musette.list_restaurant(musette.browser("mimi"))
        for actor in (musette.restaurant, musette.coop, musette.instance):
            words = [node, "--import", "./names.mjs", "ap-testing.mjs", actor]
            done = subprocess.run(words, cwd=scripts, capture_output=True, text=True, timeout=120)
            results = [json.loads(line) for line in done.stdout.splitlines()]
            name = actor.removeprefix(musette.origin)
            with checks.check(f"{name} is checked"):
                assert done.returncode == 0 and results, done.stderr
            clients = [result for result in results if only_for_clients(result["slug"])]
            checks.skip(f"{name}: {len(clients)} checks of writing to the outbox", CLIENTS_ONLY)
            for result in results:
                if result not in clients:
                    judge(checks, name, result)
    finally:
        musette.stop()


def only_for_clients(slug: str) -> bool:
    """Whether a check posts to the outbox."""
    return ("outbox" in slug and "post" in slug) or slug.startswith("create-then-update")


def judge(checks: Checks, name: str, result: dict) -> None:
    """One result: passed, or not applicable for a reason that we know."""
    slug, outcome, why = result["slug"], result["outcome"], " ".join(result["why"].split())[:200]
    with checks.check(f"{name}: {slug}" + (f" ({outcome}: {why})" if outcome != "passed" else "")):
        assert outcome in ("passed", "inapplicable"), f"{outcome}: {why}"
