//! Signatures of requests: ours hold, also for another implementation; whatever is not tied to the request is refused.

#![expect(clippy::unwrap_used, reason = "in a test a panic is a failure")]

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use musette_federation::signature::{
    Ed25519Key, Form, KeyAlgorithm, Outgoing, OutgoingBody, Profile, Refusal, RsaKey,
    SignedRequest, Signer, cavage, digest, http_date, read, rfc9421,
};
use rstest::rstest;

const NOW: i64 = 1_795_775_000;
const KEY_ID: &str = "https://social.example/users/nora#main-key";
const DESK_KEY_ID: &str = "https://buchs.example/ap/desk#ed25519";
const BODY: &[u8] = br#"{"type":"Follow"}"#;
const TYPE: &str = "application/activity+json";

fn rsa() -> RsaKey {
    RsaKey::from_pkcs8(include_bytes!("../fixtures/keys/rsa.pkcs8.der")).unwrap()
}

fn other_rsa() -> RsaKey {
    RsaKey::from_pkcs8(include_bytes!("../fixtures/keys/rsa-other.pkcs8.der")).unwrap()
}

fn ed25519() -> Ed25519Key {
    Ed25519Key::from_seed(&[42; 32]).unwrap()
}

type Headers = Vec<(String, Vec<u8>)>;

fn owned(headers: &[(&'static str, String)]) -> Headers {
    headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone().into_bytes()))
        .collect()
}

/// A request to our inbox that a test may spoil.
struct Request {
    method: &'static str,
    path: String,
    headers: Headers,
    body: Option<Vec<u8>>,
    now: i64,
}

impl Request {
    fn post(headers: Headers) -> Self {
        Self {
            method: "POST",
            path: "/ap/inbox?a=1".to_owned(),
            headers,
            body: Some(BODY.to_vec()),
            now: NOW,
        }
    }

    fn judge(
        &self,
        profile: Profile,
    ) -> Result<musette_federation::signature::Unverified, Refusal> {
        let headers: Vec<(&str, &[u8])> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()))
            .collect();
        let request = SignedRequest {
            method: self.method,
            scheme: "https",
            authority: "schaan.example",
            path_and_query: &self.path,
            headers: &headers,
            body: self.body.as_deref(),
        };
        read(&request, self.now, profile)
    }

    fn set(&mut self, name: &str, value: &str) {
        self.headers.retain(|(n, _)| n != name);
        self.headers
            .push((name.to_owned(), value.as_bytes().to_vec()));
    }

    fn get(&self, name: &str) -> String {
        let (_, value) = self.headers.iter().find(|(n, _)| n == name).unwrap();
        String::from_utf8(value.clone()).unwrap()
    }

    fn edit(&mut self, name: &str, from: &str, to: &str) {
        let value = self.get(name);
        assert!(value.contains(from), "{value} has no {from}");
        self.set(name, &value.replace(from, to));
    }
}

fn target() -> Outgoing<'static> {
    Outgoing {
        method: "POST",
        scheme: "https",
        authority: "schaan.example",
        path_and_query: "/ap/inbox?a=1",
        body: Some(OutgoingBody::of(BODY, TYPE)),
    }
}

fn by_cavage() -> Request {
    Request::post(owned(
        &cavage::sign(&rsa(), KEY_ID, &target(), NOW).unwrap(),
    ))
}

/// Signs a list of components of our own choice with draft-cavage.
fn cavage_over(covered: &str, parameters: &str, edit: impl Fn(&mut Request)) -> Request {
    let mut request = by_cavage();
    edit(&mut request);
    let created = parameters
        .split("created=")
        .nth(1)
        .map(|rest| rest.split(',').next().unwrap().to_owned());
    let lines: Vec<String> = covered
        .split(' ')
        .map(|name| match name {
            "(request-target)" => format!("(request-target): post {}", request.path),
            "(created)" => format!("(created): {}", created.clone().unwrap_or_default()),
            header => format!("{header}: {}", request.get(header)),
        })
        .collect();
    let signature = STANDARD.encode(rsa().sign(lines.join("\n").as_bytes()).unwrap());
    request.set(
        "signature",
        &format!(r#"keyId="{KEY_ID}",{parameters}headers="{covered}",signature="{signature}""#),
    );
    request
}

fn parameters(nonce: &str) -> rfc9421::SignatureParameters<'_> {
    rfc9421::SignatureParameters::trade(NOW, nonce)
}

