//! Actors whose documents are not what they should be.

use rstest::rstest;
use serde_json::{Value, json};
use url::Url;

use super::{follows, instance, post};
use crate::peer::fetch::FetchProblem;
use crate::peer::tests::stranger::Stranger;
use crate::store::remote_actor;
use crate::store::testing::Kind;

/// What an actor's document says besides what it must.
type Members = fn() -> String;

#[rstest]
#[case("a little more", || r#""summary":"x""#.to_owned(), 202)]
#[case("nested too deeply", || format!(r#""attachment":{}{}"#, "[".repeat(40), "]".repeat(40)), 401)]
#[case("nested far too deeply", || format!(r#""attachment":{}{}"#, "[".repeat(100_000), "]".repeat(100_000)), 401)]
#[case("the same member twice", || r#""summary":"x","summary":"y""#.to_owned(), 401)]
#[case("the inbox twice, once written differently", || r#""\u0069nbox":"http://other.localhost:1/""#.to_owned(), 401)]
#[case("too many items", || format!(r#""attachment":[{}1]"#, "1,".repeat(1_000)), 401)]
#[case("too many members", || (0..300).map(|n| format!(r#""m{n}":1"#)).collect::<Vec<_>>().join(","), 401)]
#[case("a number that is none", || r#""totalItems":1e999999"#.to_owned(), 401)]
#[tokio::test]
async fn a_document_beyond_the_limits_of_shape(
    #[case] what: &str,
    #[case] members: Members,
    #[case] status: u16,
) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let document = json!({"id": anna.actor, "type": "Person", "preferredUsername": "anna",
        "inbox": format!("{}/inbox", anna.actor),
        "publicKey": {"id": anna.key_id, "owner": anna.actor, "publicKeyPem": anna.key.public_key_pem()}})
    .to_string();
    let body = format!("{},{}}}", document.strip_suffix('}').unwrap(), members());
    anna.put_as(&anna.actor, 200, "application/activity+json", &body);
    let follow = anna.follow(&b.urls.coop(), 1);
    assert_eq!(
        post(&b, &anna, &follow).await,
        status,
        "{what}: {body:.300}"
    );
}

#[rstest]
#[case("Person", "Person", true)]
#[case("Person", "Service", true)]
#[case("Service", "Person", true)]
#[case("Person", "Group", false)]
#[case("Person", "Organization", false)]
#[case("Organization", "Person", false)]
#[case("Application", "Organization", false)]
#[tokio::test]
async fn an_actor_that_becomes_something_else(
    #[case] was: &str,
    #[case] is: &str,
    #[case] taken: bool,
) {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    let id = Url::parse(&anna.actor).unwrap();
    anna.put_actor_with(&anna.actor, &json!({"type": was}));
    let errand = b.peer.fetch.errand();
    b.peer.fetch.actor_anew(&id, &errand).await.unwrap();
    anna.put_actor_with(&anna.actor, &json!({"type": is}));
    let again = b.peer.fetch.actor_anew(&id, &errand).await;
    assert_eq!(again.is_ok(), taken, "{again:?}");
    if let Err(problem) = again {
        assert!(matches!(problem, FetchProblem::NotUnderstood { .. }));
        assert!(problem.to_string().contains("keeps its type"), "{problem}");
    }
    let actor = anna.actor.clone();
    let row =
        b.db.read(move |c| remote_actor::find(c, &actor))
            .await
            .unwrap();
    assert_eq!(row.kind, if taken { is } else { was });
}

#[rstest]
#[tokio::test]
async fn a_name_that_another_actor_has(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = instance(kind).await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    let eve = anna.neighbour("eve");
    eve.put_actor_with(&eve.actor, &json!({"preferredUsername": "anna"}));
    for who in [&anna, &eve] {
        assert_eq!(post(&b, who, &who.follow(&b.urls.coop(), 1)).await, 202);
        assert!(follows(&b, &who.actor).await);
    }
    assert_eq!(name(&b, &anna).await, "anna");
    assert_eq!(name(&b, &eve).await, "", "it has no handle");
    // Saying so does not change it.
    let mut document = json!({"id": eve.actor, "type": "Person", "preferredUsername": "anna",
        "inbox": format!("{}/inbox", eve.actor)});
    document["publicKey"] =
        json!({"id": eve.key_id, "owner": eve.actor, "publicKeyPem": eve.key.public_key_pem()});
    let update = eve.activity(2, "Update", document);
    assert_eq!(post(&b, &eve, &update).await, 202);
    assert_eq!(name(&b, &eve).await, "");
}

async fn name(instance: &crate::peer::tests::instance::Instance, who: &Stranger) -> String {
    let id = who.actor.clone();
    let row = instance
        .db
        .read(move |c| remote_actor::find(c, &id))
        .await
        .unwrap();
    row.name
}

#[tokio::test]
async fn a_large_document_is_not_kept_whole() {
    let b = instance(Kind::Sqlite).await.unwrap();
    let anna = Stranger::start("anna").await;
    anna.put_actor_with(
        &anna.actor,
        &json!({"summary": "x".repeat(500_000), "implements": [{"href": "https://w3id.org/musette/1"}]}),
    );
    assert_eq!(post(&b, &anna, &anna.follow(&b.urls.coop(), 1)).await, 202);
    let id = anna.actor.clone();
    let row =
        b.db.read(move |c| remote_actor::find(c, &id))
            .await
            .unwrap();
    assert!(row.document.len() < 2_000, "{}", row.document.len());
    let kept: Value = serde_json::from_str(&row.document).unwrap();
    assert_eq!(kept["publicKey"]["id"], json!(anna.key_id));
}
