//! Reading forms with a file.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use bytes::BytesMut;
use http_body_util::BodyExt;

use super::form::Form;
use crate::http::middleware::FORM_LIMIT;
use crate::http::{Error, Result};

/// The largest file, in bytes: a photo as a telephone takes it.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;
/// The most fields.
const MOST_FIELDS: usize = 200;
/// How much of what is too large is read and thrown away, in bytes. A browser that is cut off while it sends shows no answer.
const DRAINED: usize = 64 * 1024 * 1024;

/// A form with its files. A form without files may come as it usually does (`application/x-www-form-urlencoded`).
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// The fields.
    pub form: Form,
    files: Vec<(String, Bytes)>,
}

impl Upload {
    /// The file of a field, if one was chosen.
    pub fn file(&self, name: &str) -> Option<Bytes> {
        let mut files = self.files.iter();
        let found = files.find(|(given, bytes)| given == name && !bytes.is_empty());
        found.map(|(_, bytes)| bytes.clone())
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let kind = essence(request.headers());
        let (head, body) = request.into_parts();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => {
                let body = whole(body, FORM_LIMIT).await?;
                let form = Form::parse(&body)
                    .map_err(|error| Error::too_large("error-413-text").because(error))?;
                Ok(Self {
                    form,
                    files: Vec::new(),
                })
            }
            "multipart/form-data" => {
                let body = whole(body, FILE_LIMIT + FORM_LIMIT).await?;
                let request = Request::from_parts(head, Body::from(body));
                let parts = Multipart::from_request(request, state).await;
                let parts =
                    parts.map_err(|error| Error::bad_request("upload-not-read").because(error))?;
                fields(parts).await
            }
            _ => Err(Error::bad_request("upload-not-read")),
        }
    }
}

fn essence(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The body, if it is no larger than `most`.
async fn whole(mut body: Body, most: usize) -> Result<Bytes> {
    let mut kept = BytesMut::new();
    let mut read = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Error::bad_request("upload-not-read").because(error))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        read = read.saturating_add(data.len());
        if read <= most {
            kept.extend_from_slice(&data);
        } else {
            kept.clear();
            if read > DRAINED {
                break;
            }
        }
    }
    if read > most {
        return Err(too_large());
    }
    Ok(kept.freeze())
}

fn too_large() -> Error {
    Error::too_large("upload-too-large").with("mebibytes", FILE_LIMIT / 1024 / 1024)
}

async fn fields(mut parts: Multipart) -> Result<Upload> {
    let broken = |error| Error::bad_request("upload-not-read").because(error);
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    let mut written = 0_usize;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if fields.len() + files.len() >= MOST_FIELDS {
            return Err(Error::too_large("error-413-text"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            let bytes = part.bytes().await.map_err(broken)?;
            if bytes.len() > FILE_LIMIT {
                return Err(too_large());
            }
            files.push((name, bytes));
            continue;
        }
        let text = part.text().await.map_err(broken)?;
        written = written.saturating_add(name.len() + text.len());
        if written > FORM_LIMIT {
            return Err(Error::too_large("error-413-text"));
        }
        fields.push((name, text));
    }
    Ok(Upload {
        form: Form::of(fields),
        files,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::error::Kind;

    async fn read(kind: &str, body: Vec<u8>) -> Result<Upload> {
        let request = Request::post("/")
            .header("content-type", kind)
            .body(Body::from(body))
            .unwrap();
        Upload::from_request(request, &()).await
    }

    fn multipart(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
            body.extend(
                format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
                    .bytes(),
            );
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        body
    }

    #[tokio::test]
    async fn fields_and_files_are_told_apart() {
        let body = multipart(&[
            ("title", None, b" Soup "),
            ("photo-file", Some("a.jpg"), b"\xff\xd8"),
            ("other", Some(""), b""),
        ]);
        let upload = read("multipart/form-data; boundary=x", body).await.unwrap();
        assert_eq!(upload.form.text("title"), "Soup");
        assert_eq!(upload.file("photo-file").unwrap(), &b"\xff\xd8"[..]);
        assert!(upload.file("other").is_none() && upload.file("title").is_none());
        let plain = read("application/x-www-form-urlencoded", b"title=Soup".to_vec()).await;
        assert_eq!(plain.unwrap().form.text("title"), "Soup");
    }

    #[tokio::test]
    async fn what_is_too_large_or_broken_is_refused() {
        let kind = |answer: Result<Upload>| answer.unwrap_err().kind();
        let form = "multipart/form-data; boundary=x";
        let large = multipart(&[("file", Some("a"), &vec![0; 20 * 1024 * 1024])]);
        assert_eq!(kind(read(form, large).await), Kind::TooLarge);
        let long = multipart(&[("title", None, &vec![b'x'; FORM_LIMIT + 1])]);
        assert_eq!(kind(read(form, long).await), Kind::TooLarge);
        let many: Vec<_> = (0..=MOST_FIELDS).map(|_| ("a", None, &b"1"[..])).collect();
        assert_eq!(kind(read(form, multipart(&many)).await), Kind::TooLarge);
        let usual = "application/x-www-form-urlencoded";
        let long = vec![b'x'; FORM_LIMIT + 1];
        assert_eq!(kind(read(usual, long).await), Kind::TooLarge);
        for (kind_of, body) in [
            (form, b"--x\r\nContent-Dispo".to_vec()),
            ("multipart/form-data", multipart(&[])),
            ("application/json", b"{}".to_vec()),
        ] {
            assert_eq!(
                kind(read(kind_of, body).await),
                Kind::BadRequest,
                "{kind_of}"
            );
        }
    }
}
