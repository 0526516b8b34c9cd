//! The program `musette`.

fn main() -> std::process::ExitCode {
    musette::command::main()
}
