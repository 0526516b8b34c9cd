//! What the system says of a running process: memory and processor time, from `/proc`.

use std::time::Duration;

use anyhow::Context as _;

/// Memory of a process, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// Resident, shared pages counted whole.
    pub resident: u64,
    /// Resident, shared pages counted by share.
    pub proportional: u64,
}

/// Memory of a process now.
pub fn memory(process: u32) -> anyhow::Result<Memory> {
    Ok(Memory {
        resident: kilobytes(&format!("/proc/{process}/status"), "VmRSS:")?,
        proportional: kilobytes(&format!("/proc/{process}/smaps_rollup"), "Pss:")?,
    })
}

/// Processor time of a process so far, user and system, all threads. The kernel counts it in hundredths of a second.
pub fn processor_time(process: u32) -> anyhow::Result<Duration> {
    let stat = read(&format!("/proc/{process}/stat"))?;
    // The second field is the program's name in brackets and may hold anything.
    let (_, rest) = stat.rsplit_once(')').context("stat has no name")?;
    let ticks: u64 = rest
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().unwrap_or_default())
        .sum();
    Ok(Duration::from_millis(ticks * 10))
}

fn kilobytes(path: &str, field: &str) -> anyhow::Result<u64> {
    let text = read(path)?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(field))
        .with_context(|| format!("{path} has no {field}"))?;
    let number: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(number * 1024)
}

fn read(path: &str) -> anyhow::Result<String> {
    std::fs::read_to_string(path)
        .with_context(|| format!("{path} cannot be read; this measurement needs Linux"))
}
