//! Every trade message of the protocol: read, written again, the same.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failure")]

use std::fs;
use std::path::PathBuf;

use musette_federation::delivery_offer::Proposal;
use musette_federation::exchange_log::ExchangeLogPage;
use musette_federation::handoff::Handoff;
use musette_federation::quote::{Quote, QuoteRequest};
use musette_federation::signature::{Ed25519Key, proof};
use musette_federation::{TradeActivity, TradeMessage, limits};
use rstest::rstest;
use serde_json::Value;

fn fixture(name: &str) -> Value {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/musette/{name}.json"));
    limits::read_json(&fs::read(path).unwrap()).unwrap()
}

/// The key of every desk in the fixtures.
fn desk_key() -> Ed25519Key {
    Ed25519Key::from_seed(&[42; 32]).unwrap()
}

#[rstest]
#[case("j06-order-offered", "order_offered")]
#[case("j07-order-accepted", "order_accepted")]
#[case("j07b-order-carrier-named", "order_updated")]
#[case("j07c-order-rejected", "order_rejected")]
#[case("j07d-order-withdrawn", "order_withdrawn")]
#[case("j07e-withdrawal-rejected", "order_withdrawal_rejected")]
#[case("j07f-carrier-rejected", "carrier_rejected")]
#[case("j07g-order-in-cash", "order_updated")]
#[case("j08-delivery-proposed", "delivery_proposed")]
#[case("j08b-delivery-proposed-cash", "delivery_proposed")]
#[case("j09-delivery-bid", "delivery_bid")]
#[case("j09b-bid-rejected", "bid_rejected")]
#[case("j10-delivery-awarded", "delivery_awarded")]
#[case("j12-delivery-committed", "delivery_reported")]
#[case("j12b-delivery-picked-up", "delivery_reported")]
#[case("j13-receipt-issued", "receipt_issued")]
#[case("j13b-receipt-accepted", "receipt_accepted")]
#[case("j13c-receipt-rejected", "receipt_rejected")]
#[case("j14-award-revoked", "award_revoked")]
#[case("j15-capacity-published", "capacity_published")]
#[case("j17-trade-agreement-offered", "trade_agreement_offered")]
#[case("j17b-trade-agreement-accepted", "trade_agreement_accepted")]
#[case("j17c-trade-agreement-rejected", "trade_agreement_rejected")]
#[case("j17d-trade-agreement-paused", "trade_agreement_updated")]
#[case("j17e-trade-agreement-ended", "trade_agreement_ended")]
#[case("j18-statement-offered", "statement_offered")]
#[case("j18b-statement-accepted", "statement_accepted")]
#[case("j18c-statement-rejected", "statement_rejected")]
#[case("j18d-statement-paid", "statement_updated")]
fn a_message_survives_the_round_trip(#[case] name: &str, #[case] message: &str) {
    let document = fixture(name);
    let activity = TradeActivity::from_json(&document).unwrap();
    assert_eq!(activity.message.name(), message);
    assert_eq!(activity.to_json(), document);
    // And through serde, as the database keeps it.
    let text = serde_json::to_string(&activity).unwrap();
    assert_eq!(
        serde_json::from_str::<TradeActivity>(&text).unwrap(),
        activity
    );
}

#[test]
fn documents_that_are_fetched_survive_the_round_trip() {
    let handoff = Handoff::from_json(&fixture("j11-handoff")).unwrap();
    assert_eq!(handoff.to_json(), fixture("j11-handoff"));
    let shown = format!("{handoff:?}");
    assert!(
        !shown.contains("Dominique") && !shown.contains("Musterweg"),
        "{shown}"
    );
    let request = QuoteRequest::from_json(&fixture("quote-request")).unwrap();
    assert_eq!(request.to_json(), fixture("quote-request"));
    let quote = Quote::from_json(&fixture("quote")).unwrap();
    assert_eq!(quote.to_json(), fixture("quote"));
    let page = ExchangeLogPage::from_json(&fixture("exchange-log-page")).unwrap();
    assert_eq!(page.to_json(), fixture("exchange-log-page"));
}

