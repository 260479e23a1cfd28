/** The validation room's door: rules that a schema states, checked on a message. */
export { checkRules, type RuleCheck, type RuleViolation } from "./check-rules.ts";
export { ruleFindings, type TypedJson } from "./rule-findings.ts";
