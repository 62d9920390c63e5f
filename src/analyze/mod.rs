//! Questions about time: which days change a policy, and on which days the verdict of a case changes.

mod calendar;
mod timeline;

pub use self::calendar::{Change, changes};
pub use self::timeline::{Stretch, TooManyDays, timeline};
