package journeys

import (
	"fmt"

	"github.com/chromedp/chromedp"
)

// lists walks the administrator's lists: every list as it opens, and people through search, filter, order and pages.
func lists(v *visitor) {
	v.enter("Sunita Rao")
	v.open("/")
	v.open("/admin")
	v.sees("What waits", "1 person has not been here yet", "What happened last")
	v.photograph("admin")
	v.follow("People")
	v.sees("241 people", "50 of 241 people", "Adaeze Allen")
	v.photograph("people")
	v.follow("Next page")
	first := v.firstRow()
	v.follow("Next page")
	v.follow("← Previous page")
	if back := v.firstRow(); back != first {
		v.t.Errorf("the page before begins with %s, and not with %s", back, first)
	}
	v.openFilters()
	v.pick("sort", "-joined")
	v.press("Apply filters")
	v.sees("Ben Adeyemi") // who came last
	v.openFilters()
	v.fill("q", "OSEI")
	v.pick("state", "in-post")
	v.press("Apply filters")
	v.sees("Showing:", "“OSEI”", "Has a current post", "Amara Osei")
	v.follow("“OSEI”")
	v.sees("241 people")
	v.openFilters()
	v.fill("organisation", "no such place")
	v.press("Apply filters")
	v.sees("No people match.", "No organisation is called “no such place”")
	v.follow("show all people")
	v.open("/admin/people?q=osei")
	v.follow("Amara Osei")
	v.sees("Senior analyst", "Decision maker and analyst partnership lab", "Helen Whitcombe, manager", "Administrators do not see skill levels")
	v.photograph("one-person")
	v.follow("NHS Birmingham and Solihull Integrated Care Board")
	v.sees("Short name", "What belongs to it")
	v.follow("See 46 people")
	v.sees("46 people")
	for _, list := range []struct{ name, says string }{
		{"Organisations", "57 organisations"}, {"Learning", "20 courses"}, {"Cohorts", "24 cohorts"}, {"Frameworks", "3 versions"}, {"Settings and audit", "Name and mark"}, {"Events", "Signed in"},
	} {
		v.follow(list.name)
		v.sees(list.says)
	}
	v.open("/admin/courses?sort=next")
	v.sees("All courses", "20 courses")
	v.open("/admin/cohorts?stage=running")
	v.sees("Running", "3 cohorts")
	v.open("/admin/frameworks")
	v.follow("Starter framework")
	v.unfold("Describing data")
	v.look()
	v.sees("Role profiles", "Asks for")
}

// firstRow is what the first row of the table is called.
func (v *visitor) firstRow() string {
	v.t.Helper()
	var name string
	v.do(chromedp.Text(`main tbody tr th a`, &name, chromedp.ByQuery))
	return name
}

// openFilters unfolds the filters, which begin folded on a phone.
func (v *visitor) openFilters() {
	v.t.Helper()
	v.act(`document.querySelector('.app-filter details').open = true`)
}

// pick chooses the value of a select.
func (v *visitor) pick(name, value string) {
	v.t.Helper()
	v.act(fmt.Sprintf(`document.querySelector('select[name=%q]').value = %q`, name, value))
}

// unfold opens the details with the words.
func (v *visitor) unfold(words string) {
	v.t.Helper()
	v.act(fmt.Sprintf(`[...document.querySelectorAll('main details')].find(d => d.textContent.trim().startsWith(%q)).open = true`, words))
}