fn by_desk() -> Request {
    let key = ed25519();
    let mut headers = owned(
        &rfc9421::sign(
            Signer::from(&key),
            DESK_KEY_ID,
            &target(),
            parameters("n-1"),
        )
        .unwrap(),
    );
    headers.push(("host".to_owned(), b"schaan.example".to_vec()));
    Request::post(headers)
}

/// Signs a `Signature-Input` of our own choice.
fn rfc9421_with(input: &str, signer: Signer<'_>, edit: impl Fn(&mut Request)) -> Request {
    let mut request = by_desk();
    edit(&mut request);
    let list = input.strip_prefix("sig1=").unwrap();
    let components = list.split(')').next().unwrap().trim_start_matches('(');
    let mut base = String::new();
    for name in components.split(' ').filter(|name| !name.is_empty()) {
        let value = match name.trim_matches('"') {
            "@method" => request.method.to_owned(),
            "@target-uri" => format!("https://schaan.example{}", request.path),
            "@authority" => "schaan.example".to_owned(),
            "@path" => request.path.split('?').next().unwrap().to_owned(),
            "@query" => "?a=1".to_owned(),
            "@request-target" => request.path.clone(),
            header => request.get(header),
        };
        base = format!("{base}{name}: {value}\n");
    }
    let base = format!("{base}\"@signature-params\": {list}");
    let signature = STANDARD.encode(signer.sign(base.as_bytes()).unwrap());
    request.set("signature-input", input);
    request.set("signature", &format!("sig1=:{signature}:"));
    request
}

#[test]
fn our_cavage_signature_is_always_the_same_and_holds() {
    let request = by_cavage();
    let unverified = request.judge(Profile::Social).unwrap();
    assert_eq!(unverified.verify(rsa().public_key()), Ok(()));
    assert_eq!(
        unverified.verify(other_rsa().public_key()),
        Err(Refusal::WrongSignature(KEY_ID.to_owned()))
    );
    assert_eq!(
        unverified.verify(ed25519().public_key()),
        Err(Refusal::Algorithm("rsa".to_owned()))
    );
    assert_eq!(
        (
            unverified.key_id.as_str(),
            unverified.form,
            unverified.created
        ),
        (KEY_ID, Form::Cavage, NOW)
    );
    insta::assert_snapshot!(String::from_utf8(unverified.signing_string).unwrap(), @r#"
    (request-target): post /ap/inbox?a=1
    host: schaan.example
    date: Fri, 27 Nov 2026 10:23:20 GMT
    digest: SHA-256=GYwYnH3BiO6aICFt0ThC5bUIJ4byvqdpWtR8m5fNkww=
    content-type: application/activity+json
    "#);
    insta::assert_snapshot!(request.get("signature"), @r#"
    keyId="https://social.example/users/nora#main-key",algorithm="rsa-sha256",headers="(request-target) host date digest content-type",signature="HeFOGjn9Lk78tzDtMLOGZrFBS3ItZFepvYnCHxIwv0Jsa9HrH2eyH3BdgNZHtE2Cxw5dO5PXkhYAY5SO7/20DeHf2qEVq4KbahrZsqmkldrQriBLkjx7aa95USebrftisyxTu3Fzcyt5HCWimK+YdeOhpheGIrfqajEob+n8ugsN9qho5mxm2GyrLEKcDqyC7MZHpt3Q1keah5zmxdujemcDixvZved5tyC46MmXJnrWxN+Mw5uTulcz23orsM8iV7xllwBsQw6+W/7pHnV2tFBiC37SX9xaYAbuoC/YqQ/LNfX9ynZY7tGQpr9if0eXrcG5CM+3X6+jQsbnOKiEpw=="
    "#);
}

#[test]
fn another_implementation_takes_our_cavage_signature() {
    // That implementation reads the real clock for expiry, so it is told to accept any age.
    let request = by_cavage();
    let headers: BTreeMap<String, String> = request
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), String::from_utf8(value.clone()).unwrap()))
        .collect();
    let ok = http_signature_normalization::Config::new()
        .set_expiration(std::time::Duration::from_secs(1 << 36))
        .begin_verify("POST", &request.path, headers)
        .unwrap()
        .verify(|signature, text| {
            rsa()
                .public_key()
                .verify(text.as_bytes(), &STANDARD.decode(signature).unwrap())
        });
    assert!(ok);
}

