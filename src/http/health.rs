//! `GET /health`: whether this process answers and reaches its database, for whoever watches it.

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::store::dialect;

/// 200 `ok`, or 503 when the database does not answer.
pub async fn health(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.db.read(dialect::ping).await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
        }
    }
}
