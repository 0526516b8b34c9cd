"""Every object of fediverse-pasture-inputs and funfedi-parsing-test-cases, posted to our inbox by a restaurant that we follow.

Each comes by itself and once more as a reply to a special. Whatever it is, the answer is 2xx or 4xx, and what is not taken leaves nothing behind.
"""

import json
import pathlib
from collections import Counter
from datetime import UTC, datetime

import funfedi_parsing_test_cases as funfedi
from fediverse_pasture_inputs import available

from checks import Checks, same, until
from musette import Musette
from neighbour import CONTEXT, Neighbour

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
# What an activity that was taken may add to: that it was seen, what it brought, and who or what was met by that.
MAY_GROW = {
    "inbox_seen", "remote_special", "reply", "reaction", "remote_actor", "actor_key", "peer_host", "noise", "undone",
    "outbox_activity", "outbox_message", "event", "hint", "report", "remote_menu_item", "job",
}  # fmt: skip
# What one that was refused may add to: the moderators' count of refusals.
MAY_GROW_REFUSED = {"noise"}
# What is stored of a Note, and what of it must never be empty.
STORED = {"remote_special": ("id", "actor_id", "received_at"), "reply": ("id", "author_id", "received_at")}


def pasture(neighbour: Neighbour, reader: str):
    """The activities of fediverse-pasture-inputs: a Note with what each example changes of it."""
    # What was published long ago is over when it comes, and is not kept.
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name, data in sorted(available.items()):
        for number, example in enumerate(data.examples):
            note = {
                **{"type": "Note", "id": neighbour.fresh("notes"), "attributedTo": neighbour.actor},
                **{"to": [PUBLIC, reader], "cc": [], "published": now, "content": name},
            } | example
            yield f"pasture {name} {number}", {
                "@context": note.pop("@context", [CONTEXT[0], {"Hashtag": "as:Hashtag", "sensitive": "as:sensitive"}]),
                **{"type": "Create", "id": neighbour.fresh("activities"), "actor": neighbour.actor},
                **{"to": [PUBLIC, reader], "cc": [], "object": note},
            }


def parsing(neighbour: Neighbour, reader: str):
    """The activities of funfedi-parsing-test-cases."""
    sender = {"id": neighbour.actor, "type": "Organization"}
    environment = funfedi.Environment(sending_actor_profile=sender, receiving_actor=reader)
    for suite in (funfedi.activity_suite, funfedi.notes_suite, funfedi.event_suite, funfedi.poll_suite):
        for group, cases in suite.tests.items():
            for case in cases:
                yield f"funfedi {group} {case.name}", case.maker.activity_and_object(environment)[0]


def as_reply(activity: dict, note: str, neighbour: Neighbour) -> dict | None:
    """The same as a reply to a special; none where nothing is embedded that could be one."""
    inner = activity.get("object")
    if not isinstance(inner, dict) or "inReplyTo" in inner:
        return None
    inner = inner | {"inReplyTo": note} | ({"id": neighbour.fresh("notes")} if "id" in inner else {})
    return activity | {"object": inner} | ({"id": neighbour.fresh("activities")} if "id" in activity else {})


class Posting:
    """Posts, and watches every table meanwhile."""

    def __init__(self, musette: Musette, neighbour: Neighbour) -> None:
        self.musette, self.neighbour = musette, neighbour
        self.statuses: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.before = musette.count_all()

    def post(self, name: str, activity: dict) -> None:
        """Posts one; writes down what is wrong."""
        # Some cases hold what JSON has no word for, which is then written as text.
        text = json.dumps(activity, default=str)
        status = self.neighbour.post_text(f"{self.musette.origin}/ap/inbox", text)
        self.statuses[status] += 1
        after = self.musette.count_all()
        grown = {table: after[table] - self.before[table] for table in after if after[table] != self.before[table]}
        self.before = after
        if not (200 <= status < 300 or 400 <= status < 500):
            self.wrong.append(f"{name}: answered {status}")
        taken = status < 300
        odd = set(grown) - (MAY_GROW if taken else MAY_GROW_REFUSED)
        if odd or any(more < 0 for more in grown.values()):
            self.wrong.append(f"{name}: answered {status}, and these tables changed: {grown}")
        if taken and grown.get("inbox_seen", 0) != 1:
            self.wrong.append(f"{name}: answered {status}, and it was noted {grown.get('inbox_seen', 0)} times")


def nothing_half_stored(musette: Musette, neighbour: Neighbour) -> None:
    """What is stored is whole, and belongs to who sent it."""
    same(musette.rows("PRAGMA foreign_key_check"), [])
    same(musette.one("PRAGMA integrity_check"), "ok")
    for table, columns in STORED.items():
        if not musette.has_table(table):
            continue
        for column in columns:
            empty = musette.rows(f"SELECT id FROM {table} WHERE {column} IS NULL OR {column} = ''")
            assert not empty, f"{table} has rows without {column}: {empty[:5]}"
        strange = musette.rows(f"SELECT id FROM {table} WHERE id NOT LIKE ?", f"{neighbour.origin}/%")
        assert not strange, f"{table} has rows of somebody else: {strange[:5]}"
        for (html,) in musette.rows(f"SELECT content FROM {table}"):
            for evil in ("<script", "onclick", "javascript:", "<img", "<style", "onerror"):
                assert evil not in html.lower(), f"{table} kept {evil}: {html[:200]}"


def run(checks: Checks, binary: str, folder: pathlib.Path) -> None:
    """Follows the neighbour, takes everything that it posts, and is as well as before."""
    checks.part = "inputs"
    musette, neighbour = Musette(binary, folder).start(), Neighbour()
    try:
        cook, anna = musette.browser("mimi"), musette.browser("anna")
        with checks.check("we follow the neighbour, and have a special"):
            musette.list_restaurant(cook)
            musette.publish(cook, "Fondue")
            page = anna.open(f"/@neighbour@{neighbour.authority}")
            anna.send(page, page.form("/follow", having="target"))
            state = "SELECT state FROM following WHERE target_id = ?"
            until("the Follow is accepted", lambda: musette.one(state, neighbour.actor) == "accepted")
        special = f"{musette.origin}/ap/n/{musette.one('SELECT id FROM special')}"
        for title, cases in (("fediverse-pasture-inputs", pasture), ("funfedi-parsing-test-cases", parsing)):
            posting, count = Posting(musette, neighbour), 0
            with checks.check(f"{title}: only 2xx and 4xx, nothing unexpected in any table"):
                for name, activity in cases(neighbour, musette.restaurant):
                    posting.post(name, activity)
                    reply, count = as_reply(activity, special, neighbour), count + 1
                    if reply:
                        posting.post(f"{name}, as a reply", reply)
                print(f"           {count} objects, answers: {dict(sorted(posting.statuses.items()))}")
                assert count > 50 and not posting.wrong, "\n           ".join(posting.wrong)
        with checks.check("what is a special was kept"):
            kept = musette.one("SELECT count(*) FROM remote_special WHERE actor_id = ?", neighbour.actor)
            assert kept > 50, f"only {kept} were kept"
        with checks.check("nothing is half stored"):
            nothing_half_stored(musette, neighbour)
        with checks.check("the pages still show what came"):
            anna.open("/following")
            anna.open(f"/@neighbour@{neighbour.authority}")
            anna.open("/@mimi")
        with checks.check("nothing panicked and nothing was an error of ours"):
            bad = [line for line in musette.log(1_000_000).splitlines() if "panicked" in line or " ERROR " in line]
            assert not bad, bad[:5]
    finally:
        musette.stop()
        neighbour.stop()
