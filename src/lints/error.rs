//! The warnings. A variant holds facts only; its text stands beside it.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Something that is allowed and probably not meant.
#[derive(Clone, Debug, Error, Diagnostic)]
#[diagnostic(severity(Warning))]
pub enum Lint {
    #[error("two exceptions to `{target}` can both hold with different verdicts")]
    #[diagnostic(
        code("L401"),
        help(
            "the stricter one, `{stricter}`, wins; if `{milder}` shall win, let it say `prevails over {stricter}`"
        )
    )]
    OverlappingExceptions {
        target: String,
        stricter: String,
        milder: String,
        #[label("holds in the same case")]
        span: Span,
        #[label("and so does this")]
        other: Span,
    },

    #[error("exception `{name}` can never change a verdict")]
    #[diagnostic(
        code("L403"),
        help(
            "where it holds, `{target}` gives way and `{rule}`, which is stricter, comes back; write it as an exception to `{rule}`"
        )
    )]
    PointlessException {
        name: String,
        target: String,
        rule: String,
        #[label("milder than `{rule}`")]
        span: Span,
    },

    #[error("{what} can never hold")]
    #[diagnostic(code("L404"), help("{why}; as it stands, it says nothing about any case"))]
    NeverHolds {
        what: String,
        why: String,
        #[label("this is never true …")]
        span: Span,
        #[label("… where this is")]
        other: Option<Span>,
    },

    #[error("rule `{name}` can never change a decision")]
    #[diagnostic(
        code("L405"),
        help("{advice}; to keep it for the record, write `# allow L405 because \"…\"` above it")
    )]
    Shadowed {
        name: String,
        advice: String,
        label: &'static str,
        #[label("{label}")]
        span: Span,
        #[label("… this holds too, and is stricter")]
        other: Option<Span>,
    },

    #[error("`{name}` and `{first}` say the same")]
    #[diagnostic(
        code("L406"),
        help(
            "take one of them out, or correct the one that was copied; if the law says it twice, write `# allow L406 because \"…\"` above this one"
        )
    )]
    SaidTwice {
        name: String,
        first: String,
        #[label("same verdict, same condition")]
        span: Span,
        #[label("said here first")]
        other: Span,
    },

    #[error("nothing asks for {what}")]
    #[diagnostic(code("L407"), help("take it out, or use it: {use_it}"))]
    NeverAsked {
        what: String,
        use_it: &'static str,
        #[label("declared, and never used")]
        span: Span,
    },

    #[error("no rule ever looks at `{field}`")]
    #[diagnostic(
        code("L408"),
        help(
            "take it out, or let a rule ask for it; if people need it in reports, write `# allow L408 because \"…\"` above the statement"
        )
    )]
    NeverRead {
        field: String,
        #[label("asked of people, and never used")]
        span: Span,
    },

    #[error("{what} does not say which provision it stands for")]
    #[diagnostic(
        code("L409"),
        help("write `under INSTRUMENT art \"…\"`, so that a reader can hold it beside the law")
    )]
    NoCitation {
        what: String,
        #[label("no `under`")]
        span: Span,
    },

    #[error("{what} has no title")]
    #[diagnostic(code("L410"), help("write it in quotation marks behind the name: `{name} \"…\"`"))]
    NoTitle {
        what: String,
        name: String,
        #[label("people see only this name in decisions")]
        span: Span,
    },

    #[error("instrument `{name}` has no dates")]
    #[diagnostic(
        code("L411"),
        help("write `issued DATE` and `in force from DATE`; as it stands, it was always in force")
    )]
    Undated {
        name: String,
        #[label("neither `issued` nor `in force`")]
        span: Span,
    },

    #[error("list `{list}` is older than the rule `{rule}` that asks for it")]
    #[diagnostic(
        code("L412"),
        help(
            "look whether the list has changed since {taken}, take it from its source again and date it with `taken`"
        )
    )]
    OlderList {
        list: String,
        rule: String,
        taken: String,
        began: String,
        #[label("taken on {taken}")]
        span: Span,
        #[label("this text is of {began}")]
        other: Span,
    },

    #[error("`{code}` is allowed no longer: its reason ended with {through}")]
    #[diagnostic(
        code("L417"),
        help("mend what it warns of, or look at the reason again and set a later day")
    )]
    AllowanceEnded {
        code: String,
        through: String,
        #[label("ended with {through}")]
        span: Span,
        #[label("allowed until then")]
        other: Span,
    },

    #[error("this comment looks as if it allowed a warning, and does not")]
    #[diagnostic(
        code("L418"),
        help(
            "write `# allow L405 because \"REASON\"`, with `through 2027-12-31` before `because` if it shall end; errors cannot be allowed"
        )
    )]
    NoAllowance {
        #[label("{wrong}")]
        span: Span,
        wrong: &'static str,
    },

    #[error("there is no {code} here to allow")]
    #[diagnostic(
        code("L419"),
        help("take the comment out: what it allowed is gone, or stands somewhere else")
    )]
    NothingToAllow {
        code: String,
        #[label("allows nothing")]
        span: Span,
    },

    #[error("this `or` leaves nothing out")]
    #[diagnostic(
        code("L420"),
        help("every value differs from one of the two: write `not in [ … ]`, or join them with `and`")
    )]
    AlwaysTrue {
        #[label("what this leaves out …")]
        span: Span,
        #[label("… this lets in")]
        other: Span,
    },

    #[error("{what}")]
    #[diagnostic(code("L421"), help("{advice}"))]
    CodeAlone {
        what: String,
        advice: String,
        label: &'static str,
        #[label("{label}")]
        span: Span,
    },
}

impl crate::diagnostics::Fixable for Lint {}
