//! A letter about the new specials of restaurants that a customer follows and wants to hear of: all in one, once a day at most.

use chrono::TimeDelta;
use musette_domain::id::UserId;
use musette_domain::text::shown_name;
use musette_domain::{Instant, TextValue};

use super::reader;
use crate::app::App;
use crate::app::mail::Letter;
use crate::flow::letter;
use crate::i18n::Words;
use crate::services::html;
use crate::store::news_reader::{self, NewsReader};
use crate::store::restaurant::RestaurantState;
use crate::store::restaurant_follow::{self, RestaurantFollow};
use crate::store::{
    Conn, Result, policies, remote_menu_item, remote_restaurant, remote_special, restaurant,
    special, user_account,
};

/// The shortest time between two letters.
pub const BETWEEN: TimeDelta = TimeDelta::hours(24);
/// How many specials one letter names.
const MOST: usize = 20;
/// How many of one restaurant.
const MOST_OF_ONE: i64 = 5;
/// The longest title.
const TITLE: usize = 90;

/// A new special, as a letter names it.
struct New {
    restaurant: String,
    title: String,
    page: String,
}

/// Writes the letter, if there is anything new to eat; says whether it was written.
pub fn run(c: &mut Conn, app: &App, user: &UserId) -> Result<bool> {
    let Some(account) = user_account::lock(c, user)?.filter(|account| !account.disabled) else {
        return Ok(false);
    };
    let (row, now) = (reader(c, app, user)?, app.clock.now());
    if row.letter_at.is_some_and(|at| now.since(at) < BETWEEN) {
        return Ok(false);
    }
    let mut news = Vec::new();
    for follow in restaurant_follow::with_letters(c, user)? {
        let since = follow.notify_since.max(row.letter_at).unwrap_or(now);
        news.extend(of_follow(c, app, &follow, since, now)?);
    }
    news.truncate(MOST);
    if news.is_empty() {
        return Ok(false);
    }
    let end = app.urls.absolute(&format!("/news/{}", row.code));
    let (subject, text) = said(letter::words(c, &account)?, &news, &end);
    let key = format!("news/{}/{}", user.as_str(), now.millis());
    let written = Letter {
        to: account.email,
        subject,
        text,
        unsubscribe: Some(end),
    };
    letter::write(c, app, &key, &written)?;
    let letter_at = Some(now);
    news_reader::save(c, &NewsReader { letter_at, ..row })?;
    Ok(true)
}

/// What one restaurant has on offer that is new since `since`.
fn of_follow(
    c: &mut Conn,
    app: &App,
    follow: &RestaurantFollow,
    since: Instant,
    now: Instant,
) -> Result<Vec<New>> {
    match app.urls.restaurant_handle(&follow.target_id) {
        Some(handle) => ours(c, app, handle, since, now),
        None => elsewhere(c, app, &follow.target_id, since, now),
    }
}

fn ours(c: &mut Conn, app: &App, handle: &str, since: Instant, now: Instant) -> Result<Vec<New>> {
    let row = restaurant::of_handle(c, handle)?;
    let Some(row) = row.filter(|row| row.state == RestaurantState::Listed) else {
        return Ok(Vec::new());
    };
    let page = app.urls.page(&row.handle);
    let specials = special::list_current_of(c, &row.id, now)?.into_iter();
    Ok(specials
        .filter(|special| special.published_at > since && !special.sold_out)
        .map(|special| New {
            restaurant: row.name.clone(),
            title: special.title,
            page: page.clone(),
        })
        .collect())
}

fn elsewhere(
    c: &mut Conn,
    app: &App,
    actor: &str,
    since: Instant,
    now: Instant,
) -> Result<Vec<New>> {
    let row = remote_restaurant::find_optional(c, actor)?.filter(|row| row.gone_at.is_none());
    let Some(row) = row else {
        return Ok(Vec::new());
    };
    if policies::load(c)?.suspends(&row.host, Some(actor)) {
        return Ok(Vec::new());
    }
    let page = app.urls.absolute(&format!("/@{}@{}", row.handle, row.host));
    let mut news = Vec::new();
    for special in remote_special::current_of(c, &[actor.to_owned()], now, MOST_OF_ONE)? {
        if special.received_at <= since {
            continue;
        }
        let dish = match &special.item_id {
            Some(item) => remote_menu_item::find_optional(c, item)?,
            None => None,
        };
        let words = dish.map_or_else(|| html::words(&special.content), |dish| dish.name);
        news.push(New {
            restaurant: row.name.clone(),
            title: shown_name(&words).chars().take(TITLE).collect(),
            page: page.clone(),
        });
    }
    Ok(news)
}

/// Subject and text.
fn said(w: Words, news: &[New], end: &str) -> (String, String) {
    let about = |new: &New| {
        let about = [
            ("restaurant", new.restaurant.as_str()),
            ("title", new.title.as_str()),
        ];
        w.with("mail-news-special", &about)
    };
    let subject = match news {
        [one] => about(one),
        _ => w.say("mail-news-subject").into_owned(),
    };
    let mut blocks = vec![w.say("mail-news-text").into_owned()];
    blocks.extend(news.iter().map(|new| about(new) + "\n" + &new.page));
    blocks.push(format!("{}\n{end}\n", w.say("mail-news-end")));
    (subject, blocks.join("\n\n"))
}
