//! Clauses as documents.

use super::document::{Document, group, indent, nothing, space};
use super::expressions::{expression, expressions, located, names, path, type_name};
use crate::syntax::tree::{
    Article, Citation, Clause, ClauseKind, Condition, DateWritten, Name, Period, PeriodEnd, Someone, Within,
    WithinUnit,
};

/// A clause, without the line break before it.
pub fn clause(clause: &Clause) -> Document {
    located(clause.span, kind(&clause.kind))
}

/// `from D`, `through D`, `before D` and their combinations.
pub fn period(period: &Period) -> Document {
    let from = period.from.as_ref().map(|from| Document::from("from ") + day(from));
    let end = period.end.as_ref().map(|end| match end {
        PeriodEnd::Through(last) => Document::from("through ") + day(last),
        PeriodEnd::Before(next) => Document::from("before ") + day(next),
    });
    let document = match (from, end) {
        (Some(from), Some(end)) => from + " " + end,
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => nothing(),
    };
    located(period.span, document)
}

fn kind(kind: &ClauseKind) -> Document {
    match kind {
        ClauseKind::GovernedBy(fact) => Document::from("governed by ") + path(fact),
        ClauseKind::InForce(when) => Document::from("in force ") + period(when),
        ClauseKind::Period(when) => period(when),
        ClauseKind::Issued(date) => Document::from("issued ") + day(date),
        ClauseKind::Taken(date) => Document::from("taken ") + day(date),
        ClauseKind::File(file, column) => {
            Document::from("from ") + file + optional(" column ", column.as_ref())
        }
        ClauseKind::Under(cited) => citation(cited),
        ClauseKind::Group(name) => Document::from("group ") + name,
        ClauseKind::PrevailsOver(others) => Document::from("prevails over ") + names(others),
        ClauseKind::To(targets) => Document::from("to ") + names(targets),
        ClauseKind::Of(targets) => Document::from("of ") + names(targets),
        ClauseKind::Owed(who, whom) => owed(who, whom.as_ref()),
        ClauseKind::Via(channel) => Document::from("via ") + channel,
        ClauseKind::Within(limit) => within(limit),
        ClauseKind::By(date) => Document::from("by ") + expression(date),
        ClauseKind::Before(date) => Document::from("before ") + expression(date),
        ClauseKind::AtLeast(verdict, when) => bounded("at least ", verdict, when),
        ClauseKind::AtMost(verdict, when) => bounded("at most ", verdict, when),
        ClauseKind::Applies(rule, when) => Document::from(rule) + " applies " + condition(when),
        ClauseKind::Covers(from, through) => {
            Document::from("covers ") + day(from) + " through " + day(through)
        }
        ClauseKind::Weekend(days) => Document::from("weekend ") + names(days),
        ClauseKind::Source(source) => Document::from("source ") + source,
        ClauseKind::Shape(shape) => Document::from("shape ") + shape,
        ClauseKind::Row(of) => Document::from("row: ") + type_name(of),
        ClauseKind::Column(of) => Document::from("column: ") + type_name(of),
        ClauseKind::Cell(of) => Document::from("cell: ") + type_name(of),
        ClauseKind::Otherwise(value) => Document::from("otherwise ") + expression(value),
        ClauseKind::Alias(one, other) => {
            Document::from("alias ") + expression(one) + " = " + expression(other)
        }
        ClauseKind::Pointer(rows, text) => {
            Document::from("pointer ") + group(indent(expressions(rows))) + " " + text
        }
        ClauseKind::Default(answer) => Document::from("default ") + answer,
        ClauseKind::If(when) => condition(when),
        ClauseKind::Verdict(verdict, when) => Document::from(verdict) + " " + condition(when),
    }
}

/// `if A unless B`, or `always`
fn condition(condition: &Condition) -> Document {
    let holds = match &condition.holds {
        Some(holds) => Document::from("if ") + expression(holds),
        None => "always".into(),
    };
    let unless = condition
        .unless
        .as_ref()
        .map_or_else(nothing, |unless| indent(space() + "unless " + expression(unless)));
    located(condition.span, group(holds + unless))
}

fn citation(cited: &Citation) -> Document {
    let article = |article: &Article| Document::from(" ") + &article.kind + " " + &article.number;
    let articles: Document = cited.articles.iter().map(article).collect();
    Document::from("under ") + &cited.instrument + articles
}

fn owed(who: &Someone, whom: Option<&Someone>) -> Document {
    let whom = whom.map_or_else(nothing, |whom| Document::from(" to ") + someone(whom));
    Document::from("owed by ") + someone(who) + whom
}

fn someone(named: &Someone) -> Document {
    match named {
        Someone::Named(named) => path(named),
        Someone::Quoted(text) => text.into(),
    }
}

fn within(limit: &Within) -> Document {
    let unit = match &limit.unit {
        WithinUnit::Calendar(unit) => unit.into(),
        WithinUnit::WorkingDays(calendar) => Document::from("working_days(") + calendar + ")",
    };
    Document::from("within ") + &limit.amount + " " + unit + " after " + expression(&limit.after)
}

fn bounded(word: &str, verdict: &Name, when: &Condition) -> Document {
    Document::from(word) + verdict + " " + condition(when)
}

fn optional(word: &str, name: Option<&Name>) -> Document {
    name.map_or_else(nothing, |name| Document::from(word) + name)
}

fn day(written: &DateWritten) -> Document {
    located(written.span, written.date.to_string().into())
}