#[test]
fn we_take_the_signature_of_another_implementation() {
    let mut request = by_cavage();
    let headers: BTreeMap<String, String> = request
        .headers
        .iter()
        .filter(|(name, _)| name != "signature")
        .map(|(name, value)| (name.clone(), String::from_utf8(value.clone()).unwrap()))
        .collect();
    let signed = http_signature_normalization::Config::new()
        .mastodon_compat()
        .begin_sign("POST", &request.path, headers)
        .unwrap()
        .sign(KEY_ID.to_owned(), |text| {
            rsa()
                .sign(text.as_bytes())
                .map(|signature| STANDARD.encode(signature))
        })
        .unwrap();
    let header = signed.signature_header();
    request.set("signature", header.trim_start_matches("Signature "));
    let unverified = request.judge(Profile::Social).unwrap();
    assert_eq!(unverified.verify(rsa().public_key()), Ok(()));
}

#[test]
fn a_desk_signs_by_rfc_9421() {
    let request = by_desk();
    for profile in [Profile::Trade, Profile::Social] {
        let unverified = request.judge(profile).unwrap();
        assert_eq!(unverified.verify(ed25519().public_key()), Ok(()));
        assert_eq!(unverified.nonce.as_deref(), Some("n-1"));
        assert_eq!(unverified.tag.as_deref(), Some("musette-1"));
        assert_eq!(unverified.expires, Some(NOW + 300));
        assert_eq!(unverified.algorithm, Some(KeyAlgorithm::Ed25519));
    }
    insta::assert_snapshot!(String::from_utf8(request.judge(Profile::Trade).unwrap().signing_string).unwrap(), @r#"
    "@method": POST
    "@target-uri": https://schaan.example/ap/inbox?a=1
    "content-digest": sha-256=:GYwYnH3BiO6aICFt0ThC5bUIJ4byvqdpWtR8m5fNkww=:
    "content-type": application/activity+json
    "@signature-params": ("@method" "@target-uri" "content-digest" "content-type");created=1795775000;expires=1795775300;keyid="https://buchs.example/ap/desk#ed25519";alg="ed25519";nonce="n-1";tag="musette-1"
    "#);
    insta::assert_snapshot!(request.get("signature"), @r#"
    sig1=:lZgsiAW1g0sAwvERYVJ6wT7Bto6H3Z/pbols+Rl9JFAPlP3F00dEKm3icWu6w4m+7D3a7rnBVfcRCuKuVGjwBA==:
    "#);
}

#[test]
fn a_desk_signs_its_gets() {
    let get = Outgoing {
        method: "GET",
        body: None,
        ..target()
    };
    let key = ed25519();
    let headers = rfc9421::sign(Signer::from(&key), DESK_KEY_ID, &get, parameters("n-2")).unwrap();
    let mut headers = owned(&headers);
    headers.push(("host".to_owned(), b"schaan.example:443".to_vec()));
    let mut request = Request {
        method: "GET",
        body: None,
        ..Request::post(headers)
    };
    let unverified = request.judge(Profile::Trade).unwrap();
    assert_eq!(unverified.covered, ["@method", "@target-uri"]);
    assert_eq!(unverified.verify(key.public_key()), Ok(()));
    request.path = "/ap/other".to_owned();
    assert!(
        request
            .judge(Profile::Trade)
            .unwrap()
            .verify(key.public_key())
            .is_err()
    );
}

#[test]
fn an_rsa_key_signs_by_rfc_9421_too() {
    let key = rsa();
    let parameters = rfc9421::SignatureParameters::social(NOW);
    let mut headers =
        owned(&rfc9421::sign(Signer::from(&key), KEY_ID, &target(), parameters).unwrap());
    headers.push(("host".to_owned(), b"SCHAAN.example".to_vec()));
    let request = Request::post(headers);
    let unverified = request.judge(Profile::Social).unwrap();
    assert_eq!(unverified.verify(key.public_key()), Ok(()));
    assert_eq!(
        request.judge(Profile::Trade),
        Err(Refusal::MissingParameter("tag"))
    );
}

#[rstest]
#[case("(request-target) host date digest", "")]
#[case(
    "(request-target) host date digest content-type",
    r#"algorithm="hs2019","#
)]
#[case(
    "host digest date (request-target) accept",
    r#"algorithm="rsa-sha256","#
)]
#[case(
    "(request-target) host (created) digest",
    r#"algorithm="hs2019",created=1795775000,"#
)]
#[case("(request-target) host date (created) digest", "created=1795774000,")]
fn cavage_forms_that_hold(#[case] covered: &str, #[case] parameters: &str) {
    let request = cavage_over(covered, parameters, |request| {
        request.set("accept", "application/activity+json");
    });
    let unverified = request.judge(Profile::Social).unwrap();
    assert_eq!(unverified.verify(rsa().public_key()), Ok(()));
}

