//! chromedriver on a port of its own, and browsers that it drives.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use musette::store::testing::skipped;
use serde_json::{Map, Value, json};
use tokio::net::TcpStream;
use url::{ParseError, Url};

/// How long a page may take to show something.
const PATIENCE: Duration = Duration::from_secs(30);
/// The checks of accessibility.
const AXE: &str = include_str!("axe.min.js");

/// A running chromedriver. It ends with this value.
pub struct Driver {
    child: Child,
    port: u16,
}

/// How large a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// A telephone: 390 × 844.
    Phone,
    /// A desk: 1280 × 800.
    Desk,
    /// The narrowest that must work: 320 × 640.
    Narrow,
}

impl View {
    const fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Desk => (1280, 800),
            Self::Narrow => (320, 640),
        }
    }

    /// The part of a picture's file name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "390x844",
            Self::Desk => "1280x800",
            Self::Narrow => "320x640",
        }
    }
}

impl Driver {
    /// Starts chromedriver; none where there are to be no browser tests.
    pub async fn start() -> Option<Self> {
        if std::env::var_os("MUSETTE_TEST_BROWSER").is_none() {
            skipped("in the browser: MUSETTE_TEST_BROWSER is not set");
            return None;
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .unwrap()
            .port();
        let child = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(child) = child else {
            skipped("in the browser: chromedriver is not installed");
            return None;
        };
        let ready = async {
            let mut ticks = tokio::time::interval(Duration::from_millis(50));
            while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                ticks.tick().await;
            }
        };
        tokio::time::timeout(PATIENCE, ready)
            .await
            .expect("chromedriver answers");
        Some(Self { child, port })
    }

    /// Opens a browser to which no script of a page ever arrives. (With scripts switched off the driver itself could not look at a page.)
    pub async fn browser_without_scripts(&self, view: View) -> Browser {
        let browser = self.browser(view).await;
        browser.devtools("Network.enable", json!({})).await;
        browser
            .devtools("Network.setBlockedURLs", json!({"urls": ["*.js*"]}))
            .await;
        browser
    }

