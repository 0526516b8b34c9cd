//! JSON-LD contexts. Nothing here is ever fetched.
//!
//! Between musette instances our own context is named by its address. Whatever a stranger may receive names only contexts
//! that everybody has, and defines our terms inline: a server that meets an unknown context address may drop the document.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

/// The address of ActivityStreams 2.
pub const ACTIVITYSTREAMS: &str = "https://www.w3.org/ns/activitystreams";
/// The address of our own context.
pub const MUSETTE: &str = "https://w3id.org/musette/v1";
/// What a desk names in `implements` when it speaks the trade protocol.
pub const MUSETTE_PROTOCOL: &str = "https://w3id.org/musette/1";
/// What a server names in `implements` when it reads RFC 9421 signatures.
pub const RFC9421: &str = "https://datatracker.ietf.org/doc/html/rfc9421";
/// The collection that stands for everybody.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

const SECURITY: &str = "https://w3id.org/security/v1";
const DATA_INTEGRITY: &str = "https://w3id.org/security/data-integrity/v1";
const MULTIKEY: &str = "https://w3id.org/security/multikey/v1";
const DID: &str = "https://www.w3.org/ns/did/v1";

/// Our context, as the server gives it out.
pub const DOCUMENT: &str = include_str!("../context.jsonld");

static TERMS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    serde_json::from_str::<Value>(DOCUMENT)
        .ok()
        .and_then(
            |mut document| match document.get_mut("@context").map(Value::take) {
                Some(Value::Object(terms)) => Some(terms),
                _ => None,
            },
        )
        .unwrap_or_default()
});

/// The context of everything that goes from desk to desk.
pub fn trade() -> Value {
    json!([MUSETTE, ACTIVITYSTREAMS])
}

/// The context of a trade message that carries a proof.
pub fn trade_with_proof() -> Value {
    json!([MUSETTE, DATA_INTEGRITY, ACTIVITYSTREAMS])
}

/// The context of an actor: ActivityStreams, keys, and the terms that actors use.
pub fn actor() -> Value {
    json!([
        ACTIVITYSTREAMS,
        SECURITY,
        DATA_INTEGRITY,
        DID,
        MULTIKEY,
        inline(&[
            "manuallyApprovesFollowers",
            "discoverable",
            "indexable",
            "featured",
            "movedTo",
            "alsoKnownAs",
            "PropertyValue",
            "value",
            "interactionPolicy",
            "canFeature",
            "automaticApproval",
            "implements",
            "parentOrganization",
            "desk",
            "menu",
            "specials",
            "orders",
            "restaurants",
            "neighbours",
            "attestations",
            "capacity",
            "quote",
            "exchangeLog",
            "servesCuisine",
            "openingHours",
            "timezone",
            "upcomingEvents",
            "featuredCollections",
            "zone",
            "state",
            "validThrough",
            "closesAt",
            "address",
            "streetAddress",
            "postalCode",
            "addressLocality",
            "addressCountry",
        ])
    ])
}

/// What actors tell a partner so that it can show and price them; not every actor has each of them.
const EXTRAS: [&str; 11] = [
    "hue",
    "weave",
    "emblem",
    "minimum",
    "currency",
    "delivers",
    "collects",
    "menuRevision",
    "place",
    "feeBase",
    "feePerKm",
];

/// The definitions of what [`extend`] may add to an actor.
pub fn extras() -> Value {
    json!([inline(&EXTRAS)])
}

/// Adds members to a document of ours and defines those that are our terms in its inline context.
pub fn extend(document: &mut Value, members: Map<String, Value>) {
    let Some(document) = document.as_object_mut() else {
        return;
    };
    let ours: Vec<&str> = EXTRAS
        .into_iter()
        .filter(|name| members.contains_key(*name))
        .collect();
    if let Value::Object(definitions) = inline(&ours)
        && let Some(known) = document
            .get_mut("@context")
            .and_then(Value::as_array_mut)
            .and_then(|contexts| contexts.iter_mut().rev().find_map(Value::as_object_mut))
    {
        known.extend(definitions);
    }
    document.extend(members);
}

