//! Whatever arrives, reading it ends with a verdict.

use musette_federation::charter::CharterAttestation;
use musette_federation::collection::RemoteCollection;
use musette_federation::exchange_log::ExchangeLogPage;
use musette_federation::handoff::Handoff;
use musette_federation::menu::{Menu, MenuItem};
use musette_federation::nodeinfo::{RemoteNodeInfo, newest_link};
use musette_federation::quote::{Quote, QuoteRequest};
use musette_federation::remote_key::read_keys;
use musette_federation::remote_note::RemoteNote;
use musette_federation::signature::{
    Profile, PublicKey, SignedRequest, base58, http_date, proof, read,
};
use musette_federation::webfinger::{Account, Jrd, Resource};
use musette_federation::{
    Cell, Decimal, HostKey, PinCheck, RemoteActor, SocialActivity, TradeActivity, limits,
};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Members that our readers look for, so that random documents get deep into them.
const MEMBERS: &[&str] = &[
    "@context",
    "id",
    "type",
    "actor",
    "object",
    "to",
    "cc",
    "result",
    "context",
    "seq",
    "published",
    "validThrough",
    "attributedTo",
    "stipulates",
    "stipulatesReciprocal",
    "satisfies",
    "lines",
    "item",
    "count",
    "epoch",
    "state",
    "zone",
    "publicKey",
    "owner",
    "publicKeyPem",
    "assertionMethod",
    "publicKeyMultibase",
    "controller",
    "inbox",
    "location",
    "address",
    "offers",
    "price",
    "priceCurrency",
    "links",
    "subject",
    "proof",
    "proofValue",
    "orderedItems",
    "reciprocal",
    "resourceQuantity",
    "hasNumericalValue",
    "currency",
    "entries",
    "event",
    "headHash",
    "pickup",
    "dropoff",
    "load",
];

/// Values that our readers expect somewhere, in the right or the wrong place.
const TEXTS: &[&str] = &[
    "https://schaan.example/ap/desk",
    "https://schaan.example/ap/j/1#primary",
    "2026-11-27T10:55:00Z",
    "Offer",
    "Accept",
    "Create",
    "Agreement",
    "Proposal",
    "Delivery",
    "EconomicEvent",
    "SettlementStatement",
    "Note",
    "Organization",
    "MenuItem",
    "7.20",
    "CHF",
    "open",
    "881f90255dfffff",
    "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
    "as:Public",
    "request",
];

fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(TEXTS).prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 12, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(MEMBERS), inner), 0..12).prop_map(
                |members| {
                    Value::Object(
                        members
                            .into_iter()
                            .map(|(name, value)| (name.to_owned(), value))
                            .collect::<Map<_, _>>(),
                    )
                }
            ),
        ]
    })
}

fn read_everything(value: &Value) {
    let _ = SocialActivity::from_json(value).map(|activity| activity.to_json());
    let _ = TradeActivity::from_json(value).map(|activity| activity.to_json());
    let _ = RemoteActor::from_json(value).map(|actor| actor.handle());
    let _ = RemoteNote::from_json(value);
    let _ = RemoteCollection::from_json(value);
    let _ = MenuItem::from_json(value);
    let _ = Menu::from_json(value);
    let _ = Handoff::from_json(value);
    let _ = QuoteRequest::from_json(value);
    let _ = Quote::from_json(value);
    let _ = ExchangeLogPage::from_json(value);
    let _ = CharterAttestation::from_json(value);
    let _ = RemoteNodeInfo::from_json(value);
    let _ = newest_link(value);
    let _ = Jrd::from_json(value).map(|jrd| jrd.actor());
    let _ = read_keys(value);
    let _ = proof::verify(value, &PublicKey::Ed25519([7; 32]));
}