#[rstest]
#[case("j13-receipt-issued", "/object")]
#[case("j13b-receipt-accepted", "/result")]
fn the_proofs_in_the_fixtures_hold(#[case] name: &str, #[case] at: &str) {
    let activity = fixture(name);
    let signed = activity.pointer(at).unwrap();
    assert_eq!(proof::verify(signed, desk_key().public_key()), Ok(()));
}

#[test]
fn a_receipt_is_signed_and_keeps_its_proof_on_the_way() {
    let activity = TradeActivity::from_json(&fixture("j13-receipt-issued")).unwrap();
    let TradeMessage::ReceiptIssued { receipt, .. } = &activity.message else {
        panic!("not a receipt");
    };
    let signed = proof::create(
        &receipt.to_json(),
        &desk_key(),
        "https://buchs.example/ap/desk#ed25519",
        "2026-11-27T11:43:31Z".parse().unwrap(),
    )
    .unwrap();
    let resent = TradeActivity {
        message: TradeMessage::receipt(signed).unwrap(),
        ..activity
    };
    assert_eq!(resent.to_json(), fixture("j13-receipt-issued"));
}

/// No trade message has a place for text that people write: every member that goes out is one of these.
#[test]
fn trade_messages_have_no_room_for_personal_data() {
    const PERSONAL: [&str; 9] = [
        "recipientName",
        "accessNotes",
        "streetAddress",
        "address",
        "location",
        "contactRelay",
        "content",
        "summary",
        "name",
    ];
    fn members(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| members(item, found)),
            Value::Object(map) => map.iter().for_each(|(name, value)| {
                found.push(name.clone());
                members(value, found);
            }),
            _ => {}
        }
    }
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/musette");
    for entry in fs::read_dir(folder).unwrap() {
        let mut document: Value =
            serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
        // A sender that adds something is not passed on.
        if let Some(object) = document.get_mut("object").and_then(Value::as_object_mut) {
            object.insert("accessNotes".into(), "2. Stock".into());
        }
        let Ok(activity) = TradeActivity::from_json(&document) else {
            continue;
        };
        if matches!(
            activity.message,
            TradeMessage::ReceiptIssued { .. } | TradeMessage::StatementOffered { .. }
        ) {
            continue; // Kept as signed.
        }
        let mut found = Vec::new();
        members(&activity.to_json(), &mut found);
        assert!(
            found.iter().all(|name| !PERSONAL.contains(&name.as_str())),
            "{found:?}"
        );
    }
}

