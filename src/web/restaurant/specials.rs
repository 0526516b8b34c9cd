//! `/restaurant/{handle}/specials`: what runs, what is planned, and publishing another.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::{Instant, Money};

use super::mine::Mine;
use super::side::{Place, Side, path};
use super::special_form::{SpecialFields, empty, read};
use super::{allergens, photo, plan_special};
use crate::flow::special::publish;
use crate::http::frame::zone;
use crate::http::session::{self, Session};
use crate::http::{Action, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::{Markup, Words};
use crate::store::media::{self, Media};
use crate::store::menu_item::{self, MenuItem};
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::store::special::{self, Special};
use crate::store::special_plan::{self, SpecialPlan};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Link, Look, Notice, Picture, SpecialCard, Tone};
use crate::web::upload::Upload;
use crate::web::written;

/// A special that runs, with what can be done to it.
pub struct Running {
    card: SpecialCard,
    sold_out: Act,
    take_back: Act,
}

/// A special that is planned.
pub struct Planned {
    title: String,
    /// On which days, from when to when.
    when: String,
    /// When it is published next.
    next: String,
    forget: Act,
}

/// The page.
#[derive(Template)]
#[template(path = "restaurant/specials.html")]
pub struct SpecialsPage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    hidden: Option<Notice>,
    running: Vec<Running>,
    planned: Vec<Planned>,
    plan: Link,
    fields: SpecialFields,
}

/// What the page is about.
struct About {
    restaurant: Restaurant,
    specials: Vec<(Special, Option<Media>)>,
    plans: Vec<SpecialPlan>,
    items: Vec<MenuItem>,
    now: Instant,
}

impl SpecialsPage {
    fn new(frame: Frame, about: &About, form: &Form, errors: &FormErrors) -> Self {
        let w = frame.w;
        let of = &about.restaurant;
        let running = about
            .specials
            .iter()
            .map(|special| running(&frame, of, special, about.now));
        let planned = about
            .plans
            .iter()
            .map(|plan| planned(&frame, of, plan, about.now));
        let hidden = (of.state != RestaurantState::Listed).then(|| {
            Notice::new(Tone::Warn, w.say("special-hidden-title"))
                .text(&w.say("special-not-listed"))
                .link(Link::new(path(of, "profile"), w.say("kitchen-profile")))
        });
        Self {
            side: Side::new(w, of, Place::Specials),
            errors: ErrorSummary::of(w, errors),
            hidden,
            running: running.collect(),
            planned: planned.collect(),
            plan: Link::new(path(of, "specials/plan"), w.say("special-plan")),
            fields: SpecialFields::new(w, of, &about.items, form, errors),
            w,
            frame,
        }
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (restaurant, _) = super::sample::menu();
        let special = super::sample::special();
        let about = About {
            now: special.published_at,
            specials: vec![(special, None)],
            plans: vec![super::sample::plan()],
            items: Vec::new(),
            restaurant,
        };
        Self::new(
            Frame::sample(lang),
            &about,
            &Form::default(),
            &FormErrors::new(),
        )
    }
}

fn running(
    frame: &Frame,
    of: &Restaurant,
    (special, photo): &(Special, Option<Media>),
    now: Instant,
) -> Running {
    let (w, format) = (frame.w, frame.format);
    let here = path(of, &format!("specials/{}", special.id));
    let mut card = SpecialCard::new(w, special.title.clone());
    card.text =
        Some(Markup::paragraphs(&special.description)).filter(|_| !special.description.is_empty());
    card.allergens = Some(allergens::words(w, &special.allergens));
    card.price = special
        .price
        .map(|minor| format.money(Money::new(minor, of.currency)));
    card.left = Some(w.with(
        "special-until",
        &[("time", format.moment(special.ends_at, now))],
    ));
    if special.sold_out {
        card.left = Some(w.say("special-sold-out").into_owned());
        card.now = false;
    }
    card.photo = photo.as_ref().map(Picture::new);
    card.hashtags = written::hashtags(&special.hashtags);
    let at = special.published_at;
    card.posted = Some((format.machine(at), format.moment(at, now)));
    if special.edited_at.is_none() {
        card.links
            .push(Link::new(here.clone(), w.say("special-edit")));
    }
    let take_back = Act::new(format!("{here}/take-back"), w.say("special-take-back"));
    let (switch, words) = if special.sold_out {
        ("no", "special-available")
    } else {
        ("yes", "special-sold-out")
    };
    let sold_out = Act::new(format!("{here}/sold-out"), w.say(words)).field("sold-out", switch);
    Running {
        card,
        sold_out: sold_out.small().spoken(&special.title),
        take_back: take_back.look(Look::Stop).small().spoken(&special.title),
    }
}

fn planned(frame: &Frame, of: &Restaurant, plan: &SpecialPlan, now: Instant) -> Planned {
    let (w, format) = (frame.w, frame.format);
    let here = path(of, &format!("specials/plan/{}/forget", plan.id));
    let next = plan.next_at.map(|at| format.moment(at, now));
    Planned {
        title: plan.title.clone(),
        when: plan_special::when(w, format, plan),
        next: next.map_or_else(String::new, |time| {
            w.with("special-plan-next", &[("time", time)])
        }),
        forget: Act::new(here, w.say("special-plan-forget"))
            .look(Look::Stop)
            .small()
            .spoken(&plan.title),
    }
}

async fn load(site: &Site, restaurant: Restaurant) -> Result<About> {
    let now = site.app.clock.now();
    let id = restaurant.id.clone();
    let read = site.app.db.read(move |c| -> crate::store::Result<_> {
        let mut specials = Vec::new();
        for special in special::list_current_of(c, &id, now)? {
            let photo = match &special.photo_id {
                Some(photo) => media::find_optional(c, photo)?,
                None => None,
            };
            specials.push((special, photo));
        }
        Ok((
            specials,
            special_plan::list_of(c, &id)?,
            menu_item::list_on_menu(c, &id)?,
        ))
    });
    let (specials, plans, items) = read.await?;
    Ok(About {
        restaurant,
        specials,
        plans,
        items,
        now,
    })
}

/// Shows what runs, and an empty form.
pub async fn show(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let about = load(&site, restaurant).await?;
    let form = empty(about.now, zone(&coop));
    Ok(page::render(&SpecialsPage::new(
        frame,
        &about,
        &form,
        &FormErrors::new(),
    )))
}

/// Publishes a special.
pub async fn send(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    PageFrame { frame, coop }: PageFrame,
    upload: Upload,
) -> Result<Response> {
    let mut errors = FormErrors::new();
    let form = photo::taken(&site, &restaurant, upload, &mut errors).await?;
    if let Some(wording) = read(&form, &restaurant, zone(&coop), &mut errors) {
        site.limits.check(Action::Special, &restaurant.id)?;
        let (flow, of) = (site.app.clone(), restaurant.id.clone());
        let published = site
            .app
            .db
            .write(move |c| publish::run(c, &flow, &of, &wording))
            .await;
        match published {
            Ok((_, changed)) => {
                site.app.committed(changed);
                let now = site.app.clock.wire();
                session::flash(&session, now, "special-published", &[]).await?;
                return Ok(Redirect::to(&path(&restaurant, "specials")).into_response());
            }
            Err(refusal) => written::refusal("title", refusal.key(), refusal, &mut errors)?,
        }
    }
    let about = load(&site, restaurant).await?;
    let page = SpecialsPage::new(frame, &about, &form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
