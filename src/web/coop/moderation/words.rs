//! The words for levels, acts and refusals, and the names of servers as they are and as they look.

use std::borrow::Cow;

use musette_domain::look_alike::{looks_like, unicode_of};

use super::offered;
use crate::i18n::Words;
use crate::store::host_policy::Level;
use crate::store::moderation_entry::ModerationAct;
use crate::store::noise::NoiseReason;
use crate::web::parts::{Select, Tag, Tone};

/// The name of a server, or the address of somebody there.
pub(super) struct Name {
    /// As it is.
    pub(super) text: String,
    /// As it looks, if that is something else.
    pub(super) looks: Option<String>,
    /// A word of warning.
    pub(super) warning: Option<Tag>,
}

impl Name {
    /// The name, with a warning if it imitates one of `partners`.
    pub(super) fn new(w: Words, text: &str, partners: &[String]) -> Self {
        if text.is_empty() {
            return Self {
                text: w.say("moderation-many-hosts").into_owned(),
                looks: None,
                warning: None,
            };
        }
        let host = text.split_once("://").map_or(text, |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default();
        let imitated = partners.iter().find(|partner| looks_like(host, partner));
        let looks = unicode_of(host);
        let mixed = looks
            .as_deref()
            .is_some_and(musette_domain::text::mixes_alphabets);
        let warning = match imitated {
            Some(partner) => Some(w.with("moderation-imitates", &[("host", partner.as_str())])),
            None => mixed.then(|| w.say("moderation-mixed").into_owned()),
        };
        Self {
            text: text.to_owned(),
            looks,
            warning: warning.map(|words| Tag::new(words, Tone::Warn)),
        }
    }
}

pub(super) fn level(w: Words, level: Level) -> Tag {
    match level {
        Level::Allowed => Tag::new(w.say("moderation-allowed"), Tone::Ok),
        Level::Limited => Tag::new(w.say("moderation-limited"), Tone::Warn),
        Level::Suspended => Tag::new(w.say("moderation-suspended"), Tone::Stop),
    }
}

pub(super) fn choice(w: Words, level: Level) -> Cow<'static, str> {
    match level {
        Level::Allowed => w.say("moderation-allow"),
        Level::Limited => w.say("moderation-limit"),
        Level::Suspended => w.say("moderation-suspend"),
    }
}

/// What happens, in a sentence.
pub(super) fn consequence(w: Words, level: Level) -> Cow<'static, str> {
    match level {
        Level::Allowed => w.say("moderation-allow-text"),
        Level::Limited => w.say("moderation-limit-text"),
        Level::Suspended => w.say("moderation-suspend-text"),
    }
}

pub(super) fn levels(w: Words, chosen: &str) -> Select {
    Select::new("level", w.say("moderation-level"), offered(w, chosen))
}

pub(super) fn act(w: Words, act: ModerationAct, subject: &str) -> String {
    let key = match act {
        ModerationAct::Allowed => "moderation-did-allow",
        ModerationAct::Limited => "moderation-did-limit",
        ModerationAct::Suspended => "moderation-did-suspend",
        ModerationAct::Lifted => "moderation-did-lift",
        ModerationAct::ReportClosed => "moderation-did-close",
        ModerationAct::ReportForwarded => "moderation-did-forward",
        ModerationAct::ReplyHidden => "moderation-did-hide",
        ModerationAct::ReplyShown => "moderation-did-show",
        ModerationAct::AdviceImported => "moderation-did-import",
        ModerationAct::AdviceForgotten => "moderation-did-forget",
    };
    w.with(key, &[("subject", subject)])
}

pub(super) fn noise(w: Words, reason: NoiseReason) -> Cow<'static, str> {
    w.say(match reason {
        NoiseReason::Signature => "noise-signature",
        NoiseReason::Suspended => "noise-suspended",
        NoiseReason::NoAgreement => "noise-no-agreement",
        NoiseReason::Malformed => "noise-malformed",
        NoiseReason::TooLarge => "noise-too-large",
        NoiseReason::MediaType => "noise-media-type",
        NoiseReason::SameId => "noise-same-id",
        NoiseReason::TooMuch => "noise-too-much",
        NoiseReason::TooSlow => "noise-too-slow",
        NoiseReason::NotHere => "noise-not-here",
        NoiseReason::KeyUnreachable => "noise-key-unreachable",
        NoiseReason::NameTaken => "noise-name-taken",
        NoiseReason::TypeChanged => "noise-type-changed",
        NoiseReason::MixedScripts => "noise-mixed-scripts",
        NoiseReason::TooManyReports => "noise-too-many-reports",
        NoiseReason::Other => "noise-other",
    })
}
