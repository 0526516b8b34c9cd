//! What an inbox refuses and what it takes. Refusals need no visitor; that something is taken can only be seen with one.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::context::ACTIVITYSTREAMS;
use musette_federation::{RemoteActor, limits};
use serde_json::{Value, json};

use super::probe::Probe;
use super::report::{Report, holds};
use super::visitor::Visitor;
use crate::peer::sign::Headers;
use crate::store::peer_host::SignatureForm::{self, Cavage, Rfc9421};

/// Older than anybody takes.
const STALE: TimeDelta = TimeDelta::hours(13);
const NO_VISITOR: &str = "needs an actor that the server can read; name its address with --as";

const RFC9421_TAKEN: &str = "it takes RFC 9421 (rsa-v1_5-sha256)";

/// What is posted, and what should come of it.
struct Letter {
    rule: &'static str,
    body: Vec<u8>,
    headers: Headers,
    taken: bool,
    /// Whether 401 is the right refusal.
    unauthorized: bool,
}

/// Looks at the actor's inbox.
pub(super) async fn examine(probe: &Probe, actor: &RemoteActor, report: &mut Report) {
    unsigned(probe, actor, report).await;
    if actor.is_musette() {
        shapes(probe, actor, report).await;
    }
    let Some(visitor) = &probe.visitor else {
        report.left_out(
            "it takes what is signed rightly, and nothing else",
            NO_VISITOR,
        );
        return;
    };
    let now = probe.clock.wire();
    let letters = match letters(visitor, actor, now) {
        Ok(letters) => letters,
        Err(why) => return report.left_out("it takes what is signed rightly", why),
    };
    for letter in letters {
        let status = probe
            .post(&actor.inbox, &letter.headers, letter.body.clone())
            .await;
        judge(letter.rule, &letter, status, report);
    }
    if actor.is_musette() {
        let found = same_id(probe, visitor, actor, now).await;
        report.must(
            "it refuses another activity with an id that was taken, with 409",
            found,
        );
    }
    let rule = RFC9421_TAKEN;
    if !actor.reads_rfc9421() {
        report.left_out(rule, "the actor does not name it in `implements`");
        return;
    }
    match rfc9421_letters(visitor, actor, now) {
        Ok(letters) => {
            for letter in letters {
                let status = probe
                    .post(&actor.inbox, &letter.headers, letter.body.clone())
                    .await;
                judge(letter.rule, &letter, status, report);
            }
        }
        Err(why) => report.left_out(rule, why),
    }
}

/// What makes letters that are to be refused, signed in this form: what it breaks, what is sent, what was signed, when, and whether by the actor's own key.
fn wrong_in(
    visitor: &Visitor,
    actor: &RemoteActor,
    form: SignatureForm,
) -> impl Fn(&'static str, Vec<u8>, &[u8], Instant, bool) -> Result<Letter, String> {
    move |rule, body, signed, at, own_key| {
        let headers = visitor
            .signed_post((&actor.inbox, signed), form, at, own_key)
            .map_err(|why| why.to_string())?;
        Ok(Letter {
            rule,
            body,
            headers,
            taken: false,
            unauthorized: true,
        })
    }
}

/// The same in the other form, right and wrong.
fn rfc9421_letters(
    visitor: &Visitor,
    actor: &RemoteActor,
    now: Instant,
) -> Result<Vec<Letter>, String> {
    let like = || bytes(&visitor.activity("Like", actor.id.as_str(), now));
    let wrong = wrong_in(visitor, actor, Rfc9421);
    let (sent, signed, old, strange) = (like(), like(), like(), like());
    Ok(vec![
        Letter {
            rule: RFC9421_TAKEN,
            ..right(visitor, actor, "Like", Rfc9421, now)?
        },
        wrong(
            "it refuses another body than the one that was signed after RFC 9421",
            sent,
            &signed,
            now,
            true,
        )?,
        wrong(
            "it refuses a signature of yesterday after RFC 9421",
            old.clone(),
            &old,
            now.plus(-STALE),
            true,
        )?,
        wrong(
            "it refuses a signature after RFC 9421 by a key that is not the actor's",
            strange.clone(),
            &strange,
            now,
            false,
        )?,
    ])
}

/// The statuses that a musette promises for what is refused before anything is read.
async fn shapes(probe: &Probe, actor: &RemoteActor, report: &mut Report) {
    let page = [("content-type", "text/html".to_owned())];
    let status = probe.post(&actor.inbox, &page, b"<p>Hello</p>".to_vec());
    let status = status.await.and_then(|status| exactly(415, status));
    report.must(
        "it refuses what is no activity by its media type, with 415",
        status,
    );
    let rule = "it refuses more than 256 KiB, with 413";
    let large = vec![b' '; limits::BODY.saturating_add(1)];
    match probe.post(&actor.inbox, &[], large).await {
        Ok(status) => report.must(rule, exactly(413, status)),
        // A server may hang up on who still sends.
        Err(why) => report.left_out(rule, format!("the answer did not arrive: {why}")),
    }
}

