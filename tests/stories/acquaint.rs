//! Two co-ops become partners: each finds the other by its host, one offers an agreement, the other accepts.

use musette::store::following::FollowState;
use musette::store::trade_agreement::AgreementState;
use musette::store::{following, partner, remote_menu_item, trade_agreement};

use crate::town::{Town, Towns};
use crate::wait;

/// Makes partners of both, through the pages of their administrators.
pub async fn each_other(towns: &Towns) {
    let Towns { vaduz, schaan, .. } = towns;
    tokio::join!(find(vaduz, schaan), find(schaan, vaduz));
    let admin = vaduz.staff("admin").await;
    let terms = [
        ("desk", schaan.desk()),
        ("credit_limit", "500".into()),
        ("wasted_trip_fee", "5".into()),
        ("months", "12".into()),
    ];
    let terms: Vec<(&str, &str)> = terms.iter().map(|(k, v)| (*k, v.as_str())).collect();
    admin.post("/coop/agreements/offer", &terms).await.went();
    let desk = vaduz.desk();
    let offered = wait::row(
        schaan.app(),
        "the offered agreement has arrived",
        move |c| {
            let known = trade_agreement::of_partner(c, &desk)?;
            Ok(known
                .into_iter()
                .find(|row| row.state == AgreementState::Offered && !row.offered_by_us))
        },
    )
    .await;
    let admin = schaan.staff("admin").await;
    let fields = [("agreement", offered.id.as_str())];
    admin.post("/coop/agreements/accept", &fields).await.went();
    for (town, other) in [(vaduz, schaan), (schaan, vaduz)] {
        let desk = other.desk();
        wait::row(town.app(), "the agreement is in force", move |c| {
            let known = trade_agreement::of_partner(c, &desk)?;
            Ok(known
                .into_iter()
                .find(|row| row.state == AgreementState::Active))
        })
        .await;
    }
}

/// One finds the other, with its restaurants and their menus.
async fn find(town: &Town, other: &Town) {
    let admin = town.staff("admin").await;
    let host = other.app().urls.authority();
    admin.post("/coop/partners", &[("host", host)]).await.went();
    let desk = other.desk();
    wait::row(town.app(), "the other desk is known", move |c| {
        partner::find_optional(c, &desk)
    })
    .await;
    // A customer follows the restaurant; the instance does it once for all of them.
    let customer = town.staff("courier").await;
    let target = other.restaurant();
    customer
        .post("/follow", &[("target", &target)])
        .await
        .went();
    wait::row(
        town.app(),
        "the restaurant has accepted our follow",
        move |c| {
            let row = following::find_optional(c, &target)?;
            Ok(row.filter(|row| row.state == FollowState::Accepted))
        },
    )
    .await;
    let target = other.restaurant();
    wait::row(town.app(), "the menu is known", move |c| {
        let menu = remote_menu_item::list_of(c, &target)?;
        Ok((!menu.is_empty()).then_some(()))
    })
    .await;
}
