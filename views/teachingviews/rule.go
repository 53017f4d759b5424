package teachingviews

import (
	"net/url"
	"strconv"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// RuleForm is the page of a completion rule, with what is wrong with what was typed.
type RuleForm struct {
	records.RulePage
	Problems models.Invalid
	Stale    bool
}

// RuleTyped is a completion rule, as a form has it.
type RuleTyped struct {
	AnyPart                           bool
	MinimumSessions, MinimumShare     string
	NeedsAssignments, NeedsEvaluation bool
}

func ticked(on bool) string {
	if on {
		return "true"
	}
	return ""
}

func (f RuleForm) summary() []components.Problem {
	return inOrder(f.Problems, []string{"applies_from", "minimum_sessions", "minimum_share", "reason"})
}

func (f RuleForm) versions() []components.SubItem {
	items := make([]components.SubItem, len(f.Versions))
	for i, n := range f.Versions {
		items[i] = components.SubItem{Label: "Version " + strconv.Itoa(n), Href: paths.CourseRule(f.Course.Code) + "?version=" + strconv.Itoa(n), Current: n == f.Of.Version}
	}
	return items
}

// changed tells that the rule is not the one alone that the version was published with.
func (f RuleForm) changed() bool { return len(f.Rules) > 1 }

func (f RuleForm) heads() []components.Head {
	heads := []components.Head{{Label: "Rule"}, {Label: "Why"}}
	if f.changed() {
		heads = append([]components.Head{{Label: "For cohorts that end"}}, heads...)
	}
	return heads
}

func ruleFrom(r records.RuleMade) string {
	if !r.ID.Known() {
		return "Before that"
	}
	return "On or after " + words.Date(r.AppliesFrom)
}

// required says which units the rule asks for beside what is typed.
func (f RuleForm) required() string {
	var titles []string
	for _, u := range f.Units {
		if u.Required && u.Kind != models.SessionUnit {
			titles = append(titles, u.Title)
		}
	}
	if len(titles) == 0 {
		return "No unit of this version is required beside its sessions."
	}
	return "Required units of this version: " + words.List(titles) + ". They are part of the version and stay."
}

func (f RuleForm) applies() string {
	return "For cohorts that end on or after " + words.Date(models.Date(f.In.AppliesFrom)) + ": " + f.Rule
}

// ruleChange says what another rule would change for the people of a cohort.
func ruleChange(c records.RuleOnCohort) string {
	switch {
	case c.Later:
		return "None: a rule with a later date holds"
	case c.Gain == 0 && c.Lose == 0:
		return "None"
	case c.Gain == 0:
		return words.Count(c.Lose, "person would", "people would") + " no longer complete"
	case c.Lose == 0:
		return words.Count(c.Gain, "more person would", "more people would") + " complete"
	}
	return words.Count(c.Gain, "more person", "more people") + ", and " + words.Count(c.Lose, "person", "people") + " no longer"
}

// hidden is what was typed, as the form that confirms it sends it again.
type hidden struct{ name, value string }

func (f RuleForm) kept() []hidden {
	in := f.In
	return []hidden{
		{"version", in.Version},
		{"applies_from", in.AppliesFrom},
		{"any_part", strconv.FormatBool(in.AnyPart)},
		{"minimum_sessions", in.MinimumSessions},
		{"minimum_share", in.MinimumShare},
		{"needs_assignments", strconv.FormatBool(in.NeedsAssignments)},
		{"needs_evaluation", strconv.FormatBool(in.NeedsEvaluation)},
		{"latest", string(in.Latest)},
	}
}

// back is the form with what was typed.
func (f RuleForm) back() string {
	query := url.Values{}
	for _, field := range f.kept() {
		query.Set(field.name, field.value)
	}
	return paths.CourseRule(f.Course.Code) + "?" + query.Encode()
}
