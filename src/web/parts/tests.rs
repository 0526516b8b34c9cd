//! Every part and every page of the frame, in every language: it renders, it escapes, it stays light.

use askama::Template;
use axum::http::StatusCode;
use musette_domain::{Currency, Money};

use super::*;
use crate::http::assets;
use crate::i18n::{Lang, Markup, Words};
use crate::web::about::AboutPage;
use crate::web::empty_page::EmptyPage;
use crate::web::error_page::ErrorPage;
use crate::web::form::{Form, FormErrors, FormKey, errors};
use crate::web::format::Format;
use crate::web::icons;
use crate::web::page::{Flash, Frame, Person};

const EVIL: &str = "<script>alert(1)</script>\"'";

/// One of each part. What people write is hostile.
fn every_part(w: Words) -> Vec<String> {
    let format = Format::new(w, chrono_tz::Europe::Paris);
    let eur = |minor| Money::new(minor, Currency::EUR);
    let key = FormKey::parse("0123456789abcdef").unwrap();
    let form = Form::of([("name", EVIL)]);
    let mut wrong = FormErrors::new();
    wrong.add("name", errors::CHOOSE);
    wrong.add("other", errors::EMPTY);
    let offered = [
        Offered::new("a", EVIL)
            .note(EVIL)
            .end("1,00 €")
            .chosen(true),
        Offered::new("b", "B").icon("bike").disabled(true),
    ];
    let choice = Choice::one("name", EVIL, offered.clone()).errors(w, &wrong);
    let field = Field::new(w, "name", EVIL).hint(EVIL).kept(&form, &wrong);
    let mut special = SpecialCard::sample(w);
    special.title = EVIL.into();
    special.add = Some(
        Act::new("/cart", EVIL)
            .key(key.clone())
            .spoken(EVIL)
            .icon("plus"),
    );
    let link = |side: &str| ChainLink {
        hue: Hue::Teal,
        name: side.into(),
        does: EVIL.into(),
    };
    vec![
        Act::new("/x?a=1&b=2", EVIL)
            .field("id", EVIL)
            .look(Look::Stop)
            .huge()
            .render(),
        Link::new("/x", EVIL).icon("bag").look(Look::Bare).render(),
        Tag::new(EVIL, Tone::Warn).icon("leaf").render(),
        Badge::new(Opening::Unreachable, EVIL).render(),
        Beads { w, done: 2, all: 6 }.render(),
        Bill::new([
            BillLine::new(EVIL, "1 €").why(Markup::text(EVIL)),
            BillLine::total("Σ", "1 €"),
        ])
        .render(),
        CapacityStrip::sample(w).render(),
        Chain {
            links: [link("a"), link("b")],
        }
        .render(),
        choice.clone().render(),
        choice
            .clone()
            .layout(Layout::Chips)
            .quiet()
            .hint(EVIL)
            .render(),
        Choice::many("name", "?", offered.clone())
            .layout(Layout::Slots)
            .render(),
        Select::new("name", EVIL, offered)
            .hint(EVIL)
            .errors(w, &wrong)
            .render(),
        Cloth::of(EVIL).tall().render(),
        GiveCode {
            title: EVIL.into(),
            code: "4719".into(),
            note: Some(EVIL.into()),
        }
        .render(),
        CodeForm::sample().render(),
        PinPad {
            error: Some(EVIL.into()),
            key: Some(key.clone()),
            ..PinPad::sample(w)
        }
        .render(),
        CourierColumn::sample(w).render(),
        Dish::sample(w, Buy::SoldOut(EVIL.into())).render(),
        Dish::sample(w, Buy::Add(Act::new("/x", EVIL))).render(),
        Dish::sample(w, Buy::No).render(),
        ErrorSummary::of(w, &wrong).unwrap().render(),
        field.clone().render(),
        field
            .kind(Kind::Area(3))
            .most(500)
            .optional()
            .lang("fr")
            .render(),
        LiveState::new(w, "/events", "/page", "12:31").render(),
        MapMarker::sample(w).error(Some(EVIL.into())).render(),
        Notice::new(Tone::Stop, EVIL)
            .text(EVIL)
            .link(Link::new("/", "x"))
            .act(Act::new("/", "y"))
            .render(),
        Empty::new(Hue::Rose, "bell", EVIL)
            .text(EVIL)
            .link(Link::new("/", "x"))
            .render(),
        Strip {
            icon: "off",
            text: EVIL.into(),
        }
        .render(),
        OfferCard::sample(w).render(),
        Origin::new(w, Hue::Plum, Relation::OrderGoesTo, EVIL).render(),
        Pair::sample().render(),
        RestaurantCard::sample(w).render(),
        Ring::sample(w).render(),
        Shares::new(w, format, eur(2799), eur(390), eur(381))
            .unwrap()
            .render(),
        special.render(),
        Stepper {
            w,
            name: "n".into(),
            label: EVIL.into(),
            value: 1,
            least: 0,
            most: 9,
        }
        .render(),
        Task::dropoff("12:30", EVIL)
            .note(EVIL)
            .late(EVIL)
            .now()
            .render(),
        Ticket::sample(w).render(),
        Timeline::sample().render(),
    ]
    .into_iter()
    .map(|part| part.unwrap())
    .collect()
}

