"""The story of a restaurant that is followed from a server made on Fedify, and of one there that is followed from here."""

import pathlib
import urllib.error
import urllib.request
from dataclasses import dataclass

from checks import Checks, same, until
from musette import Musette
from peer import Peer
from tls import Authority, Terminator

CAVAGE = "draft-cavage-http-signatures-12"
RFC9421 = "rfc9421"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


@dataclass
class Way:
    """How the two servers speak with each other."""

    name: str
    scheme: str = "http"
    first: str = CAVAGE
    """The signature that the peer tries first."""
    takes: str | None = None
    """The only signature that the peer takes; none: either."""
    authorized: bool = False
    """Whether reading needs a signature, on both sides where both can."""


WAYS = [
    Way("fedify, http, draft-cavage first"),
    Way("fedify, http, RFC 9421 first, authorized fetch", first=RFC9421, takes=RFC9421, authorized=True),
    Way("fedify, TLS, RFC 9421 first", scheme="https", first=RFC9421),
    Way("fedify, TLS, draft-cavage first, authorized fetch", scheme="https", authorized=True),
]


class Story:
    """One way through everything."""

    def __init__(self, checks: Checks, binary: str, node: str, scripts: pathlib.Path, folder: pathlib.Path, way: Way) -> None:
        self.checks, self.way, self.checks.part = checks, way, way.name
        folder.mkdir(parents=True, exist_ok=True)
        ca = Authority(folder) if way.scheme == "https" else None
        settings = {"MUSETTE_FEDERATION_EXTRA_CA": str(ca.file)} if ca else {}
        self.musette = Musette(binary, folder / "musette", way.scheme, **settings)
        self.proxy = None
        tls = {}
        if ca:
            self.proxy = Terminator(self.musette.public_port, self.musette.port, ca.certificate("musette.localhost"))
            tls = {"tls": ca.certificate("peer.localhost"), "authority": str(ca.file)}
        self.peer = Peer(
            node, scripts, way.scheme, firstKnock=way.first, takes=way.takes, authorizedFetch=way.authorized, **tls
        )
        self.ours_is_authorized = way.authorized and self.musette.knows_setting("federation.authorized_fetch", "true")
        if self.ours_is_authorized:
            self.musette.settings["MUSETTE_FEDERATION_AUTHORIZED_FETCH"] = "true"

    def play(self) -> None:
        """Everything, in order; what was started is stopped."""
        try:
            self.musette.start()
            self.cook, self.anna = self.musette.browser("mimi"), self.musette.browser("anna")
            self.musette.list_restaurant(self.cook)
            self.followed()
            self.special()
            self.answered()
            self.follows()
            self.refused()
            self.keys_and_forms()
            self.leaves()
            self.moved()
            self.blocked()
        finally:
            self.musette.stop()
            self.peer.stop()
            if self.proxy:
                self.proxy.stop()

    # --- from there to here ------------------------------------------------------------------------------------------------------------------

    def followed(self) -> None:
        """Found by handle, read, followed."""
        peer, musette = self.peer, self.musette
        with self.checks.check("the handle leads to an actor that Fedify reads"):
            found = peer.ask("find", account=f"@mimi@{musette.authority}")
            assert found, "Fedify reads no actor there"
            same((found["type"], found["id"]), ("Organization", musette.restaurant))
        with self.checks.check("a Follow is accepted"):
            follow = peer.send("Follow", to=musette.restaurant, object=musette.restaurant)
            accept = peer.received("Accept", follow["id"])
            same(accept["actor"], musette.restaurant, "who accepts")
            same(self.followers("mimi"), 1, "the number of followers")
        with self.checks.check("the co-op is followed too"):
            follow = peer.send("Follow", to=musette.coop, object=musette.coop)
            peer.received("Accept", follow["id"])
        with self.checks.check("following again is following once"):
            follow = peer.send("Follow", to=musette.restaurant, object=musette.restaurant)
            peer.received("Accept", follow["id"])
            same(self.followers("mimi"), 1, "the number of followers")

    def followers(self, name: str) -> int:
        return self.musette.one("SELECT count(*) FROM follower WHERE actor_name = ?", name)

    def special(self) -> None:
        """A special comes, is boosted, is read, is corrected."""
        peer, musette, self.note = self.peer, self.musette, None
        with self.checks.check("a special is a Note for everybody"):
            musette.publish(self.cook, "Fondue")
            create = peer.received("Create")
            same((create["actor"], create["understood"]["type"]), (musette.restaurant, "Note"))
            assert "Fondue" in create["understood"]["content"], create
            assert "&lt;butter&gt;" in create["understood"]["content"], create
            self.note = create["object"]
        with self.checks.check("the co-op boosts it"):
            self.boost = peer.received("Announce", self.note)
            same(self.boost["actor"], musette.coop, "who boosts")
        with self.checks.check("its address leads to the same Note"):
            found = peer.ask("read", url=self.note)
            same((found["type"], found["id"]), ("Note", self.note))
        with self.checks.check("a correction is an Update of the same Note"):
            page = self.cook.open("/restaurant/mimi/specials")
            here = f"/restaurant/mimi/specials/{self.note.rsplit('/', 1)[1]}"
            assert here in page.html, "the special is not on its page"
            page = self.cook.open(here)
            self.cook.send(page, page.form(having="title").filled(title="Raclette"))
            update = peer.received("Update", self.note)["understood"]
            assert "Raclette" in update["content"] and update["updated"], update

    def answered(self) -> None:
        """Replies, likes, boosts, all of which can be taken back."""
        peer, musette = self.peer, self.musette
        to = {"to": musette.restaurant}
        kept = musette.has_table("reply") and musette.has_table("reaction")

        def stands(table: str, **where: str) -> bool:
            words = " AND ".join(f"{name} = ?" for name in where)
            return bool(musette.one(f"SELECT count(*) FROM {table} WHERE {words}", *where.values()))

        with self.checks.check("a reply is taken" + (" and kept" if kept else "")):
            reply = peer.send(
                "Create", **to, content="<p>Is there one <b>without</b> garlic?</p>", inReplyTo=self.note, mention=musette.restaurant
            )
            if kept:
                until("the reply is kept", lambda: stands("reply", id=reply["object"]))
            peer.send("Update", **to, id=reply["object"], content="<p>Without onions?</p>", inReplyTo=self.note)
            peer.send("Delete", **to, object=reply["object"])
        for kind in ("Like", "Announce"):
            with self.checks.check(f"{kind} and its Undo are taken" + (" and counted" if kept else "")):
                sent = peer.send(kind, **to, object=self.note)
                if kept:
                    until(f"{kind} is kept", lambda: stands("reaction", activity_id=sent["id"]))
                peer.send("Undo", **to, object=sent["id"])
                if kept:
                    until(f"{kind} is undone", lambda: not stands("reaction", activity_id=sent["id"]))
        with self.checks.check("a special that is taken back is a Tombstone"):
            page = self.cook.open("/restaurant/mimi/specials")
            self.cook.send(page, page.form("/take-back"))
            delete = peer.received("Delete", self.note)
            same(delete["understood"] and delete["understood"]["type"], "Tombstone")
            same(peer.received("Undo", self.boost["id"])["actor"], musette.coop, "who takes the boost back")
            same(self.status(self.note, signed=False), 401 if self.ours_is_authorized else 410, "the status of the Note")

    def status(self, url: str, signed: bool) -> int:
        """What the server answers to a plain GET, asked at the port behind TLS."""
        assert not signed
        path = url.removeprefix(self.musette.origin)
        headers = {"Host": self.musette.authority, "Accept": "application/activity+json"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.musette.port}{path}", headers=headers)
        try:
            return urllib.request.urlopen(request, timeout=20).status
        except urllib.error.HTTPError as error:
            return error.code

    # --- from here to there ------------------------------------------------------------------------------------------------------------------

    def following(self) -> str | None:
        return self.musette.one("SELECT state FROM following WHERE target_id = ?", self.peer.restaurant)

    def press(self, what: str) -> None:
        page = self.anna.open(f"/@chez-fedi@{self.peer.authority}")
        self.anna.send(page, page.form(f"/{what}", having="target"))

    def follows(self) -> None:
        """A customer here follows a restaurant there, reads its special, and stops."""
        peer, musette = self.peer, self.musette
        with self.checks.check("a restaurant there is found by its handle"):
            page = self.anna.open(f"/@chez-fedi@{peer.authority}")
            assert "Chez Fedi" in page.text and "Soup" in page.text, page.text[:400]
        with self.checks.check("the instance follows it for a customer, without saying for whom"):
            self.press("follow")
            follow = peer.received("Follow", peer.restaurant)
            same(follow["actor"], musette.instance, "who follows")
            until("the Follow is accepted", lambda: self.following() == "accepted")
        with self.checks.check("its special is in the feed, its correction and deletion follow"):
            text = "<p>Today: <strong>polenta</strong><script>alert(1)</script></p>"
            sent = peer.send("Create", to=musette.instance, sender="chez-fedi", content=text)
            stored = "SELECT content FROM remote_special WHERE id = ? AND removed_at IS NULL"
            html = until("the special is stored", lambda: musette.one(stored, sent["object"]))
            assert "script" not in html and "alert" not in html, html
            assert "polenta" in self.anna.open("/following").text
            peer.send("Update", to=musette.instance, sender="chez-fedi", id=sent["object"], content="<p>Gnocchi</p>")
            until("it is corrected", lambda: "Gnocchi" in (musette.one(stored, sent["object"]) or ""))
            peer.send("Delete", to=musette.instance, sender="chez-fedi", object=sent["object"])
            until("it is gone", lambda: musette.one(stored, sent["object"]) is None)
        with self.checks.check("who stops following says so with the same Follow"):
            self.press("unfollow")
            same(peer.received("Undo", follow["id"])["actor"], musette.instance, "who undoes it")
            same(self.following(), None, "what is left of it")

    def refused(self) -> None:
        """The restaurant there does not want to be followed."""
        with self.checks.check("a Reject ends the following"):
            self.peer.ask("answerFollows", by="reject")
            self.press("follow")
            self.peer.received("Follow", self.peer.restaurant)
            until("it is rejected", lambda: self.following() == "rejected")

    def keys_and_forms(self) -> None:
        """Which signatures were used, and that reading was signed where it had to be."""
        way, asked = self.way, self.peer.ask("requests")
        came = [one for one in asked["incoming"] if one["agent"].startswith("musette/")]
        # Where documents need a signature too, the peer keeps to the form in which a GET of its own was taken last, for POSTs as well.
        forms = {way.first, CAVAGE} if self.ours_is_authorized else {way.first}
        with self.checks.check(f"what the peer signs with {' or '.join(sorted(forms))} is taken at the first try"):
            posts = [one for one in asked["outgoing"] if one["method"] == "POST"]
            odd = [one for one in posts if one["form"] not in forms or one["status"] != 202]
            assert posts and not odd, odd
        with self.checks.check("every request for an ActivityPub document that we send is signed"):
            documents = [one for one in came if not one["path"].startswith("/.well-known/")]
            unsigned = [one for one in documents if one["form"] == "unsigned"]
            assert documents and not unsigned, unsigned
        with self.checks.check("what is refused in one form is sent in the other, and remembered"):
            ours = [one for one in came if one["method"] == "POST"]
            refused = [one for one in ours if one["status"] == 401]
            assert len(ours) > 5 and ours[-1]["status"] < 300, ours
            assert len(refused) <= (1 if way.takes else 0), f"refused {len(refused)} times: {refused}"
        if way.authorized and not self.ours_is_authorized:
            self.checks.skip("our documents need a signature", "this musette has no federation.authorized_fetch yet")
        elif way.authorized:
            with self.checks.check("our documents need a signature, our instance actor does not"):
                outbox = f"{self.musette.restaurant}/outbox"
                same(self.status(outbox, signed=False), 401, "the status of an unsigned GET")
                same(self.status(self.musette.instance, signed=False), 200, "the status of the instance actor")

    # --- the end -----------------------------------------------------------------------------------------------------------------------------

    def leaves(self) -> None:
        """The guest stops following: by the id of the first Follow, or of the last."""
        with self.checks.check("an Undo of the Follow ends it"):
            again = self.peer.send("Follow", to=self.musette.restaurant, object=self.musette.restaurant)
            self.peer.received("Accept", again["id"])
            self.peer.send("Undo", to=self.musette.restaurant, object=again["id"])
            until("the follower is gone", lambda: self.followers("mimi") == 0)

    def moved(self) -> None:
        """A restaurant there moves to another account, and ours moves to the peer."""
        peer, musette = self.peer, self.musette
        home = f"{peer.restaurant}-2"
        with self.checks.check("who follows a restaurant that moves follows the new account"):
            peer.ask("answerFollows", by="accept")
            peer.ask("alias", of="chez-fedi-2", also=[peer.restaurant])
            peer.send("Move", to=musette.instance, sender="chez-fedi", object=peer.restaurant, target=home)
            same(peer.received("Follow", home)["actor"], musette.instance, "who follows")
            state = "SELECT state FROM following WHERE target_id = ?"
            until("the Follow is accepted", lambda: musette.one(state, home) == "accepted")
            same(self.following(), None, "what is left of the old one")
        with self.checks.check("a restaurant of ours that moves says so to its followers"):
            follow = peer.send("Follow", to=musette.restaurant, object=musette.restaurant)
            peer.received("Accept", follow["id"])
            peer.ask("alias", of="chez-fedi-2", also=[musette.restaurant])
            page = self.cook.open("/restaurant/mimi/leaving")
            self.cook.send(page, page.form("/leaving/move").filled(home=home, move_handle="mimi"))
            said = peer.received("Move", musette.restaurant)
            same(said["actor"], musette.restaurant, "who moves")
            same(said["document"]["target"], home, "where to")
            same(peer.ask("read", url=musette.restaurant)["document"]["movedTo"], home, "where its document says it is")

    def blocked(self) -> None:
        """The co-op ends all dealings with the peer."""
        peer, musette = self.peer, self.musette
        with self.checks.check("a blocked server is refused, and nothing is sent to it"):
            musette.stop()
            musette.admin("host", "block", peer.authority)
            musette.start()
            before = musette.count_all()["inbox_seen"]
            sent = peer.ask("send", activity="Like", to=musette.restaurant, object=musette.restaurant, **{"as": "guest"})
            same({one["status"] for one in sent["tries"]}, {403}, "the answer")
            same(musette.count_all()["inbox_seen"], before, "the number of activities taken")
            # What waits is that we part: the following is undone, followers are told.
            waiting = "SELECT 1 FROM outbox_message WHERE host = ? AND state = 'waiting'"
            until("the farewells have left", lambda: musette.rows(waiting, peer.authority) == [])
            same(self.following(), None, "what is left of the following")
            same(self.followers("coop"), 0, "its followers here")
