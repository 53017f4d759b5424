package learningviews

import (
	"cmp"
	"slices"

	"trellis/app/learning"
	"trellis/models"
	"trellis/views/components"
	"trellis/views/words"
)

// EnrolForm is what somebody typed into the form, and what is wrong with it.
type EnrolForm struct {
	learning.Enrol
	Problems models.Invalid
}

func (f EnrolForm) problems(page learning.EnrolPage) []components.Problem {
	fields := []string{"post_id"}
	for _, q := range page.Questions {
		fields = append(fields, learning.AnswerField(q.ID))
	}
	return found(f.Problems, append(fields, "decision_maker", "needs")...)
}

func managerWords(page learning.EnrolPage) string {
	var names []string
	for _, p := range page.Posts {
		if p.ManagerName != "" {
			names = append(names, p.ManagerName)
		}
	}
	switch {
	case len(names) > 0:
		return words.List(names)
	case page.WayIn == models.Approval:
		return "Nobody is named as your manager. A trainer decides instead"
	}
	return "Nobody is named as your manager. You can enrol all the same"
}

// decided tells whether somebody answers before there is a place or a turn.
func decided(page learning.EnrolPage) bool {
	return page.WayIn == models.Application || page.WayIn == models.Approval || page.WayIn == models.PairedWay
}

func enrolTitle(page learning.EnrolPage) string {
	switch {
	case page.WayIn == models.Nomination:
		return "People are named for this cohort"
	case page.WayIn == models.Application:
		return "Apply for this cohort"
	case page.WayIn == models.Approval:
		return "Ask to join this cohort"
	case page.WayIn == models.PairedWay:
		return "Ask to join as a pair"
	case page.Barred():
		return "You cannot enrol on this cohort yet"
	case page.Full():
		return "Join the waiting list"
	}
	return "Enrol on this cohort"
}

// promise says plainly whether this is a place or a turn in the line, and who decides.
func promise(page learning.EnrolPage) string {
	switch page.WayIn {
	case models.Nomination:
		return "A manager or a decision maker names people for it. Who is named gets an email, and says whether they come."
	case models.Application:
		return "You answer some questions, and a trainer decides. The time of your asking fixes your turn. " + outlook(page)
	case models.Approval:
		return "Your manager, or their deputy, decides. The time of your asking fixes your turn. " + outlook(page)
	case models.PairedWay:
		return "An analyst and a decision maker come together. We ask the other by email. Once both of you have agreed you get two places, or wait together."
	default:
	}
	if page.Barred() {
		return barredWords(page)
	}
	return outlook(page)
}

func barredWords(page learning.EnrolPage) string {
	if len(page.Missing) > 0 {
		return "This cohort asks for something first."
	}
	return "You have another session at the time, and nobody can be enrolled on this cohort with a clash."
}

// outlook says whether there are places now.
func outlook(page learning.EnrolPage) string {
	strong, rest := places(page.CohortCard)
	switch {
	case !page.Full() && decided(page):
		return strong + rest + "."
	case !page.Full():
		return "There is a place for you: " + strong + rest + "."
	case page.Unscheduled:
		return "The dates are not set. You join the waiting list, and are offered a place in its order once they are."
	case page.KeptForOthers():
		return "The places that are free are kept for others for now. You join the waiting list. " + heldFor(page.Cohort) + "."
	case decided(page):
		return "All places are taken: once you are approved you wait in the order of asking. " + heldFor(page.Cohort) + "."
	case page.Waiting == 0:
		return "All places are taken. You will be the first on the waiting list. " + heldFor(page.Cohort) + "."
	}
	return "All places are taken. You will be " + words.Ordinal(page.Waiting+1) + " on the waiting list. The list goes by the order of asking. " + heldFor(page.Cohort) + "."
}

func expects(page learning.EnrolPage) string {
	if page.Full() || decided(page) {
		return ""
	}
	return "place"
}

func enrolLabel(page learning.EnrolPage) string {
	switch {
	case page.WayIn == models.Application:
		return "Send application"
	case page.WayIn == models.Approval, page.WayIn == models.PairedWay:
		return "Ask to join"
	case page.Full():
		return "Join waiting list"
	}
	return "Enrol"
}

