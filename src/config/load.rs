//! Merges the sources (file, then environment, then flags: the later wins) and checks the whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

use super::nearest::nearest;
use super::reader::Reader;
use super::setting::{SETTINGS, exists, variable};
use super::{Config, Origin, Problem, Problems, database, federation, instance, log, mail, trade};

/// Where settings come from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The configuration file; none means that environment and flags say everything.
    pub file: Option<PathBuf>,
    /// The environment, names and values; only those that begin with `MUSETTE_` matter.
    pub environment: Vec<(String, String)>,
    /// `--set`: `section.key` and value.
    pub flags: Vec<(String, String)>,
}

/// A value as `doctor` shows it. Passwords are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// `section.key`.
    pub key: &'static str,
    /// What it is.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Settings that are right, and where each came from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// Each value with its origin.
    pub values: Vec<Shown>,
}

/// Reads and checks the settings.
pub fn load(sources: &Sources) -> Result<Loaded, Problems> {
    let layers = Layers::read(sources).map_err(|problem| Problems(vec![problem]))?;
    let mut reader = Reader::new(layers);
    let place = instance::Listening::read(&mut reader);
    // The other sections are read even without a URL, so that one start names everything that is wrong.
    let url = instance::read_public_url(&mut reader, place.bind);
    let database = database::Database::read(&mut reader, &place.data);
    let federation = federation::Federation::read(&mut reader, place.bind);
    let trade = trade::Trade::read(&mut reader);
    let mail = mail::MailSettings::read(&mut reader, &place.data);
    let log = log::Log::read(&mut reader);
    let (values, problems) = reader.finish();
    let Some(url) = url.filter(|_| problems.is_empty()) else {
        return Err(Problems(problems));
    };
    let config = Config {
        instance: instance::Instance {
            url,
            bind: place.bind,
            data: place.data,
            proxies: place.proxies,
            source: place.source,
        },
        database,
        federation,
        trade,
        mail,
        log,
    };
    Ok(Loaded { config, values })
}

/// The sources merged, with what is needed to tell which one a value came from.
pub(super) struct Layers {
    figment: Figment,
    path: Option<PathBuf>,
    folder: PathBuf,
    /// The line of each `section.key` in the file.
    lines: BTreeMap<String, usize>,
}

/// What figment calls our layers.
const ENVIRONMENT: &str = "environment";
const FLAGS: &str = "flags";

