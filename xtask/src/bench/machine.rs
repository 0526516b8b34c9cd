//! The machine that was measured on.

use std::process::Command;

/// One paragraph.
pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".into());
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|text| text.trim_end_matches("kB").trim().parse::<u64>().ok())
        .map_or_else(|| "unknown".into(), |kb| format!("{} GB", kb / 1_000_000));
    let system = said("uname", &["-sr"]);
    let compiler = said("rustc", &["--version"]);
    let day = said("date", &["+%Y-%m-%d"]);
    format!(
        "Measured {day}: {cores} cores of {processor}, {memory} memory, {system}, {compiler}. \
         Server and load share the cores and speak over loopback."
    )
}

fn field(path: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn said(program: &str, arguments: &[&str]) -> String {
    Command::new(program)
        .args(arguments)
        .output()
        .map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned())
        .unwrap_or_default()
}
