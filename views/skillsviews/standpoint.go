package skillsviews

import (
	"strings"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// Whose says of whom a page speaks: of its reader, or of somebody else.
type Whose struct{ First string } // the first name; empty for the reader

func (w Whose) yours() string {
	if w.First == "" {
		return "yours"
	}
	return w.First + "’s own"
}

// hereWords mark the level that is held.
func hereWords(w Whose) string {
	if w.First == "" {
		return "You are here"
	}
	return w.First + " is here"
}

// targetWords mark the level that is asked for.
func targetWords(w Whose) string {
	if w.First == "" {
		return "Target for your role"
	}
	return "Target for the role"
}

func (w Whose) your() string {
	if w.First == "" {
		return "your"
	}
	return "their"
}

// Because says which voice counts, and why.
func Because(c skills.Counted, w Whose) string {
	switch c.Why {
	case models.NothingCounts:
		return "Nobody has said anything yet."
	case models.OnlySuggested:
		return "Nothing counts yet: there are suggestions only, and neither " + w.subject() + " nor " + w.your() + " manager has assessed it."
	case models.ManagersCounts, models.OwnCounts, models.ConfirmedCounts:
	}
	text := "What counts: " + w.yours() + " of " + words.Day(c.At)
	other := w.your() + " manager’s of "
	if !c.Own {
		text, other = "What counts: "+w.your()+" manager’s, by "+c.By+", of "+words.Day(c.At), w.yours()+" of "
	}
	if !c.OverAt.IsZero() {
		text += ", newer than " + other + words.Day(c.OverAt)
	}
	if c.CarriedFrom != "" {
		text += ", carried over from version " + c.CarriedFrom
	}
	if c.StillRight {
		text += ", confirmed at a glance"
	}
	switch {
	case c.Agreed != "":
		text += ". " + c.Agreed + " confirmed it on " + words.Day(c.AgreedAt)
	case c.Own:
		text += "; not confirmed"
	}
	return text + "."
}

func (w Whose) subject() string {
	if w.First == "" {
		return "you"
	}
	return w.First
}

// kindWords are who judged, in a word.
func kindWords(k models.AssessmentKind, w Whose) string {
	switch k {
	case models.BySelf:
		if w.First == "" {
			return "You"
		}
		return "Self"
	case models.ByManager:
		return "Manager"
	case models.ByTrainer:
		return "Trainer"
	case models.ByPeer:
		return "Peer"
	case models.ByCourse:
		return "Course"
	}
	return string(k)
}

// by names who judged, where the kind does not say it.
func by(v skills.Voice) string {
	switch v.Kind {
	case models.BySelf:
		return ""
	case models.ByCourse:
		return "Record issued by " + v.By
	case models.ByManager, models.ByTrainer, models.ByPeer:
	}
	return v.By
}

// Ago is how long ago something was, roughly: "today", "3 weeks ago", "2 years ago".
func Ago(at, now time.Time) string {
	days := int(models.DateOf(now).Time().Sub(models.DateOf(at).Time()).Round(24*time.Hour) / (24 * time.Hour))
	switch {
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days < 14:
		return words.Count(days, "day", "days") + " ago"
	case days < 61:
		return words.Count(days/7, "week", "weeks") + " ago"
	case days < 730:
		return words.Count(days*12/365, "month", "months") + " ago"
	}
	return words.Count(days/365, "year", "years") + " ago"
}

// marks are what else is to be said of a voice.
func marks(v skills.Voice) []string {
	var list []string
	if v.Agreed != "" {
		list = append(list, "Confirmed by "+v.Agreed)
	}
	if v.CarriedFrom != "" {
		list = append(list, "Carried over from version "+v.CarriedFrom)
	}
	if v.StillRight {
		list = append(list, "Confirmed at a glance")
	}
	if v.Use.Known() {
		list = append(list, "Used in the 3 months before: "+strings.ToLower(words.Use(v.Use)))
	}
	return list
}

func talkLabel(v skills.Voice) string {
	if v.Remarks > 0 {
		return words.Count(v.Remarks, "remark", "remarks")
	}
	return "Talk about it"
}

// evidenceLine is one piece of evidence in a line.
func evidenceLine(e skills.Shown) string {
	title := e.Title
	if title == "" {
		title = e.Says
	}
	text := evidenceKind(e.Kind)
	if title != "" {
		text += ": " + title
	}
	if e.Withdrawn != nil {
		text += " (withdrawn since)"
	}
	return text
}

func evidenceKind(k models.EvidenceKind) string {
	switch k {
	case models.ByLogEntry:
		return "Learning log"
	case models.ByRecord:
		return "Completion record"
	case models.ByAddress:
		return "Piece of work"
	case models.ByBrief:
		return "Question answered"
	case models.ByWords:
		return "In words"
	}
	return string(k)
}

// remarksOf are what was said about an assessment, the manager's other level first.
func remarksOf(p skills.TalkPage) []components.TimelineItem {
	var items []components.TimelineItem
	if d := p.Differs; d != nil {
		items = append(items, components.TimelineItem{When: words.Day(d.At), ISO: string(models.DateOf(d.At)), What: "Sees " + d.OwnLabel + ", not " + d.Label + ": “" + d.Comment + "”", Who: d.By})
	}
	for _, r := range p.Remarks {
		what := "“" + r.Says + "”"
		if r.WantsEvidence {
			what = "Asks for evidence: " + what
		}
		items = append(items, components.TimelineItem{When: words.Moment(r.MadeAt), ISO: string(models.DateOf(r.MadeAt)), What: what, Who: r.ByName})
	}
	return items
}

func talkTitle(p skills.TalkPage) string { return TalkTitle(p) }

// TalkTitle is the heading over one assessment.
func TalkTitle(p skills.TalkPage) string {
	switch {
	case p.Own && p.Kind == models.BySelf:
		return p.Skill.Name + ": what you said"
	case p.Own:
		return p.Skill.Name + ": what " + p.By + " said"
	case p.Kind == models.BySelf:
		return p.Skill.Name + ": what " + p.Person.FirstName() + " said"
	}
	return p.Skill.Name + ": what was said of " + p.Person.FirstName()
}

// backTo is the skill from which the reader came.
func backTo(p skills.TalkPage) components.Link {
	switch {
	case p.Own:
		return components.Link{Label: "Back to " + p.Skill.Name, Href: paths.Skill(p.Skill.Slug)}
	case p.Sees:
		return components.Link{Label: "Back to " + p.Skill.Name + " of " + p.Person.FirstName(), Href: paths.TeamPersonSkill(p.Person.ID, p.Skill.Slug)}
	}
	return components.Link{Label: "Back to requests", Href: paths.Requests}
}

func whoseOf(p skills.TalkPage) Whose {
	if p.Own {
		return Whose{}
	}
	return Whose{p.Person.FirstName()}
}
