//! How a hand-off ends otherwise: given back, asked about, for nothing, or not begun at all.

use super::*;

/// The neighbour's dispatch gives the delivery back.
async fn give_back(schaan: &Coop, proposal: &str) {
    let proposal = proposal.to_owned();
    let _ = schaan
        .write(move |c, app| carry::release::run(c, app, &proposal))
        .await
        .unwrap();
}

async fn award_state(vaduz: &Coop, order: &OrderId) -> delivery_award::AwardState {
    let id = vaduz.delivery(order).await.id;
    vaduz
        .read(move |c| {
            let offer = delivery_offer::of_delivery(c, &id)?.unwrap();
            Ok(delivery_award::of_offer(c, &offer.id)?.remove(0).state)
        })
        .await
}

#[rstest]
#[tokio::test]
async fn given_back_after_the_hand_over_stays_with_who_has_the_bag(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, theirs) = committed(&vaduz, &schaan).await;
    let code = code(&schaan, &theirs).await;
    say(&vaduz, &order, &code).await;
    exchange(&vaduz, &schaan).await;
    // The counter gave the bag, the neighbour's dispatch gives the delivery back before its courier presses anything.
    let proposal = context(&vaduz, &order).await;
    give_back(&schaan, &proposal).await;
    let late = schaan.t.tell.take();
    for told in &late {
        carry_one(&schaan, &vaduz, told).await;
    }
    assert_eq!(
        award_state(&vaduz, &order).await,
        delivery_award::AwardState::HandedOver
    );
    assert_eq!(
        vaduz.delivery(&order).await.trouble.as_deref(),
        Some("releasedWithBag")
    );
    let row = vaduz.order(&order).await;
    assert_eq!(row.carrier_desk, Some(schaan.urls.desk()));
    // Who holds the bag says so; the door, forgotten meanwhile, is read again, and the receipt is paid.
    for _ in 0..2 {
        let id = theirs.clone();
        let _ = schaan
            .write(move |c, app| picked_up::run(c, app, &id, Some(&user("courier"))))
            .await
            .unwrap();
    }
    schaan.due().await;
    exchange(&vaduz, &schaan).await;
    assert_eq!(vaduz.delivery(&order).await.trouble, None);
    let id = theirs.clone();
    let copy = schaan.read(move |c| address_copy::find(c, &id)).await;
    assert_eq!(copy.recipient_name, "Dominique");
    let pin = vaduz.pin(&order).await;
    bring(&schaan, &theirs, &pin).await;
    exchange(&vaduz, &schaan).await;
    // The giving back once more, late.
    for told in &late {
        carry_one(&schaan, &vaduz, told).await;
    }
    assert_eq!(vaduz.state(&order).await, OrderState::Delivered);
    assert_eq!(
        award_state(&vaduz, &order).await,
        delivery_award::AwardState::Delivered
    );
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn the_door_of_a_former_carrier_is_over(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, _) = committed(&vaduz, &schaan).await;
    let row = received(&vaduz, &schaan, &order).await;
    let (url, agreement) = (row.handoff_url.unwrap(), row.agreement_id.unwrap());
    let door = async |epoch| schaan.t.app.handoffs.door(&url, &agreement, epoch).await;
    assert!(door(1).await.is_ok());
    let id = vaduz.delivery(&order).await.id;
    let _ = vaduz
        .write(move |c, app| assign::run(c, app, &id, &user("courier")))
        .await
        .unwrap();
    assert_eq!(door(1).await, Err(DoorClosed::Over));
    // To who is not named it is not open yet.
    assert_eq!(door(2).await, Err(DoorClosed::NotYetOpen));
}

#[rstest]
#[tokio::test]
async fn asking_does_not_invent_reports(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, theirs) = committed(&vaduz, &schaan).await;
    // The courier says it has the bag, the counter does not; that report is lost, and the owner asks.
    let id = theirs.clone();
    let _ = schaan
        .write(move |c, app| picked_up::run(c, app, &id, Some(&user("courier"))))
        .await
        .unwrap();
    let _ = schaan.t.tell.take();
    vaduz.pass(TimeDelta::hours(2)).await;
    assert_eq!(
        vaduz.delivery(&order).await.trouble.as_deref(),
        Some("counterDisagrees")
    );
    // The next true report is news still.
    let id = theirs.clone();
    let _ = schaan
        .write(move |c, app| at_dropoff::run(c, app, &id, Some(&user("courier"))))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    let id = vaduz.delivery(&order).await.id;
    let open = vaduz
        .read(move |c| delivery_offer::of_delivery(c, &id))
        .await
        .unwrap();
    let owner = offer::machine::read(&open).unwrap().owner;
    assert_eq!(owner.award().unwrap().progress, Some(Progress::AtDropoff));
}

