//! PEM: DER in base64 between two marked lines.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The longest PEM that is looked at; a key of 8192 bits needs about 1.5 KiB.
pub(super) const LONGEST_PEM: usize = 8192;

/// The DER inside the first PEM block with this label.
pub(super) fn pem_body(pem: &str, label: &str) -> Option<Vec<u8>> {
    let (_, rest) = pem.split_once(&format!("-----BEGIN {label}-----"))?;
    let (body, _) = rest.split_once(&format!("-----END {label}-----"))?;
    let text: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(text).ok()
}

/// DER as PEM, 64 letters a line.
pub(super) fn to_pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for (at, letter) in text.chars().enumerate() {
        if at > 0 && at % 64 == 0 {
            pem.push('\n');
        }
        pem.push(letter);
    }
    format!("{pem}\n-----END {label}-----\n")
}
