package mail_test

import (
	"strings"
	"testing"

	"trellis/app/progress"
	"trellis/models"
	"trellis/views/mail"
)

func TestALetterSaysWhatATrainerMakesOfWork(t *testing.T) {
	const hello, url = "Hello Ada\n\n", "https://skills.example.org/a"
	const again, see = "You can hand in again. What you wrote is there to go on from:\n" + url + "\n", "See it with what you handed in:\n" + url + "\n"
	for name, c := range map[string]struct {
		passed, corrects, may bool
		says, want            string
	}{
		"passed":                      {true, false, true, "", hello + "Your assignment “Funnels” has passed.\n\n" + see},
		"passed, in words":            {true, false, true, "Well drawn.\nGo on.", hello + "Your assignment “Funnels” has passed.\n\nTess says:\nWell drawn.\nGo on.\n\n" + see},
		"not yet":                     {false, false, true, "Name the source", hello + "Your assignment “Funnels” has not passed yet.\n\nTess says:\nName the source\n\n" + again},
		"not yet, and it is too late": {false, false, false, "", hello + "Your assignment “Funnels” has not passed yet.\n\n" + see},
		"corrected":                   {true, true, true, "", hello + "What was said of your assignment “Funnels” has been corrected. It has passed.\n\n" + see},
	} {
		letter := mail.Letters{}.Feedback(progress.FeedbackLetter{
			Person: models.Person{Name: "Ada Lovelace"}, Course: models.Course{Title: "Data quality"}, Unit: models.Unit{Title: "Funnels"},
			Passed: c.passed, Says: c.says, By: "Tess", Corrects: c.corrects, URL: url, MayTryAgain: c.may,
		})
		if letter.Body != c.want || letter.Subject != "Feedback on your assignment: Data quality" || letter.To.Name != "Ada Lovelace" {
			t.Errorf("%s: %q\n%s", name, letter.Subject, strings.ReplaceAll(letter.Body, "\n", "\n  "))
		}
	}
}