#[rstest]
#[case(r#""@method" "@authority" "@path" "@query" "content-digest""#)]
#[case(r#""@method" "@authority" "@request-target" "content-digest""#)]
#[case(r#""content-digest" "@method" "@target-uri" "content-type" "host""#)]
fn rfc9421_forms_that_hold(#[case] components: &str) {
    let key = rsa();
    let input = format!("sig1=({components});created={NOW};keyid=\"{KEY_ID}\"");
    let request = rfc9421_with(&input, Signer::from(&key), |_| {});
    assert_eq!(
        request
            .judge(Profile::Social)
            .unwrap()
            .verify(key.public_key()),
        Ok(())
    );
}

#[test]
fn a_signed_get_needs_no_digest() {
    let get = Outgoing {
        method: "GET",
        body: None,
        ..target()
    };
    let headers = owned(&cavage::sign(&rsa(), KEY_ID, &get, NOW).unwrap());
    let request = Request {
        method: "GET",
        body: None,
        ..Request::post(headers)
    };
    assert_eq!(
        request
            .judge(Profile::Social)
            .unwrap()
            .verify(rsa().public_key()),
        Ok(())
    );
}

/// What a test does to a good request.
type Spoil = fn(&mut Request);

#[rstest]
#[case::no_signature(|r: &mut Request| r.headers.retain(|(n, _)| n != "signature"), Refusal::Missing("Signature"))]
#[case::no_host(|r: &mut Request| r.headers.retain(|(n, _)| n != "host"), Refusal::Missing("Host"))]
#[case::no_digest(|r: &mut Request| r.headers.retain(|(n, _)| n != "digest"), Refusal::Missing("Digest"))]
#[case::no_date(|r: &mut Request| r.headers.retain(|(n, _)| n != "date"), Refusal::Missing("Date"))]
#[case::two_signatures(|r: &mut Request| { let v = r.get("signature"); r.headers.push(("signature".into(), v.into())); }, Refusal::Repeated("signature"))]
#[case::two_digests(|r: &mut Request| r.headers.insert(0, ("digest".into(), digest::digest_header(&digest::sha256(b"x")).into())), Refusal::Repeated("digest"))]
#[case::two_hosts(|r: &mut Request| r.headers.push(("host".into(), b"schaan.example".to_vec())), Refusal::Repeated("host"))]
#[case::two_dates(|r: &mut Request| r.headers.push(("date".into(), http_date::format(NOW).into())), Refusal::Repeated("date"))]
#[case::two_content_digests(|r: &mut Request| for _ in 0..2 { r.headers.push(("content-digest".into(), b"sha-256=:x:".to_vec())); }, Refusal::Repeated("content-digest"))]
#[case::two_inputs(|r: &mut Request| for _ in 0..2 { r.headers.push(("signature-input".into(), b"sig1=()".to_vec())); }, Refusal::Repeated("signature-input"))]
#[case::foreign_host(|r: &mut Request| r.set("host", "elsewhere.example"), Refusal::WrongHost("schaan.example".into()))]
#[case::foreign_port(|r: &mut Request| r.set("host", "schaan.example:8443"), Refusal::WrongHost("schaan.example".into()))]
#[case::other_body(|r: &mut Request| r.body = Some(b"{}".to_vec()), Refusal::DigestMismatch("Digest"))]
#[case::sha_512(|r: &mut Request| r.set("digest", "SHA-512=AAAA"), Refusal::DigestForm("Digest"))]
#[case::digest_list(|r: &mut Request| { let d = r.get("digest"); r.set("digest", &format!("{d},{d}")); }, Refusal::DigestForm("Digest"))]
#[case::no_text_in_date(|r: &mut Request| { r.headers.retain(|(n, _)| n != "date"); r.headers.push(("date".into(), vec![0xff, 0xfe])); }, Refusal::NotText("date".into()))]
#[case::line_break(|r: &mut Request| { r.headers.retain(|(n, _)| n != "host"); r.headers.push(("host".into(), b"schaan.example\nx: y".to_vec())); }, Refusal::NotText("host".into()))]
#[case::no_key_id(|r: &mut Request| r.edit("signature", "keyId=", "key="), Refusal::Malformed("it names no keyId"))]
#[case::two_key_ids(|r: &mut Request| r.edit("signature", "algorithm=", "keyId=\"x\",algorithm="), Refusal::Malformed("a parameter occurs twice"))]
#[case::no_headers(|r: &mut Request| r.edit("signature", "headers=", "heads="), Refusal::Malformed("it lists no signed headers"))]
#[case::unclosed(|r: &mut Request| r.set("signature", "keyId=\"x"), Refusal::Malformed("a quotation mark is missing"))]
#[case::no_base64(|r: &mut Request| r.edit("signature", "signature=\"", "signature=\"!"), Refusal::Malformed("its value is not base64"))]
#[case::sha_512_algorithm(|r: &mut Request| r.edit("signature", "rsa-sha256", "rsa-sha512"), Refusal::Algorithm("rsa-sha512".into()))]
#[case::hmac(|r: &mut Request| r.edit("signature", "rsa-sha256", "hmac-sha256"), Refusal::Algorithm("hmac-sha256".into()))]
#[case::only_digest(|r: &mut Request| r.edit("signature", "(request-target) host date digest content-type", "digest"), Refusal::NotCovered("(request-target)"))]
#[case::host_unsigned(|r: &mut Request| r.edit("signature", "host ", ""), Refusal::NotCovered("host"))]
#[case::digest_unsigned(|r: &mut Request| r.edit("signature", "digest ", ""), Refusal::NotCovered("digest"))]
#[case::date_unsigned(|r: &mut Request| r.edit("signature", "date ", ""), Refusal::NotCovered("date"))]
#[case::listed_twice(|r: &mut Request| r.edit("signature", "host ", "host host "), Refusal::Malformed("a signed header is listed twice"))]
#[case::upper_case(|r: &mut Request| r.edit("signature", "host ", "Host "), Refusal::Malformed("signed headers must be lower-case names separated by one blank"))]
#[case::absent_header(|r: &mut Request| r.edit("signature", "host ", "host x-absent "), Refusal::CoveredButAbsent("x-absent".into()))]
#[case::unknown_part(|r: &mut Request| r.edit("signature", "host ", "host (status) "), Refusal::UnknownComponent("(status)".into()))]
#[case::old(|r: &mut Request| r.now += 3601, Refusal::Stale { seen: NOW, now: NOW + 3601 })]
#[case::from_the_future(|r: &mut Request| r.now -= 301, Refusal::Stale { seen: NOW, now: NOW - 301 })]
#[case::year_2100(|r: &mut Request| r.set("date", "Fri, 01 Jan 2100 00:00:00 GMT"), Refusal::Stale { seen: 4_102_444_800, now: NOW })]
#[case::no_date_in_date(|r: &mut Request| r.set("date", "yesterday"), Refusal::BadTime("the Date header"))]
#[case::negative_created(|r: &mut Request| r.edit("signature", "algorithm=", "created=-1,algorithm="), Refusal::BadTime("created"))]
#[case::huge_created(|r: &mut Request| r.edit("signature", "algorithm=", "created=18446744073709551615,algorithm="), Refusal::BadTime("created"))]
#[case::huge_created_quoted(|r: &mut Request| r.edit("signature", "algorithm=", "created=\"9223372036854775807\",algorithm="), Refusal::BadTime("created"))]
#[case::huge_expires(|r: &mut Request| r.edit("signature", "algorithm=", "expires=18446744073709551615,algorithm="), Refusal::BadTime("expires"))]
#[case::far_expires(|r: &mut Request| r.edit("signature", "algorithm=", "expires=253402300799,algorithm="), Refusal::BadTime("expires"))]
#[case::expired(|r: &mut Request| r.edit("signature", "algorithm=", "expires=1795774999,algorithm="), Refusal::Expired { expires: NOW - 1, now: NOW })]
#[case::old_created(|r: &mut Request| r.edit("signature", "algorithm=", "created=1795770000,algorithm="), Refusal::Stale { seen: 1_795_770_000, now: NOW })]
#[case::created_absent(|r: &mut Request| r.edit("signature", "date", "(created)"), Refusal::BadTime("created"))]
fn a_cavage_request_with_one_thing_wrong_is_refused(
    #[case] spoil: Spoil,
    #[case] refusal: Refusal,
) {
    let mut request = by_cavage();
    spoil(&mut request);
    assert_eq!(request.judge(Profile::Social), Err(refusal.clone()));
    assert_eq!(refusal.status(), 401);
    assert!(matches!(request.judge(Profile::Trade), Err(r) if r.status() == 401));
}

