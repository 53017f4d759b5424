package journeys

import (
	"fmt"
	"strings"
	"testing"

	"trellis/models/paths"
)

// bakery is a small framework as a file.
const bakery = `{"schema": "competency-framework/1", "framework": {
	"code": "BAKERY", "name": "A small framework of bakers", "version": "1", "language": "en-GB", "licence": "CC0",
	"scale": {"minimum": 0, "maximum": 2, "points": [{"value": 0, "label": "Not yet"}, {"value": 1, "label": "Helps"}, {"value": 2, "label": "Leads"}]},
	"domains": [{"code": "B", "name": "Baking", "description": "From flour to loaf.", "competencies": [
		{"code": "B1", "name": "Kneading", "description": "Making dough.", "levels": {"1": "Follows a recipe.", "2": "Knows by touch when the dough is ready."}},
		{"code": "B2", "name": "Proving", "description": "Letting dough rise.", "levels": {"1": "Watches the clock.", "2": "Watches the dough."}}]}],
	"role_profiles": [{"code": "baker", "name": "Baker", "description": "Bakes.", "requirements": {"B1": 2, "B2": 1}, "core": ["B1"]}]}}`

// TestAFrameworkComesFromAFile sends files: one that cannot be read, a new framework, and the same changed.
func TestAFrameworkComesFromAFile(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, _ := newDemo(t)
			v := b.visit(t, address, width)
			v.enter("Sunita Rao")
			v.open(paths.NewFramework)
			v.press("Look at the difference")
			v.sees("There is a problem", "Choose the file of the framework")
			v.attach(t, "bread.json", []byte(strings.Replace(bakery, `"B1": 2`, `"B7": 2`, 1)))
			v.press("Look at the difference")
			v.sees("There is a problem", "What is wrong with the file", "B7", "Nothing was kept")
			v.photograph("framework-file-refused")
			v.attach(t, "bread.json", []byte(bakery))
			v.press("Look at the difference")
			v.sees("is new here")
			v.press("Keep as draft")
			v.sees("Kept as a draft", "Kneading")
			v.follow("Publish this version")
			v.press("Publish this version")
			v.sees("Published. It holds from now on")
			v.open(paths.NewFramework)
			v.attach(t, "bread.json", []byte(strings.NewReplacer("Watches the clock.", "Sets a timer.", `{"code": "B1"`, `{"code": "B3", "name": "Shaping", "description": "Loaves and rolls."}, {"code": "B1"`).Replace(bakery)))
			v.press("Look at the difference")
			v.sees("Changed", "Watches the clock.", "Sets a timer.", "1 added", "Number of the new version")
			v.photograph("framework-file-difference")
			v.fill("version", "2")
			v.press("Keep as a draft of a new version")
			v.sees("Kept as a draft", "Shaping")
			v.follow("Compare")
			v.sees("Added", "Reworded", "Shaping")
		})
	}
}

// TestARoleProfileIsDrawn draws a role profile on a framework, with a mistake, and puts it beside another.
func TestARoleProfileIsDrawn(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, _ := newDemo(t)
			v := b.visit(t, address, width)
			v.enter("Sunita Rao")
			v.open(paths.Roles(starterCode, firstVersion))
			v.photograph("roles")
			v.follow("Draw a role profile")
			v.photograph("role-new")
			v.press("Save role profile")
			v.sees("There is a problem", "Enter a name for the role")
			v.photograph("role-new-wrong")
			v.pick("from", "senior-analyst")
			v.press("Begin with this profile")
			v.sees("The form is filled with what Senior analyst says now")
			v.fill("name", "Bed planner")
			v.chooseOfRow("Forecasting demand and capacity", "level-", "4")
			v.chooseOfRow("Economic analysis", "kind-", "optional")
			v.fill("optional_minimum", "2")
			v.press("Save role profile")
			v.sees("There is a problem")
			v.fill("optional_minimum", "1")
			v.press("Save role profile")
			v.sees("The role profile is drawn", "Bed planner", "Expert")
			v.photograph("role-drawn")
			v.open(paths.Roles(starterCode, firstVersion))
			v.sees("Bed planner", "Drawn here")
			v.follow("Compare two roles side by side")
			v.pickNamed("one", "Senior analyst")
			v.pickNamed("other", "Bed planner")
			v.press("Compare")
			v.sees("Bed planner asks for more than Senior analyst in 1 skill", "Forecasting demand and capacity")
			v.photograph("roles-compared")
		})
	}
}

// chooseOfRow chooses a value of a list in the row with the name.
func (v *visitor) chooseOfRow(name, list, value string) {
	v.t.Helper()
	v.act(fmt.Sprintf(`[...document.querySelectorAll('main tbody tr')].find(r => r.querySelector('label')?.textContent.trim() === %q).querySelector('select[name^=%q]').value = %q`, name, list, value))
}

// pickNamed chooses what is called so in a list.
func (v *visitor) pickNamed(name, label string) {
	v.t.Helper()
	v.act(fmt.Sprintf(`(() => { const list = document.querySelector('select[name=%q]'); list.value = [...list.options].find(o => o.textContent.trim() === %q).value; })()`, name, label))
}