impl Layers {
    fn read(sources: &Sources) -> Result<Self, Problem> {
        let mut figment = Figment::new();
        let mut lines = BTreeMap::new();
        if let Some(path) = &sources.file {
            let content =
                std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
            lines = lines_of(path, &content)?;
            figment = figment.merge(Toml::string(&content));
        }
        let environment = sources.environment.iter().filter_map(|(name, value)| {
            let (section, key) = name.strip_prefix("MUSETTE_")?.split_once('_')?;
            let (section, key) = (section.to_ascii_lowercase(), key.to_ascii_lowercase());
            // Variables of other sections are somebody else's, such as MUSETTE_TEST_POSTGRES_URL.
            is_section(&section).then(|| (format!("{section}.{key}"), value.clone()))
        });
        figment = figment
            .merge(Layer::new(ENVIRONMENT, environment))
            .merge(Layer::new(FLAGS, sources.flags.iter().cloned()));
        let folder = sources
            .file
            .as_deref()
            .and_then(Path::parent)
            .map(Path::to_owned)
            .unwrap_or_default();
        Ok(Self {
            figment,
            path: sources.file.clone(),
            folder,
            lines,
        })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The value of `section.key` and where it came from.
    pub(super) fn find(&self, key: &str) -> Option<(Value, Origin)> {
        let value = self.figment.find_value(key).ok()?;
        let name = self
            .figment
            .get_metadata(value.tag())
            .map(|metadata| metadata.name.to_string());
        let origin = match name.as_deref() {
            Some(ENVIRONMENT) => Origin::Environment(variable(key)),
            Some(FLAGS) => Origin::Flag,
            _ => Origin::File {
                path: self.path.clone().unwrap_or_default(),
                line: self.lines.get(key).copied().unwrap_or_default(),
            },
        };
        Some((value, origin))
    }

    /// Keys that do not exist, each with the one that was probably meant.
    pub(super) fn unknown(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let data = self.figment.data().unwrap_or_default();
        for (section, value) in data.values().flatten() {
            let Value::Dict(_, keys) = value else {
                problems.push(self.unknown_key(section));
                continue;
            };
            if !is_section(section) {
                problems.push(self.unknown_key(section));
                continue;
            }
            for key in keys.keys() {
                let key = format!("{section}.{key}");
                if !exists(&key) {
                    problems.push(self.unknown_key(&key));
                }
            }
        }
        problems
    }

    fn unknown_key(&self, key: &str) -> Problem {
        let origin = match self.find(key) {
            Some((_, origin)) => origin,
            None => Origin::Default,
        };
        let meant = if key.contains('.') {
            nearest(key, SETTINGS.iter().map(|setting| setting.key))
        } else {
            nearest(
                key,
                SETTINGS
                    .iter()
                    .filter_map(|setting| setting.key.split('.').next()),
            )
        };
        let advice = meant.map_or_else(
            || "docs/OPERATING.md lists all settings".to_owned(),
            |meant| format!("did you mean {meant}?"),
        );
        Problem {
            origin,
            reason: format!("there is no setting {key}; {advice}"),
        }
    }
}

fn is_section(name: &str) -> bool {
    SETTINGS
        .iter()
        .any(|setting| setting.key.split('.').next() == Some(name))
}

/// The line of each key, counted from 1.
fn lines_of(path: &Path, content: &str) -> Result<BTreeMap<String, usize>, Problem> {
    let line = |offset: usize| {
        let before = content.get(..offset).unwrap_or(content);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    };
    let document = toml_edit::Document::parse(content).map_err(|error| Problem {
        origin: Origin::File {
            path: path.to_owned(),
            line: error.span().map_or(0, |span| line(span.start)),
        },
        reason: format!("this is not TOML: {}", error.message().replace('\n', ", ")),
    })?;
    let mut lines = BTreeMap::new();
    for (section, item) in document.iter() {
        if let Some(span) = document.key(section).and_then(toml_edit::Key::span) {
            lines.insert(section.to_owned(), line(span.start));
        }
        let Some(table) = item.as_table_like() else {
            continue;
        };
        for (key, _) in table.iter() {
            if let Some(span) = table.key(key).and_then(toml_edit::Key::span) {
                lines.insert(format!("{section}.{key}"), line(span.start));
            }
        }
    }
    Ok(lines)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let advice = match error.kind() {
        std::io::ErrorKind::NotFound => "`musette init` makes one, and --config names another",
        _ => "check who may read it",
    };
    Problem {
        origin: Origin::Default,
        reason: format!("{} cannot be read: {error}; {advice}", path.display()),
    }
}

/// Values from the environment or from flags.
struct Layer {
    name: &'static str,
    data: Dict,
}

impl Layer {
    fn new(name: &'static str, values: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut data = Dict::new();
        for (path, text) in values {
            // `from_str` never fails: what is no number, switch or list is a text.
            let value: Value = text.parse().unwrap_or_else(|_| Value::from(text.as_str()));
            let nested = figment::util::nest(&path, value);
            for (section, value) in nested.into_dict().unwrap_or_default() {
                match (data.get_mut(&section), value) {
                    (Some(Value::Dict(_, known)), Value::Dict(_, new)) => known.extend(new),
                    (_, value) => {
                        data.insert(section, value);
                    }
                }
            }
        }
        Self { name, data }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name)
    }
    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        Ok(Map::from([(Profile::Default, self.data.clone())]))
    }
}
