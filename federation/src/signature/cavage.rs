//! draft-cavage-http-signatures-12, as the Fediverse uses it: RSA with SHA-256 over a list of headers.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::digest::{check_digest, digest_header};
use super::freshness::{check_social, check_social_expires, unix_seconds};
use super::{
    Form, KeyAlgorithm, Outgoing, Refusal, RsaKey, SignedRequest, SigningFailed, Unverified,
    http_date,
};

/// The longest `Signature` header that is looked at, in bytes.
const LONGEST_HEADER: usize = 8192;
/// The most headers a signature may list.
const MOST_COMPONENTS: usize = 32;

/// The parameters of a `Signature` header.
#[derive(Debug, Default)]
struct Parameters<'a> {
    key_id: Option<&'a str>,
    algorithm: Option<&'a str>,
    headers: Option<&'a str>,
    signature: Option<&'a str>,
    created: Option<&'a str>,
    expires: Option<&'a str>,
}

/// Reads a draft-cavage signature and checks all that needs no key.
pub fn read(request: &SignedRequest<'_>, header: &str, now: i64) -> Result<Unverified, Refusal> {
    request.check_host()?;
    let parameters = parse(header)?;
    let covered: Vec<&str> = parameters
        .headers
        .ok_or(Refusal::Malformed("it lists no signed headers"))?
        .split(' ')
        .collect();
    check_covered(request, &covered)?;
    check_body(request, &covered)?;
    let (created, expires) = check_times(request, &parameters, &covered, now)?;
    let algorithm = match parameters.algorithm {
        None | Some("hs2019") => None,
        Some("rsa-sha256") => Some(KeyAlgorithm::Rsa),
        Some(other) => return Err(Refusal::Algorithm(other.to_owned())),
    };
    let signature = parameters
        .signature
        .and_then(|text| STANDARD.decode(text).ok())
        .filter(|bytes| !bytes.is_empty())
        .ok_or(Refusal::Malformed("its value is not base64"))?;
    Ok(Unverified {
        key_id: parameters
            .key_id
            .filter(|id| !id.is_empty())
            .ok_or(Refusal::Malformed("it names no keyId"))?
            .to_owned(),
        form: Form::Cavage,
        created,
        expires,
        nonce: None,
        tag: None,
        algorithm,
        signing_string: signing_string(request, &parameters, &covered)?,
        signature,
        covered: covered.iter().map(|&name| name.to_owned()).collect(),
    })
}

/// Splits the header into its parameters. Unknown ones are passed over, repeated ones refused.
fn parse(header: &str) -> Result<Parameters<'_>, Refusal> {
    if header.len() > LONGEST_HEADER {
        return Err(Refusal::Malformed("it is too long"));
    }
    let mut found = Parameters::default();
    let mut rest = header.trim();
    while !rest.is_empty() {
        let (name, after) = rest
            .split_once('=')
            .ok_or(Refusal::Malformed("a parameter has no value"))?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted
                .split_once('"')
                .ok_or(Refusal::Malformed("a quotation mark is missing"))?,
            None => after.split_at(after.find(',').unwrap_or(after.len())),
        };
        let slot = match name.trim() {
            "keyId" => &mut found.key_id,
            "algorithm" => &mut found.algorithm,
            "headers" => &mut found.headers,
            "signature" => &mut found.signature,
            "created" => &mut found.created,
            "expires" => &mut found.expires,
            _ => &mut None,
        };
        if slot.replace(value.trim()).is_some() {
            return Err(Refusal::Malformed("a parameter occurs twice"));
        }
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return Err(Refusal::Malformed("parameters must be separated by commas")),
        };
    }
    Ok(found)
}

/// Refuses a list of components that leaves out what ties the signature to this request.
fn check_covered(request: &SignedRequest<'_>, covered: &[&str]) -> Result<(), Refusal> {
    if covered.len() > MOST_COMPONENTS {
        return Err(Refusal::Malformed("it lists too many headers"));
    }
    for (at, name) in covered.iter().enumerate() {
        let lower = !name.is_empty() && !name.bytes().any(|b| b.is_ascii_uppercase());
        if !lower {
            return Err(Refusal::Malformed(
                "signed headers must be lower-case names separated by one blank",
            ));
        }
        if covered.iter().skip(at + 1).any(|other| other == name) {
            return Err(Refusal::Malformed("a signed header is listed twice"));
        }
    }
    for needed in ["(request-target)", "host"] {
        if !covered.contains(&needed) {
            return Err(Refusal::NotCovered(needed));
        }
    }
    if request.body.is_some() && !covered.contains(&"digest") {
        return Err(Refusal::NotCovered("digest"));
    }
    Ok(())
}