/// Two activities with one id, both signed rightly.
async fn same_id(
    probe: &Probe,
    visitor: &Visitor,
    actor: &RemoteActor,
    now: Instant,
) -> Result<(), String> {
    let first = visitor.activity("Like", actor.id.as_str(), now);
    let mut second = first.clone();
    if let Some(kind) = second.get_mut("type") {
        *kind = json!("Wave");
    }
    for (activity, wanted) in [(first, 202), (second, 409)] {
        let body = bytes(&activity);
        let headers = visitor
            .signed_post((&actor.inbox, &body), Cavage, now, true)
            .map_err(|why| why.to_string())?;
        exactly(wanted, probe.post(&actor.inbox, &headers, body).await?)?;
    }
    Ok(())
}

fn exactly(wanted: u16, status: u16) -> Result<(), String> {
    holds(status == wanted, || format!("it answered {status}"))
}

/// What no visitor is needed for.
async fn unsigned(probe: &Probe, actor: &RemoteActor, report: &mut Report) {
    let activity = json!({
        "@context": ACTIVITYSTREAMS,
        "id": format!("{}#nobody-signed-this", actor.id),
        "type": "Like",
        "actor": actor.id,
        "object": actor.id,
    });
    for (rule, body) in [
        ("it refuses what is not signed", activity.to_string()),
        (
            "it refuses what is neither signed nor JSON",
            "{\"type\":".to_owned(),
        ),
    ] {
        let status = probe.post(&actor.inbox, &[], body.into_bytes()).await;
        report.must(rule, status.and_then(refused));
    }
}

fn refused(status: u16) -> Result<(), String> {
    holds((400..500).contains(&status), || {
        format!("it answered {status}")
    })
}

fn judge(rule: &str, letter: &Letter, status: Result<u16, String>, report: &mut Report) {
    let status = match status {
        Ok(status) => status,
        Err(why) => return report.must(rule, Err(why)),
    };
    if letter.taken {
        let taken = holds((200..300).contains(&status), || {
            format!("it answered {status}")
        });
        return report.must(rule, taken);
    }
    report.must(rule, refused(status));
    if letter.unauthorized && (400..500).contains(&status) {
        report.should(
            format!("{rule}, with 401"),
            holds(status == 401, || format!("it answered {status}")),
        );
    }
}

/// A letter that is right in every way.
fn right(
    visitor: &Visitor,
    actor: &RemoteActor,
    kind: &str,
    form: SignatureForm,
    now: Instant,
) -> Result<Letter, String> {
    let body = bytes(&visitor.activity(kind, actor.id.as_str(), now));
    let headers = visitor
        .signed_post((&actor.inbox, &body), form, now, true)
        .map_err(|why| why.to_string())?;
    Ok(Letter {
        rule: "",
        body,
        headers,
        taken: true,
        unauthorized: false,
    })
}

fn bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

/// Everything that is tried, in order.
fn letters(visitor: &Visitor, actor: &RemoteActor, now: Instant) -> Result<Vec<Letter>, String> {
    let wrong = wrong_in(visitor, actor, Cavage);
    let like = || bytes(&visitor.activity("Like", actor.id.as_str(), now));
    let first = Letter {
        rule: "it takes what is signed after draft-cavage (rsa-sha256)",
        ..right(visitor, actor, "Like", Cavage, now)?
    };
    let again = Letter {
        rule: "it takes the same again",
        body: first.body.clone(),
        headers: first.headers.clone(),
        ..first
    };
    let unknown = Letter {
        rule: "it takes an activity of a type that it does not know",
        ..right(visitor, actor, "Wave", Cavage, now)?
    };
    let of_another = {
        let mut activity = visitor.activity("Like", actor.id.as_str(), now);
        if let Some(member) = activity.get_mut("actor") {
            *member = json!(visitor.somebody_else());
        }
        bytes(&activity)
    };
    let no_json = b"{\"type\": \"Like\", ".to_vec();
    let (sent, signed, old, strange) = (like(), like(), like(), like());
    Ok(vec![
        first,
        again,
        unknown,
        wrong(
            "it refuses another body than the one that was signed",
            sent,
            &signed,
            now,
            true,
        )?,
        wrong(
            "it refuses a signature of yesterday",
            old.clone(),
            &old,
            now.plus(-STALE),
            true,
        )?,
        wrong(
            "it refuses a signature by a key that is not the actor's",
            strange.clone(),
            &strange,
            now,
            false,
        )?,
        wrong(
            "it refuses an activity of somebody else than the signer",
            of_another.clone(),
            &of_another,
            now,
            true,
        )?,
        Letter {
            unauthorized: false,
            ..wrong(
                "it refuses what is signed and no JSON",
                no_json.clone(),
                &no_json,
                now,
                true,
            )?
        },
    ])
}
