//! The registry of all codes: each has a page that says what it means and how to mend it.

/// The code of an error or a warning, with its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its text, such as `L204`; it never changes its meaning.
    pub code: &'static str,
    /// Its page, in Markdown.
    pub page: &'static str,
}

/// Codes, each with the page of its name.
macro_rules! codes {
    ($($code:ident)*) => {
        &[$(Code {
            code: stringify!($code),
            page: include_str!(concat!("../../docs/errors/", stringify!($code), ".md")),
        }),*]
    };
}

/// All codes, in order.
pub const CODES: &[Code] = codes! {
    // syntax
    L101 L102 L103 L104 L105 L106 L107 L108 L109 L110 L111 L112 L113 L114 L115 L116 L117 L118 L120
    L121 L122 L123 L124 L125 L126 L127 L128 L129
    L170 L171 L172 L173 L174 L175 L176 L177 L178 L179 L180 L181 L182 L183 L184 L185 L186 L187 L188 L189
    // formatter
    L150 L151
    // names
    L201 L202 L203 L204 L205 L206 L207 L208 L209 L210 L211 L213 L214 L215 L216 L217 L218 L219
    L220 L221 L222 L223 L224 L225 L226 L227 L228 L229 L230 L231 L232 L233 L234 L235 L236
    // data
    L251 L252 L253 L254 L255 L256 L257 L258
    // suspensions
    L270
    // types
    L301 L302 L303 L304 L305 L306 L307 L308 L309 L310 L311 L312 L313 L314 L315 L316 L317 L318 L319
    L320 L321 L322 L323 L324 L325 L326
    L350 L351 L352 L353 L354 L355 L356 L357
    // warnings
    L401 L402 L403 L404 L405 L406 L407 L408 L409 L410 L411 L412 L417 L418 L419 L420 L421
    // facts
    L501 L502 L503 L504 L505 L506 L507 L508 L509 L510 L511 L512 L513 L514 L515 L516 L517 L518 L519
    L520 L522 L523 L524 L525 L526 L527 L528 L529 L530 L531 L532 L533 L534 L535 L536 L537 L538 L539 L540
    // rows of facts
    L570 L571 L572 L573 L574 L575 L576 L577 L578 L579 L580 L581 L582 L583 L584 L585 L586 L587 L588 L589
    // files
    L601 L602 L603 L604 L605 L606 L607 L608 L609 L610 L611
    // cases
    L621 L622 L623 L624 L625 L626 L627
    // sets of cases and accepted results
    L630 L631 L632 L633 L634 L635 L636 L637 L638 L639 L640
    // comparing versions
    L660 L661 L662 L663 L664 L665 L666 L667 L668 L669
    // records of decisions
    L670 L671 L672 L673 L674 L675
    // many cases
    L680 L681 L682 L683 L684 L685 L686 L687 L688 L689 L690 L691 L692
};

/// Codes that were given up; none of them comes back with another meaning.
pub const RETIRED: &[&str] = &[];

/// The page of a code, whatever the case of its letter.
pub fn page(code: &str) -> Option<&'static str> {
    CODES.iter().find(|known| known.code.eq_ignore_ascii_case(code)).map(|known| known.page)
}
