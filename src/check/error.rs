//! What the checker reports. A variant holds facts only; its text stands beside it.

use miette::Diagnostic;
use thiserror::Error;

use crate::diagnostics::Edit;
use crate::source::Span;

/// Lists words for a message: `a`, `b` or `c`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Vec<String>);

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const SHOWN: usize = 12;
        let last = self.0.len().min(SHOWN).saturating_sub(1);
        for (index, word) in self.0.iter().take(SHOWN).enumerate() {
            let glue = if index == 0 {
                ""
            } else if index == last && self.0.len() <= SHOWN {
                " or "
            } else {
                ", "
            };
            write!(f, "{glue}`{word}`")?;
        }
        if self.0.len() > SHOWN { write!(f, " and {} more", self.0.len() - SHOWN) } else { Ok(()) }
    }
}

/// How many cells: `1 cell`, `2 cells`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cells(pub usize);

impl std::fmt::Display for Cells {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} cell{}", self.0, if self.0 == 1 { "" } else { "s" })
    }
}

/// What to do about a name that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Names that are close to it.
    pub near: Vec<String>,
    /// Names that could stand there, where there are few.
    pub all: Vec<String>,
    /// What to do where nothing is near.
    pub otherwise: &'static str,
}

impl std::fmt::Display for Advice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.near.is_empty() {
            return write!(f, "did you mean {}?", Words(self.near.clone()));
        }
        if self.all.is_empty() {
            return f.write_str(self.otherwise);
        }
        let one_of = if self.all.len() == 1 { "" } else { "one of " };
        write!(f, "write {one_of}{}", Words(self.all.clone()))
    }
}

/// An error of the checker.
#[derive(Clone, Debug, Error, Diagnostic)]
pub enum CheckError {
    // ---------------------------------------------------------------- names
    #[error("there is no fact, definition, list or reading named `{name}`")]
    #[diagnostic(code("L201"), help("{advice}"))]
    UnknownName {
        name: String,
        advice: Advice,
        #[label("not declared anywhere")]
        span: Span,
    },

    #[error("`{record}` has no field `{name}`")]
    #[diagnostic(code("L202"), help("{advice}"))]
    UnknownField {
        name: String,
        record: String,
        advice: Advice,
        #[label("no such field")]
        span: Span,
        #[label("`{record}` is declared here")]
        declared: Option<Span>,
    },

    #[error("there is no type named `{name}`")]
    #[diagnostic(code("L203"), help("{advice}"))]
    UnknownType {
        name: String,
        advice: Advice,
        #[label("no such type")]
        span: Span,
    },

    #[error("`{name}` is not a value of `{choices}`")]
    #[diagnostic(code("L204"), help("{advice}"))]
    UnknownChoice {
        name: String,
        choices: String,
        advice: Advice,
        #[label("not one of its values")]
        span: Span,
        #[label("`{choices}` is declared here")]
        declared: Option<Span>,
    },

    #[error("there is no rule, exception or group named `{name}`")]
    #[diagnostic(code("L205"), help("{advice}"))]
    UnknownRule {
        name: String,
        advice: Advice,
        #[label("no such rule")]
        span: Span,
    },

    #[error("there is no instrument named `{name}`")]
    #[diagnostic(code("L206"), help("{advice}"))]
    UnknownInstrument {
        name: String,
        advice: Advice,
        #[label("no such instrument")]
        span: Span,
    },

    #[error("`{name}` is not a verdict")]
    #[diagnostic(code("L207"), help("{advice}"))]
    UnknownVerdict {
        name: String,
        advice: Advice,
        #[label("not in the verdict scale")]
        span: Span,
    },

    #[error("`{name}` is declared twice")]
    #[diagnostic(code("L208"), help("give one of the two another name"))]
    DeclaredTwice {
        name: String,
        #[label("declared again here")]
        span: Span,
        #[label("first declared here")]
        first: Span,
    },

    #[error("`{name}` has a meaning of its own in the language")]
    #[diagnostic(code("L209"), help("choose another name"))]
    TakenName {
        name: String,
        #[label("this name is taken")]
        span: Span,
    },

