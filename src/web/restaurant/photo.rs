//! The photo in the form of a special. It is kept as soon as it has come, so that what else is wrong with the form does not cost it.

use musette_domain::TextValue;
use musette_domain::id::MediaId;

use crate::flow::media::add;
use crate::flow::special::Photo;
use crate::http::{Action, Error, Result, Site};
use crate::services::picture::{Cut, prepare};
use crate::store::Failure;
use crate::store::media::Purpose;
use crate::store::restaurant::Restaurant;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::upload::Upload;

/// The field of the file.
pub const FILE: &str = "photo-file";
/// The hidden field of the photo that has come.
pub const KEPT: &str = "photo";
/// The field of the words.
pub const ALT: &str = "photo-alt";
/// The box that takes the photo away.
pub const NONE: &str = "photo-none";

/// Keeps the photo of a form, if there is one, and names it in the form.
pub async fn taken(
    site: &Site,
    of: &Restaurant,
    upload: Upload,
    errors: &mut FormErrors,
) -> Result<Form> {
    let Some(file) = upload.file(FILE) else {
        return Ok(upload.form);
    };
    site.limits.check(Action::Picture, &of.id)?;
    let picture = match prepare(file, Cut::Whole).await {
        Ok(picture) => picture,
        Err(problem) => {
            errors.add(FILE, problem.key());
            return Ok(upload.form);
        }
    };
    let (flow, id) = (site.app.clone(), of.id.clone());
    let added = site
        .app
        .db
        .write(move |c| add::run(c, &flow, &id, Purpose::Special, &picture, ""));
    match added.await {
        Ok((id, changed)) => {
            site.app.committed(changed);
            Ok(upload.form.with(KEPT, id.as_str()))
        }
        Err(refusal) if refusal.store_error().is_some() => {
            Err(Error::refused(refusal.key(), refusal))
        }
        Err(refusal) => {
            errors.add(FILE, refusal.key());
            Ok(upload.form)
        }
    }
}

/// The photo that the form names, with its words.
pub fn read(form: &Form, errors: &mut FormErrors) -> Option<Photo> {
    if form.has(NONE) {
        return None;
    }
    let Ok(id) = MediaId::parse(form.filled(KEPT)?) else {
        errors.add(FILE, errors::CHOOSE);
        return None;
    };
    let alt = form.text(ALT);
    if alt.is_empty() {
        errors.add(ALT, "special-photo-no-alt");
    }
    Some(Photo {
        id,
        alt: alt.to_owned(),
    })
}
