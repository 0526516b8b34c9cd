//! `POST /look`: a person chooses the theme or the language; a cookie keeps it, the page they came from shows it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use musette_domain::TextValue;

use super::form::Form;
use super::page::Theme;
use crate::i18n::Lang;

/// The name of the cookie that keeps the theme.
pub const THEME_COOKIE: &str = "theme";
/// The name of the cookie that keeps the language.
pub const LANG_COOKIE: &str = "lang";

/// Sets the cookies that the form asks for and goes back. `secure` says whether the public URL is https.
///
/// Unknown values change nothing: the form is ours, and there is nothing a person could do about it.
pub fn choose_look(form: &Form, secure: bool) -> Response {
    let to = HeaderValue::from_str(way_back(form.text("back")))
        .unwrap_or_else(|_| HeaderValue::from_static("/"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, to);
    let theme = Theme::parse(form.text("theme")).map(|t| (THEME_COOKIE, t.text()));
    let lang = Lang::parse(form.text("lang")).map(|l| (LANG_COOKIE, l.text()));
    for (name, value) in [theme, lang].into_iter().flatten() {
        let secure = if secure { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// A path of our own to go back to, never another site: one slash first, and nothing a browser would read as a host.
pub fn way_back(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//");
    let plain = path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if own && plain { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("/orders?page=2", "/orders?page=2")]
    #[case("//evil.example", "/")]
    #[case("/\\evil.example", "/")]
    #[case("https://evil.example", "/")]
    #[case("/\t/evil.example", "/")]
    #[case("", "/")]
    fn the_way_back_stays_here(#[case] asked: &str, #[case] expected: &str) {
        assert_eq!(way_back(asked), expected);
    }

    #[test]
    fn a_choice_is_a_cookie() {
        let form = Form::parse(b"theme=sun&lang=fr&back=%2Fabout").unwrap();
        let answer = choose_look(&form, true);
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()[header::LOCATION], "/about");
        let cookies: Vec<_> = answer
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .collect();
        assert_eq!(cookies.len(), 2);
        assert!(cookies[0].to_str().unwrap().ends_with("; Secure"));
    }

    #[test]
    fn an_unknown_choice_changes_nothing() {
        let form = Form::parse(b"theme=%0d%0aSet-Cookie:x&lang=tlh").unwrap();
        let answer = choose_look(&form, false);
        assert!(!answer.headers().contains_key(header::SET_COOKIE));
        assert_eq!(answer.headers()[header::LOCATION], "/");
    }
}
