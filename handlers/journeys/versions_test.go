package journeys

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// The framework of the demonstration, the version that everybody is on, and the one that is written.
const (
	starterCode  = "HCA-STARTER"
	firstVersion = "0.1.0"
	nextVersion  = "3.0"
)

// TestASecondVersionIsWrittenAndPeopleMove writes a second version of a framework, has it reviewed, publishes it, moves people to
// it, and looks at what one of them finds.
func TestASecondVersionIsWrittenAndPeopleMove(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, s := newDemo(t)
			editor, reviewer := b.visit(t, address, width), b.visit(t, address, width)
			editor.enter("Sunita Rao")
			editor.beginsASecondVersion()
			editor.rewords()
			editor.adds()
			editor.merges()
			editor.asksForAReview()
			reviewer.signsOff(s)
			editor.publishes()
			editor.movesEverybody()
			b.visit(t, address, width).findsWhatWasCarried()
			b.visit(t, address, width).managesWhoWasMoved()
			editor.endsTheFirst(models.DateOf(time.Now()))
		})
	}
}

func (v *visitor) beginsASecondVersion() {
	v.t.Helper()
	v.open(paths.Framework(starterCode, firstVersion))
	v.photograph("framework")
	v.follow("Draw a new version")
	v.press("Draw the new version")
	v.sees("There is a problem", "Enter the number of the new version")
	v.fill("next", nextVersion)
	v.photograph("framework-next")
	v.press("Draw the new version")
	v.sees("The new version is a draft", "Describing data", "Unchanged")
	v.photograph("framework-draft")
}

// rewords changes what a level of one competency says, and tells the others why.
func (v *visitor) rewords() {
	v.t.Helper()
	v.follow("Describing data")
	v.fill("levels[2].text", "Describes familiar data with figures that fit it, and says what they leave out.")
	v.press("Save")
	v.follow("Describing data")
	v.press("Add the comment")
	v.sees("There is a problem", "Enter what you want to say")
	v.write("Say something", "Colleagues read “accurate” as “without error”.")
	v.press("Add the comment")
	v.sees("Colleagues read", "Sunita Rao", "Settle")
	v.photograph("framework-competency")
	v.open(paths.FrameworkComments(starterCode, nextVersion))
	v.sees("1 comment is not settled", "Describing data")
	v.photograph("framework-comments")
	v.press("Settle")
	v.sees("Settled by Sunita Rao")
}

func (v *visitor) adds() {
	v.t.Helper()
	v.open(paths.WriteFramework(starterCode, nextVersion))
	v.follow("Add a competency to Technical analysis")
	v.press("Save")
	v.sees("There is a problem")
	v.fill("name", "Analysing costs")
	v.fill("code", "TA9")
	v.fill("levels[1].text", "Can say what a cost per case leaves out.")
	v.press("Save")
	v.sees("Analysing costs")
	v.follow("Analyst")
	v.act(`document.querySelector('[name^="ask"]').focus()`)
	v.photograph("framework-profile")
	v.pickBeside("Analysing costs", "2")
	v.press("Save")
	v.sees("The role profile is saved")
}

// pickBeside chooses a value of the first list in the group that is called so.
func (v *visitor) pickBeside(legend, value string) {
	v.t.Helper()
	v.act(fmt.Sprintf(`[...document.querySelectorAll('fieldset')].find(f => f.querySelector('legend')?.textContent.trim() === %q).querySelector('select').value = %q`, legend, value))
}

// merges takes a competency out, and says that another one took it in.
func (v *visitor) merges() {
	v.t.Helper()
	v.follow("Building data pipelines")
	v.follow("Remove this competency")
	v.photograph("framework-remove")
	v.press("Remove the competency")
	v.sees("The competency is removed from this draft")
	v.follow("Compare the two versions")
	v.sees("Retired", "Added", "Reworded")
	v.follow("Say what became of it: Building data pipelines")
	v.choose("kind", string(models.Merged))
	v.press("Save")
	v.sees("There is a problem", "Choose the one competency that follows")
	v.unfold("What follows it")
	v.act(`[...document.querySelectorAll('main label')].find(l => l.textContent.trim() === 'Preparing and linking data').click()`)
	v.choose("carries", "true")
	v.fill("note", "A pipeline is how data are prepared every day.")
	v.photograph("framework-succession")
	v.press("Save")
	v.sees("Merged", "Building data pipelines → Preparing and linking data", "editors say so")
	v.act(`document.querySelectorAll('main details').forEach(d => d.open = true)`)
	v.look()
	v.photograph("framework-compare")
}

func (v *visitor) asksForAReview() {
	v.t.Helper()
	v.open(paths.PublishFramework(starterCode, nextVersion))
	v.sees("Somebody other than you signs the draft off before you publish it")
	v.follow("Reviews")
	v.press("Ask for a review")
	v.sees("There is a problem", "Enter the email address of the person")
	v.fill("email", addressOf(v.t, "Rhys Pritchard"))
	v.press("Ask for a review")
	v.sees("Rhys Pritchard", "Asked")
	v.photograph("framework-reviews")
}

