//! HTTP Message Signatures, RFC 9421: read for both tiers, written for those who take it.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::digest::{check_content_digest, content_digest_header};
use super::freshness::{check_social, check_social_expires, check_trade, unix_seconds};
use super::structured_field::{Bare, InnerList, byte_sequence, inner_list, single_member};
use super::{
    Form, KeyAlgorithm, Outgoing, Refusal, SignedRequest, Signer, SigningFailed, TRADE_TAG,
    Unverified,
};

/// The longest `Signature-Input` that is looked at, in bytes.
const LONGEST_HEADER: usize = 8192;
/// The most components a signature may cover.
const MOST_COMPONENTS: usize = 32;
/// The longest nonce, in bytes.
const LONGEST_NONCE: usize = 128;

/// Reads a signature under the rules of the open Fediverse.
pub fn read_social(
    request: &SignedRequest<'_>,
    input: &str,
    signature: &str,
    now: i64,
) -> Result<Unverified, Refusal> {
    request.check_host()?;
    let unverified = parse(request, input, signature)?;
    let covers = |name: &str| unverified.covered.iter().any(|c| c == name);
    if !covers("@method") {
        return Err(Refusal::NotCovered("@method"));
    }
    let by_parts = covers("@authority")
        && (covers("@request-target")
            || (covers("@path") && (request.query().is_none() || covers("@query"))));
    if !covers("@target-uri") && !by_parts {
        return Err(Refusal::NotCovered("@target-uri"));
    }
    check_body(request, &unverified)?;
    check_social(unverified.created, now)?;
    if let Some(expires) = unverified.expires {
        check_social_expires(expires, now)?;
    }
    Ok(unverified)
}

/// Reads a signature under the rules of the trade tier (musette/1, 7.4.2).
pub fn read_trade(
    request: &SignedRequest<'_>,
    input: &str,
    signature: &str,
    now: i64,
) -> Result<Unverified, Refusal> {
    request.check_host()?;
    let unverified = parse(request, input, signature)?;
    for needed in ["@method", "@target-uri"] {
        if !unverified.covered.iter().any(|c| c == needed) {
            return Err(Refusal::NotCovered(needed));
        }
    }
    if request.body.is_some() && !unverified.covered.iter().any(|c| c == "content-type") {
        return Err(Refusal::NotCovered("content-type"));
    }
    check_body(request, &unverified)?;
    match unverified.tag.as_deref() {
        None => return Err(Refusal::MissingParameter("tag")),
        Some(TRADE_TAG) => {}
        Some(_) => return Err(Refusal::WrongTag),
    }
    if unverified.nonce.is_none() {
        return Err(Refusal::MissingParameter("nonce"));
    }
    let expires = unverified
        .expires
        .ok_or(Refusal::MissingParameter("expires"))?;
    check_trade(unverified.created, expires, now)?;
    Ok(unverified)
}

/// Compares the signed content digest with the body.
fn check_body(request: &SignedRequest<'_>, unverified: &Unverified) -> Result<(), Refusal> {
    let Some(body) = request.body else {
        return Ok(());
    };
    if !unverified.covered.iter().any(|c| c == "content-digest") {
        return Err(Refusal::NotCovered("content-digest"));
    }
    let header = request
        .header("content-digest")?
        .ok_or(Refusal::Missing("Content-Digest"))?;
    check_content_digest(header, body)
}

/// Reads the two headers and builds the signing string; knows nothing of what has to be covered or of time.
pub(crate) fn parse(
    request: &SignedRequest<'_>,
    input: &str,
    signature: &str,
) -> Result<Unverified, Refusal> {
    if input.len() > LONGEST_HEADER || signature.len() > LONGEST_HEADER {
        return Err(Refusal::Malformed("it is too long"));
    }
    let (label, list) = single_member(input)?;
    let list = inner_list(list)?;
    let (signature_label, signature) = single_member(signature)?;
    let signature = byte_sequence(signature)?;
    if label != signature_label {
        return Err(Refusal::Malformed(
            "Signature and Signature-Input name different signatures",
        ));
    }
    let signature = STANDARD
        .decode(signature)
        .ok()
        .filter(|bytes| !bytes.is_empty())
        .ok_or(Refusal::Malformed("its value is not base64"))?;
    let signing_string = signature_base(request, &list)?;
    let mut unverified = Unverified {
        key_id: String::new(),
        form: Form::Rfc9421,
        created: 0,
        expires: None,
        nonce: None,
        tag: None,
        algorithm: None,
        signing_string,
        signature,
        covered: list.items.iter().map(|&item| item.to_owned()).collect(),
    };
    take_parameters(&list, &mut unverified)?;
    Ok(unverified)
}

