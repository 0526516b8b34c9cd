//! `GET /coop/profile`: what the co-op says of itself.

use askama::Template;
use axum::response::Response;
use musette_domain::text::{DESCRIPTION, NAME};

use super::section::{Section, SideLink, links};
use crate::http::{Administrator, PageFrame};
use crate::i18n::{Lang, Words};
use crate::store::coop::Coop;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{ErrorSummary, Field, Hue, Kind, Offered, Select};
use crate::web::restaurant::cloth_choice;

/// The page.
#[derive(Template)]
#[template(path = "coop/profile.html")]
pub struct ProfilePage {
    frame: Frame,
    w: Words,
    side: Vec<SideLink>,
    errors: Option<ErrorSummary>,
    fields: [Field; 6],
    selects: [Select; 2],
}

impl ProfilePage {
    /// The page with the form as it stands.
    pub fn new(frame: Frame, form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        let line = |name, label| Field::new(w, name, label).most(NAME);
        let fields = [
            line("name", w.say("coop-profile-name")).autocomplete("organization"),
            line("place", w.say("coop-profile-place")).hint(w.say("coop-profile-place-hint")),
            line("phone", w.say("coop-profile-phone"))
                .kind(Kind::Tel)
                .hint(w.say("coop-profile-phone-hint"))
                .autocomplete("tel")
                .most(30)
                .optional(),
            line("mail", w.say("coop-profile-mail"))
                .kind(Kind::Email)
                .autocomplete("email")
                .most(254)
                .optional(),
            line("about", w.say("coop-profile-about"))
                .kind(Kind::Area(4))
                .hint(w.say("coop-profile-about-hint"))
                .most(DESCRIPTION)
                .optional(),
            line("time-zone", w.say("coop-profile-time-zone"))
                .hint(w.say("coop-profile-time-zone-hint"))
                .most(50),
        ];
        let chosen = form.text("hue");
        let by_name = Offered::new("", w.say("cloth-by-name")).chosen(chosen.is_empty());
        let hues = Hue::ALL.iter().map(|hue| {
            Offered::new(hue.text(), cloth_choice::hue(w, *hue)).chosen(hue.text() == chosen)
        });
        let languages = Lang::ALL.iter().map(|lang| {
            Offered::new(lang.text(), lang.own_name()).chosen(lang.text() == form.text("language"))
        });
        let selects = [
            Select::new(
                "hue",
                w.say("coop-profile-hue"),
                std::iter::once(by_name).chain(hues),
            ),
            Select::new("language", w.say("coop-profile-language"), languages)
                .hint(w.say("coop-profile-language-hint")),
        ];
        Self {
            side: links(w, Section::Profile, true),
            errors: ErrorSummary::of(w, errors),
            fields: fields.map(|field| field.kept(form, errors)),
            selects: selects.map(|select| select.errors(w, errors)),
            w,
            frame,
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add("mail", "account-email-none");
        let form = Form::of([("name", "Les <Mollets>"), ("mail", "nobody")]);
        Self::new(Frame::sample(lang), &form, &errors)
    }
}

/// The form of what the co-op says today.
pub fn form_of(coop: &Coop) -> Form {
    Form::of([
        ("name", coop.name.clone()),
        ("place", coop.place.clone()),
        ("phone", coop.phone.clone().unwrap_or_default()),
        ("mail", coop.mail.clone().unwrap_or_default()),
        ("about", coop.about.clone()),
        ("time-zone", coop.timezone.clone()),
        ("hue", coop.hue.clone()),
        ("language", coop.locale.clone()),
    ])
}

/// Shows the form.
pub async fn show(_: Administrator, PageFrame { frame, coop }: PageFrame) -> Response {
    page::render(&ProfilePage::new(
        frame,
        &form_of(&coop),
        &FormErrors::new(),
    ))
}
