//! Questions on the terminal.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::{Context, bail};

use crate::app::Ids;
use crate::app::ids::SystemIds;

/// The value of a flag, or the answer to a question until it is right. Where nobody sits at a terminal, the flag must be given.
pub fn ask<T>(
    given: Option<&str>,
    flag: &str,
    question: &str,
    default: Option<&str>,
    parse: impl Fn(&str) -> Result<T, String>,
) -> anyhow::Result<T> {
    if let Some(given) = given {
        return parse(given).map_err(|why| anyhow::anyhow!("--{flag}: {why}"));
    }
    if !std::io::stdin().is_terminal() {
        if let Some(default) = default {
            return parse(default).map_err(|why| anyhow::anyhow!("--{flag}: {why}"));
        }
        bail!("nobody is at a terminal to answer, so --{flag} must be given");
    }
    loop {
        let typed = line(question, default)?;
        let answer = match (typed.trim(), default) {
            ("", Some(default)) => default,
            (typed, _) => typed,
        };
        match parse(answer) {
            Ok(value) => return Ok(value),
            Err(why) => println!("  {why}"),
        }
    }
}

fn line(question: &str, default: Option<&str>) -> anyhow::Result<String> {
    let mut out = std::io::stdout().lock();
    match default {
        Some(default) => write!(out, "{question} [{default}] ")?,
        None => write!(out, "{question} ")?,
    }
    out.flush()?;
    let mut typed = String::new();
    let read = std::io::stdin()
        .lock()
        .read_line(&mut typed)
        .context("the answer could not be read")?;
    if read == 0 {
        bail!("stopped; nothing was written");
    }
    Ok(typed)
}

/// A password for the account of `email`: typed twice, or a generated one. Says whether it was generated.
pub fn password(email: &str, generate: bool) -> anyhow::Result<(String, bool)> {
    use musette_domain::password::check;
    if generate || !std::io::stdin().is_terminal() {
        return Ok((generated(), true));
    }
    loop {
        let typed = rpassword::prompt_password("Password (empty: one is made for you): ")
            .context("the password could not be read")?;
        if typed.is_empty() {
            return Ok((generated(), true));
        }
        if let Err(problem) = check(&typed, email) {
            println!("  {problem}");
            continue;
        }
        let again = rpassword::prompt_password("The same again: ")
            .context("the password could not be read")?;
        if again == typed {
            return Ok((typed, false));
        }
        println!("  The two are not the same.");
    }
}

/// A password of 80 random bits that can be read aloud: four groups of four signs, none of which looks like another.
pub fn generated() -> String {
    const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let random = SystemIds.random();
    let mut password = String::with_capacity(19);
    for (n, byte) in random.iter().take(16).enumerate() {
        if n > 0 && n % 4 == 0 {
            password.push('-');
        }
        let sign = SIGNS.get(usize::from(byte % 32)).copied().unwrap_or(b'x');
        password.push(char::from(sign));
    }
    password
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_password_is_taken_and_never_the_same() {
        let password = generated();
        assert_eq!(password.len(), 19);
        musette_domain::password::check(&password, "a@b.example").unwrap();
        assert_ne!(password, generated());
    }

    #[test]
    fn a_flag_that_is_wrong_is_named() {
        let wrong = ask(Some("x"), "url", "Web address?", None, |_| {
            Err::<(), _>("is no web address".into())
        });
        assert_eq!(wrong.unwrap_err().to_string(), "--url: is no web address");
    }
}