/// Copies the parameters of the signature. Unknown ones are signed with the rest and passed over.
fn take_parameters(list: &InnerList<'_>, unverified: &mut Unverified) -> Result<(), Refusal> {
    let mut created = None;
    for (name, value) in &list.parameters {
        match (*name, value) {
            ("created", Bare::Integer(digits)) => created = Some(unix_seconds(digits, "created")?),
            ("expires", Bare::Integer(digits)) => {
                unverified.expires = Some(unix_seconds(digits, "expires")?);
            }
            ("keyid", Bare::Text(text)) => (*text).clone_into(&mut unverified.key_id),
            ("nonce", Bare::Text(text)) if !text.is_empty() && text.len() <= LONGEST_NONCE => {
                unverified.nonce = Some((*text).to_owned());
            }
            ("tag", Bare::Text(text)) => unverified.tag = Some((*text).to_owned()),
            ("alg", Bare::Text("rsa-v1_5-sha256")) => {
                unverified.algorithm = Some(KeyAlgorithm::Rsa);
            }
            ("alg", Bare::Text("ed25519")) => unverified.algorithm = Some(KeyAlgorithm::Ed25519),
            ("alg", Bare::Text(other)) => return Err(Refusal::Algorithm((*other).to_owned())),
            ("created" | "expires" | "keyid" | "nonce" | "tag" | "alg", _) => {
                return Err(Refusal::Malformed(
                    "a parameter has a value of the wrong kind",
                ));
            }
            _ => {}
        }
    }
    unverified.created = created.ok_or(Refusal::MissingParameter("created"))?;
    if unverified.key_id.is_empty() {
        return Err(Refusal::MissingParameter("keyid"));
    }
    Ok(())
}

/// The signature base of RFC 9421, section 2.5.
fn signature_base(request: &SignedRequest<'_>, list: &InnerList<'_>) -> Result<Vec<u8>, Refusal> {
    if list.items.len() > MOST_COMPONENTS {
        return Err(Refusal::Malformed("it covers too many components"));
    }
    let mut out = String::with_capacity(768);
    for (at, name) in list.items.iter().enumerate() {
        if list.items.iter().skip(at + 1).any(|other| other == name) {
            return Err(Refusal::Malformed("a component is covered twice"));
        }
        out.push('"');
        out.push_str(name);
        out.push_str("\": ");
        push_component(&mut out, request, name)?;
        out.push('\n');
    }
    out.push_str("\"@signature-params\": ");
    out.push_str(list.text);
    Ok(out.into_bytes())
}

/// Writes the value of one component.
fn push_component(
    out: &mut String,
    request: &SignedRequest<'_>,
    name: &str,
) -> Result<(), Refusal> {
    match name {
        "@method" => out.push_str(request.method),
        "@scheme" => out.push_str(request.scheme),
        "@authority" => push_authority(out, request),
        "@target-uri" => {
            out.push_str(request.scheme);
            out.push_str("://");
            push_authority(out, request);
            out.push_str(request.path_and_query);
        }
        "@request-target" => out.push_str(request.path_and_query),
        "@path" => out.push_str(request.path()),
        "@query" => out.push_str(request.query().unwrap_or("?")),
        header if is_header_name(header) => out.push_str(
            request
                .combined(header)?
                .ok_or_else(|| Refusal::CoveredButAbsent(header.to_owned()))?
                .as_str(),
        ),
        other => return Err(Refusal::UnknownComponent(other.to_owned())),
    }
    Ok(())
}

/// Our authority in the normal form of RFC 9421, section 2.2.3.
fn push_authority(out: &mut String, request: &SignedRequest<'_>) {
    let authority = request.without_usual_port(request.authority);
    out.extend(authority.chars().map(|c| c.to_ascii_lowercase()));
}

/// Whether a component is a plain header, in the lower case that RFC 9421 wants.
fn is_header_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

/// What a signature says beside what it covers.
#[derive(Debug, Clone, Copy)]
pub struct SignatureParameters<'a> {
    /// When it is made, in Unix seconds of the wire clock.
    pub created: i64,
    /// When it ends; the trade tier wants it within 300 seconds.
    pub expires: Option<i64>,
    /// A value never used before with this key: letters, digits and dashes.
    pub nonce: Option<&'a str>,
    /// The application tag.
    pub tag: Option<&'a str>,
}