// partnerField asks for who comes along: on a cohort for pairs it must be somebody.
func partnerField(page learning.EnrolPage, form EnrolForm) components.Field {
	f := components.Field{
		Name: "decision_maker", Label: "Email address of a decision maker who comes with you", Type: "email", Autocomplete: "off", Width: 30,
		Optional: page.WayIn != models.PairedWay, Value: form.DecisionMaker, Problem: form.Problems["decision_maker"],
		Hint: "Someone who uses your analysis. They must be known here. We ask them by email: once they agree you get two places, or wait together.",
	}
	if page.Analyst {
		f.Label = "Email address of the analyst who comes with you"
		f.Hint = "Someone whose analysis you use. They must be known here. We ask them by email."
	}
	return f
}

// postOptions are the posts for which somebody may come.
func postOptions(page learning.EnrolPage) []components.Option {
	options := make([]components.Option, len(page.Posts))
	for i, p := range page.Posts {
		manager := "Nobody is named as manager: a trainer decides"
		if p.ManagerName != "" {
			manager = p.ManagerName + " decides"
		}
		options[i] = components.Option{Value: string(p.ID), Label: p.Title + ", " + p.OrganisationName, Hint: manager}
	}
	return options
}

// awaitedNext says of whom an answer is awaited, and since when.
func awaitedNext(page learning.EnrolmentPage) []string {
	a := page.Asking
	since := ""
	if !a.Since.IsZero() {
		since = " They were asked at " + words.Moment(a.Since) + "."
	}
	turn := "The time of your asking fixes your turn. We will email you when there is an answer."
	switch a.Awaits {
	case models.AwaitsManager:
		if a.NoManager {
			return []string{"Nobody is named as manager of your post now, so a trainer of the cohort decides." + since, turn}
		}
		return []string{a.Name + ", or a deputy, decides." + since, turn}
	case models.AwaitsPerson:
		return []string{a.Name + " named you for this cohort. Say whether you come."}
	case models.AwaitsPartner:
		return []string{a.Name + " is asked whether they come with you." + since + " Once both of you have agreed you get two places, or wait together.", "The time of your asking fixes your turn."}
	default:
		return []string{"A trainer of the cohort decides." + since, turn}
	}
}

// answerTitle and answerText say where a question stands that somebody was asked in a letter.
func answerTitle(open bool, state models.EnrolmentState) string {
	switch {
	case open:
		return "Do you come?"
	case state == models.Placed:
		return "You have a place"
	case state == models.Waiting:
		return "You are on the waiting list"
	case state == models.Offered:
		return "A place is offered to you"
	case state == models.Applied:
		return "You said that you come"
	case state == models.Declined:
		return "You turned this down"
	}
	return "This is closed"
}

func answerText(open bool, state models.EnrolmentState, asks string) string {
	switch {
	case open:
		return asks
	case state == models.Placed:
		return "The sessions and how to join them are on the enrolment page, after signing in."
	case state == models.Waiting:
		return "We email you when a place is yours to take."
	case state == models.Offered:
		return "The link to take it is in another email."
	case state == models.Applied:
		return "We email you when there is an answer."
	case state == models.Declined:
		return "Whoever asked you has been told."
	}
	return "It was taken back, answered, or came too late. You need not do anything."
}

func copies(form EnrolForm) string {
	if form.CopyManager {
		return "true"
	}
	return ""
}

// Pickable are people to tick: those who are on the cohort already are left out.
func Pickable(people []learning.Bookable, ticked []models.ID) []components.Option {
	var options []components.Option
	for _, p := range people {
		if p.State == "" {
			options = append(options, components.Option{Value: string(p.ID), Label: p.Name, Hint: p.Title, Chosen: slices.Contains(ticked, p.ID)})
		}
	}
	return options
}

// emailProblem is that of the email; that of nobody chosen stands there too, where there is nobody to tick.
func emailProblem(page learning.NominatePage, form NominateForm) string {
	if len(page.People) == 0 {
		return cmp.Or(form.Problems["email"], form.Problems["person"])
	}
	return form.Problems["email"]
}
