package mail_test

import (
	"strings"
	"testing"
	"time"

	"trellis/app/skills"
	"trellis/models"
	"trellis/views/mail"
)

const (
	roundURL = "https://skills.example.org/skills/assessments/spring"
	awayURL  = "https://skills.example.org/account/leave"
	awaits   = "What happens next: when you have sent it, no more reminders come. They wait while you are away, if you say when:\n" + awayURL + "\n"
)

func TestALetterRemindsOfARoundByItsStage(t *testing.T) {
	const fifteen = "The skills that your role asks for first take about fifteen minutes. Each answer is kept at once: stop and carry on when you like.\n" + roundURL + "\n\n"
	const begun = "You have begun. What you answered is kept, and you carry on where you stopped. Your manager sees it when you send it.\n" + roundURL + "\n\n"
	for name, c := range map[string]struct {
		stage         models.RoundStage
		says          string
		begun         bool
		subject, want string
	}{
		"at opening":       {models.RoundOpen, "", false, "Spring is open until 14 February 2027", "Your network asks where you stand in the skills of your role. It is open until 14 February 2027.\n\n" + fifteen},
		"with what is for": {models.RoundOpen, "For the plan.", false, "Spring is open until 14 February 2027", "Your network asks where you stand in the skills of your role. It is open until 14 February 2027.\n\nFor the plan.\n\n" + fifteen},
		"halfway, begun":   {models.RoundHalfway, "", true, "Spring: half of the time is over", "Half of the time for Spring is over. It is open until 14 February 2027.\n\n" + begun},
		"in the last week": {models.RoundLastWeek, "", false, "Spring closes on 14 February 2027", "These are the last days of Spring. It closes on 14 February 2027.\n\n" + fifteen},
	} {
		letter := mail.Letters{}.RoundReminder(skills.RoundLetter{
			Person: models.Person{Name: "Ada Lovelace"}, Round: models.Round{Name: "Spring", Opens: "2027-01-04", Closes: "2027-02-14", Says: c.says},
			Stage: c.stage, Begun: c.begun, URL: roundURL, Away: awayURL,
		})
		if want := "Hello Ada\n\n" + c.want + awaits; letter.Body != want || letter.Subject != c.subject || letter.To.Name != "Ada Lovelace" {
			t.Errorf("%s: %q\n%s", name, letter.Subject, strings.ReplaceAll(letter.Body, "\n", "\n  "))
		}
	}
}

func TestALetterBetweenRoundsListsWhatIsDue(t *testing.T) {
	scale := skills.Scale{{Value: 0, Label: "Not yet"}, {Value: 1, Label: "Awareness"}, {Value: 2, Label: "Working"}}
	at := time.Date(2025, 11, 20, 23, 30, 0, 0, time.UTC)
	f := skills.DueLetter{Person: models.Person{Name: "Ada Lovelace"}, Away: awayURL, BaseURL: "https://skills.example.org", Skills: []skills.Skill{
		{Name: "Describing data", Slug: "describing-data", Scale: scale, Assessed: true, Held: 2, AssessedAt: at},
	}}
	const rest = "Open one and choose “Assess this skill”: it takes a minute, also where nothing has changed. No round is open now, and nothing runs out: what you said stays, with its age beside it.\n\n" +
		"What happens next: a letter like this comes at most once a month, and none while you are away, if you say when:\n" + awayURL + "\n"
	const first = "- Describing data: Working, 20 November 2025\n  https://skills.example.org/skills/describing-data\n"
	letter := mail.Letters{}.SkillsDue(f)
	if want := "Hello Ada\n\nIt is a while since you last said where you stand in 1 skill of those that your role asks for first:\n\n" + first + "\n" + rest; letter.Body != want || letter.Subject != "Is this still right? 1 skill of your role" {
		t.Errorf("%q\n%s", letter.Subject, letter.Body)
	}
	f.Skills = append(f.Skills, skills.Skill{Name: "Quality assurance", Slug: "quality-assurance", Scale: scale, Assessed: true, Held: 1, AssessedAt: at.AddDate(0, 0, 9)})
	letter = mail.Letters{}.SkillsDue(f)
	if want := first + "- Quality assurance: Awareness, 29 November 2025\n"; !strings.Contains(letter.Body, want) || letter.Subject != "Is this still right? 2 skills of your role" {
		t.Errorf("%q\n%s", letter.Subject, letter.Body)
	}
}
