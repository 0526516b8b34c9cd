//! Activities of the open Fediverse, read leniently and written plainly.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::fields::{Fields, present, with};
use crate::{Malformed, Reference, context, limits, time};

/// What an activity does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SocialKind {
    /// Wants to follow.
    Follow,
    /// Says yes to the object.
    Accept,
    /// Says no to the object.
    Reject,
    /// Takes the object back.
    Undo,
    /// A new object.
    Create,
    /// A changed object.
    Update,
    /// The object is gone.
    Delete,
    /// Passes the object on: a boost.
    Announce,
    /// Likes the object.
    Like,
    /// Wants nothing to do with the object.
    Block,
    /// Reports the objects.
    Flag,
    /// The actor has moved to `target`.
    Move,
    /// Anything else; answered 202 and ignored.
    Other(String),
}

impl SocialKind {
    /// The `type` on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Follow => "Follow",
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::Undo => "Undo",
            Self::Create => "Create",
            Self::Update => "Update",
            Self::Delete => "Delete",
            Self::Announce => "Announce",
            Self::Like => "Like",
            Self::Block => "Block",
            Self::Flag => "Flag",
            Self::Move => "Move",
            Self::Other(kind) => kind,
        }
    }

    fn known(kind: &str) -> Option<Self> {
        [
            Self::Follow,
            Self::Accept,
            Self::Reject,
            Self::Undo,
            Self::Create,
            Self::Update,
            Self::Delete,
            Self::Announce,
            Self::Like,
            Self::Block,
            Self::Flag,
            Self::Move,
        ]
        .into_iter()
        .find(|known| known.as_str() == kind)
    }
}

/// An activity of the open Fediverse.
#[derive(Debug, Clone, PartialEq)]
pub struct SocialActivity {
    /// Its address. Receivers do nothing twice for one id.
    pub id: Url,
    /// What it does.
    pub kind: SocialKind,
    /// Who acts. The key that signed has to be this actor's.
    pub actor: Url,
    /// What it is done to; several only for `Flag`.
    pub objects: Vec<Reference>,
    /// Where to, for `Move`.
    pub target: Option<Url>,
    /// With what: the collection, for `FeatureRequest` (FEP-7aa9).
    pub instrument: Option<Url>,
    /// What an `Accept` comes with: where the sender shows to others that they accepted, such as the stamp for a `FeatureRequest`.
    pub result: Option<Url>,
    /// Recipients; everybody is [`context::PUBLIC`].
    pub to: Vec<String>,
    /// Recipients of copies.
    pub cc: Vec<String>,
    /// When it was made.
    pub published: Option<DateTime<Utc>>,
    /// What the sender says about it, for `Flag`; cut to 2,000 characters.
    pub content: Option<String>,
}

impl SocialActivity {
    /// Starts an activity with one object.
    pub fn new(id: Url, kind: SocialKind, actor: Url, object: Reference) -> Self {
        Self {
            id,
            kind,
            actor,
            objects: vec![object],
            target: None,
            instrument: None,
            result: None,
            to: Vec::new(),
            cc: Vec::new(),
            published: None,
            content: None,
        }
    }

    /// Reads an activity. An unknown type gives [`SocialKind::Other`]; only what cannot be an activity at all is refused.
    ///
    /// `id` and `actor` must share an origin. Whether the actor may do this is for the caller to check.
    pub fn from_json(value: &Value) -> Result<Self, Malformed> {
        let fields = Fields::of("activity", value)?;
        let first = fields.types().next().ok_or(Malformed::Missing {
            document: "activity",
            field: "type",
        })?;
        let kind = fields
            .types()
            .find_map(SocialKind::known)
            .unwrap_or_else(|| SocialKind::Other(first.chars().take(80).collect()));
        let id = fields.url("id")?;
        let actor = fields.lenient_url("actor").ok_or(Malformed::Missing {
            document: "activity",
            field: "actor",
        })?;
        if !crate::same_origin(&id, &actor) {
            return Err(Malformed::Ownership(
                "the activity's id and its actor are of different origins",
            ));
        }
        Ok(Self {
            id,
            kind,
            actor,
            objects: fields
                .all("object")
                .take(50)
                .filter_map(Reference::read)
                .collect(),
            target: fields.lenient_url("target"),
            instrument: fields.lenient_url("instrument"),
            result: fields.lenient_url("result"),
            to: recipients(fields, "to"),
            cc: recipients(fields, "cc"),
            published: fields.lenient_time("published"),
            content: fields.lenient_text("content", 2000),
        })
    }

    /// Writes the activity. A lone recipient is written as such, not as an array.
    pub fn to_json(&self) -> Value {
        let objects: Vec<Value> = self.objects.iter().map(reference).collect();
        let activity = present(json!({
            "@context": context::note(),
            "id": self.id,
            "type": self.kind.as_str(),
            "actor": self.actor,
            "published": self.published.map(time::format),
            "to": one_or_list(self.to.iter().map(|to| json!(to)).collect()),
            "cc": one_or_list(self.cc.iter().map(|cc| json!(cc)).collect()),
            "target": self.target,
            "instrument": self.instrument,
            "result": self.result,
            "content": self.content,
        }));
        if objects.is_empty() {
            activity
        } else {
            with(activity, "object", one_or_list(objects))
        }
    }

    /// The object, if there is at least one.
    pub fn object(&self) -> Option<&Reference> {
        self.objects.first()
    }

    /// The address of the object.
    pub fn object_id(&self) -> Option<&Url> {
        self.object().and_then(Reference::id)
    }

    /// Whether it is addressed to everybody.
    pub fn is_public(&self) -> bool {
        self.to
            .iter()
            .chain(&self.cc)
            .any(|recipient| context::is_public(recipient))
    }

    /// Whether it is addressed to this actor or collection.
    pub fn names(&self, recipient: &Url) -> bool {
        self.to
            .iter()
            .chain(&self.cc)
            .any(|named| named == recipient.as_str())
    }
}

/// The addresses in a recipient field.
fn recipients(fields: Fields<'_>, field: &str) -> Vec<String> {
    fields
        .all(field)
        .filter_map(Value::as_str)
        .filter(|text| text.len() <= limits::URL)
        .take(limits::RECIPIENTS)
        .map(str::to_owned)
        .collect()
}

/// A reference as it goes out.
fn reference(reference: &Reference) -> Value {
    match reference {
        Reference::Id(id) => json!(id),
        Reference::Object { value, .. } => value.clone(),
    }
}

/// Nothing, one value, or an array.
pub(crate) fn one_or_list(mut items: Vec<Value>) -> Value {
    match items.len() {
        0 => Value::Null,
        1 => items.remove(0),
        _ => Value::Array(items),
    }
}
