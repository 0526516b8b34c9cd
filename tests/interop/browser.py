"""A person's browser, as far as these checks need one: keeps cookies, follows redirects, sends the forms that a page shows."""

import http.client
import re
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit


class Form:
    """A form as it stands in the page, filled with what the page has filled in."""

    def __init__(self, action: str, method: str) -> None:
        self.action = action
        self.method = method.upper()
        self.fields: list[tuple[str, str]] = []

    def names(self) -> set[str]:
        """The names of its fields."""
        return {name for name, _ in self.fields}

    def filled(self, **values: str) -> "Form":
        """Fills fields in place of what stood there; `_` in a name stands for `-`."""
        for name, value in values.items():
            name = name.replace("_", "-")
            self.fields = [field for field in self.fields if field[0] != name] + [(name, value)]
        return self


class _Reader(HTMLParser):
    """Collects the forms of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self._area: str | None = None
        self._select: str | None = None
        self._open: Form | None = None

    def handle_starttag(self, tag, attrs):
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(has.get("action", ""), has.get("method", "get"))
            self.forms.append(self._open)
        form = self._open
        if form is None:
            return
        if tag in ("input", "button") and has.get("name"):
            kind = has.get("type", "text")
            chosen = kind not in ("checkbox", "radio", "submit") or "checked" in has
            if chosen and tag == "input":
                form.fields.append((has["name"], has.get("value", "")))
        elif tag == "textarea":
            self._area = has.get("name", "")
            form.fields.append((self._area, ""))
        elif tag == "select":
            self._select = has.get("name", "")
        elif tag == "option" and self._select:
            first = self._select not in form.names()
            if first or "selected" in has:
                form.filled(**{self._select: has.get("value", "")})

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        self.text.append(data)
        if self._area and self._open:
            self._open.fields[-1] = (self._area, self._open.fields[-1][1] + data)


class Page:
    """A page that was answered."""

    def __init__(self, url: str, status: int, html: str) -> None:
        self.url, self.status, self.html = url, status, html
        reader = _Reader()
        # The first line break in a text area is not its text.
        reader.feed(re.sub(r"(<textarea[^>]*>)\n", r"\1", html))
        self.forms, self.text = reader.forms, " ".join(" ".join(reader.text).split())

    def form(self, ending: str = "", having: str = "", **values: str) -> Form:
        """The form whose action ends so, and which has this field with this value."""
        for form in self.forms:
            path = urlsplit(form.action).path
            right = path.endswith(ending) and (not having or having in form.names())
            if right and all((name, value) in form.fields for name, value in values.items()):
                return form
        raise AssertionError(f"{self.url} has no form {ending} {having} {values}: {self.text[:300]}")


class Browser:
    """Somebody at a browser, connected to the port on which the server listens, speaking of its public address."""

    def __init__(self, origin: str, port: int) -> None:
        self.origin, self.port = origin, port
        self.cookies: dict[str, str] = {}

    def open(self, path: str) -> Page:
        """Opens a page; anything but success is an error."""
        return self._fine(self._ask("GET", urljoin(self.origin, path), None))

    def look(self, path: str) -> Page:
        """Opens a page; a refusal is a page too."""
        return self._ask("GET", urljoin(self.origin, path), None)

    def send(self, page: Page, form: Form) -> Page:
        """Sends a form; what comes of it must be a success."""
        assert form.method == "POST", form.method
        url = urljoin(page.url, form.action or page.url)
        return self._fine(self._ask("POST", url, urlencode(form.fields)))

    def sign_in(self, email: str, password: str) -> "Browser":
        """Signs in."""
        page = self.open("/sign-in")
        page = self.send(page, page.form(having="password").filled(email=email, password=password))
        assert "/sign-in" not in page.url, f"{email} could not sign in: {page.text[:300]}"
        return self

    def _fine(self, page: Page) -> Page:
        wrong = page.html.partition('id="errors"')[2][:600] or page.text[:400]
        assert page.status < 400, f"{page.url} answered {page.status}: {wrong}"
        return page

    def _ask(self, method: str, url: str, body: str | None) -> Page:
        for _ in range(6):
            parts = urlsplit(url)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            headers = {"Host": parts.netloc, "Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
            if self.cookies:
                headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            if body is not None:
                headers |= {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"}
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request(method, path or "/", body, headers)
            answer = connection.getresponse()
            html = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name.strip()] = value.strip()
            connection.close()
            to = answer.headers.get("Location")
            if not (300 <= answer.status < 400 and to):
                return Page(url, answer.status, html)
            url, method, body = urljoin(url, to), "GET", None
        raise AssertionError(f"{url} leads round in a circle")