#[rstest]
#[case::other_path(|r: &mut Request| r.path = "/ap/inbox?a=2".to_owned())]
#[case::other_method(|r: &mut Request| r.method = "PUT")]
#[case::other_content_type(|r: &mut Request| r.set("content-type", "text/plain"))]
#[case::other_date(|r: &mut Request| r.set("date", &http_date::format(NOW + 1)))]
#[case::other_body_with_its_digest(|r: &mut Request| { r.body = Some(b"{}".to_vec()); r.set("digest", &digest::digest_header(&digest::sha256(b"{}"))); })]
fn a_changed_request_does_not_match_its_signature(#[case] spoil: Spoil) {
    let mut request = by_cavage();
    spoil(&mut request);
    let unverified = request.judge(Profile::Social).unwrap();
    assert_eq!(
        unverified.verify(rsa().public_key()),
        Err(Refusal::WrongSignature(KEY_ID.to_owned()))
    );
}

#[rstest]
#[case::no_input(|r: &mut Request| r.headers.retain(|(n, _)| n != "signature-input"), Refusal::NotRfc9421)]
#[case::no_signature(|r: &mut Request| r.headers.retain(|(n, _)| n != "signature"), Refusal::Missing("Signature"))]
#[case::no_host(|r: &mut Request| r.headers.retain(|(n, _)| n != "host"), Refusal::Missing("Host"))]
#[case::foreign_host(|r: &mut Request| r.set("host", "buchs.example"), Refusal::WrongHost("schaan.example".into()))]
#[case::other_body(|r: &mut Request| r.body = Some(b"{}".to_vec()), Refusal::DigestMismatch("Content-Digest"))]
#[case::sha_512(|r: &mut Request| r.set("content-digest", "sha-512=:AAAA:"), Refusal::DigestForm("Content-Digest"))]
#[case::several_inputs(|r: &mut Request| { let v = r.get("signature-input"); r.set("signature-input", &format!("{v}, {}", v.replace("sig1", "sig2"))); }, Refusal::SeveralSignatures)]
#[case::several_signatures(|r: &mut Request| { let v = r.get("signature"); r.set("signature", &format!("{v}, sig2=:AAAA:")); }, Refusal::SeveralSignatures)]
#[case::other_label(|r: &mut Request| r.edit("signature", "sig1", "sig2"), Refusal::Malformed("Signature and Signature-Input name different signatures"))]
#[case::component_twice(|r: &mut Request| r.edit("signature-input", "\"@method\"", "\"@method\" \"@method\""), Refusal::Malformed("a component is covered twice"))]
#[case::component_with_parameters(|r: &mut Request| r.edit("signature-input", "\"@method\"", "\"@method\";req"), Refusal::Malformed("components with parameters are not accepted"))]
#[case::unknown_component(|r: &mut Request| r.edit("signature-input", "\"@method\"", "\"@method\" \"@status\""), Refusal::UnknownComponent("@status".into()))]
#[case::upper_case_component(|r: &mut Request| r.edit("signature-input", "content-type", "Content-Type"), Refusal::UnknownComponent("Content-Type".into()))]
#[case::absent_component(|r: &mut Request| r.edit("signature-input", "content-type", "x-absent"), Refusal::CoveredButAbsent("x-absent".into()))]
#[case::method_unsigned(|r: &mut Request| r.edit("signature-input", "\"@method\" ", ""), Refusal::NotCovered("@method"))]
#[case::target_unsigned(|r: &mut Request| r.edit("signature-input", "\"@target-uri\"", "\"@path\""), Refusal::NotCovered("@target-uri"))]
#[case::digest_unsigned(|r: &mut Request| r.edit("signature-input", "\"content-digest\" ", ""), Refusal::NotCovered("content-digest"))]
#[case::type_unsigned(|r: &mut Request| r.edit("signature-input", " \"content-type\"", ""), Refusal::NotCovered("content-type"))]
#[case::no_created(|r: &mut Request| r.edit("signature-input", "created", "made"), Refusal::MissingParameter("created"))]
#[case::no_expires(|r: &mut Request| r.edit("signature-input", "expires", "ends"), Refusal::MissingParameter("expires"))]
#[case::no_key(|r: &mut Request| r.edit("signature-input", "keyid", "key"), Refusal::MissingParameter("keyid"))]
#[case::no_nonce(|r: &mut Request| r.edit("signature-input", "nonce", "once"), Refusal::MissingParameter("nonce"))]
#[case::empty_nonce(|r: &mut Request| r.edit("signature-input", "n-1", ""), Refusal::Malformed("a parameter has a value of the wrong kind"))]
#[case::no_tag(|r: &mut Request| r.edit("signature-input", "tag", "tug"), Refusal::MissingParameter("tag"))]
#[case::other_tag(|r: &mut Request| r.edit("signature-input", "musette-1", "musette-2"), Refusal::WrongTag)]
#[case::other_algorithm(|r: &mut Request| r.edit("signature-input", "\"ed25519\"", "\"hmac-sha256\""), Refusal::Algorithm("hmac-sha256".into()))]
#[case::number_as_text(|r: &mut Request| r.edit("signature-input", "created=1795775000", "created=\"1795775000\""), Refusal::Malformed("a parameter has a value of the wrong kind"))]
#[case::negative(|r: &mut Request| r.edit("signature-input", "created=1795775000", "created=-1795775000"), Refusal::BadTime("created"))]
#[case::huge(|r: &mut Request| r.edit("signature-input", "expires=1795775300", "expires=18446744073709551615"), Refusal::BadTime("expires"))]
#[case::fraction(|r: &mut Request| r.edit("signature-input", "created=1795775000", "created=1795775000.5"), Refusal::BadTime("created"))]
#[case::repeated_parameter(|r: &mut Request| r.edit("signature-input", ";tag", ";created=1;tag"), Refusal::Malformed("a parameter is misnamed or occurs twice"))]
#[case::trailing_text(|r: &mut Request| { let v = r.get("signature-input"); r.set("signature-input", &format!("{v} x")); }, Refusal::Malformed("there is text after the parameters"))]
#[case::two_blanks(|r: &mut Request| r.edit("signature-input", "\"@method\" ", "\"@method\"  "), Refusal::Malformed("a quotation mark is missing"))]
#[case::escapes(|r: &mut Request| r.edit("signature-input", "n-1", "n\\\"1"), Refusal::Malformed("escaped characters are not accepted"))]
#[case::too_long_lived(|r: &mut Request| r.edit("signature-input", "expires=1795775300", "expires=1795775301"), Refusal::TooLongLived)]
#[case::late(|r: &mut Request| r.now += 61, Refusal::Stale { seen: NOW, now: NOW + 61 })]
#[case::early(|r: &mut Request| r.now -= 61, Refusal::Stale { seen: NOW, now: NOW - 61 })]
#[case::expired(|r: &mut Request| { r.edit("signature-input", "expires=1795775300", "expires=1795775010"); r.now += 11; }, Refusal::Expired { expires: NOW + 10, now: NOW + 11 })]
#[case::no_base64(|r: &mut Request| r.set("signature", "sig1=:?:"), Refusal::Malformed("its value is not base64"))]
#[case::cavage_in_signature(|r: &mut Request| r.set("signature", r#"keyId="x",signature="AAAA""#), Refusal::Malformed("the name of the signature is not one"))]
fn a_trade_request_with_one_thing_wrong_is_refused(#[case] spoil: Spoil, #[case] refusal: Refusal) {
    let mut request = by_desk();
    spoil(&mut request);
    assert_eq!(request.judge(Profile::Trade), Err(refusal.clone()));
    assert_eq!(refusal.status(), 401);
}

