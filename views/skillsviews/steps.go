package skillsviews

import (
	"strconv"
	"strings"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/words"
)

// The measures of the picture of a skill over time, in its own units.
const (
	stepsWidth = 680
	stepsLeft  = 120 // names of levels
	stepsRight = 20
	stepsTop   = 16
	stepsRow   = 48 // between two levels
	stepsFoot  = 34 // the years
	stepsApart = 5  // between the lines of two kinds at one level
)

// stepPlot is a skill over time, ready to draw.
type stepPlot struct {
	Width, Height int
	Levels        []tick
	Years         []tick
	Lines         []stepLine
}

// tick is a place on an axis with its name.
type tick struct {
	At    int
	Label string
}

// stepLine is what one kind of judge said: a line of steps, and a mark where something was said.
type stepLine struct {
	Kind  models.AssessmentKind
	Name  string
	Path  string
	Marks []mark
}

// mark is one thing said, in the shape of its kind.
type mark struct{ Path, Title string }

// plotOf draws a history. Each kind has a shape and a line of its own, so that colour carries nothing alone.
func plotOf(p skills.HistoryPage) stepPlot {
	plot := stepPlot{Width: stepsWidth, Height: stepsTop + stepsRow*(len(p.Skill.Scale)-1) + stepsRow/2 + stepsFoot}
	level := map[int]int{}
	for i, l := range p.Skill.Scale {
		y := stepsTop + stepsRow*(len(p.Skill.Scale)-1-i)
		level[l.Value] = y
		plot.Levels = append(plot.Levels, tick{y, l.Label})
	}
	lines := p.Lines()
	from := p.Now
	for _, l := range lines {
		if l.Points[0].At.Before(from) {
			from = l.Points[0].At
		}
	}
	from = from.AddDate(0, -1, 0)
	place := func(t time.Time) int {
		return stepsLeft + int(float64(stepsWidth-stepsLeft-stepsRight)*float64(t.Sub(from))/float64(p.Now.Sub(from)))
	}
	plot.Years = years(from, p.Now, place)
	for i, l := range lines {
		apart := stepsApart * (2*i - len(lines) + 1) / 2
		plot.Lines = append(plot.Lines, lineOf(l, p.Own, place, func(v int) int { return level[v] + apart }))
	}
	return plot
}

// lineOf draws one kind. What holds goes on until something newer is said; a suggestion is a mark, and no more.
func lineOf(l skills.Line, own bool, x func(time.Time) int, y func(int) int) stepLine {
	whose := Whose{"Self"}
	if own {
		whose = Whose{}
	}
	line := stepLine{Kind: l.Kind, Name: kindWords(l.Kind, whose)}
	var path strings.Builder
	for i, v := range l.Points {
		at, level := strconv.Itoa(x(v.At)), strconv.Itoa(y(v.Level))
		if i == 0 {
			path.WriteString("M" + at + " " + level)
		} else {
			path.WriteString("H" + at + "V" + level)
		}
		line.Marks = append(line.Marks, mark{shape(l.Kind, x(v.At), y(v.Level)), line.Name + ": " + v.Label + ", " + words.Day(v.At)})
	}
	if l.Kind.Holds() {
		path.WriteString("H" + strconv.Itoa(stepsWidth-stepsRight))
	}
	line.Path = path.String()
	return line
}

// shape is the mark of a kind around a point: a circle, a square, a triangle, a diamond, a cross.
func shape(k models.AssessmentKind, x, y int) string {
	at := "M" + strconv.Itoa(x) + " " + strconv.Itoa(y)
	switch k {
	case models.ByManager:
		return at + "m-6-6h12v12h-12z"
	case models.ByTrainer:
		return at + "m0-7l7 13h-14z"
	case models.ByPeer:
		return at + "m0-8l8 8l-8 8l-8-8z"
	case models.ByCourse:
		return at + "m-6-2h4v-4h4v4h4v4h-4v4h-4v-4h-4z"
	case models.BySelf:
	}
	return at + "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0"
}

// legendShape is the mark of a kind beside its name.
func legendShape(k models.AssessmentKind) string { return shape(k, 10, 10) }

// years are the first days of years within a time; of a short one the first days of months.
func years(from, to time.Time, place func(time.Time) int) []tick {
	var ticks []tick
	here := from.In(models.London())
	if to.Sub(from) < 500*24*time.Hour {
		for at := time.Date(here.Year(), here.Month()+1, 1, 0, 0, 0, 0, models.London()); at.Before(to); at = at.AddDate(0, 3, 0) {
			ticks = append(ticks, tick{place(at), at.Format("Jan 2006")})
		}
		return ticks
	}
	for at := time.Date(here.Year()+1, 1, 1, 0, 0, 0, 0, models.London()); at.Before(to); at = at.AddDate(1, 0, 0) {
		ticks = append(ticks, tick{place(at), at.Format("2006")})
	}
	return ticks
}

// plotSays is the picture in a sentence, for those who do not see it.
func plotSays(p skills.HistoryPage) string {
	var parts []string
	whose := Whose{"Self"}
	if p.Own {
		whose = Whose{}
	}
	for _, l := range p.Lines() {
		first, last := l.Points[0], l.Points[len(l.Points)-1]
		text := kindWords(l.Kind, whose) + ": " + first.Label + " in " + first.At.In(models.London()).Format("January 2006")
		if len(l.Points) > 1 {
			text += ", last " + last.Label + " in " + last.At.In(models.London()).Format("January 2006")
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ". ") + ". The table below says the same."
}

func historyWhose(p skills.HistoryPage) Whose {
	if p.Own {
		return Whose{}
	}
	return Whose{p.Person.FirstName()}
}

func historyCaption(p skills.HistoryPage) string {
	if p.Own {
		return p.Skill.Domain.Name
	}
	return p.Person.Name
}

func historyTitle(p skills.HistoryPage) string {
	if p.Own {
		return p.Skill.Name + " over time"
	}
	return p.Skill.Name
}

// asAtTitle is the heading over a day.
func asAtTitle(p skills.AsAtPage) string {
	if p.Own {
		return "My skills on " + words.Date(p.On)
	}
	return p.Person.Name + " on " + words.Date(p.On)
}

// asAtTold says what the figures are made of.
func asAtTold(p skills.AsAtPage) string {
	text := "Made of what was said by the end of that day, against what the posts of that day asked for."
	if len(p.Mine.Roles) > 0 {
		text += " Role then: " + words.List(p.Mine.Roles) + "."
	}
	return text
}

// asAtLink leads from a skill of a day to the skill over time.
func asAtLink(p skills.AsAtPage) func(slug string) string {
	if p.Own {
		return paths.SkillHistory
	}
	return func(slug string) string { return paths.TeamPersonSkill(p.Person.ID, slug) }
}