/// Both co-ops know an agreement by the same id, with this fee for a wasted trip; it is the one in force from now on.
async fn renew(coops: &[(&Coop, &Coop)], id: &str, fee: i64) {
    for (coop, with) in coops {
        let (desk, id) = (with.urls.desk(), id.to_owned());
        coop.edit(move |c| {
            let mut row = trade_agreement::of_partner(c, &desk)?.remove(0);
            row.id.clone_from(&id);
            row.offer_id = format!("{id}-offer");
            row.wasted_trip_fee = fee;
            trade_agreement::insert(c, &row)?;
            let mut with = partner::find(c, &desk)?;
            with.agreement_id = Some(id.clone());
            partner::save(c, &with)
        })
        .await;
    }
}

#[rstest]
#[tokio::test]
async fn a_wasted_trip_costs_what_was_agreed_when_it_was_awarded(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let both = [(&vaduz, &schaan), (&schaan, &vaduz)];
    renew(&both, "http://vaduz.example/ap/ta/2", 350).await;
    let (order, _) = committed(&vaduz, &schaan).await;
    // The carrier hears of the renewal, the owner has not yet.
    renew(&both[1..], "http://vaduz.example/ap/ta/3", 900).await;
    let id = vaduz.delivery(&order).await.id;
    let _ = vaduz
        .write(move |c, app| assign::run(c, app, &id, &user("courier")))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    let ours = books(&vaduz, &schaan).await;
    assert_eq!(ours.len(), 1);
    assert_eq!(ours[0].amount.minor, 350);
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn nobody_at_the_door_is_booked_by_both_with_the_same_report(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let (order, theirs) = committed(&vaduz, &schaan).await;
    let code = code(&schaan, &theirs).await;
    say(&vaduz, &order, &code).await;
    let id = theirs.clone();
    let _ = schaan
        .write(move |c, app| picked_up::run(c, app, &id, Some(&user("courier"))))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    let id = theirs.clone();
    let _ = schaan
        .write(move |c, app| fail::run(c, app, &id, Some(&user("courier")), "nobody"))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    // No dispatcher has pressed anything yet.
    assert_eq!(books(&schaan, &vaduz).await.len(), 1);
    assert_equal_books(&vaduz, &schaan).await;
    let id = vaduz.delivery(&order).await.id;
    let _ = vaduz
        .write(move |c, app| offer::close::failed(c, app, &id))
        .await
        .unwrap();
    exchange(&vaduz, &schaan).await;
    assert_eq!(books(&vaduz, &schaan).await.len(), 1);
    assert_equal_books(&vaduz, &schaan).await;
}

#[rstest]
#[tokio::test]
async fn nothing_new_begins_after_the_agreement_or_above_its_limit(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some((vaduz, schaan, _net)) = two(kind).await else {
        return;
    };
    let order = vaduz.accepted("form-1").await;
    let try_open = async || {
        let (id, desks) = (vaduz.delivery(&order).await.id, vec![schaan.urls.desk()]);
        vaduz
            .write(move |c, app| offer::open::run(c, app, &id, &desks))
            .await
    };
    let change = async |change: fn(&mut trade_agreement::TradeAgreement)| {
        let desk = schaan.urls.desk();
        vaduz
            .edit(move |c| {
                let mut row = trade_agreement::of_partner(c, &desk)?.remove(0);
                change(&mut row);
                trade_agreement::save(c, &row)
            })
            .await;
    };
    let owe = |minor: i64| ledger_entry::LedgerEntry {
        id: vaduz.t.app.ids.new_id().unwrap(),
        partner_id: schaan.urls.desk(),
        direction: ledger_entry::LedgerDirection::WeOwe,
        kind: ledger_entry::LedgerKind::Fee,
        event_id: format!("http://schaan.example/{minor}"),
        context: "http://vaduz.example/ap/j/1".into(),
        amount: minor,
        currency: Currency::CHF,
        created_at: vaduz.clock.now(),
    };
    let debt = owe(1_001);
    vaduz.edit(move |c| ledger_entry::insert(c, &debt)).await;
    change(|row| row.credit_limit = 1_000).await;
    assert_eq!(try_open().await.unwrap_err().key(), "offer-at-limit");
    change(|row| {
        row.credit_limit = 1_001;
        row.valid_from = row.valid_from.plus(TimeDelta::days(1));
    })
    .await;
    assert_eq!(try_open().await.unwrap_err().key(), "offer-nobody-to-ask");
    change(|row| {
        row.valid_from = row.valid_from.minus(TimeDelta::days(9));
        row.valid_through = row.valid_from.plus(TimeDelta::days(1));
    })
    .await;
    assert_eq!(try_open().await.unwrap_err().key(), "offer-nobody-to-ask");
    // The hourly clearing away makes it visible everywhere.
    vaduz.pass(TimeDelta::hours(2)).await;
    let _ = vaduz.write(crate::flow::purge::run).await.unwrap();
    let desk = schaan.urls.desk();
    let row = vaduz.read(move |c| partner::find(c, &desk)).await;
    assert_eq!(row.state, partner::PartnerState::Ended);
}
