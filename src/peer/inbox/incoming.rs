//! Reading a POST: its media type, its size, its bytes. What is too large is refused before it is read.

use axum::extract::{OriginalUri, Request};
use http::StatusCode;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http_body_util::{BodyExt as _, Limited};
use musette_federation::limits;

use crate::peer::media;
use crate::peer::problem::Problem;
use crate::peer::verify::Incoming;

/// Reads an activity's request: 415 for other media types, 413 over 256 KiB.
pub async fn read(request: Request) -> Result<Incoming, Problem> {
    let (mut parts, body) = request.into_parts();
    if !media::content_type(&parts.headers).is_some_and(media::is_activity) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Send activities as application/activity+json, or as application/ld+json with its profile.",
        ));
    }
    // What is packed is not unpacked: a few bytes could become any number of them.
    if parts
        .headers
        .get(CONTENT_ENCODING)
        .is_some_and(|value| value.as_bytes() != b"identity")
    {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Send the body as it is, without Content-Encoding.",
        ));
    }
    let announced: Option<usize> = parts
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok());
    if announced.is_some_and(|length| length > limits::BODY) {
        return Err(too_large());
    }
    let bytes = match Limited::new(body, limits::BODY).collect().await {
        Ok(read) => read.to_bytes(),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => return Err(too_large()),
        Err(error) => {
            return Err(Problem::bad_request(format!(
                "The body broke off: {error}."
            )));
        }
    };
    Ok(Incoming {
        method: parts.method,
        // What was signed is the address before any router took a prefix away.
        uri: parts
            .extensions
            .remove::<OriginalUri>()
            .map_or(parts.uri, |original| original.0),
        headers: parts.headers,
        body: Some(bytes),
    })
}

fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "The body is larger than 256 KiB.",
    )
}
