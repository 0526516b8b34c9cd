//! A request of ours that is about to be signed.

use url::{Position, Url};

use super::digest::sha256;

/// The body of an outgoing request, as far as signing needs it.
#[derive(Debug, Clone, Copy)]
pub struct OutgoingBody<'a> {
    /// The hash, computed once and used for every recipient.
    pub sha256: [u8; 32],
    /// The `Content-Type` that will be sent.
    pub content_type: &'a str,
}

impl<'a> OutgoingBody<'a> {
    /// Hashes a body.
    pub fn of(bytes: &[u8], content_type: &'a str) -> Self {
        Self {
            sha256: sha256(bytes),
            content_type,
        }
    }
}

/// The parts of an outgoing request that a signature covers.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// The method in capitals.
    pub method: &'a str,
    /// `https`, or `http` towards loopback peers.
    pub scheme: &'a str,
    /// The recipient's host, with the port unless it is the usual one.
    pub authority: &'a str,
    /// Path and query as they will be sent.
    pub path_and_query: &'a str,
    /// The body, if there is one.
    pub body: Option<OutgoingBody<'a>>,
}

impl<'a> Outgoing<'a> {
    /// Takes the parts from a URL.
    pub fn to(method: &'a str, url: &'a Url, body: Option<OutgoingBody<'a>>) -> Self {
        Self {
            method,
            scheme: url.scheme(),
            authority: &url[Position::BeforeHost..Position::AfterPort],
            path_and_query: &url[Position::BeforePath..Position::AfterQuery],
            body,
        }
    }
}
