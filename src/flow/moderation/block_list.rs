//! Block lists of others: the CSV form of Mastodon (with and without a header) and FIRES data sets. Read as advice and nothing else.

use musette_domain::text::shown_name;
use serde_json::Value;

use crate::store::block_advice::Severity;

/// How many lines of a list are read.
pub const MOST: usize = 20_000;
/// How long a comment is kept, in characters.
const COMMENT: usize = 200;
/// How long a name is kept that cannot be used, in characters.
const NAME: usize = 260;

/// What a list says of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The server's name as the list has it.
    pub host: String,
    /// What is advised; none if earlier advice is taken back.
    pub severity: Option<Severity>,
    /// Why, in its words.
    pub comment: String,
}

/// Reads a list; none if it is neither.
pub fn parse(text: &str) -> Option<Vec<Line>> {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    let lines = if text.starts_with(['{', '[']) {
        fires(&serde_json::from_str(text).ok()?)
    } else {
        csv(text)
    };
    (!lines.is_empty()).then_some(lines)
}

/// Mastodon's form: `#domain,#severity,…`, or a name a line.
fn csv(text: &str) -> Vec<Line> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<(usize, Option<usize>, Option<usize>)> = None;
    let mut lines = Vec::new();
    for record in reader.records().filter_map(Result::ok) {
        let field = |at: usize| record.get(at).unwrap_or_default().trim();
        if columns.is_none() {
            let names: Vec<String> = record
                .iter()
                .map(|name| name.trim().trim_start_matches('#').to_lowercase())
                .collect();
            let column = |wanted: &str| names.iter().position(|name| name == wanted);
            if let Some(host) = column("domain") {
                columns = Some((host, column("severity"), column("public_comment")));
                continue;
            }
            columns = Some((0, None, None));
        }
        let (host, severity, comment) = columns.unwrap_or_default();
        let host = field(host);
        if lines.len() < MOST && is_name(host) {
            lines.push(Line {
                host: cut(host, NAME),
                // A list without severities names whom to suspend.
                severity: Some(severity.map_or(Severity::Suspend, |at| severity_of(field(at)))),
                comment: comment
                    .map(|at| cut(field(at), COMMENT))
                    .unwrap_or_default(),
            });
        }
    }
    lines
}

fn severity_of(word: &str) -> Severity {
    match word.to_lowercase().as_str() {
        "suspend" | "reject" | "drop" => Severity::Suspend,
        "silence" | "limit" | "filter" => Severity::Limit,
        _ => Severity::Notice,
    }
}

/// What may be the name of a server, be it one with stars for letters.
fn is_name(text: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || "-_.:*".contains(c);
    text.contains('.') && !text.starts_with('#') && text.chars().all(part)
}

/// FIRES: changes in the order in which they were made, of which the last about a server counts.
fn fires(document: &Value) -> Vec<Line> {
    let within = ["orderedItems", "items", "changes", "@graph"];
    let items = document.as_array().or_else(|| {
        within
            .iter()
            .find_map(|name| document.get(name).and_then(Value::as_array))
    });
    let changes = items.map(Vec::as_slice).unwrap_or_default();
    changes.iter().take(MOST).filter_map(change).collect()
}

fn change(change: &Value) -> Option<Line> {
    let member = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| change.get(name).and_then(Value::as_str))
            .unwrap_or_default()
    };
    let kind = member(["entityKind", "entity_kind"]);
    let host = member(["entityKey", "entity_key"]).trim();
    if !kind.eq_ignore_ascii_case("domain") || !is_name(host) {
        return None;
    }
    let kind = member(["type", "@type"]).to_lowercase();
    let severity = match kind.rsplit([':', '#', '/']).next().unwrap_or_default() {
        "retraction" | "tombstone" => None,
        "recommendation" => {
            let policy = member(["recommendedPolicy", "recommended_policy"]);
            Some(severity_of(policy))
        }
        "advisory" => Some(Severity::Notice),
        _ => return None,
    };
    Some(Line {
        host: cut(host, NAME),
        severity,
        comment: cut(member(["comment", "summary"]), COMMENT),
    })
}

fn cut(text: &str, most: usize) -> String {
    shown_name(text).chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(text: &str) -> Vec<(String, Option<Severity>, String)> {
        let lines = parse(text).unwrap_or_default();
        lines
            .into_iter()
            .map(|line| (line.host, line.severity, line.comment))
            .collect()
    }

    #[test]
    fn a_list_of_mastodon() {
        let list = "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n\
            spam.example,suspend,true,true,\"spam, much\",false\n\
            loud.example,silence,false,false,,false\n\
            e**l.example,suspend,false,false,hate,true\n\
            odd.example,noop,false,false,,false\n\
            not a name,suspend,,,,\n\
            short.example\n";
        let expected = [
            ("spam.example", Severity::Suspend, "spam, much"),
            ("loud.example", Severity::Limit, ""),
            ("e**l.example", Severity::Suspend, "hate"),
            ("odd.example", Severity::Notice, ""),
            ("short.example", Severity::Notice, ""),
        ]
        .map(|(host, severity, why)| (host.to_owned(), Some(severity), why.to_owned()));
        assert_eq!(told(list), expected);
    }

    #[test]
    fn the_old_form_is_a_name_a_line() {
        let list = "\u{FEFF}spam.example\r\n# a comment\r\nmünchen.example\r\n";
        let hosts: Vec<String> = told(list).into_iter().map(|line| line.0).collect();
        assert_eq!(hosts, ["spam.example", "münchen.example"]);
        assert!(
            told(list)
                .iter()
                .all(|line| line.1 == Some(Severity::Suspend))
        );
    }

    #[test]
    fn a_data_set_of_fires() {
        let set = json!({"type": "OrderedCollection", "orderedItems": [
            {"type": "Recommendation", "entityKind": "domain", "entityKey": "spam.example", "recommendedPolicy": "drop", "comment": "spam"},
            {"type": "recommendation", "entity_kind": "domain", "entity_key": "loud.example", "recommended_policy": "filter"},
            {"type": "fires:Advisory", "entityKind": "domain", "entityKey": "odd.example"},
            {"type": "Retraction", "entityKind": "domain", "entityKey": "spam.example"},
            {"type": "Recommendation", "entityKind": "actor", "entityKey": "https://x.example/u", "recommendedPolicy": "drop"},
            {"type": "Something", "entityKind": "domain", "entityKey": "y.example"}, 7]});
        let found: Vec<_> = told(&set.to_string())
            .into_iter()
            .map(|line| (line.0, line.1))
            .collect();
        let expected = [
            ("spam.example", Some(Severity::Suspend)),
            ("loud.example", Some(Severity::Limit)),
            ("odd.example", Some(Severity::Notice)),
            ("spam.example", None),
        ]
        .map(|(host, severity)| (host.to_owned(), severity));
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_list() {
        for text in [
            "",
            "{",
            "[]",
            "{}",
            "<html><body>x</body></html>",
            "hello\nworld",
            "{\"items\": 7}",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        let long = "x.example\n".repeat(MOST + 5);
        assert_eq!(parse(&long).unwrap().len(), MOST);
        let wide = format!(
            "#domain,#severity,#public_comment\nx.example,suspend,{}\n",
            "y".repeat(9_000)
        );
        assert_eq!(parse(&wide).unwrap()[0].comment.len(), COMMENT);
    }
}