impl<'a> SignatureParameters<'a> {
    /// What the trade tier demands: five minutes of life, a nonce and our tag.
    pub const fn trade(created: i64, nonce: &'a str) -> Self {
        Self {
            created,
            expires: Some(created.saturating_add(super::freshness::TRADE_LIFE)),
            nonce: Some(nonce),
            tag: Some(TRADE_TAG),
        }
    }

    /// What the open Fediverse understands: `created` alone.
    pub const fn social(created: i64) -> Self {
        Self {
            created,
            expires: None,
            nonce: None,
            tag: None,
        }
    }
}

/// Signs a request over `@method @target-uri`, and `content-digest content-type` when there is a body.
///
/// Returns the headers to add, `content-type` among them.
pub fn sign(
    signer: Signer<'_>,
    key_id: &str,
    request: &Outgoing<'_>,
    parameters: SignatureParameters<'_>,
) -> Result<Vec<(&'static str, String)>, SigningFailed> {
    let uri = format!(
        "{}://{}{}",
        request.scheme, request.authority, request.path_and_query
    );
    let mut base = format!("\"@method\": {}\n\"@target-uri\": {uri}\n", request.method);
    let mut headers = Vec::with_capacity(4);
    let components = match &request.body {
        Some(body) => {
            let digest = content_digest_header(&body.sha256);
            base.push_str("\"content-digest\": ");
            base.push_str(&digest);
            base.push_str("\n\"content-type\": ");
            base.push_str(body.content_type);
            base.push('\n');
            headers.push(("content-digest", digest));
            headers.push(("content-type", body.content_type.to_owned()));
            r#"("@method" "@target-uri" "content-digest" "content-type")"#
        }
        None => r#"("@method" "@target-uri")"#,
    };
    let list = serialise(components, signer.algorithm(), key_id, parameters)?;
    base.push_str("\"@signature-params\": ");
    base.push_str(&list);
    let signature = STANDARD.encode(signer.sign(base.as_bytes())?);
    headers.push(("signature-input", format!("sig1={list}")));
    headers.push(("signature", format!("sig1=:{signature}:")));
    Ok(headers)
}

/// The covered components with their parameters, as `Signature-Input` and the signing string have it.
fn serialise(
    components: &str,
    algorithm: KeyAlgorithm,
    key_id: &str,
    parameters: SignatureParameters<'_>,
) -> Result<String, SigningFailed> {
    let texts = [Some(key_id), parameters.nonce, parameters.tag];
    if texts.iter().flatten().any(|text| {
        !text
            .bytes()
            .all(|b| matches!(b, b' '..=b'~') && b != b'"' && b != b'\\')
    }) {
        return Err(SigningFailed);
    }
    let expires = optional("expires", parameters.expires.map(|at| at.to_string()));
    let nonce = optional(
        "nonce",
        parameters.nonce.map(|nonce| format!("\"{nonce}\"")),
    );
    let tag = optional("tag", parameters.tag.map(|tag| format!("\"{tag}\"")));
    Ok(format!(
        "{components};created={}{expires};keyid=\"{key_id}\";alg=\"{}\"{nonce}{tag}",
        parameters.created,
        algorithm.rfc9421_name(),
    ))
}

/// A parameter, if it has a value.
fn optional(name: &str, value: Option<String>) -> String {
    value.map_or_else(String::new, |value| format!(";{name}={value}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::PublicKey;

    /// RFC 9421, appendix B.2.6: the request and key of the appendix.
    #[test]
    fn the_ed25519_example_of_rfc_9421() {
        let request = SignedRequest {
            method: "POST",
            scheme: "https",
            authority: "example.com",
            path_and_query: "/foo?param=Value&Pet=dog",
            headers: &[
                ("host", b"example.com"),
                ("date", b"Tue, 20 Apr 2021 02:07:55 GMT"),
                ("content-type", b"application/json"),
                ("content-length", b"18"),
            ],
            body: Some(br#"{"hello": "world"}"#),
        };
        let input = r#"sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519""#;
        let signature = "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:";
        let unverified = parse(&request, input, signature).unwrap();
        assert_eq!(unverified.key_id, "test-key-ed25519");
        assert_eq!(unverified.created, 1_618_884_473);
        let public = STANDARD
            .decode("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")
            .unwrap();
        let key = PublicKey::from_bytes(KeyAlgorithm::Ed25519, &public).unwrap();
        assert_eq!(unverified.verify(&key), Ok(()));
        // It ties neither query nor body to the signature, so no inbox of ours would take it.
        assert_eq!(
            read_social(&request, input, signature, 1_618_884_473),
            Err(Refusal::NotCovered("@target-uri"))
        );
    }
}
