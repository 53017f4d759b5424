package words

import "slices"

// Figure says what a number on a page counts, so that nobody has to guess. It is said under the number, and on the page that
// holds them all.
type Figure struct {
	Code      string // in the address of its definition
	Name      string // as it stands on pages
	What      string // is counted, and how
	Whom      string // it is counted over
	Refreshed string // when it is counted anew
	Query     string // which rows are counted, in words that lead to them in the database
}

// When figures are counted anew.
const (
	asItStands  = "Each time the page is opened"
	withChanges = "With each change, and just after midnight for what the calendar changes"
)

// Figures are all definitions, in the order in which a reader needs them.
func Figures() []Figure {
	return slices.Concat(figuresOfPeople(), figuresOfTheNetwork(), figuresOfNeeds())
}

// FigureOf finds a definition by its code.
func FigureOf(code string) (Figure, bool) {
	all := Figures()
	if i := slices.IndexFunc(all, func(f Figure) bool { return f.Code == code }); i >= 0 {
		return all[i], true
	}
	return Figure{}, false
}

// figuresOfPeople are those that every other figure is made of.
func figuresOfPeople() []Figure {
	return []Figure{
		{
			Code: "required", Name: "Required level",
			What: "The level that a role profile asks for. Somebody with several current posts is asked for the highest of them", Whom: "People with a current post that has a role profile",
			Refreshed: asItStands, Query: "Requirements of the role profiles of current posts; optional ones where the person has chosen them",
		},
		{
			Code: "held", Name: "Held level",
			What: "The level of the newest assessment by the person or their manager. Trainers, peers and courses suggest, and do not count", Whom: "People who have assessed themselves, or whom a manager has assessed",
			Refreshed: asItStands, Query: "Assessments of kind self or manager, the newest of each person and competency; kept as skills",
		},
		{
			Code: "confirmed", Name: "Confirmed",
			What: "Held levels that a manager has given, or agreed to", Whom: "People who are asked for the competency and have an assessment of it",
			Refreshed: asItStands, Query: "Skills whose assessment is of kind manager, or has a confirmation that agrees",
		},
		{
			Code: "at-target", Name: "At or above target",
			What: "People whose held level is at least what their role asks for, of those who have an assessment. Never assessed is no data, and not 0", Whom: "People who are asked for the competency and have an assessment of it",
			Refreshed: withChanges, Query: "Current posts joined to their requirements and to skills that are assessed; at target where the level of the skill is not below that of the requirement",
		},
		{
			Code: "used", Name: "Used",
			What: "People at target who said that they used the skill at least once in the last three months, of those at target who were asked", Whom: "People at target who have said how often they use it",
			Refreshed: withChanges, Query: "Skills at target with an answer to how often they are used; used where that is not “not at all”",
		},
		{
			Code: "gap", Name: "Gap",
			What: "Required level minus held level, and never below 0", Whom: "People who are asked for the competency and have an assessment of it",
			Refreshed: asItStands, Query: "The requirement of the current posts minus the level of the skill",
		},
	}
}