// signsOff comes by the letter, and signs the draft off as it stands.
func (v *visitor) signsOff(s *store.Store) {
	v.t.Helper()
	v.enter("Rhys Pritchard")
	v.open(v.letter(s, "/reviews/"))
	v.sees("Review Starter framework", "Sunita Rao asks you", "What changes since version "+firstVersion, "Analysing costs")
	v.press("Add the comment")
	v.sees("There is a problem", "Enter what you want to say")
	v.pickNamed("competency", "Analysing costs")
	v.write("Your comment", "Say whose costs.")
	v.press("Add the comment")
	v.sees("Said. The editors see it where they write", "Say whose costs.")
	v.photograph("framework-review")
	v.press("Send")
	v.sees("There is a problem", "Choose whether you sign it off")
	v.choose("verdict", string(models.ChangesWanted))
	v.press("Send")
	v.sees("There is a problem", "Say what you want changed")
	v.choose("verdict", string(models.SignedOff))
	v.fill("says", "Clearer than before.")
	v.press("Send")
	v.sees("Sent. Whoever asked you is told", "Signed off")
}

func (v *visitor) publishes() {
	v.t.Helper()
	v.open(paths.PublishFramework(starterCode, nextVersion))
	v.sees("Rhys Pritchard", "Signed off", "They stay there until they are moved")
	v.photograph("framework-publish")
	v.press("Publish this version")
	v.sees("Published. It holds from now on")
	v.photograph("framework-published")
	v.follow("Compare")
	v.sees("Version "+nextVersion+" beside version "+firstVersion, "Reworded", "Analysing costs")
}

// movesEverybody looks at what a move would do, and moves all who have a role of the first version.
func (v *visitor) movesEverybody() {
	v.t.Helper()
	v.open(paths.Framework(starterCode, nextVersion))
	v.follow("Move people to this version")
	v.photograph("framework-move")
	v.follow("Move from version " + firstVersion)
	v.sees("What follows each role profile", "Senior analyst")
	v.photograph("framework-move-form")
	v.press("See what would happen")
	v.sees("people move, with", "Assessments that carry over", "Its words are unchanged", "Assessments that do not carry over", "Describing data", "Newly asked", "Analysing costs")
	v.photograph("framework-move-preview")
	v.press("Move ")
	v.awaits("State Done")
	v.sees("241 posts moved", "assessments carried over")
	v.photograph("framework-moved")
	v.open(paths.MoveVersion(starterCode, nextVersion))
	v.sees("Nobody is on another version", "Moves so far")
}

// findsWhatWasCarried is Amara Osei's: what she said holds where the words are the same, and is asked again where they are not.
func (v *visitor) findsWhatWasCarried() {
	v.t.Helper()
	v.enter("Amara Osei")
	v.open(paths.Skills)
	v.sees("Carried over from version "+firstVersion, "Describing data", "in version "+firstVersion+", which the role is not of any more")
	v.photograph("framework-skills-after")
	v.open(paths.Skill("inference-and-uncertainty"))
	v.sees("arried over from version "+firstVersion, "Practitioner")
	v.photograph("framework-skill-carried")
	v.open(paths.Skill("describing-data"))
	v.photograph("framework-skill-left")
	v.sees("Not assessed yet", "In version "+firstVersion+" of the framework: Practitioner", "Said in version "+firstVersion)
	if text := v.text(); strings.Contains(text, "arried over from version") {
		v.t.Errorf("what was reworded is carried over: %.900s", text)
	}
	v.follow("Assess this skill")
	v.sees("Describing data", "says what they leave out")
	v.photograph("framework-asked-again")
}

// managesWhoWasMoved is Helen Whitcombe's, who sees it of her people, and confirms what waits for her.
func (v *visitor) managesWhoWasMoved() {
	v.t.Helper()
	v.enter("Helen Whitcombe")
	v.open("/team/people")
	v.follow("Amara Osei")
	v.sees("Carried over from version "+firstVersion, "in version "+firstVersion)
	v.photograph("framework-team-person")
	v.follow("Inference and uncertainty")
	v.sees("arried over from version " + firstVersion)
	v.open("/team/confirm")
	v.follow("Owen Hartley")
	v.sees("arried over from version " + firstVersion)
	v.photograph("framework-team-confirm")
}

// endsTheFirst announces the end of the first version.
func (v *visitor) endsTheFirst(today models.Date) {
	v.t.Helper()
	v.open(paths.Framework(starterCode, firstVersion))
	v.follow("End this version")
	v.press("Announce its end")
	v.sees("There is a problem", "Enter its last day")
	v.fill("cutoff", string(today.AddDays(60)))
	v.fill("retires", string(today.AddDays(30)))
	v.fill("because", "Version "+nextVersion+" takes its place.")
	v.press("Announce its end")
	v.sees("There is a problem", "Nobody can be put on it after its last day")
	v.fill("cutoff", string(today.AddDays(14)))
	v.photograph("framework-retire")
	v.press("Announce its end")
	v.sees("Announced", "Call it off", "takes its place")
	v.photograph("framework-retiring")
	v.open(paths.Framework(starterCode, firstVersion))
	v.sees("This version ends on", "takes nobody new after")
}
