//! Names of servers that look like others: what a name in ASCII (`xn--…`) shows in a browser, and whether it imitates another.

/// How a name looks if it is not what it is: `xn--lon-dfd.example` as its letters.
pub fn unicode_of(host: &str) -> Option<String> {
    let (shown, sound) = idna::domain_to_unicode(host);
    (sound.is_ok() && shown != host).then_some(shown)
}

/// Whether `host` is another server than `known` and may be taken for it.
pub fn looks_like(host: &str, known: &str) -> bool {
    host != known && skeleton(host) == skeleton(known)
}

/// A name with every letter replaced by the plainest one that looks like it.
fn skeleton(host: &str) -> String {
    let shown = unicode_of(host).unwrap_or_else(|| host.to_owned());
    let plain: String = shown.chars().map(plainest).collect();
    plain.replace("rn", "m").replace("vv", "w").replace('-', "")
}

/// The plainest letter that looks like this one, of those that names of servers may have.
const fn plainest(c: char) -> char {
    match c {
        'а' | 'α' | 'à'..='å' | 'ā' | 'ă' | 'ą' | 'ɑ' => 'a',
        'ƅ' | 'Ь' | 'ь' => 'b',
        'с' | 'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' | 'ϲ' => 'c',
        'ԁ' | 'ď' | 'đ' => 'd',
        'е' | 'ё' | 'є' | 'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ɡ' | 'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ց' => 'g',
        'һ' | 'հ' | 'ĥ' | 'ħ' => 'h',
        'і'
        | 'ї'
        | 'ι'
        | 'ı'
        | 'ì'..='ï'
        | 'ĩ'
        | 'ī'
        | 'ĭ'
        | 'į'
        | 'l'
        | '1'
        | 'ӏ'
        | 'ł'
        | 'ĺ'
        | 'ļ'
        | 'ľ' => 'i',
        'ј' | 'ĵ' => 'j',
        'к' | 'κ' | 'ķ' => 'k',
        'м' => 'm',
        'п' | 'η' | 'ñ' | 'ń' | 'ņ' | 'ň' | 'ո' => 'n',
        'о' | 'ο' | 'σ' | 'օ' | 'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | '0' => 'o',
        'р' | 'ρ' | 'þ' => 'p',
        'ԛ' | 'զ' => 'q',
        'г' | 'ŕ' | 'ŗ' | 'ř' => 'r',
        'ѕ' | 'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | '5' => 's',
        'т' | 'τ' | 'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'υ' | 'ս' | 'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' | 'ŵ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'ү' | 'γ' | 'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("xn--lon-dfd.example", Some("lуon.example"))]
    #[case("xn--mnchen-3ya.example", Some("münchen.example"))]
    #[case("lyon.example", None)]
    #[case("xn--.example", None)]
    fn names_show_what_they_look_like(#[case] host: &str, #[case] shown: Option<&str>) {
        assert_eq!(unicode_of(host).as_deref(), shown);
    }

    #[rstest]
    #[case("xn--lon-dfd.example", true)]
    #[case("1yon.example", true)]
    #[case("ly0n.example", true)]
    #[case("ly-on.example", true)]
    #[case("lyon.example", false)]
    #[case("laon.example", false)]
    #[case("lyon.example.org", false)]
    fn imitations_are_found(#[case] host: &str, #[case] imitates: bool) {
        assert_eq!(looks_like(host, "lyon.example"), imitates, "{host}");
    }
}