/// Compares the digest with the body. A digest of a GET is of no interest.
fn check_body(request: &SignedRequest<'_>, covered: &[&str]) -> Result<(), Refusal> {
    let Some(body) = request.body else {
        return Ok(());
    };
    debug_assert!(covered.contains(&"digest"), "checked before");
    let header = request
        .header("digest")?
        .ok_or(Refusal::Missing("Digest"))?;
    check_digest(header, body)
}

/// Checks every time the signature gives; at least one of `(created)` and `date` has to be signed.
fn check_times(
    request: &SignedRequest<'_>,
    parameters: &Parameters<'_>,
    covered: &[&str],
    now: i64,
) -> Result<(i64, Option<i64>), Refusal> {
    let created = parameters
        .created
        .map(|text| unix_seconds(text, "created"))
        .transpose()?;
    let expires = parameters
        .expires
        .map(|text| unix_seconds(text, "expires"))
        .transpose()?;
    if let Some(expires) = expires {
        check_social_expires(expires, now)?;
    }
    if let Some(created) = created {
        check_social(created, now)?;
    }
    let mut made = None;
    if covered.contains(&"(created)") {
        made = Some(created.ok_or(Refusal::BadTime("created"))?);
    }
    if covered.contains(&"date") {
        let date = request.header("date")?.ok_or(Refusal::Missing("Date"))?;
        let date = http_date::parse(date).ok_or(Refusal::BadTime("the Date header"))?;
        check_social(date, now)?;
        made = made.or(Some(date));
    }
    let made = made.ok_or(Refusal::NotCovered("date"))?;
    Ok((made, expires))
}

/// The bytes that were signed: a line for each listed name.
fn signing_string(
    request: &SignedRequest<'_>,
    parameters: &Parameters<'_>,
    covered: &[&str],
) -> Result<Vec<u8>, Refusal> {
    let mut out = String::with_capacity(512);
    for name in covered {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(name);
        out.push_str(": ");
        match *name {
            "(request-target)" => {
                out.push_str(&request.method.to_ascii_lowercase());
                out.push(' ');
                out.push_str(request.path_and_query);
            }
            "(created)" => out.push_str(
                parameters
                    .created
                    .ok_or(Refusal::MissingParameter("created"))?,
            ),
            "(expires)" => out.push_str(
                parameters
                    .expires
                    .ok_or(Refusal::MissingParameter("expires"))?,
            ),
            header if header.starts_with('(') => {
                return Err(Refusal::UnknownComponent(header.to_owned()));
            }
            header => out.push_str(
                request
                    .combined(header)?
                    .ok_or_else(|| Refusal::CoveredButAbsent(header.to_owned()))?
                    .as_str(),
            ),
        }
    }
    Ok(out.into_bytes())
}

/// Signs a request the way Mastodon does: `(request-target) host date`, and `digest content-type` when there is a body.
///
/// `now` (Unix seconds) becomes the `Date`. Returns the headers to add, `host` and `content-type` among them.
pub fn sign(
    key: &RsaKey,
    key_id: &str,
    request: &Outgoing<'_>,
    now: i64,
) -> Result<Vec<(&'static str, String)>, SigningFailed> {
    if key_id.bytes().any(|b| b == b'"' || !b.is_ascii_graphic()) {
        return Err(SigningFailed);
    }
    let date = http_date::format(now);
    let mut covered = String::from("(request-target) host date");
    let mut text = format!(
        "(request-target): {} {}\nhost: {}\ndate: {date}",
        request.method.to_ascii_lowercase(),
        request.path_and_query,
        request.authority
    );
    let mut headers = vec![("host", request.authority.to_owned()), ("date", date)];
    if let Some(body) = &request.body {
        let digest = digest_header(&body.sha256);
        covered.push_str(" digest content-type");
        text.push_str("\ndigest: ");
        text.push_str(&digest);
        text.push_str("\ncontent-type: ");
        text.push_str(body.content_type);
        headers.push(("digest", digest));
        headers.push(("content-type", body.content_type.to_owned()));
    }
    let signature = STANDARD.encode(key.sign(text.as_bytes())?);
    headers.push((
        "signature",
        format!(
            r#"keyId="{key_id}",algorithm="rsa-sha256",headers="{covered}",signature="{signature}""#
        ),
    ));
    Ok(headers)
}
