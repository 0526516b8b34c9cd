//! A key that its owner replaced counts no longer, also not for those who have it in memory.

use axum::body::Body;
use http::Request;
use musette_federation::signature::RsaKey;
use serde_json::json;
use tower::ServiceExt as _;

use super::instance::Instance;
use super::stranger::Stranger;

#[tokio::test]
async fn the_old_key_is_forgotten_when_the_actor_shows_a_new_one() {
    let a = Instance::start("a").await;
    let anna = Stranger::start("anna").await;
    let inbox = a.urls.shared_inbox();
    let now = a.app.clock.wire().unix_seconds();
    let send = |request: Request<Body>| async {
        a.router.clone().oneshot(request).await.unwrap().status()
    };
    let follow = |number| anna.follow(&a.urls.coop(), number);
    assert_eq!(send(anna.signed(&inbox, &follow(1), now)).await, 202);

    let new = RsaKey::generate().unwrap();
    anna.put_actor(&anna.actor, &anna.key_id, &new);
    let update = json!({
        "id": format!("{}/updates/1", anna.actor),
        "type": "Update",
        "actor": anna.actor,
        "object": {
            "id": anna.actor,
            "type": "Person",
            "preferredUsername": "anna",
            "inbox": format!("{}/inbox", anna.actor),
            "publicKey": {"id": anna.key_id, "owner": anna.actor, "publicKeyPem": new.public_key_pem()},
        },
    });
    assert_eq!(send(anna.signed(&inbox, &update, now)).await, 202);
    assert_eq!(send(anna.signed(&inbox, &follow(2), now)).await, 401);
    let by_new = Stranger::signed_by(&new, &anna.key_id, &inbox, &follow(3), now);
    assert_eq!(send(by_new).await, 202);
}