proptest! {
    #[test]
    fn documents(value in document()) {
        read_everything(&value);
    }

    #[test]
    fn a_good_message_with_a_member_replaced(name in 0_usize..6, member in prop::sample::select(MEMBERS), value in document()) {
        let good: [&str; 6] = [
            include_str!("../fixtures/musette/j06-order-offered.json"),
            include_str!("../fixtures/musette/j07b-order-carrier-named.json"),
            include_str!("../fixtures/musette/j08-delivery-proposed.json"),
            include_str!("../fixtures/musette/j10-delivery-awarded.json"),
            include_str!("../fixtures/musette/j13-receipt-issued.json"),
            include_str!("../fixtures/musette/j18-statement-offered.json"),
        ];
        let mut document: Value = serde_json::from_str(good[name]).unwrap();
        for at in ["", "/object", "/result", "/object/stipulates", "/object/reciprocal"] {
            if let Some(Value::Object(map)) = document.pointer_mut(at)
                && map.contains_key(member)
            {
                map.insert(member.to_owned(), value.clone());
            }
        }
        read_everything(&document);
    }

    #[test]
    fn bytes(body in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(value) = limits::read_json(&body) {
            read_everything(&value);
        }
    }

    #[test]
    fn texts(text in "\\PC{0,80}") {
        let _ = Account::parse(&text);
        if let Some(host) = HostKey::parse(&text) {
            prop_assert!(host.covers(&host));
            prop_assert_eq!(HostKey::parse(host.as_str()), Some(host));
        }
        let _ = Resource::parse(&text);
        let _ = Decimal::parse(&text).map(|decimal| decimal.to_minor(2));
        let _ = Cell::parse(&text).map(|cell| cell.resolution());
        let _ = PinCheck::parse(&text);
        let _ = http_date::parse(&text);
        let _ = base58::decode(&text);
        let _ = PublicKey::from_pem(&text);
        let _ = PublicKey::from_multibase(&text);
    }

    #[test]
    fn base58_both_ways(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
        prop_assert_eq!(base58::decode(&base58::encode(&bytes)), Some(bytes));
    }

    #[test]
    fn amounts_both_ways(minor in -999_999_999_999_i64..999_999_999_999, digits in 0_u32..4) {
        prop_assert_eq!(Decimal::from_minor(minor, digits).to_minor(digits), Some(minor));
    }

    #[test]
    fn dates_both_ways(unix in 0_i64..253_402_300_799) {
        prop_assert_eq!(http_date::parse(&http_date::format(unix)), Some(unix));
    }

    #[test]
    fn signature_headers(
        signature in "([a-zA-Z]{1,9}=\"?[ -~]{0,20}\"?,?){0,6}",
        input in "sig1=\\((\"[@a-z-]{1,12}\"(;[a-z]+)? ?){0,4}\\)(;[a-z]{1,8}=(\"[ -~]{0,12}\"|-?[0-9.]{1,22})){0,6}",
        with_input in any::<bool>(),
        trade in any::<bool>(),
        date in "\\PC{0,30}",
        now in any::<i64>(),
    ) {
        let signature = if with_input { format!("sig1=:{signature}:") } else { signature };
        let mut headers: Vec<(&str, &[u8])> = vec![
            ("host", b"schaan.example"),
            ("signature", signature.as_bytes()),
            ("date", date.as_bytes()),
        ];
        if with_input {
            headers.push(("signature-input", input.as_bytes()));
        }
        let request = SignedRequest {
            method: "POST",
            scheme: "https",
            authority: "schaan.example",
            path_and_query: "/ap/inbox",
            headers: &headers,
            body: Some(b"{}"),
        };
        let profile = if trade { Profile::Trade } else { Profile::Social };
        if let Ok(unverified) = read(&request, now, profile) {
            let _ = unverified.verify(&PublicKey::Ed25519([7; 32]));
        }
    }

    #[test]
    fn cavage_times(created in "-?[0-9]{1,25}", expires in "-?[0-9]{1,25}", now in any::<i64>()) {
        let signature = format!(
            "keyId=\"k\",created={created},expires={expires},headers=\"(request-target) (created) (expires) host\",signature=\"AAAA\""
        );
        let headers: [(&str, &[u8]); 2] = [("host", b"schaan.example"), ("signature", signature.as_bytes())];
        let request = SignedRequest {
            method: "GET",
            scheme: "https",
            authority: "schaan.example",
            path_and_query: "/ap/desk",
            headers: &headers,
            body: None,
        };
        let _ = read(&request, now, Profile::Social);
    }
}
