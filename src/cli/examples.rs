//! Examples that stand below the help of each command.

pub(super) const NEW: &str = "\
Examples:
  licit new exports
  cd exports && licit check && licit test";

pub(super) const CHECK: &str = "\
Examples:
  licit check policies/export
  licit check --fix              mend what has only one meaning
  licit explain L204             what a code in the messages means";

pub(super) const FMT: &str = "\
Examples:
  licit fmt
  licit fmt --check policies     for continuous integration";

pub(super) const EVAL: &str = "\
Examples:
  licit eval policies/export shipment.yaml --as-of 2026-12-01
  licit schema policies/export --format form > shipment.yaml
  licit eval policies/export --facts shipments.csv -o decisions.csv";

pub(super) const WHY: &str = "\
Example:
  licit why policies/export shipment.yaml";

pub(super) const TIMELINE: &str = "\
Example:
  licit timeline policies/export shipment.yaml --from 2026-01-01 --through 2026-12-31";

pub(super) const CALENDAR: &str = "\
Example:
  licit calendar policies/export --from today";

pub(super) const TEST: &str = "\
Examples:
  licit test policies/export
  licit test policies/export --only 2026-0388 --verbose
  licit test policies/export --coverage --format html -o coverage.html
  licit review policies/export   go through what changed";

pub(super) const REVIEW: &str = "\
Examples:
  licit review policies/export
  licit review policies/export --only 2026-0388 --accept \"limit raised, memo 7\"

Each result is shown with what was accepted and what made it change. Enter alone accepts nothing.
Where the variable CI is set, nothing is accepted.";

pub(super) const DIFF: &str = "\
Examples:
  licit diff main..HEAD policies/export
  licit diff main policies/export            with what is not committed yet
  licit diff old/ new/ --facts shipments.csv --fail-on milder
  licit diff main...HEAD --format markdown   all policies, as a comment on a pull request";

pub(super) const REPLAY: &str = "\
Examples:
  licit eval policies/export shipment.yaml --record decisions.ndjson
  licit replay decisions.ndjson
  licit replay decisions.ndjson --policy policies/new --fail-on milder";

pub(super) const EXPLAIN: &str = "\
Examples:
  licit explain L204
  licit explain exception
  licit explain content --policy policies/export
  licit explain tour";

pub(super) const SCHEMA: &str = "\
Examples:
  licit schema policies/export --format form > shipment.yaml
  licit schema policies/export --format json-schema > facts.schema.json";
