"""An instance of musette, made as a co-op makes one: `init`, `admin`, `serve`, and its pages."""

import datetime
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import threading

from browser import Browser, Page
from names import free_port

PASSWORD = "three bicycles and a tandem"
ADMINISTRATOR = "admin@musette.example"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


class Musette:
    """A co-op with one restaurant, `@mimi`, and one customer."""

    def __init__(self, binary: str, folder: pathlib.Path, scheme: str = "http", **settings: str) -> None:
        self.binary, self.folder, self.settings = binary, folder, settings
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.port = free_port()
        self.public_port = self.port if scheme == "http" else free_port()
        self.authority = f"musette.localhost:{self.public_port}"
        self.origin = f"{scheme}://{self.authority}"
        self.restaurant = f"{self.origin}/ap/r/mimi"
        self.coop = f"{self.origin}/ap/coop"
        self.instance = f"{self.origin}/ap/instance"
        self.process: subprocess.Popen | None = None
        self.passwords: dict[str, str] = {}
        self._init()

    # --- from the command line -----------------------------------------------------------------------------------------------------------

    def _run(self, *words: str) -> str:
        done = subprocess.run([self.binary, *words], cwd=self.folder, env=self._environment(), capture_output=True, text=True)
        assert done.returncode == 0, f"musette {' '.join(words)}: {done.stderr or done.stdout}"
        return done.stdout

    def _environment(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith("MUSETTE_")}
        env["MUSETTE_INSTANCE_BIND"] = f"127.0.0.1:{self.port}"
        env["MUSETTE_FEDERATION_LOOPBACK_PEERS"] = "true"
        env["MUSETTE_LOG_LEVEL"] = "info,musette::peer=debug"
        return env | self.settings

    def _init(self) -> None:
        self._run(
            *("init", "--name", "Interop", "--url", self.origin, "--place", "Vaduz", "--at", "47.141,9.521"),
            *("--administrator", ADMINISTRATOR, "--password", PASSWORD, "--database", "sqlite:musette.sqlite"),
            *("--time-zone", "Europe/Vaduz", "--currency", "CHF"),
        )
        for person, role in (("mimi", "restaurant"), ("anna", "customer")):
            said = self.admin(
                *("user", "create", "--email", f"{person}@musette.example", "--name", person.title()),
                *("--role", role, "--generate-password"),
            )
            self.passwords[person] = re.search(r"password (\S+)", said)[1]
        self.admin("restaurant", "create", "--name", "Chez Mimi", "--handle", "mimi", "--at", "47.14,9.52")
        self.admin("restaurant", "claim", "mimi", "--by", "mimi@musette.example")

    def admin(self, *words: str) -> str:
        """`musette admin …`."""
        return self._run("admin", *words)

    def knows_setting(self, key: str, value: str) -> bool:
        """Whether this musette has a setting of this name."""
        words = [self.binary, "migrate", "--check", "--set", f"{key}={value}"]
        done = subprocess.run(words, cwd=self.folder, env=self._environment(), capture_output=True, text=True)
        return "there is no setting" not in done.stderr

    # --- running ---------------------------------------------------------------------------------------------------------------------------

    def start(self) -> "Musette":
        """Starts the server; it answers when this returns."""
        self.process = subprocess.Popen(
            [self.binary, "serve"], cwd=self.folder, env=self._environment(), stderr=subprocess.PIPE, text=True
        )
        ready, log = threading.Event(), open(self.folder / "log", "a")

        def read() -> None:
            with log:
                for line in self.process.stderr:
                    log.write(line)
                    log.flush()
                    if "ready" in line:
                        ready.set()
            ready.set()

        threading.Thread(target=read, daemon=True).start()
        assert ready.wait(60) and self.process.poll() is None, f"musette does not start: {self.log()}"
        return self

    def stop(self) -> None:
        """Stops the server."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def log(self, lines: int = 20) -> str:
        """The end of its log."""
        return "\n".join((self.folder / "log").read_text().splitlines()[-lines:])

    # --- its pages -------------------------------------------------------------------------------------------------------------------------

    def browser(self, person: str) -> Browser:
        """Somebody of this co-op, signed in."""
        return Browser(self.origin, self.port).sign_in(f"{person}@musette.example", self.passwords[person])

    def list_restaurant(self, cook: Browser) -> None:
        """Writes profile and menu, and shows the restaurant."""
        page = cook.open("/restaurant/mimi/profile")
        form = page.form(having="opening-hours").filled(
            **{"opening_hours": "24/7", "position": "marker", "phone": "+4232391111"},
            **{"street": "Städtle", "housenumber": "1", "postcode": "9490", "city": "Vaduz", "country": "LI"},
        )
        cook.send(page, form)
        page = cook.open("/restaurant/mimi/menu")
        cook.send(page, page.form("/menu/sections").filled(name="Soups"))
        page = cook.open("/restaurant/mimi/menu/new")
        cook.send(page, page.form(having="price").filled(name="Onion soup", price="9.50"))
        page = cook.open("/restaurant/mimi/profile")
        cook.send(page, page.form("/listing", listed="yes"))

    def publish(self, cook: Browser, title: str) -> Page:
        """Publishes a special that runs until tomorrow."""
        page = cook.open("/restaurant/mimi/specials")
        tomorrow = datetime.date.today() + datetime.timedelta(days=1)
        form = page.form(having="title").filled(
            title=title, description="With bread & <butter>.", price="12.50", day=tomorrow.isoformat(), time="20:00"
        )
        return cook.send(page, form)

    # --- its database ------------------------------------------------------------------------------------------------------------------------

    def rows(self, sql: str, *values) -> list[tuple]:
        """Reads from its database."""
        connection = sqlite3.connect(f"file:{self.folder / 'musette.sqlite'}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def one(self, sql: str, *values):
        """The first value of the first row, or none."""
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def has_table(self, name: str) -> bool:
        """Whether it has such a table."""
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name))

    def count_all(self) -> dict[str, int]:
        """How many rows each table has."""
        tables = [name for (name,) in self.rows(TABLES)]
        counted = self.rows(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables))
        return dict(counted)
