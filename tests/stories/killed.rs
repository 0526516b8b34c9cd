//! The whole chain in the demo's own process, which is killed after every press of a button: what was answered has happened, and happens once.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use musette::command::demo::cast::{CAST, PASSWORD};
use url::Url;

use crate::html::Tag;
use crate::person::{Page, Person};
use crate::ports;

const VADUZ: usize = 0;
const SCHAAN: usize = 1;
/// A restaurant of Schaan that is open round the clock.
const KITCHEN: &str = "laterne";
/// How long the other side may take to hear of something.
const PATIENCE: Duration = Duration::from_secs(45);

/// Both co-ops in one process, with a folder that outlives it.
struct Demo {
    folder: PathBuf,
    ports: [u16; 2],
    child: Child,
    urls: [Url; 2],
}

impl Demo {
    /// Starts the program and reads what it prints until both co-ops answer.
    fn start(folder: &Path, ports: [u16; 2]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_musette"))
            .args(["demo", "--ports"])
            .arg(ports.map(|port| port.to_string()).join(","))
            .arg("--data")
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stdout.take().unwrap());
        let mut urls = Vec::new();
        for line in told.lines() {
            let line = line.unwrap();
            let words = line.split_whitespace();
            let found = words.filter_map(|word| Url::parse(word).ok());
            urls.extend(found.filter(Url::has_host));
            if line.starts_with("Ctrl-C") {
                break;
            }
        }
        urls.truncate(2);
        Self {
            folder: folder.to_owned(),
            ports,
            child,
            urls: urls.try_into().expect("the demo names both addresses"),
        }
    }

    /// Ends the process as a power cut would, and starts it again.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let again = Self::start(&self.folder, self.ports);
        assert_eq!(again.urls, self.urls, "it is found where it was");
        let ended = std::mem::replace(self, again);
        drop(ended);
    }

    /// Somebody of the cast, signed in.
    async fn person(&self, town: usize, login: &str) -> Person {
        let person = Person::at(&self.urls[town]);
        let email = CAST[town].email(login);
        let fields = [("email", email.as_str()), ("password", PASSWORD)];
        person.post("/sign-in", &fields).await.went();
        person
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a page again and again until it shows a tag.
async fn shown(person: &Person, path: &str, found: impl Fn(&Page) -> Option<Tag>) -> (Page, Tag) {
    let looking = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(100));
        loop {
            ticks.tick().await;
            let page = person.read(path).await;
            if let Some(tag) = found(&page) {
                return (page, tag);
            }
        }
    };
    let waited = tokio::time::timeout(PATIENCE, looking).await;
    let Ok(found) = waited else {
        let said = person.read(path).await.said();
        panic!("{path} does not show it: {said}");
    };
    found
}

/// A form of the page whose action ends so.
fn act(page: &Page, end: &str) -> Option<Tag> {
    let forms = crate::html::tags(&page.html);
    forms.into_iter().find(|tag| {
        tag.name == "form"
            && tag
                .get("action")
                .is_some_and(|action| action.ends_with(end))
    })
}

/// Waits for a form, sends it, and kills the program as soon as the answer is there.
async fn press(
    demo: &mut Demo,
    person: &Person,
    path: &str,
    end: &str,
    fields: &[(&str, &str)],
) -> String {
    let (page, form) = shown(person, path, |page| act(page, end)).await;
    let action = form.get("action").unwrap().to_owned();
    let went = person
        .submit(&page, &action, fields)
        .await
        .went()
        .to_owned();
    demo.kill();
    went
}

#[tokio::test(flavor = "multi_thread")]
async fn after_every_press() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = Demo::start(
        &folder.path().join("demo"),
        [ports::quiet(), ports::quiet()],
    );
    let authority = demo.urls[SCHAAN].authority().to_owned();

    let customer = demo.person(VADUZ, "anna").await;
    let home = [("lat", "47.1395"), ("lon", "9.5219")];
    customer.post("/where", &home).await.went();
    let menu = format!("/@{KITCHEN}@{authority}");
    for _ in 0..2 {
        let page = customer.read(&menu).await;
        customer
            .submit(&page, "/cart/lines", &[("count", "2")])
            .await
            .went();
    }
    let checkout = format!("{menu}/order");
    let door = [
        ("how", "delivery"),
        ("name", "Anna"),
        ("tel", "+423 200 00 01"),
        ("street", "Städtle"),
        ("housenumber", "32"),
        ("postcode", "9490"),
        ("city", "Vaduz"),
        ("pay", "cash"),
    ];
    let page = customer.read(&checkout).await;
    let tracking = customer.submit(&page, &checkout, &door).await;
    let tracking = tracking.went().to_owned();
    demo.kill();

    let cook = demo.person(SCHAAN, KITCHEN).await;
    let board = format!("/restaurant/{KITCHEN}");
    press(&mut demo, &cook, &board, "/accept", &[]).await;
    let owner = demo.person(SCHAAN, "dispatch").await;
    press(&mut demo, &owner, "/dispatch", "/offer", &[]).await;
    let carrier = demo.person(VADUZ, "dispatch").await;
    let bid = "/dispatch/offers/bid";
    press(&mut demo, &carrier, "/dispatch", bid, &[]).await;

    let courier = rider(&demo).await;
    press(&mut demo, &courier, "/courier", "/accept", &[]).await;
    press(&mut demo, &courier, "/courier", "/at-pickup", &[]).await;
    let (page, _) = shown(&courier, "/courier", |page| page.with("data-pickup-code")).await;
    let code = page.value("data-pickup-code");
    press(&mut demo, &cook, &board, "/ready", &[]).await;
    let code = [("code", code.as_str())];
    press(&mut demo, &cook, &board, "/hand-over", &code).await;
    press(&mut demo, &courier, "/courier", "/picked-up", &[]).await;
    press(&mut demo, &courier, "/courier", "/at-dropoff", &[]).await;
    let (page, _) = shown(&customer, &tracking, |page| page.with("data-pin")).await;
    let pin = page.value("data-pin");
    let pin = [("pin", pin.as_str())];
    press(&mut demo, &courier, "/courier", "/delivered", &pin).await;

    shown(&customer, &tracking, |page| {
        page.where_is("data-state", "delivered")
    })
    .await;
    let mut nets = Vec::new();
    for town in [VADUZ, SCHAAN] {
        let admin = demo.person(town, "admin").await;
        let (page, _) = shown(&admin, "/coop/ledger", |page| page.with("data-net")).await;
        let lines = page.html.matches("<tr><td>").count();
        nets.push((page.value("data-net").parse::<i64>().unwrap(), lines));
    }
    assert_eq!(nets[0].0, -nets[1].0, "both ledgers say the same: {nets:?}");
    assert_eq!(nets[0].1, nets[1].1, "line by line: {nets:?}");
    assert_ne!(nets[0].0, 0, "somebody is owed something");
}

/// Whoever of Vaduz has the delivery.
async fn rider(demo: &Demo) -> Person {
    let mut couriers = Vec::new();
    for login in ["kim", "noor", "pavel", "runa"] {
        couriers.push(demo.person(VADUZ, login).await);
    }
    let looking = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(100));
        loop {
            ticks.tick().await;
            for place in 0..couriers.len() {
                let page = couriers[place].read("/courier").await;
                if page.with("data-delivery").is_some() {
                    return couriers.swap_remove(place);
                }
            }
        }
    };
    tokio::time::timeout(PATIENCE, looking)
        .await
        .expect("a courier of Vaduz has the delivery")
}
