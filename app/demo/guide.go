package demo

// Password is what everybody in the demonstration signs in with.
const Password = "trellis-demo-2026"

// Guest is somebody as whom one can enter the demonstration: who they are, and what is worth opening.
type Guest struct {
	Role  string
	Name  string
	Email string
	Story string
	Tries []Try
}

// Try is one thing to look at: words, and the address.
type Try struct {
	Words string
	Path  string
}

// Guests are the people that the guide presents, one for each thing that Trellis is for.
func Guests() []Guest {
	guests := []Guest{
		{"Learner", "Amara Osei", "", "A senior analyst, two levels short in forecasting. A cohort next month closes the gap and has three places left.", []Try{
			{"See my skills against my role", "/skills"}, {"Open the course that closes the gap", "/courses/forecasting-demand-and-capacity"}, {"Carry on with the self-assessment", "/skills/assessments/current"},
		}},
		{"Trainer", "Rhys Pritchard", "", "His last session has an unfinished register, and in a finished cohort nine people are ready for records.", []Try{
			{"See the registers to finish", "/teaching"}, {"See the full cohort with its waiting list", "/courses/introduction-to-r-for-health-and-care-analysis"}, {"Plan a new cohort", "/teaching/cohorts/new"}, {"Review the draft of a framework", "/"},
		}},
		{"Manager", "Helen Whitcombe", "", "Her team holds modelling six times and uses it once. Three assessments wait for her; one of them she would put lower.", []Try{
			{"See the team’s skills", "/team/skills"}, {"Answer the three assessments", "/team/confirm"}, {"Open the people of the team", "/team/people"},
		}},
		{"Unit lead", "Grace Oduya", "", "Her decision support unit leans on one evaluator.", []Try{
			{"See what the unit can do", "/team/skills"}, {"See who designs evaluations", "/team/skills/designing-evaluations"}, {"See demand and places across the network", "/network/demand"},
		}},
		{"Decision maker", "Joanna Feld", "", "A director of strategy who is on a course together with the analyst she works with.", []Try{
			{"See the light home page", "/"}, {"Find a course for leaders", "/courses"}, {"See my learning", "/learning"},
		}},
		{"First day", "Ben Adeyemi", "", "He started today. Nothing is known about him yet.", []Try{
			{"Confirm post, role and manager", "/welcome"}, {"Begin the first self-assessment", "/skills/assessments/current"}, {"Find a course", "/courses"},
		}},
		{"Network administrator", "Sunita Rao", "", "She runs the network: who holds the places, what is in demand without a course, and every message that is sent.", []Try{
			{"See demand and places", "/network/demand"}, {"Find a person and make a sign-in link", "/admin/people"}, {"Read the messages", "/admin/outbox"}, {"Compare the next version of the framework", "/admin/frameworks/HCA-STARTER/0.2.0/compare"},
		}},
	}
	for i := range guests {
		guests[i].Email = address(guests[i].Name)
	}
	return guests
}

// Records are the numbers that show each answer of the check page.
func Records() []Try {
	return []Try{
		{"A genuine record", "/verify/" + GenuineRecord},
		{"A record that was replaced", "/verify/" + SupersededRecord},
		{"A record that was withdrawn", "/verify/" + WithdrawnRecord},
		{"A record that has expired", "/verify/" + ExpiredRecord},
		{"A number that nobody has", "/verify/" + UnknownRecord},
	}
}
