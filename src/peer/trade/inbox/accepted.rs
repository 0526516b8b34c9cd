//! The answer to a message that was taken. What the message caused is sent only after this answer is on its way (commit, answer, then send).

use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::take::Taken;
use crate::app::App;
use crate::peer::inbox::accepted::when_handed_over;

/// The header that says up to which number nothing is missing.
pub const ACK: &str = "musette-ack";

/// 202, or the refusal that was noted.
pub fn accepted(app: &App, taken: Taken) -> Response {
    let mut response = if let Some(problem) = taken.refused {
        tracing::info!(status = problem.status().as_u16(), problem = problem.name(), detail = %problem, "a trade message was refused");
        app.committed(taken.topics);
        problem.into_response()
    } else {
        let app = app.clone();
        let body = when_handed_over(move || app.committed(taken.topics));
        (StatusCode::ACCEPTED, body).into_response()
    };
    response
        .headers_mut()
        .insert(ACK, HeaderValue::from(taken.acknowledged));
    response
}
