//! The strip above the day: who has riders free, us first.

use musette_domain::Instant;

use super::load::Day;
use crate::store::partner::Partner;
use crate::store::partner_capacity::PartnerCapacity;
use crate::web::page::Frame;
use crate::web::parts::{Capacity, CapacityStrip, Hue};

/// The strip of the day.
pub fn strip(frame: &Frame, day: &Day, now: Instant) -> CapacityStrip {
    let mut coops = vec![ours(frame, day, now)];
    let neighbours = day.active.iter();
    coops.extend(neighbours.map(|(partner, times)| theirs(frame, partner, times, now)));
    CapacityStrip { w: frame.w, coops }
}

fn ours(frame: &Frame, day: &Day, now: Instant) -> Capacity {
    let w = frame.w;
    let on_duty = day
        .riders
        .iter()
        .filter(|rider| rider.on_duty(now).is_some());
    let all = on_duty.clone().count();
    let free = on_duty.filter(|rider| rider.open.is_empty()).count();
    let waiting = day.jobs.iter().filter(|job| job.is_waiting()).count();
    Capacity {
        hue: frame.coop.hue,
        title: w.with("dispatch-us-free", &[("free", free), ("all", all)]),
        note: w.count("dispatch-us-waiting", waiting),
        silent: false,
    }
}

fn theirs(frame: &Frame, partner: &Partner, times: &[PartnerCapacity], now: Instant) -> Capacity {
    let (w, format) = (frame.w, frame.format);
    let hue = Hue::chosen(Some(&partner.hue), &partner.name);
    let name = [("coop", partner.name.as_str())];
    if let Some(since) = partner.silent_since {
        let when = format.moment(since, now);
        return Capacity {
            hue,
            title: w.with("dispatch-silent", &name),
            note: w.with("dispatch-silent-since", &[("time", when)]),
            silent: true,
        };
    }
    // One co-op's cells can lie in several rows of one window: the highest number is what it can do at most.
    let next = times
        .iter()
        .min_by_key(|time| (time.starts_at, -time.available));
    let (title, note) = match next {
        Some(time) => {
            let free = time.available.max(0);
            let from = if time.starts_at <= now {
                format.window(now, time.ends_at)
            } else {
                format.window(time.starts_at, time.ends_at)
            };
            (w.count_with("dispatch-they-free", free, &name), from)
        }
        None => (
            w.with("dispatch-they-say-nothing", &name),
            w.say("dispatch-they-say-nothing-note").into_owned(),
        ),
    };
    Capacity {
        hue,
        title,
        note,
        silent: false,
    }
}
