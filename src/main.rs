//! The `licit` command.

fn main() -> std::process::ExitCode {
    licit::cli::run()
}
