package components_test

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/a-h/templ"

	c "trellis/views/components"
)

type templWriter = io.Writer

func heat() templ.Component {
	skills := []string{"Framing the question", "Working with decision makers", "Data quality and provenance", "Appraising research", "Evaluation design", "Explaining uncertainty", "Reproducible analysis", "Writing for decisions", "Modelling and forecasting", "Qualitative insight", "Reviewing past decisions", "Showing data clearly", "Agreeing scope"}
	var head, rows strings.Builder
	for i, s := range skills {
		fmt.Fprintf(&head, `<th scope="col"><b>C%d</b>%s</th>`, i+1, s)
	}
	for p, name := range []string{"Amara Osei", "Ben Aldridge", "Chidi Nwosu", "Daisy Holroyd"} {
		fmt.Fprintf(&rows, `<tr><th scope="row"><a href="/p/%d">%s</a><span>Senior analyst</span></th>`, p, name)
		for i := range skills {
			level, required := (p*7+i*3)%6-1, (i+p)%5
			number, of := "–", ""
			if level >= 0 {
				number = fmt.Sprint(level)
			}
			if required > 0 {
				of = fmt.Sprintf("<small>of %d</small>", required)
			}
			fmt.Fprintf(&rows, `<td class="%s"><span aria-hidden="true">%s%s</span></td>`, c.HeatClass(level, required), number, of)
		}
		rows.WriteString(`</tr>`)
	}
	return with(c.CardFlush("Reviewing past decisions is the widest gap", "heat-h", "Level held against the level the role requires"),
		with(c.Scroll("heat-cap", "Scroll sideways to see every skill."),
			html(`<table class="app-heat app-heat--people"><caption class="nhsuk-u-visually-hidden" id="heat-cap">People by skill</caption><thead><tr><th scope="col">Person</th>`+head.String()+`</tr></thead><tbody>`+rows.String()+`</tbody></table>`)),
		with(c.PeopleHeatLegend(), html(`<span>Dashed: not assessed. Grey: no target for the role.</span>`)),
		c.HeatLegend([]string{"0 to 19%", "20 to 39%", "40 to 59%", "60 to 79%", "80 to 100%"}, "Hidden: fewer than 5 people assessed"))
}

func register() templ.Component {
	options := []c.Option{{Value: "attended", Label: "Attended"}, {Value: "part", Label: "Part"}, {Value: "missed", Label: "Missed"}, {Value: "apologies", Label: "Apologies"}}
	parts := []templ.Component{html(`<form class="app-card app-card--flush" action="/register/3" method="post" data-register><table class="app-reg"><caption><span class="app-h2">Session 3: Framing the decision</span><br><span class="app-muted app-small">Tuesday 13 October 2026, 10am to midday, online</span></caption><thead><tr><th scope="col">Person</th><th scope="col"><b>1</b><span aria-hidden="true">15 Sep</span><span class="nhsuk-u-visually-hidden">15 September</span></th><th scope="col" class="is-now"><b>Session 3, today</b><span>13 October</span></th><th scope="col" class="app-reg__sum"><b>So far</b><span>need 5 of 6</span></th></tr></thead><tbody>`)}
	for i, mark := range []c.MarkKind{c.MarkAttended, c.MarkPart, c.MarkMissed, c.MarkApologies, c.MarkNotExpected} {
		name := []string{"Amara Osei", "Ben Aldridge", "Chidi Nwosu", "Daisy Holroyd", "Ewan McAllister"}[i]
		value := []string{"attended", "part", "missed", "apologies", ""}[i]
		parts = append(parts, html(`<tr><th scope="row"><a href="/p">`+name+`</a><span>Northmere ICB</span></th><td class="app-reg__h">`), c.PastMark(mark),
			html(`</td><td class="is-now">`), c.Attendance(c.Field{Name: "mark." + fmt.Sprint(i), Label: name + ", session 3", Value: value}, options),
			html(`</td><td class="app-reg__sum"><span class="app-only-m">So far: </span>1 of 2</td></tr>`))
	}
	parts = append(parts, html(`</tbody></table>`), with(c.SaveBar("4 of 5", " marked: 1 attended, 1 part, 1 missed, 1 apologies"), c.Button("Save register")), html(`</form>`))
	return templ.Join(parts...)
}