/// What a trade inbox refuses, each with one change to a good message.
#[rstest]
#[case("/to", r#""https://www.w3.org/ns/activitystreams#Public""#)]
#[case(
    "/to",
    r#"["https://buchs.example/ap/desk","https://feldkirch.example/ap/desk"]"#
)]
#[case("/to", "[]")]
#[case("/cc", r#""as:Public""#)]
#[case("/cc", r#""https://feldkirch.example/ap/desk""#)]
#[case("/object/to", r#""as:Public""#)]
#[case(
    "/object/to",
    r#"{"id":"https://www.w3.org/ns/activitystreams#Public"}"#
)]
#[case("/object/to", r#""https://feldkirch.example/ap/desk""#)]
#[case("/id", r#""https://elsewhere.example/ap/t/1""#)]
#[case("/id", "null")]
#[case("/id", r#""tag:schaan.example,2026:1""#)]
#[case("/id", r#""https://user:password@schaan.example/ap/t/1""#)]
#[case("/actor", r#""https://elsewhere.example/ap/desk""#)]
#[case("/actor", r#""https://schaan.example:8443/ap/desk""#)]
#[case("/object/attributedTo", r#""https://schaan.example/ap/coop""#)]
#[case("/object/attributedTo", "7")]
#[case("/object/id", r#""https://buchs.example/ap/j/1""#)]
#[case("/object/epoch", "-1")]
#[case("/object/epoch", "1.5")]
#[case("/object/epoch", "18446744073709551615")]
#[case("/object/epoch", r#""1""#)]
#[case("/object/dropoff/zone", r#"["891f90255cfffff"]"#)]
#[case("/object/dropoff/zone", r#"["not a cell"]"#)]
#[case("/object/reciprocal/resourceQuantity/hasNumericalValue", "7.2")]
#[case("/object/reciprocal/resourceQuantity/hasNumericalValue", r#""-7.20""#)]
#[case(
    "/object/reciprocal/resourceQuantity/hasNumericalValue",
    r#""1000000000000""#
)]
#[case("/object/reciprocal/currency", r#""chf""#)]
#[case("/object/load/handling", r#"["hot; ring twice at Dominique's"]"#)]
#[case("/object/state", r#""whatever""#)]
#[case("/object/type", "null")]
#[case("/object/purpose", r#""offer""#)]
#[case("/object/readyAt", r#""soon""#)]
#[case("/type", "null")]
#[case("/seq", "0")]
#[case("/validThrough", r#""2026-11-27T10:00:00Z""#)]
#[case("/object", "null")]
#[case("/object", r#""https://schaan.example/ap/j/0192f20f""#)]
fn a_delivery_proposal_with_one_thing_wrong_is_refused(#[case] at: &str, #[case] value: &str) {
    let mut document = fixture("j08-delivery-proposed");
    let (parent, name) = at.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap()[name] = serde_json::from_str(value).unwrap();
    let refusal = TradeActivity::from_json(&document).unwrap_err();
    assert!(!refusal.to_string().is_empty());
}

#[rstest]
#[case("/object/type", r#""Parcel""#, "Create(Parcel)")]
#[case("/type", r#""Announce""#, "Announce(Proposal)")]
fn what_a_newer_version_says_is_named_and_kept(
    #[case] at: &str,
    #[case] value: &str,
    #[case] name: &str,
) {
    let mut document = fixture("j08-delivery-proposed");
    *document.pointer_mut(at).unwrap() = serde_json::from_str(value).unwrap();
    let activity = TradeActivity::from_json(&document).unwrap();
    assert_eq!(activity.message.name(), "unknown");
    assert_eq!(
        activity.message,
        TradeMessage::Unknown { kind: name.into() }
    );
}

