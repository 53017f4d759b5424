// Package skillsviews shows people where they stand, and asks them.
package skillsviews

import (
	"net/url"
	"strconv"
	"strings"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// GapOf is a skill as a gap bar.
func GapOf(k skills.Skill) components.Gap {
	return components.Gap{Held: k.Held, Required: k.Required, Max: k.Scale.Max(), Confirmed: k.Confirmed, HeldLabel: k.HeldLabel(), RequiredLabel: k.RequiredLabel()}
}

// standing says where a person is: "Working now, confirmed. Target: Practitioner".
func standing(k skills.Skill) string {
	text := "Not assessed yet"
	if k.Assessed {
		text = k.HeldLabel() + " now, " + how(k.Confirmed)
	}
	if k.Required > 0 {
		text += ". Target: " + k.RequiredLabel()
	}
	if k.UpTo > 0 {
		text += " to " + k.UpToLabel()
	}
	if k.Beyond() {
		text += ". Beyond what the role asks"
	}
	return text
}

// before is where somebody stood in a version that their roles are not of.
func before(k skills.Skill) string {
	return "In version " + k.Version + " of the framework: " + k.HeldLabel() + ", " + how(k.Confirmed) + ", " + words.Day(k.AssessedAt) + ". It does not count in version"
}

func how(confirmed bool) string {
	if confirmed {
		return "confirmed"
	}
	return "self-assessed"
}

// lately says how often the skill was used and when it was assessed.
func lately(k skills.Skill) string {
	if !k.Assessed {
		return ""
	}
	text := Aged(k)
	if k.Use.Known() {
		text += ". Used in the 3 months before: " + strings.ToLower(words.Use(k.Use))
	}
	return text
}

// Aged says when a skill was assessed, and how old that is: "Assessed 23 March 2026, 8 months ago. Stands until 23 March 2027".
func Aged(k skills.Skill) string {
	text := "Assessed " + words.Day(k.AssessedAt)
	if k.CarriedFrom != "" {
		text = "Carried over from version " + k.CarriedFrom + ", " + k.HeldLabel() + ", " + words.Day(k.AssessedAt)
	}
	if k.Earlier {
		text += ", in version " + k.Version + ", which the role is not of any more"
	}
	return text + age(k.Age)
}

// dueWords counts what is to be looked at again.
func dueWords(n int) string {
	if n == 1 {
		return "1 assessment is due again"
	}
	return words.Count(n, "assessment", "assessments") + " are due again"
}

// age says how old an assessment is, and when it is looked at again: ", 8 months ago. Due again since 23 March 2027".
func age(a skills.Age) string {
	text := ""
	if a.Months > 0 {
		text = ", " + words.Count(a.Months, "month", "months") + " ago"
	}
	switch {
	case a.Until == "":
		return text
	case a.Due:
		return text + ". Due again since " + words.Date(a.Until)
	}
	return text + ". Stands until " + words.Date(a.Until)
}

// suggestion says what a course or somebody else suggests beside what is held.
func suggestion(k skills.Skill) string {
	if k.Suggested == 0 {
		return ""
	}
	return "Suggested by a course or colleague: " + k.SuggestedLabel()
}

// courseDate is when a course runs next: "12 January 2027".
func courseDate(c skills.CourseToBuild) string {
	if c.Starts == nil {
		return "No dates yet"
	}
	return "Next: " + words.Day(*c.Starts)
}

// told is the sentence over one's skills, written from the data.
func told(p skills.MinePage) string {
	gap := Widest(p, "your")
	switch {
	case !p.Known():
		return ""
	case gap != "" && p.Strength != "":
		return gap + ". " + p.Strength + " is a strength."
	case gap != "":
		return gap + "."
	case p.Tally.Assessed > 0 && p.Tally.AtTarget == p.Tally.Assessed:
		return "You are at target in every skill that has been assessed."
	}
	return "Where you stand, against what your role asks for."
}

// Widest names the widest gap, or the few that are as wide, or counts them; whose is "your" or "the".
func Widest(p skills.MinePage, whose string) string {
	switch n := len(p.Widest); {
	case n == 0:
		return ""
	case n == 1:
		return p.Widest[0] + " is " + whose + " widest gap"
	case n <= 3:
		return words.List(p.Widest) + " are " + whose + " widest gaps"
	default:
		return strconv.Itoa(n) + " skills are " + words.Count(p.Levels, "level", "levels") + " below target"
	}
}

// RoundTitle is what a round asks for: "Autumn 2026 self-assessment".
func RoundTitle(name string) string {
	if strings.Contains(strings.ToLower(name), "assessment") {
		return name
	}
	return name + " self-assessment"
}

func askedOf(p skills.MinePage) string {
	if p.Aiming {
		return words.Count(p.Tally.Asked, "skill", "skills") + " for " + p.Aim
	}
	return words.Count(p.Tally.Asked, "skill", "skills") + " for your role"
}

func mineTiles(p skills.MinePage) []components.Stat {
	return []components.Stat{
		{Number: strconv.Itoa(p.Tally.AtTarget), Unit: "of " + strconv.Itoa(p.Tally.Asked), Label: "skills at target level", Done: p.Tally.AtTarget, Total: p.Tally.Asked},
		{Number: strconv.Itoa(p.Tally.Confirmed), Label: "skills confirmed by your manager"},
		{Number: strconv.Itoa(p.Tally.Assessed), Unit: "of " + strconv.Itoa(p.Tally.Asked), Label: "skills assessed"},
	}
}

func mineViews(p skills.MinePage) []components.SubItem {
	return []components.SubItem{
		{Label: "All skills", Href: mineAt(p, ""), Current: p.Shows != skills.OnlyGaps && p.Shows != skills.OnlyDue},
		{Label: "Only gaps", Href: mineAt(p, "show=gaps"), Current: p.Shows == skills.OnlyGaps},
		{Label: "Due again", Href: mineAt(p, "show=due"), Current: p.Shows == skills.OnlyDue},
	}
}

// mineAt is the page against the same role, shown otherwise.
func mineAt(p skills.MinePage, show string) string {
	switch {
	case p.Aiming && show != "":
		return paths.SkillsAimed + "&" + show
	case p.Aiming:
		return paths.SkillsAimed
	case show != "":
		return paths.Skills + "?" + show
	}
	return paths.Skills
}

// mineRoles switches between the present role and the one aimed at.
func mineRoles(p skills.MinePage) []components.SubItem {
	return []components.SubItem{
		{Label: "Present role", Href: paths.Skills, Current: !p.Aiming},
		{Label: "Aiming at: " + p.Aim, Href: paths.SkillsAimed, Current: p.Aiming},
	}
}

// openWords says what is to be chosen.
func openWords(p skills.MinePage) string {
	if n := p.ToChoose(); n > 0 {
		return "Your role leaves some skills open. Choose " + words.Number(n) + " more."
	}
	return "Your role leaves some skills open, and you have chosen."
}

func mineCSV(p skills.MinePage) string {
	if p.Shows != "" {
		return mineAt(p, "format=csv&show="+url.QueryEscape(string(p.Shows)))
	}
	return mineAt(p, "format=csv")
}

// roundAction is the main action of one's skills while a round is open.
func roundAction(r skills.RoundProgress) string {
	switch {
	case !r.Begun():
		return "Start your self-assessment"
	case !r.Complete():
		return "Carry on with your self-assessment"
	case r.Unsent > 0:
		return "Check and send your answers"
	}
	return "See your self-assessment"
}

// roundNote says how far one is with the round.
func roundNote(r skills.RoundProgress) string {
	note := strconv.Itoa(r.Done) + " of " + words.Count(r.Total, "skill", "skills") + " done. Open until " + words.Date(r.Round.Closes)
	if r.SentAt != nil {
		return note + ". Sent " + words.Day(*r.SentAt)
	}
	return note
}

// Timeline are moments as a timeline tells them; with names where they are of several skills.
func Timeline(moments []skills.Moment, named bool) []components.TimelineItem {
	items := make([]components.TimelineItem, len(moments))
	for i, m := range moments {
		items[i] = components.TimelineItem{When: words.Day(m.At), ISO: string(models.DateOf(m.At)), What: happened(m, named), Who: m.By}
	}
	return items
}

func happened(m skills.Moment, named bool) string {
	text := map[skills.MomentKind]string{
		skills.MomentKind(models.BySelf):    "Self-assessed at " + m.Label,
		skills.MomentKind(models.ByManager): "Assessed by the manager at " + m.Label,
		skills.MomentKind(models.ByTrainer): "A trainer suggested " + m.Label,
		skills.MomentKind(models.ByPeer):    "A colleague suggested " + m.Label,
		skills.MomentKind(models.ByCourse):  "A course suggests " + m.Label,
		skills.Agreed:                       "Confirmed at " + m.Label,
		skills.Differed:                     m.By + " thinks " + m.OwnLabel + ", not " + m.Label,
	}[m.Kind]
	if m.StillRight {
		text += ", confirmed at a glance"
	}
	if named {
		text = m.Skill + ": " + strings.ToLower(text[:1]) + text[1:]
		if m.Kind == skills.Differed {
			text = m.Skill + ": " + m.By + " thinks " + m.OwnLabel + ", not " + m.Label
		}
	}
	if m.CarriedFrom != "" {
		text += ". Carried over from version " + m.CarriedFrom
	}
	if m.Version != "" {
		text += ". Said in version " + m.Version
	}
	if m.Comment != "" {
		text += ". They said: “" + m.Comment + "”"
	}
	if m.Example != "" {
		text += ". Example: " + m.Example
	}
	return text
}

// HistoryTitle is the heading over a history.
const HistoryTitle = "History"
