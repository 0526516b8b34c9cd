//! The program `musette`.

/// Messages come in by the thousand and each is many small pieces of memory: the C library's allocator took a sixth of the processor.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    musette::command::main()
}
