"""Speaks with peer.mjs: a command a line, an answer a line."""

import itertools
import json
import os
import pathlib
import queue
import subprocess
import threading

from names import free_port


class Peer:
    """The server made on Fedify."""

    def __init__(self, node: str, folder: pathlib.Path, scheme: str = "http", **settings) -> None:
        self.authority = f"peer.localhost:{free_port()}"
        self.origin = f"{scheme}://{self.authority}"
        self.guest, self.restaurant = f"{self.origin}/users/guest", f"{self.origin}/users/chez-fedi"
        authority = settings.pop("authority", None)
        env = dict(os.environ) | ({"NODE_EXTRA_CA_CERTS": authority} if authority else {})
        words = [node, "--import", "./names.mjs", "peer.mjs", json.dumps({"origin": self.origin, **settings})]
        self.process = subprocess.Popen(
            words, cwd=folder, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.numbers, self.answers = itertools.count(1), {}
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            answer = json.loads(line)
            self.answers.pop(answer["number"]).put(answer)
        for waiting in list(self.answers.values()):
            waiting.put({"error": "the peer has ended"})

    def ask(self, name: str, **rest):
        """Gives a command; returns the answer."""
        number, waiting = next(self.numbers), queue.Queue()
        self.answers[number] = waiting
        self.process.stdin.write(json.dumps({"number": number, "name": name, **rest}) + "\n")
        self.process.stdin.flush()
        answer = waiting.get(timeout=60)
        if answer.get("error"):
            raise AssertionError(answer["error"])
        return answer["result"]

    def send(self, activity: str, to: str, sender: str = "guest", **rest) -> dict:
        """Sends an activity that must be taken."""
        sent = self.ask("send", activity=activity, to=to, **{"as": sender}, **rest)
        assert not sent["error"] and sent["tries"], f"{activity} was not taken: {sent}"
        assert sent["tries"][-1]["status"] == 202, sent["tries"]
        return sent

    def received(self, kind: str, about: str | None = None, within: float = 20) -> dict:
        """The next activity of this kind, about this object if one is named."""
        about = {} if about is None else {"object": about}
        return self.ask("received", kind=kind, within=int(within * 1000), **about)

    def stop(self) -> None:
        """Ends the server."""
        self.process.stdin.close()
        self.process.wait(20)