    /// Opens a browser of its own.
    pub async fn browser(&self, view: View) -> Browser {
        let (width, height) = view.size();
        let mut options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=en",
                "--hide-scrollbars", format!("--window-size={width},{height}"),
            ],
            "prefs": {"intl.accept_languages": "en"},
        });
        if view != View::Desk {
            options["mobileEmulation"] = json!({"deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0, "touch": true}});
        }
        let mut capabilities = Map::new();
        capabilities.insert("goog:chromeOptions".into(), options);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("chromium starts");
        if view == View::Desk {
            // The window's frame counts in its size; the page is what matters.
            client.set_window_rect(0, 0, width, height).await.unwrap();
        }
        Browser { client, view }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser with one window.
pub struct Browser {
    /// What drives it.
    pub client: Client,
    view: View,
}

impl Browser {
    /// Opens a page.
    pub async fn goto(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Waits for an element.
    pub async fn find(&self, css: &str) -> Element {
        let waited = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css))
            .await;
        let Ok(element) = waited else {
            panic!(
                "{} shows no {css}: {}",
                self.here().await,
                self.said().await
            )
        };
        element
    }

    /// Whether an element is there now.
    pub async fn has(&self, css: &str) -> bool {
        !self
            .client
            .find_all(Locator::Css(css))
            .await
            .unwrap()
            .is_empty()
    }

    /// Clicks, where needed after what hides it has been unfolded, and waits for the next page.
    pub async fn press(&self, css: &str) {
        let element = self.find(css).await;
        self.unfold(css).await;
        // What a live page swaps meanwhile is looked for once more.
        if element.click().await.is_err() {
            self.unfold(css).await;
            let again = self.find(css).await;
            if let Err(error) = again.click().await {
                panic!("{css} cannot be pressed: {error}: {}", self.said().await);
            }
        }
    }

    /// Opens the `<details>` around an element, and brings it into the middle of the window.
    async fn unfold(&self, css: &str) {
        let script = "let e = document.querySelector(arguments[0]);
            for (let d = e; d; d = d.parentElement) if (d.tagName === 'DETAILS') d.open = true;
            if (e) e.scrollIntoView({block: 'center'});";
        let _ = self.client.execute(script, vec![json!(css)]).await;
    }

    /// Writes into a field.
    pub async fn fill(&self, css: &str, text: &str) {
        // What a live page swaps meanwhile is looked for once more.
        if self.try_fill(css, text).await.is_ok() {
            return;
        }
        if let Err(error) = self.try_fill(css, text).await {
            panic!("{css} cannot be filled: {error}: {}", self.said().await);
        }
    }

    async fn try_fill(&self, css: &str, text: &str) -> Result<(), CmdError> {
        let field = self.find(css).await;
        self.unfold(css).await;
        field.clear().await?;
        field.send_keys(text).await
    }

    /// Signs in through the form.
    pub async fn sign_in(&self, origin: &str, email: &str, password: &str) {
        self.goto(&format!("{origin}/sign-in")).await;
        self.fill("input[name=email]", email).await;
        self.fill("input[name=password]", password).await;
        self.press("form[action='/sign-in'] button").await;
        self.until("signed in", async || {
            !self.here().await.contains("/sign-in")
        })
        .await;
    }

    /// Says where the person is, by an address that the map knows.
    pub async fn says_where(&self, origin: &str, address: &str) {
        self.goto(&format!("{origin}/")).await;
        self.fill("form.find input[name=where]", address).await;
        self.press("form.find button").await;
        let home = format!("{origin}/");
        self.until("a place is set", async || {
            // Of several that are found the first will do.
            if self.has("form.card[action='/where'] button").await {
                self.press("form.card[action='/where'] button").await;
            }
            self.here().await == home && self.has("input[name=where]:not([value=''])").await
        })
        .await;
    }

    /// Waits until something is so.
    pub async fn until(&self, what: &str, so: impl AsyncFn() -> bool) {
        let waiting = async {
            let mut ticks = tokio::time::interval(Duration::from_millis(50));
            while !so().await {
                ticks.tick().await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, waiting).await;
        let (here, said) = (self.here().await, self.said().await);
        assert!(waited.is_ok(), "{here}: still not so: {what}: {said}");
    }

    /// Where the browser is.
    pub async fn here(&self) -> String {
        self.client.current_url().await.unwrap().to_string()
    }

    /// What the page says, in short.
    pub async fn said(&self) -> String {
        let body = self.client.find(Locator::Css("body")).await.unwrap();
        let text = body.text().await.unwrap_or_default();
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(900)
            .collect()
    }

    /// Keeps a picture of the page.
    pub async fn picture(&self, name: &str) {
        let picture = self.client.screenshot().await.unwrap();
        let file = output().join(format!("{name}-{}.png", self.view.name()));
        std::fs::write(file, picture).unwrap();
    }

    /// Runs a script.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap()
    }

    /// Serious and critical findings of axe-core on this page.
    pub async fn findings(&self) -> Result<Vec<String>, CmdError> {
        self.client.execute(AXE, vec![]).await?;
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(
                r => done(r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').flatMap(
                    v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')))),
                e => done(['axe: ' + e]));";
        let found = self.client.execute_async(run, vec![]).await?;
        let list = found.as_array().cloned().unwrap_or_default();
        Ok(list
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }

    /// Says something to the browser itself, in the Chrome DevTools Protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) {
        let session = self.client.session_id().await.unwrap().unwrap();
        let body = json!({"cmd": command, "params": parameters});
        let command = DevTools { session, body };
        self.client.issue_cmd(command).await.unwrap();
    }

    /// Closes it.
    pub async fn close(self) {
        self.client.close().await.unwrap();
    }
}

/// A command of the Chrome DevTools Protocol through chromedriver.
#[derive(Debug)]
struct DevTools {
    session: String,
    body: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, _session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", self.session))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// Where pictures are kept.
pub fn output() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/output/browser");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
