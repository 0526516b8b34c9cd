//! Lists the assets, and in release builds compresses and embeds them.

fn main() {
    memory_serve::load_directory("./assets");
    println!("cargo::rerun-if-changed=build.rs");
}