func forms() templ.Component {
	levels := []c.Option{{Value: "1", Label: "Awareness", Hint: "I know that estimates carry uncertainty."}, {Value: "2", Label: "Working", Hint: "I put ranges in routine work."}, {Value: "0", Label: "Not yet", Hint: "I have not needed to do this."}}
	yesNo := []c.Option{{Value: "yes", Label: "Yes", Hint: "They come to 3 of the 6 sessions"}, {Value: "no", Label: "No"}}
	return templ.Join(html(`<form class="app-form" action="/x" method="post" novalidate>`),
		c.LevelPicker(c.Field{Name: "level", Label: "Which of these best describes you today?", Hint: "Choose the highest one where you could give a real example.", Problem: "Select the level that best describes you"}, levels),
		c.Seg(c.Field{Name: "use", Label: "In the last 3 months, how often have you used this skill?", Hint: "It does not change your level.", Value: "1"}, []c.Option{{Value: "0", Label: "Not at all"}, {Value: "1", Label: "Once or twice"}, {Value: "2", Label: "Most months"}, {Value: "3", Label: "Most weeks"}}),
		c.TextInput(c.Field{Name: "email", Label: "Email address", Hint: "We send a link to it", Value: "amara@", Type: "email", Autocomplete: "email", InputMode: "email", Problem: "Enter an email address in the right form, like name@example.org"}),
		c.TextInput(c.Field{Name: "hours", Label: "Hours", Width: 4, InputMode: "decimal"}),
		c.PasswordInput(c.Field{Name: "password", Label: "Password"}),
		c.Textarea(c.Field{Name: "example", Label: "A real example", Optional: true, Hint: "What was the decision?", MaxLength: 600, Rows: 4}),
		c.Textarea(c.Field{Name: "comment", Label: "Comment"}),
		c.Radios(c.Field{Name: "pair", Label: "Do you come as a pair?", Problem: "Select whether you come as a pair"}, yesNo),
		c.Radios(c.Field{Name: "online", Label: "Online?", Inline: true, Value: "no"}, []c.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}),
		c.Checkboxes(c.Field{Name: "access", Label: "What do you need?", Hint: "Select all that apply"}, []c.Option{{Value: "loop", Label: "Hearing loop", Chosen: true}, {Value: "step", Label: "Step-free access", Hint: "Lift or ramp"}}),
		c.Checkbox(c.Field{Name: "agree", Label: "I can come to 5 of the 6 sessions", Hint: "Tell us if that changes"}, "yes"),
		c.DateInput(c.Field{Name: "when", Label: "Date", Value: "2026-10-13", Max: "2026-12-31"}),
		c.FileUpload(c.Field{Name: "file", Label: "File of people", Hint: "A CSV file", Accept: ".csv"}),
		html(`<div class="app-actions">`), c.Button("Save and continue"), c.ButtonSecondary("Save and come back later", "then", "exit"), html(`</div></form><div class="app-actions">`), c.ButtonLink("Start", "/start"), c.PostButtonMain("/confirm", "Confirm", " Explaining uncertainty"), html(`</div>`))
}

func record() templ.Component {
	parts := []templ.Component{c.Panel("You are enrolled", "Your place on the January cohort is held")}
	for i, kind := range []c.VerdictKind{c.Superseded, c.Withdrawn, c.Expired, c.NotFound} {
		title := []string{"This record has been replaced", "This record was withdrawn", "This record has expired", "We cannot find this record"}[i]
		shown := strings.Builder{}
		_ = c.Verdict(kind, title, "Checked on 12 October 2026 at 2:14pm.").Render(context.Background(), &shown)
		parts = append(parts, html(strings.NewReplacer("<h1", "<h2", "</h1>", "</h2>", `id="verdict"`, fmt.Sprintf(`id="verdict-%d"`, i)).Replace(shown.String())))
	}
	return templ.Join(append(parts,
		html(`<article class="app-card app-card--flush" aria-labelledby="verdict">`), c.Verdict(c.Genuine, "This record is genuine", "Checked on 12 October 2026 at 2:14pm."), html(`<div class="app-record"><p class="app-record__name">Amara Osei</p><p class="app-record__did">completed</p><p class="app-record__course">Data quality and provenance</p>`),
		c.SummaryList([]c.SummaryRow{{Key: "Completed on", Value: "11 September 2026", ChangeHref: "/c", ChangeLabel: " completion date"}, {Key: "Skills covered", Content: c.Chips([]string{"Data quality", "Explaining uncertainty"})}, {Key: "Record number", Content: c.Code("TR-7K4M-Q2XR")}}),
		html(`</div></article><article class="app-certificate">`), c.Mark("app-certificate__mark"),
		html(`<p class="app-certificate__kind">Certificate of completion</p><p class="app-certificate__name">Amara Osei</p><p class="app-certificate__did">completed</p><p class="app-certificate__course">Data quality and provenance</p><dl class="app-certificate__facts"><div><dt>Completed on</dt><dd>11 September 2026</dd></div><div><dt>Awarded by</dt><dd>Northmere Decision Support Network</dd></div><div><dt>Record number</dt><dd><span class="app-code">TR-7K4M-Q2XR</span></dd></div></dl><p class="app-certificate__foot">Shows completion, not competence.</p></article>`))...)
}
