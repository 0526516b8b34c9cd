//! The sections at the side of the administration's pages.

use std::borrow::Cow;

use crate::i18n::Words;

/// A section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Other co-ops.
    Partners,
    /// What was agreed with them.
    Agreements,
    /// Who owes whom.
    Ledger,
    /// What a delivery costs.
    Prices,
    /// Who cooks.
    Restaurants,
    /// What people elsewhere say to it.
    Conversation,
    /// What it invites to.
    Events,
    /// Whom it does not speak with, and what was reported.
    Moderation,
    /// What the co-op says of itself.
    Profile,
    /// Its end.
    Closing,
}

/// A link to a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLink {
    /// Where it leads.
    pub href: &'static str,
    /// The words.
    pub label: Cow<'static, str>,
    /// The icon.
    pub icon: &'static str,
    /// Whether one is there.
    pub here: bool,
}

/// The links of the side, as far as the person may follow them.
pub fn links(w: Words, here: Section, administrator: bool) -> Vec<SideLink> {
    let link = |section, href, label, icon| SideLink {
        href,
        label,
        icon,
        here: section == here,
    };
    let partners = link(
        Section::Partners,
        super::PARTNERS,
        w.say("coop-partners"),
        "strap",
    );
    let ledger = link(
        Section::Ledger,
        super::LEDGER,
        w.say("coop-ledger"),
        "scales",
    );
    let conversation = link(
        Section::Conversation,
        super::CONVERSATION,
        w.say("kitchen-conversation"),
        "fedi",
    );
    let moderation = link(
        Section::Moderation,
        super::moderation::PATH,
        w.say("moderation-title"),
        "shield",
    );
    if !administrator {
        return vec![partners, ledger, conversation, moderation];
    }
    let agreements = link(
        Section::Agreements,
        super::AGREEMENTS,
        w.say("coop-agreements"),
        "book",
    );
    let prices = link(Section::Prices, super::PRICES, w.say("coop-prices"), "cash");
    let restaurants = link(
        Section::Restaurants,
        super::RESTAURANTS,
        w.say("coop-restaurants"),
        "pot",
    );
    let profile = link(
        Section::Profile,
        super::PROFILE,
        w.say("coop-profile"),
        "gear",
    );
    let events = link(Section::Events, super::EVENTS, w.say("events-title"), "cal");
    vec![
        partners,
        agreements,
        ledger,
        prices,
        restaurants,
        conversation,
        events,
        moderation,
        profile,
        link(
            Section::Closing,
            super::CLOSING,
            w.say("closing-title"),
            "lock",
        ),
    ]
}