fn every_page(lang: Lang) -> Vec<String> {
    let person = Person {
        name: EVIL.into(),
        restaurant: true,
        courier: true,
        dispatcher: true,
        administrator: true,
    };
    let mut error = ErrorPage::sample(lang);
    error.frame = error.frame.with_person(person);
    error.frame.flash = Some(Flash { text: EVIL.into() });
    error.frame.path = EVIL.into();
    let pages = [
        AboutPage::sample(lang).render(),
        EmptyPage::sample(lang).render(),
        error.render(),
        ErrorPage::new(Frame::sample(lang), StatusCode::UNAUTHORIZED)
            .text(EVIL)
            .render(),
        Board {
            frame: Frame::sample(lang),
            parts: every_part(Words::new(lang)).join("\n"),
        }
        .render(),
        Round {
            frame: Frame::sample(lang),
            beads: Beads {
                w: Words::new(lang),
                done: 2,
                all: 6,
            },
        }
        .render(),
        crate::web::restaurant::board::list::BoardsPage::sample(lang).render(),
        crate::web::restaurant::board::page::BoardPage::sample(lang).render(),
        crate::web::dispatch::page::DispatchPage::sample(lang).render(),
        crate::web::courier::page::CourierPage::sample(lang).render(),
        crate::web::coop::partners::PartnersPage::sample(lang).render(),
        crate::web::coop::agreements::AgreementsPage::sample(lang).render(),
        crate::web::coop::ledger::LedgerPage::sample(lang).render(),
        crate::web::coop::prices::PricesPage::sample(lang).render(),
        crate::web::coop::profile::ProfilePage::sample(lang).render(),
        crate::web::coop::moderation::ModerationPage::sample(lang).render(),
        crate::web::coop::moderation::advice::AdvicePage::sample(lang).render(),
        crate::web::coop::moderation::decide::DecidePage::sample(lang).render(),
        crate::web::coop::closing::ClosingPage::sample(lang).render(),
        crate::web::restaurant::leaving::LeavingPage::sample(lang).render(),
        crate::web::coop::restaurants::RestaurantsPage::sample(lang).render(),
    ];
    pages
        .into_iter()
        .map(|page| icons::placed(page.unwrap()))
        .collect()
}

const SCRIPTS: [&str; 7] = [
    "live", "dialog", "ring", "pin", "stepper", "total", "marker",
];

/// A page of the work layout with all parts on it.
#[derive(Template)]
#[template(
    source = r#"{% extends "workbase.html" %}{% block title %}x{% endblock %}{% block scripts %}{% for name in SCRIPTS %}{{ frame.script(name) }}{% endfor %}{% endblock %}{% block content %}<h1>x</h1>{{ parts|safe }}{% endblock %}"#,
    ext = "html"
)]
struct Board {
    frame: Frame,
    parts: String,
}

/// A page of the courier's layout.
#[derive(Template)]
#[template(
    source = r#"{% extends "ride.html" %}{% block title %}x{% endblock %}{% block beads %}{{ beads }}{% endblock %}{% block content %}<h1>x</h1>{% endblock %}"#,
    ext = "html"
)]
struct Round {
    frame: Frame,
    beads: Beads,
}

