//! The day has come on which the co-op closes for good.

use super::{Next, Trouble};
use crate::app::App;
use crate::flow::closing::finish;

pub(super) async fn run(app: &App) -> Result<Next, Trouble> {
    let flow = app.clone();
    let written = app.db.write(move |c| finish::run(c, &flow)).await;
    let (changed, next) = written.map_err(|error: crate::store::Error| error.to_string())?;
    app.committed(changed);
    Ok(next.map_or(Next::Done, Next::At))
}