    #[error("there is no definition, table or parameter named `{name}`")]
    #[diagnostic(code("L210"), help("{advice}"))]
    UnknownFunction {
        name: String,
        advice: Advice,
        #[label("nothing to ask with brackets")]
        span: Span,
    },

    #[error("there is no calendar named `{name}`")]
    #[diagnostic(code("L211"), help("{advice}"))]
    UnknownCalendar {
        name: String,
        advice: Advice,
        #[label("no such calendar")]
        span: Span,
    },

    #[error("record `{record}` contains itself: {path}")]
    #[diagnostic(code("L213"), help("make the field `optional` or a list, so that a case can end"))]
    EndlessRecord {
        record: String,
        path: String,
        #[label("leads back to `{record}`")]
        span: Span,
    },

    #[error("whether `{path}` is asked for depends on its own answer")]
    #[diagnostic(code("L214"), help("let one of them apply without asking for the other"))]
    CircularWhen {
        path: String,
        #[label("leads back to `{path}`")]
        span: Span,
    },

    #[error("these rules depend on each other in a circle: {path}")]
    #[diagnostic(code("L215"), help("take the reference out of one of them"))]
    CircularRules {
        path: String,
        #[label("part of the circle")]
        span: Span,
        #[label("and so is this")]
        other: Option<Span>,
    },

    #[error("`{name}` calls itself through other definitions: {path}")]
    #[diagnostic(code("L216"), help("a definition may only call itself, and only on a part of its argument"))]
    CircularDefinitions {
        name: String,
        path: String,
        #[label("leads back to `{name}`")]
        span: Span,
    },