/// The values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!("{attribute}=\"");
    let after = html.split(opening.as_str()).skip(1);
    after.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn what_people_write_never_becomes_html() {
    for lang in Lang::ALL {
        for html in every_part(Words::new(*lang))
            .into_iter()
            .chain(every_page(*lang))
        {
            assert!(!html.contains("<script>"), "{html}");
            assert!(!html.contains("alert(1)</script>"), "{html}");
        }
    }
}

#[test]
fn pages_run_under_a_strict_policy() {
    for html in every_page(Lang::En) {
        assert!(
            !html.contains(" style=") && !html.contains("<style"),
            "{html}"
        );
        assert!(
            !html.contains(" onclick=") && !html.contains("javascript:"),
            "{html}"
        );
        for tag in html.split("<script").skip(1) {
            assert!(tag.starts_with(" type=\"module\" src=\"/assets/"), "{tag}");
        }
    }
}

#[test]
fn every_symbol_and_every_reference_is_there() {
    for lang in Lang::ALL {
        for html in every_page(*lang) {
            assert!(!html.contains(icons::PLACE));
            for used in values(&html, "<use href") {
                let id = used.trim_start_matches('#');
                assert!(html.contains(&format!("<symbol id=\"{id}\"")), "{used}");
            }
            let ids = values(&html, " id");
            for attribute in [" aria-describedby", " aria-labelledby", " for"] {
                for value in values(&html, attribute) {
                    for id in value.split(' ') {
                        assert!(ids.contains(&id), "{attribute}={id}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_key_is_left_instead_of_words() {
    for lang in Lang::ALL {
        for html in every_page(*lang) {
            for key in [
                "footer-",
                "door-",
                "about-",
                "shares-t\"",
                "origin-",
                "field-",
                "look:",
            ] {
                let shown = format!(">{key}");
                assert!(!html.contains(&shown), "{key} in {html}");
            }
        }
    }
}

/// HTML, styles and scripts of any page stay under 100 kB (ui/README.md, 12).
#[test]
fn pages_are_light() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let size = |path: &std::path::Path| usize::try_from(path.metadata().unwrap().len()).unwrap();
    let styles = size(&root.join("css/tokens.css")) + size(&root.join("css/components.css"));
    let scripts = std::fs::read_dir(root.join("js")).unwrap();
    let scripts: usize = scripts.map(|file| size(&file.unwrap().path())).sum();
    for lang in Lang::ALL {
        for html in every_page(*lang) {
            let sum = html.len() + styles + scripts;
            assert!(sum < 100_000, "{sum} bytes");
        }
    }
    assert!(styles < 28_000, "styles: {styles} bytes");
}

/// What templates name exists: scripts, styles, symbols. And no template prints what it is given unescaped.
#[test]
fn templates_name_only_what_exists() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.display();
            for (opening, prefix, suffix) in [("script(\"", "js/", ".js"), ("asset(\"", "", "")] {
                for rest in text.split(opening).skip(1) {
                    let file = format!("{prefix}{}{suffix}", rest.split('"').next().unwrap());
                    assert!(assets::exists(&file), "{name}: no {file}");
                }
            }
            for id in values(&text, "<use href") {
                let id = id.trim_start_matches('#');
                assert!(
                    id.contains("{{") || icons::exists(id),
                    "{name}: no symbol {id}"
                );
            }
            assert!(
                !text.contains("|safe") && !text.contains("| safe"),
                "{name}"
            );
            assert!(
                !text.contains(" style=") && !text.contains("<style"),
                "{name}"
            );
            assert!(!text.contains("<script"), "{name}");
        }
    }
}

/// Writes the sample pages to `tests/output/pages`, to be looked at in a browser.
#[test]
fn samples_can_be_looked_at() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/output/pages");
    std::fs::create_dir_all(&folder).unwrap();
    for lang in Lang::ALL {
        for (number, html) in every_page(*lang).into_iter().enumerate() {
            let mut html = html;
            for name in ["once", "toast"].into_iter().chain(SCRIPTS) {
                let path = format!("js/{name}.js");
                html = html.replace(&assets::url(&path), &format!("../../../assets/{path}"));
            }
            for path in ["css/tokens.css", "css/components.css"] {
                html = html.replace(&assets::url(path), &format!("../../../assets/{path}"));
            }
            std::fs::write(folder.join(format!("{lang}-{number}.html")), html).unwrap();
        }
    }
}
