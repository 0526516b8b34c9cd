//! `POST /courier/deliveries/{id}/trouble`: it does not work. Before the bag is taken it goes back to the dispatch; afterwards it has failed.

use axum::extract::{Path, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::id::DeliveryId;

use crate::flow::delivery::stop::CourierRefusal;
use crate::flow::delivery::{fail, unassign};
use crate::http::session::Session;
use crate::http::{Courier, Error, Result, Site};
use crate::i18n::Words;
use crate::store::delivery;
use crate::web::act_answer;
use crate::web::form::Form;

musette_domain::text_enum! {
    /// Why a courier cannot go on.
    pub enum Reason("trouble") {
        /// Nobody opens.
        NobodyThere = "nobodyThere",
        /// The address does not exist or cannot be found.
        NoSuchAddress = "noSuchAddress",
        /// The customer does not want it.
        Refused = "refused",
        /// An accident, a breakdown, illness.
        Breakdown = "breakdown",
        /// The food is spilled or lost.
        Spilled = "spilled",
        /// The restaurant does not give it away.
        NotReady = "notReady",
        /// Something else; the dispatch calls.
        Other = "other",
    }
}

impl Reason {
    /// The words for people.
    pub fn label(self, w: Words) -> std::borrow::Cow<'static, str> {
        match self {
            Self::NobodyThere => w.say("trouble-nobody-there"),
            Self::NoSuchAddress => w.say("trouble-no-such-address"),
            Self::Refused => w.say("trouble-refused"),
            Self::Breakdown => w.say("trouble-breakdown"),
            Self::Spilled => w.say("trouble-spilled"),
            Self::NotReady => w.say("trouble-not-ready"),
            Self::Other => w.say("trouble-other"),
        }
    }

    /// The reasons that make sense before (`false`) and after (`true`) the bag was taken.
    pub const fn offered(bag_is_gone: bool) -> &'static [Self] {
        if bag_is_gone {
            &[
                Self::NobodyThere,
                Self::NoSuchAddress,
                Self::Refused,
                Self::Breakdown,
                Self::Spilled,
                Self::Other,
            ]
        } else {
            &[Self::NotReady, Self::Breakdown, Self::Other]
        }
    }
}

/// Writes the trouble down and takes the stop from the list.
pub async fn send(
    State(site): State<Site>,
    courier: Courier,
    session: Session,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response> {
    let id = DeliveryId::parse(&id)?;
    let reason = Reason::parse(form.text("reason"));
    let reason = reason.map_err(|_| Error::invalid("trouble-which"))?;
    let (app, me) = (site.app.clone(), courier.id.clone());
    let outcome = site.app.db.write(move |c| {
        if delivery::find(c, &id)?.state.bag_is_gone() {
            fail::run(c, &app, &id, Some(&me), reason.text())
        } else {
            unassign::run(c, &app, &id, Some(&me))
        }
    });
    let outcome = outcome.await;
    let key = CourierRefusal::key;
    act_answer::back(
        &site,
        &session,
        outcome,
        key,
        "courier-trouble-told",
        super::PATH,
    )
    .await
}