    #[error("`{name}` calls itself on something that is not a part of its argument")]
    #[diagnostic(
        code("L217"),
        help(
            "call it on a field of `{argument}` or on an element of one of its lists, so that it comes to an end"
        )
    )]
    EndlessDefinition {
        name: String,
        argument: String,
        #[label("not a part of `{argument}`")]
        span: Span,
    },

    #[error("`{name}` calls itself, so it must say what type it gives")]
    #[diagnostic(code("L218"), help("write the type before `=`, such as `{name}(…): boolean = …`"))]
    UntypedRecursion {
        name: String,
        #[label("calls itself here")]
        span: Span,
    },

    #[error("two texts of `{name}` are in force on the same day")]
    #[diagnostic(
        code("L219"),
        help(
            "give one of them another name; or, if it is a later text of the same, let the earlier one end \
             with `before` the day on which the later one begins"
        )
    )]
    OverlappingTexts {
        name: String,
        #[label("this text is in force on {day}")]
        span: Span,
        #[label("and so is this")]
        other: Span,
        day: String,
    },

    #[error("`{name}` and its target `{target}` are never in force on the same day")]
    #[diagnostic(code("L220"), help("check the dates of both, or of their instruments"))]
    NeverTogether {
        name: String,
        target: String,
        #[label("in force {when}")]
        span: Span,
        #[label("in force {target_when}")]
        other: Span,
        when: String,
        target_when: String,
    },

    #[error("this period ends before it begins")]
    #[diagnostic(
        code("L221"),
        help("`from D through D` is one day; the second date must not be earlier than the first")
    )]
    EmptyPeriod {
        #[label("no day lies in it")]
        span: Span,
    },

    #[error("{what}")]
    #[diagnostic(code("L222"), help("{advice}"))]
    MissingClause {
        what: String,
        advice: String,
        #[label("not complete")]
        span: Span,
    },

    #[error("`{name}` is not an answer of this reading")]
    #[diagnostic(code("L223"), help("{advice}"))]
    UnknownAnswer {
        name: String,
        advice: Advice,
        #[label("no such answer")]
        span: Span,
    },

    #[error("`{name}` cannot prevail over `{other}`: they are not exceptions to the same rule")]
    #[diagnostic(
        code("L224"),
        help("`prevails over` chooses between two exceptions to one rule; a stricter rule needs no help")
    )]
    NothingToPrevail {
        name: String,
        other: String,
        #[label("no target in common")]
        span: Span,
    },

    #[error("`{path}` is not a fact of the case")]
    #[diagnostic(code("L225"), help("name a fact, or a field of one that is not inside a list"))]
    NotFact {
        path: String,
        #[label("not told by a case")]
        span: Span,
    },

    #[error("this condition may only ask for readings")]
    #[diagnostic(
        code("L226"),
        help("write `if READING == ANSWER`; whether law is suspended cannot depend on the facts of a case")
    )]
    ReadingsOnly {
        #[label("not a reading")]
        span: Span,
    },

    #[error("`{name}` is not a day of the week")]
    #[diagnostic(
        code("L227"),
        help("write monday, tuesday, wednesday, thursday, friday, saturday or sunday")
    )]
    UnknownWeekday {
        name: String,
        #[label("not a weekday")]
        span: Span,
    },

    #[error("`{text}` is not a shape of codes")]
    #[diagnostic(code("L228"), help("write 9 for a digit and A for a capital letter, such as \"9A999\""))]
    BadShape {
        text: String,
        #[label("not a shape")]
        span: Span,
    },

    #[error("two values of `{name}` hold on the same day")]
    #[diagnostic(
        code("L229"),
        help("give each value its own days: `v1 from D1, v2 from D2` lets the later one take over")
    )]
    OverlappingValues {
        name: String,
        #[label("holds on a day …")]
        span: Span,
        #[label("… on which this holds too")]
        other: Span,
    },

    #[error("there are two `{what}` statements in this policy")]
    #[diagnostic(code("L230"), help("keep one of them"))]
    OnlyOne {
        what: &'static str,
        #[label("the second one")]
        span: Span,
        #[label("the first one")]
        first: Span,
    },

    #[error("two rows of table `{table}` hold for the same case")]
    #[diagnostic(
        code("L231"),
        help("the order of rows does not matter, so each case must have one row only")
    )]
    OverlappingRows {
        table: String,
        #[label("this row …")]
        span: Span,
        #[label("… and this one")]
        other: Span,
    },

    #[error("table `{table}` has no row for {missing}")]
    #[diagnostic(code("L232"), help("add the row, or a last row that begins with `otherwise`"))]
    MissingRows {
        table: String,
        missing: Words,
        #[label("a row is missing")]
        span: Span,
    },

    #[error("this row has {found} before its result, and table `{table}` asks for {wanted}")]
    #[diagnostic(
        code("L233"),
        help("write one cell for each name of the table, then the result; `any` fits everything")
    )]
    WrongCells {
        table: String,
        found: Cells,
        wanted: usize,
        #[label("{found}")]
        span: Span,
    },

    #[error("`{instrument}` is amended or interrupted from {from}, before it is in force")]
    #[diagnostic(code("L234"), help("check the two dates"))]
    BeforeItBegins {
        instrument: String,
        from: String,
        #[label("begins earlier than its target")]
        span: Span,
    },

    #[error("rules depend on each other more than {limit} deep")]
    #[diagnostic(code("L235"), help("let the later ones refer to the first rule itself"))]
    TooManyLevels {
        limit: usize,
        #[label("the end of the chain")]
        span: Span,
    },

    #[error("`{name}` would take too long to work out")]
    #[diagnostic(
        code("L236"),
        help(
            "definitions that call definitions multiply; ask for the common part once, in a rule of its own"
        )
    )]
    TooCostly {
        name: String,
        #[label("more than {limit} steps even for one case")]
        span: Span,
        limit: u64,
    },

    #[error("this `if` belongs to no days")]
    #[diagnostic(
        code("L270"),
        help(
            "where a suspension has several periods, write each `if` behind its period: from 2025-11-07 through 2026-11-10 if …"
        )
    )]
    IfWithoutPeriod {
        #[label("which days hold under this condition?")]
        span: Span,
    },

    // ---------------------------------------------------------------- data
    #[error("column `{column}` is not in this file")]
    #[diagnostic(code("L251"), help("{advice}"))]
    MissingColumn {
        column: String,
        advice: Advice,
        #[label("the columns of the file")]
        span: Span,
    },

    #[error("`{text}` is not {wanted}")]
    #[diagnostic(code("L252"), help("{advice}"))]
    BadCell {
        text: String,
        wanted: String,
        advice: String,
        #[label("cannot be read")]
        span: Span,
    },

    #[error("this line has {found}, and the first line has {wanted}")]
    #[diagnostic(code("L253"), help("put cells that contain a comma in quotation marks"))]
    RaggedLine {
        found: Cells,
        wanted: usize,
        #[label("{found}")]
        span: Span,
    },

    #[error("this row's last day is before its first")]
    #[diagnostic(code("L254"), help("`through` is the last day on which the entry belongs to the list"))]
    EmptyRow {
        #[label("no day lies in it")]
        span: Span,
    },

    #[error("`{text}` stands twice in this file")]
    #[diagnostic(code("L255"), help("remove one of the two lines"))]
    RepeatedEntry {
        text: String,
        #[label("again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },

    #[error("this file has no line")]
    #[diagnostic(code("L256"), help("the first line names the columns, each further line is an entry"))]
    EmptyFile {
        #[label("nothing in it")]
        span: Span,
    },

    #[error("{date} is not one of the days that calendar `{calendar}` covers")]
    #[diagnostic(code("L257"), help("widen `covers`, or remove the line"))]
    DayOutside {
        date: String,
        calendar: String,
        #[label("outside")]
        span: Span,
    },

    #[error("`{name}` points to row `{target}`, which is not in the table")]
    #[diagnostic(code("L258"), help("an alias uses the row of a key that has one"))]
    DanglingAlias {
        name: String,
        target: String,
        #[label("no such row")]
        span: Span,
    },

    // ---------------------------------------------------------------- types
    #[error("{left} cannot be compared with {right}")]
    #[diagnostic(code("L301"), help("{help}"))]
    Incomparable {
        left: String,
        right: String,
        help: String,
        #[label("this is {left}")]
        span: Span,
        #[label("this is {right}")]
        other: Span,
    },

    #[error("a condition is needed here, and this is {found}")]
    #[diagnostic(code("L302"), help("{help}"))]
    NotCondition {
        found: String,
        help: String,
        #[label("this is {found}")]
        span: Span,
    },

    #[error("a share needs a percent sign")]
    #[diagnostic(code("L303"), help("{advice}"))]
    PercentNeeded {
        advice: String,
        /// What can have been meant.
        readings: Vec<String>,
        #[label("a plain number")]
        span: Span,
    },

    #[error("which currency is `{number}`?")]
    #[diagnostic(code("L304"), help("write `{number} USD`, `{number} EUR` or whichever is meant"))]
    CurrencyNeeded {
        number: String,
        #[label("an amount without currency")]
        span: Span,
    },

    #[error("which unit is `{number}`?")]
    #[diagnostic(code("L305"), help("write the unit behind the number, such as `{number} {example}`"))]
    UnitNeeded {
        number: String,
        example: String,
        #[label("a number without unit")]
        span: Span,
    },

    #[error("there is no unit `{unit}`")]
    #[diagnostic(code("L306"), help("{advice}"))]
    UnknownUnit {
        unit: String,
        advice: Advice,
        #[label("not a unit or currency")]
        span: Span,
    },

    #[error("`{written}` is not how numbers are written")]
    #[diagnostic(code("L354"), help("write the number in full: `{meant}`"))]
    Scaled {
        written: String,
        meant: String,
        #[label("a number in short")]
        span: Span,
    },

    #[error("{what} has no order")]
    #[diagnostic(code("L307"), help("use `==` or `in`"))]
    Unordered {
        what: String,
        #[label("cannot be greater or smaller")]
        span: Span,
    },

    #[error("`{name}` is a group of facts, not one value")]
    #[diagnostic(code("L308"), help("choose one of {fields}"))]
    WholeRecord {
        name: String,
        fields: Words,
        #[label("choose a field of it")]
        span: Span,
    },

    #[error("`\"{text}\"` begins or ends with a blank, and no fact does")]
    #[diagnostic(code("L356"), help("write `\"{meant}\"`"))]
    LooseBlanks {
        text: String,
        meant: String,
        #[label("a blank at an end")]
        span: Span,
    },

    #[error("`\"{text}\"` is compared letter by letter, its `{mark}` too")]
    #[diagnostic(
        code("L357"),
        help(
            "name the whole texts that are meant, as in `end_user.name in names`: parts of a text cannot be asked for"
        )
    )]
    WildText {
        text: String,
        mark: char,
        #[label("no letters stand for others")]
        span: Span,
    },

    #[error("{found} has no fields")]
    #[diagnostic(code("L309"), help("{help}"))]
    NoFields {
        found: String,
        help: String,
        #[label("this is {found}")]
        span: Span,
    },

    #[error("`{name}` takes {wanted}, and {found} given")]
    #[diagnostic(code("L310"), help("write {example}"))]
    WrongArguments {
        name: String,
        wanted: String,
        found: String,
        example: String,
        #[label("does not fit")]
        span: Span,
    },

    #[error("{wanted} is needed here, and this is {found}")]
    #[diagnostic(code("L311"), help("{help}"))]
    WrongType {
        wanted: String,
        found: String,
        help: String,
        #[label("this is {found}")]
        span: Span,
    },

    #[error("a list is needed here, and this is {found}")]
    #[diagnostic(code("L312"), help("{help}"))]
    NotList {
        found: String,
        help: String,
        #[label("this is {found}")]
        span: Span,
    },

    #[error("it cannot be told what kind of list this is")]
    #[diagnostic(code("L313"), help("compare a fact with it, as in `destination in [RU, BY]`"))]
    UntypedList {
        #[label("a list of what?")]
        span: Span,
    },

    #[error("`{choices}` has fixed values, so no quotation marks")]
    #[diagnostic(code("L314"), help("{advice}"))]
    QuotedChoice {
        text: String,
        choices: String,
        advice: Advice,
        #[label("a text")]
        span: Span,
    },

    #[error("`{text}` looks like {what}, and {plural} need quotation marks")]
    #[diagnostic(code("L315"), help("write \"{text}\""))]
    UnquotedText {
        text: String,
        what: &'static str,
        plural: &'static str,
        #[label("not a known word")]
        span: Span,
    },

    #[error("`{text}` is not a country code")]
    #[diagnostic(code("L316"), help("{help}"))]
    NotCountry {
        text: String,
        help: String,
        /// The codes that can have been meant.
        meant: Vec<String>,
        /// Whether there is no doubt.
        certain: bool,
        #[label("not an ISO 3166 code")]
        span: Span,
    },

    #[error("`{text}` is not a code of `{codes}`")]
    #[diagnostic(code("L317"), help("{advice}"))]
    BadCode {
        text: String,
        codes: String,
        advice: String,
        /// The code without what is too much, if it is one then.
        meant: Option<String>,
        #[label("does not fit")]
        span: Span,
    },

    #[error("`{operator}` cannot work on {left} and {right}")]
    #[diagnostic(code("L318"), help("{help}"))]
    NoArithmetic {
        operator: &'static str,
        left: String,
        right: String,
        help: String,
        #[label("this is {left}")]
        span: Span,
        #[label("this is {right}")]
        other: Span,
    },

    #[error("months and days cannot be compared")]
    #[diagnostic(code("L319"), help("a month has 28 to 31 days; write both in days or both in months"))]
    MonthsAndDays {
        #[label("counts months")]
        span: Span,
        #[label("counts days")]
        other: Span,
    },

    #[error("`then` gives {left}, and `else` gives {right}")]
    #[diagnostic(code("L320"), help("let both give the same kind of value"))]
    DifferentBranches {
        left: String,
        right: String,
        #[label("this is {left}")]
        span: Span,
        #[label("this is {right}")]
        other: Span,
    },

    #[error("this number is too long to be meant")]
    #[diagnostic(code("L321"), help("numbers have at most 60 digits"))]
    LongNumber {
        #[label("too many digits")]
        span: Span,
    },

    #[error("codes of `{left}` and of `{right}` mean different things")]
    #[diagnostic(code("L322"), help("compare each code with codes of its own regime"))]
    DifferentCodes {
        left: String,
        right: String,
        #[label("a code of `{left}`")]
        span: Span,
        #[label("a code of `{right}`")]
        other: Span,
    },

    #[error("working days can only be added to a date")]
    #[diagnostic(code("L323"), help("write `DATE + 10 working_days(CALENDAR)`"))]
    LooseWorkingDays {
        #[label("only after `DATE +`")]
        span: Span,
    },

    #[error("only fixed values can stand here")]
    #[diagnostic(
        code("L324"),
        help("write the value itself; what depends on the case belongs in a rule or in `define`")
    )]
    NotConstant {
        #[label("not a fixed value")]
        span: Span,
    },

    #[error("`{number}` is not a whole number")]
    #[diagnostic(code("L325"), help("days, weeks, months and years are counted in whole numbers"))]
    NotWhole {
        number: String,
        #[label("whole days only")]
        span: Span,
    },

    #[error("`all` needs what shall be true of each element")]
    #[diagnostic(
        code("L326"),
        help(
            "write it after a colon: `all(x in xs where FILTER : CONDITION)`, or `all(x in xs : CONDITION)`"
        )
    )]
    AllOfWhat {
        #[label("nothing is asked of the elements")]
        span: Span,
    },

    #[error("{what}")]
    #[diagnostic(code("L350"), help("{advice}"))]
    StandsAlone {
        what: String,
        advice: String,
        /// What the text becomes.
        edits: Vec<Edit>,
        /// Whether nothing else can be meant.
        certain: bool,
        label: &'static str,
        #[label("{label}")]
        span: Span,
        #[label("this is compared with `{first}` only")]
        other: Option<Span>,
        first: String,
    },

    #[error("`{word}` is not how yes and no are written")]
    #[diagnostic(code("L351"), help("write `{meant}`"))]
    OtherTruth {
        word: String,
        meant: bool,
        #[label("yes or no")]
        span: Span,
    },

    #[error("{wanted} has no quotation marks")]
    #[diagnostic(code("L352"), help("write `{text}`"))]
    QuotedValue {
        text: String,
        wanted: String,
        #[label("a text")]
        span: Span,
    },

    #[error("`{word}` is written in another way")]
    #[diagnostic(code("L355"), help("{advice}"))]
    NothingThere {
        word: String,
        advice: String,
        /// What the text becomes.
        edits: Vec<Edit>,
        /// Whether nothing else can be meant.
        certain: bool,
        #[label("no value")]
        span: Span,
    },

    #[error("`{law}` is an instrument, and `under` behind a condition asks for a code")]
    #[diagnostic(
        code("L353"),
        help("write `under {law}` before the verdict, or name the article: `under {law} art \"1\"`")
    )]
    CitationInCondition {
        law: String,
        #[label("an instrument")]
        span: Span,
    },

    // ---------------------------------------------------------------- warnings
    #[error("`{name}` has no text from {from} through {through}")]
    #[diagnostic(
        code("L402"),
        severity(Warning),
        help("if that is meant, say so in a note; otherwise let the texts meet")
    )]
    Hole {
        name: String,
        from: String,
        through: String,
        #[label("begins after a hole")]
        span: Span,
    },
}

impl CheckError {
    /// An advice from what could have been meant.
    pub fn advice<'a>(
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        otherwise: &'static str,
    ) -> Advice {
        const FEW: usize = 12;
        let mut all: Vec<&str> = candidates.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let near = crate::diagnostics::nearest(name, all.iter().copied());
        let few = if all.len() <= FEW { all.into_iter().map(str::to_owned).collect() } else { Vec::new() };
        Advice { near, all: few, otherwise }
    }
}