#[test]
fn the_query_has_to_be_signed_where_there_is_one() {
    let key = rsa();
    let input = format!(
        "sig1=(\"@method\" \"@authority\" \"@path\" \"content-digest\");created={NOW};keyid=\"{KEY_ID}\""
    );
    let request = rfc9421_with(&input, Signer::from(&key), |_| {});
    assert_eq!(
        request.judge(Profile::Social),
        Err(Refusal::NotCovered("@target-uri"))
    );
    let request = rfc9421_with(&input, Signer::from(&key), |request| {
        request.path = "/ap/inbox".to_owned();
    });
    assert_eq!(
        request
            .judge(Profile::Social)
            .unwrap()
            .verify(key.public_key()),
        Ok(())
    );
}

#[test]
fn the_port_of_our_own_address_counts() {
    let target = Outgoing {
        scheme: "http",
        authority: "schaan.localhost:8101",
        ..target()
    };
    let key = ed25519();
    let mut headers =
        owned(&rfc9421::sign(Signer::from(&key), DESK_KEY_ID, &target, parameters("n-3")).unwrap());
    headers.push(("host".to_owned(), b"schaan.localhost:8101".to_vec()));
    let headers: Vec<(&str, &[u8])> = headers
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_slice()))
        .collect();
    let request = SignedRequest {
        method: "POST",
        scheme: "http",
        authority: "schaan.localhost:8101",
        path_and_query: "/ap/inbox?a=1",
        headers: &headers,
        body: Some(BODY),
    };
    assert_eq!(
        read(&request, NOW, Profile::Trade)
            .unwrap()
            .verify(key.public_key()),
        Ok(())
    );
    let elsewhere = SignedRequest {
        authority: "schaan.localhost:8102",
        ..request
    };
    assert_eq!(
        read(&elsewhere, NOW, Profile::Trade),
        Err(Refusal::WrongHost("schaan.localhost:8102".to_owned()))
    );
}

#[test]
fn a_key_id_that_would_break_the_header_is_not_signed_with() {
    let key = ed25519();
    let refused = rfc9421::sign(
        Signer::from(&key),
        "x\";tag=\"y",
        &target(),
        parameters("n"),
    );
    assert!(refused.is_err());
    assert!(cavage::sign(&rsa(), "x\",headers=\"digest", &target(), NOW).is_err());
}