#[rstest]
#[case(
    "j10-delivery-awarded",
    "/result/receiver",
    r#""https://feldkirch.example/ap/desk""#
)]
#[case(
    "j10-delivery-awarded",
    "/result/provider",
    r#""https://feldkirch.example/ap/desk""#
)]
#[case(
    "j10-delivery-awarded",
    "/result/pickupCode",
    r#""a code that is much too long""#
)]
#[case("j14-award-revoked", "/object/id", r#""https://buchs.example/ap/t/1""#)]
#[case(
    "j14-award-revoked",
    "/object/actor",
    r#""https://buchs.example/ap/desk""#
)]
#[case("j14-award-revoked", "/reason", "null")]
#[case("j12-delivery-committed", "/object/zone", r#"["891f90209abffff"]"#)]
#[case("j12-delivery-committed", "/object/revision", "2")]
#[case("j12b-delivery-picked-up", "/object/zone", r#"["8a1f90209abffff"]"#)]
#[case("j12b-delivery-picked-up", "/object/revision", "1")]
#[case(
    "j13-receipt-issued",
    "/object/provider",
    r#""https://elsewhere.example/ap/desk""#
)]
#[case(
    "j13b-receipt-accepted",
    "/object/id",
    r#""https://buchs.example/ap/e/other""#
)]
#[case(
    "j15-capacity-published",
    "/object/publishes/availableQuantity/hasNumericalValue",
    r#""1""#
)]
#[case("j15-capacity-published", "/object/zone", r#"["881f90255dfffff"]"#)]
#[case(
    "j15-capacity-published",
    "/object/endTime",
    r#""2026-11-28T18:00:00Z""#
)]
#[case("j06-order-offered", "/object/handoff", "null")]
#[case(
    "j06-order-offered",
    "/object/handoff",
    r#""https://elsewhere.example/ap/h/1""#
)]
#[case("j06-order-offered", "/object/stipulates/lines", "[]")]
#[case("j06-order-offered", "/object/stipulates/lines/0/count", "0")]
#[case("j06-order-offered", "/object/stipulates/lines/0/count", "1000")]
#[case(
    "j06-order-offered",
    "/object/stipulates/lines/0/choices",
    r#"["no nuts, I am allergic"]"#
)]
#[case("j06-order-offered", "/object/dropoff/zone", r#"["8a1f90255c7ffff"]"#)]
#[case("j06-order-offered", "/object/pinCheck", r#""4821""#)]
#[case("j07g-order-in-cash", "/object/payBy", r#""2026-11-27T10:52:20Z""#)]
#[case("j07g-order-in-cash", "/object/state", r#""paid""#)]
#[case("j07b-order-carrier-named", "/object/carrier/deskKey", r#""short""#)]
#[case("j17-trade-agreement-offered", "/object/settlementPeriod", r#""P0D""#)]
#[case(
    "j17-trade-agreement-offered",
    "/object/receiver",
    r#""https://buchs.example/ap/coop""#
)]
#[case(
    "j17-trade-agreement-offered",
    "/object/validThrough",
    r#""2026-11-15T00:00:00Z""#
)]
#[case("j18-statement-offered", "/object/headHash", r#""sha-256:00""#)]
#[case("j18-statement-offered", "/object/entries/0/price", r#""8.20""#)]
fn a_message_with_one_thing_wrong_is_refused(
    #[case] name: &str,
    #[case] at: &str,
    #[case] value: &str,
) {
    let mut document = fixture(name);
    assert!(TradeActivity::from_json(&document).is_ok());
    let (parent, member) = at.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap()[member] = serde_json::from_str(value).unwrap();
    assert!(TradeActivity::from_json(&document).is_err(), "{at}");
}

/// What ActivityStreams, data integrity and JSON-LD define.
const OTHERS: [&str; 36] = [
    "@context",
    "id",
    "type",
    "actor",
    "to",
    "published",
    "object",
    "result",
    "context",
    "attributedTo",
    "startTime",
    "endTime",
    "url",
    "href",
    "mediaType",
    "rel",
    "orderedItems",
    "partOf",
    "next",
    "totalItems",
    "location",
    "name",
    "latitude",
    "longitude",
    "proof",
    "cryptosuite",
    "created",
    "verificationMethod",
    "proofPurpose",
    "proofValue",
    "content",
    "image",
    "first",
    "cc",
    "summary",
    "tag",
];

/// Fails at the first member that neither we nor the others define.
fn check(value: &Value, terms: &serde_json::Map<String, Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| check(item, terms)),
        Value::Object(map) => map.iter().for_each(|(name, value)| {
            assert!(
                terms.contains_key(name) || OTHERS.contains(&name.as_str()),
                "{name} is in no context"
            );
            check(value, terms);
        }),
        _ => {}
    }
}

#[test]
fn every_member_we_write_is_in_our_context() {
    let context: Value = serde_json::from_str(musette_federation::context::DOCUMENT).unwrap();
    let terms = context["@context"].as_object().unwrap();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/musette");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("open-")
        {
            continue; // These bring their own context.
        }
        check(
            &serde_json::from_slice(&fs::read(path).unwrap()).unwrap(),
            terms,
        );
    }
}

#[test]
fn a_proposal_that_is_read_is_the_one_that_was_written() {
    let document = fixture("j08b-delivery-proposed-cash");
    let proposal = Proposal::from_json(&document["object"]).unwrap();
    assert_eq!(proposal.collect.as_ref().unwrap().to_minor(2), Some(2250));
    assert_eq!(proposal.fee.as_str(), "7.20");
    assert_eq!(
        proposal.pickup.as_str(),
        "https://schaan.example/ap/r/loewen"
    );
    assert_eq!(proposal.load.handling.len(), 2);
}