/// The terms of a Note.
const NOTE: [&str; 9] = [
    "Hashtag",
    "sensitive",
    "about",
    "interactionPolicy",
    "canReply",
    "canLike",
    "canAnnounce",
    "canQuote",
    "automaticApproval",
];

/// The context of a Note and of the activities around it.
pub fn note() -> Value {
    json!([ACTIVITYSTREAMS, inline(&NOTE)])
}

/// The context of a Note that carries the approval of the author whom it answers.
pub fn approved_note() -> Value {
    let terms: Vec<&str> = NOTE.into_iter().chain(["approvedBy"]).collect();
    json!([ACTIVITYSTREAMS, inline(&terms)])
}

/// The context of an event.
pub fn event() -> Value {
    json!([
        ACTIVITYSTREAMS,
        inline(&[
            "timezone",
            "eventStatus",
            "organizers",
            "joinMode",
            "address",
            "streetAddress",
            "postalCode",
            "addressLocality",
            "addressCountry",
        ])
    ])
}

/// The context of a collection of actors.
pub fn featured_collection() -> Value {
    json!([
        ACTIVITYSTREAMS,
        inline(&[
            "FeaturedCollection",
            "FeaturedItem",
            "FeatureAuthorization",
            "featuredObject",
            "featuredObjectType",
            "featureAuthorization",
            "interactingObject",
            "interactionTarget",
            "discoverable",
            "sensitive",
        ])
    ])
}

/// The context of menus and dishes.
pub fn menu() -> Value {
    json!([
        ACTIVITYSTREAMS,
        inline(&[
            "MenuSection",
            "MenuItem",
            "hasMenuItem",
            "menuAddOn",
            "offers",
            "price",
            "priceCurrency",
            "availability",
            "allergens",
            "suitableForDiet",
            "revision",
            "slug",
            "choices",
            "least",
            "most",
            "validThrough",
        ])
    ])
}

/// The context of a charter attestation.
pub fn charter() -> Value {
    json!([
        ACTIVITYSTREAMS,
        DATA_INTEGRITY,
        inline(&[
            "CharterAttestation",
            "subject",
            "charter",
            "contentHash",
            "legalForm",
            "registerNumber",
            "validFrom",
            "validThrough",
        ])
    ])
}

/// Whether an address stands for everybody, in any of its three spellings.
pub fn is_public(text: &str) -> bool {
    matches!(text, PUBLIC | "as:Public" | "Public")
}

/// The definitions of some of our terms, with the prefixes they use.
fn inline(names: &[&str]) -> Value {
    let mut out = Map::new();
    for name in names {
        let Some(definition) = TERMS.get(*name) else {
            continue;
        };
        for text in [
            definition.as_str(),
            part(definition, "@id"),
            part(definition, "@type"),
        ]
        .into_iter()
        .flatten()
        {
            if let Some((prefix, _)) = text.split_once(':')
                && let Some(expansion) = TERMS.get(prefix)
            {
                out.insert(prefix.to_owned(), expansion.clone());
            }
        }
        out.insert((*name).to_owned(), definition.clone());
    }
    Value::Object(out)
}

/// A part of an expanded term definition.
fn part<'a>(definition: &'a Value, name: &str) -> Option<&'a str> {
    definition.get(name).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_inline_term_is_defined() {
        for context in [
            actor(),
            extras(),
            approved_note(),
            event(),
            featured_collection(),
            menu(),
            charter(),
        ] {
            let inline = context.as_array().unwrap().last().unwrap();
            for (name, definition) in inline.as_object().unwrap() {
                let target = definition.as_str().or(part(definition, "@id")).unwrap();
                let prefix = target.split(':').next().unwrap();
                assert!(
                    target.starts_with("http") || inline.get(prefix).is_some(),
                    "{name} uses an undefined prefix"
                );
            }
        }
        assert_eq!(
            actor()[5]["menu"],
            json!({"@id": "schema:hasMenu", "@type": "@id"})
        );
        for name in EXTRAS {
            assert!(extras()[0].get(name).is_some(), "{name}");
        }
        for name in ["hasMenuItem", "least", "validThrough", "choices"] {
            assert!(menu()[1].get(name).is_some(), "{name}");
        }
    }
}
