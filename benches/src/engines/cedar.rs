//! cedar-policy: `Authorizer::is_authorized`, all rules as `forbid`; the lists are attributes of one entity, a fact
//! is a request with its context.

use super::native::{self, cents, controlled_cents};
use super::{Engine, Growing};
use crate::answer::{Answer, Fired, rule};
use crate::facts::{CONTROLLED, PARTIES, Row, entries};
use cedar_policy::{
    Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicyId, PolicySet, Request,
    RestrictedExpression as Term,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt::Write as _;

const POLICY: &str = include_str!("../../peers/export.cedar");

/// Policies and the parts of a request that never change.
struct Host {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    principal: EntityUid,
    action: EntityUid,
    resource: EntityTypeName,
}

impl Host {
    fn new(policy: &str, entities: Entities) -> Host {
        Host {
            authorizer: Authorizer::new(),
            policies: policy.parse().expect("policies that are understood"),
            entities,
            principal: "Exporter::\"one\"".parse().expect("a name"),
            action: "Action::\"export\"".parse().expect("a name"),
            resource: "Item".parse().expect("a name"),
        }
    }

    fn request(&self, code: &str, context: Vec<(&str, Term)>) -> Request {
        let context = context.into_iter().map(|(name, term)| (name.to_owned(), term));
        let context = Context::from_pairs(context).expect("a context");
        let resource = EntityUid::from_type_name_and_id(self.resource.clone(), EntityId::new(code));
        Request::new(self.principal.clone(), self.action.clone(), resource, context, None).expect("a request")
    }

    /// What is noted for the policies that forbid the request.
    fn forbidding<'a, T>(&self, request: &Request, noted: &'a FxHashMap<PolicyId, T>) -> Vec<&'a T> {
        let response = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        response.diagnostics().reason().map(|policy| &noted[policy]).collect()
    }

    /// The `@id` of each policy as something else.
    fn noted<T>(&self, note: impl Fn(&str) -> T) -> FxHashMap<PolicyId, T> {
        let policies = self.policies.policies();
        policies.map(|policy| (policy.id().clone(), note(policy.annotation("id").expect("an id")))).collect()
    }
}

fn text(text: &str) -> Term {
    Term::new_string(text.to_owned())
}

pub struct Cedar {
    host: Host,
    rules: FxHashMap<PolicyId, Fired>,
    /// The host adds up what Cedar cannot.
    controlled: FxHashSet<&'static str>,
}

impl Engine for Cedar {
    type Fact<'t> = Request;

    fn ready() -> Cedar {
        let set = |csv| Term::new_set(entries(csv).map(text));
        let lists = [("parties".to_owned(), set(PARTIES)), ("controlled".to_owned(), set(CONTROLLED))];
        let name: EntityUid = "List::\"export\"".parse().expect("a name");
        let list = Entity::new(name, lists.into_iter().collect(), Default::default()).expect("an entity");
        let host = Host::new(POLICY, Entities::from_entities([list], None).expect("entities"));
        Cedar { rules: host.noted(rule), host, controlled: entries(CONTROLLED).collect() }
    }

    fn read(&self, json: &str) -> Request {
        let fact = native::fact(json);
        let half = fact.end_user.owners.iter().filter(|owner| owner.share >= 50.0);
        let mut context = vec![
            ("as_of", Term::new_long(fact.as_of.replace('-', "").parse().expect("a date"))),
            ("origin", text(&fact.item.origin)),
            ("code", text(&fact.item.code)),
            ("value_cents", Term::new_long(cents(fact.item.value))),
            ("controlled_cents", Term::new_long(controlled_cents(&fact, &self.controlled))),
            ("end_user", text(&fact.end_user.name)),
            ("half_owners", Term::new_set(half.map(|owner| text(&owner.name)))),
            ("sector", text(&fact.end_user.sector)),
            ("category", text(&fact.end_use.category)),
        ];
        context.extend(fact.end_use.logic_nm.map(|node| ("logic_nm", Term::new_long(node))));
        context.extend(fact.end_use.memory_layers.map(|layers| ("memory_layers", Term::new_long(layers))));
        self.host.request(&fact.item.code, context)
    }

    fn decide(&mut self, request: &Request) -> Answer {
        Answer::of(self.host.forbidding(request, &self.rules).into_iter().fold(0, |fired, rule| fired | rule))
    }
}

pub struct Rows {
    host: Host,
    numbers: FxHashMap<PolicyId, u32>,
}

impl Growing for Rows {
    type Fact<'t> = Request;

    fn text(rows: &[Row]) -> String {
        let mut text = String::new();
        for (number, Row { code, destination, cents }) in rows.iter().enumerate() {
            writeln!(
                text,
                "@id(\"{number}\") forbid (principal, action, resource == Item::\"{code}\")\n\
                 when {{ context.destination == \"{destination}\" && context.value_cents >= {cents} }};"
            )
            .expect("a text takes everything");
        }
        text
    }

    fn ready(text: &str) -> Rows {
        let host = Host::new(text, Entities::empty());
        Rows { numbers: host.noted(|id| id.parse().expect("a number")), host }
    }

    fn read(&self, json: &str) -> Request {
        let fact = native::fact(json);
        let context = vec![
            ("destination", text(&fact.destination)),
            ("value_cents", Term::new_long(cents(fact.item.value))),
        ];
        self.host.request(&fact.item.code, context)
    }

    fn decide(&mut self, request: &Request, fired: &mut Vec<u32>) {
        fired.extend(self.host.forbidding(request, &self.numbers));
    }
}
