"""A small restaurant elsewhere, in plain Python: it is followed, and then posts whatever it is given, correctly signed."""

import base64
import email.utils
import hashlib
import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CONTEXT = ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"]
TERMS = {
    "schema": "https://schema.org/",
    "implements": {"@id": "https://w3id.org/fep/844e/implements", "@type": "@id", "@container": "@set"},
    "menu": {"@id": "schema:hasMenu", "@type": "@id"},
    "MenuItem": "schema:MenuItem",
}


class Neighbour:
    """The restaurant and its server."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        neighbour = self

        class Handler(BaseHTTPRequestHandler):
            """Answers GETs with documents, and a Follow with an Accept."""

            def do_GET(self):  # noqa: N802, the library's name
                document, kind = neighbour.document(urlsplit(self.path))
                self.send_response(200 if document else 404)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(json.dumps(document).encode())

            def do_POST(self):  # noqa: N802, the library's name
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(202)
                self.end_headers()
                self.wfile.flush()
                if body["type"] == "Follow":
                    accept = {"type": "Accept", "object": body["id"], "to": body["actor"]}
                    threading.Thread(target=neighbour.post, args=(f"{body['actor']}/inbox", accept)).start()

            def log_message(self, *_):
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.authority = f"neighbour.localhost:{self.server.server_port}"
        self.origin = f"http://{self.authority}"
        self.actor = f"{self.origin}/actor"
        self.numbers = 0
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def document(self, url) -> tuple[dict | None, str]:
        """What is at an address."""
        ours = "application/activity+json"
        if url.path == "/.well-known/webfinger":
            link = {"rel": "self", "type": ours, "href": self.actor}
            return {"subject": f"acct:neighbour@{self.authority}", "links": [link]}, "application/jrd+json"
        if url.path == "/actor":
            return self._actor(), ours
        if url.path == "/menu":
            return self._menu(), ours
        return None, ours

    def _actor(self) -> dict:
        pem = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return {
            "@context": [*CONTEXT, TERMS],
            **{"id": self.actor, "type": "Organization", "preferredUsername": "neighbour", "name": "The Neighbour"},
            **{"inbox": f"{self.actor}/inbox", "outbox": f"{self.actor}/outbox", "menu": f"{self.origin}/menu"},
            "publicKey": {"id": f"{self.actor}#main-key", "owner": self.actor, "publicKeyPem": pem.decode()},
            "generator": {"type": "Application", "implements": ["https://w3id.org/musette/1"]},
        }

    def _menu(self) -> dict:
        offer = {"type": "schema:Offer", "price": "5.00", "priceCurrency": "CHF"}
        dish = {"id": f"{self.origin}/dish", "type": "MenuItem", "attributedTo": self.actor, "name": "Bread", "revision": 1}
        section = {"type": "MenuSection", "name": "All", "hasMenuItem": [dish | {"offers": offer}]}
        return {
            "@context": [*CONTEXT, TERMS],
            **{"id": f"{self.origin}/menu", "type": "OrderedCollection", "attributedTo": self.actor, "revision": 1},
            **{"totalItems": 1, "orderedItems": [section]},
        }

    def fresh(self, kind: str) -> str:
        """An address that was not used before."""
        self.numbers += 1
        return f"{self.origin}/{kind}/{self.numbers}"

    def post(self, inbox: str, activity: dict) -> int:
        """Posts an activity of the restaurant; what it lacks of context, id and actor is added. Returns the status."""
        activity = {"@context": CONTEXT, "id": self.fresh("activities"), "actor": self.actor} | activity
        return self.post_text(inbox, json.dumps(activity))

    def post_text(self, inbox: str, text: str) -> int:
        """Posts a body as it is, signed as draft-cavage has it."""
        url, body = urlsplit(inbox), text.encode("utf-8", "surrogatepass")
        headers = {
            "Host": url.netloc,
            "Date": email.utils.formatdate(usegmt=True),
            "Digest": "SHA-256=" + base64.b64encode(hashlib.sha256(body).digest()).decode(),
            "Content-Type": "application/activity+json",
        }
        lines = [f"(request-target): post {url.path}"] + [f"{name.lower()}: {value}" for name, value in headers.items()]
        signature = base64.b64encode(self.key.sign("\n".join(lines).encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
        covered = " ".join(["(request-target)", *(name.lower() for name in headers)])
        headers["Signature"] = (
            f'keyId="{self.actor}#main-key",algorithm="rsa-sha256",headers="{covered}",signature="{signature}"'
        )
        connection = http.client.HTTPConnection("127.0.0.1", url.port, timeout=30)
        connection.request("POST", url.path, body, headers | {"User-Agent": "InteropNeighbour/1.0"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    def stop(self) -> None:
        """Ends the server."""
        self.server.shutdown()
