//! `/restaurant/{handle}/pictures`: the sign beside the restaurant's name and the header above its page.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::TextValue;
use musette_domain::text::NOTE;

use super::mine::Mine;
use super::side::{Place, Side, path};
use crate::app::App;
use crate::flow::media::{add, remove};
use crate::http::session::{self, Session};
use crate::http::{Action, Error, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::services::picture::{Cut, prepare};
use crate::store;
use crate::store::media::{self, Media, Purpose};
use crate::store::restaurant::Restaurant;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Field, Kind, Look, Picture};
use crate::web::upload::Upload;
use crate::web::written;

/// One picture with the form that changes it.
pub struct PictureForm {
    heading: String,
    text: String,
    picture: Option<(Picture, Act)>,
    action: String,
    file: Field,
    alt: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "restaurant/pictures.html")]
pub struct PicturesPage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    forms: [PictureForm; 2],
}

/// The names of what belongs to one of the two pictures.
struct Names {
    purpose: Purpose,
    cut: Cut,
    file: &'static str,
    alt: &'static str,
    heading: &'static str,
    text: &'static str,
}

const ICON: Names = Names {
    purpose: Purpose::Icon,
    cut: Cut::Square,
    file: "icon-file",
    alt: "icon-alt",
    heading: "picture-icon",
    text: "picture-icon-text",
};
const HEADER: Names = Names {
    purpose: Purpose::Header,
    cut: Cut::Wide,
    file: "header-file",
    alt: "header-alt",
    heading: "picture-header",
    text: "picture-header-text",
};

impl Names {
    /// Those of a word of the address; the photos of specials are not here.
    fn of(word: &str) -> Result<Self> {
        match Purpose::parse(word) {
            Ok(Purpose::Icon) => Ok(ICON),
            Ok(Purpose::Header) => Ok(HEADER),
            _ => Err(Error::not_found()),
        }
    }
}

impl PicturesPage {
    fn new(
        frame: Frame,
        of: &Restaurant,
        [icon, header]: [Option<Media>; 2],
        form: &Form,
        errors: &FormErrors,
    ) -> Self {
        let w = frame.w;
        Self {
            side: Side::new(w, of, Place::Pictures),
            errors: ErrorSummary::of(w, errors),
            forms: [(ICON, icon), (HEADER, header)]
                .map(|(names, picture)| picture_form(w, of, &names, picture, form, errors)),
            w,
            frame,
        }
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (restaurant, _) = super::sample::menu();
        let mut errors = FormErrors::new();
        errors.add(ICON.file, "picture-format");
        Self::new(
            Frame::sample(lang),
            &restaurant,
            [None, None],
            &Form::default(),
            &errors,
        )
    }
}

fn picture_form(
    w: Words,
    of: &Restaurant,
    names: &Names,
    picture: Option<Media>,
    form: &Form,
    errors: &FormErrors,
) -> PictureForm {
    let action = path(of, &format!("pictures/{}", names.purpose));
    let heading = w.say(names.heading).into_owned();
    let alt = Field::new(w, names.alt, w.say("picture-alt"))
        .hint(w.say("picture-alt-hint"))
        .most(NOTE);
    PictureForm {
        text: w.say(names.text).into_owned(),
        alt: match &picture {
            Some(row) if !form.has(names.alt) => alt.value(row.alt.clone()),
            _ => alt.kept(form, errors),
        },
        picture: picture.as_ref().map(|row| {
            let remove = Act::new(format!("{action}/remove"), w.say("picture-remove"));
            let picture = Picture::new(row);
            let picture = match names.purpose {
                Purpose::Icon => picture.sign(),
                _ => picture,
            };
            (picture, remove.look(Look::Stop).small().spoken(&heading))
        }),
        file: Field::new(w, names.file, w.say("picture-file"))
            .kind(Kind::Picture)
            .hint(w.say("picture-hint"))
            .errors(errors),
        heading,
        action,
    }
}

async fn pictures(app: &App, of: &Restaurant) -> Result<[Option<Media>; 2]> {
    let of = of.id.clone();
    let read = app.db.read(move |c| -> store::Result<_> {
        Ok([
            media::of_restaurant(c, &of, Purpose::Icon)?,
            media::of_restaurant(c, &of, Purpose::Header)?,
        ])
    });
    Ok(read.await?)
}

/// Shows the pictures as they are.
pub async fn show(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let pictures = pictures(&app, &restaurant).await?;
    let page = PicturesPage::new(
        frame,
        &restaurant,
        pictures,
        &Form::default(),
        &FormErrors::new(),
    );
    Ok(page::render(&page))
}

/// Where somebody goes who reloads the address of a form.
pub async fn back(Mine { restaurant, .. }: Mine) -> Redirect {
    Redirect::to(&path(&restaurant, "pictures"))
}

/// Puts a picture in the place of the one that was there.
pub async fn send(
    State(site): State<Site>,
    Mine { restaurant, .. }: Mine,
    Path((_, purpose)): Path<(String, String)>,
    session: Session,
    PageFrame { frame, .. }: PageFrame,
    upload: Upload,
) -> Result<Response> {
    let names = Names::of(&purpose)?;
    let mut errors = FormErrors::new();
    site.limits.check(Action::Picture, &restaurant.id)?;
    let alt = upload
        .form
        .required(names.alt, NOTE, &mut errors)
        .to_owned();
    let picture = match upload.file(names.file) {
        None => {
            errors.add(names.file, errors::EMPTY);
            None
        }
        Some(_) if !errors.is_empty() => None,
        Some(file) => prepare(file, names.cut)
            .await
            .map_err(|problem| errors.add(names.file, problem.key()))
            .ok(),
    };
    if let Some(picture) = picture {
        let (flow, of) = (site.app.clone(), restaurant.id.clone());
        let added = site
            .app
            .db
            .write(move |c| add::run(c, &flow, &of, names.purpose, &picture, &alt));
        match added.await {
            Ok((_, changed)) => {
                site.app.committed(changed);
                let now = site.app.clock.wire();
                session::flash(&session, now, "picture-saved", &[]).await?;
                return Ok(Redirect::to(&path(&restaurant, "pictures")).into_response());
            }
            Err(refusal) => written::refusal(names.alt, refusal.key(), refusal, &mut errors)?,
        }
    }
    let pictures = pictures(&site.app, &restaurant).await?;
    let page = PicturesPage::new(frame, &restaurant, pictures, &upload.form, &errors);
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// Takes a picture away.
pub async fn remove(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    Path((_, purpose)): Path<(String, String)>,
    session: Session,
) -> Result<Redirect> {
    let names = Names::of(&purpose)?;
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let removed = app
        .db
        .write(move |c| remove::run(c, &flow, &of, names.purpose));
    app.committed(removed.await?);
    session::flash(&session, app.clock.wire(), "picture-removed", &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "pictures")))
}

#[cfg(test)]
mod tests;
