// Package layout is the document around every page: header, menu, main and footer.
package layout

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// Page is what the document needs to know of the page inside it.
type Page struct {
	Title    string // what the page is; the document title adds the product's name
	Failed   bool   // a form was refused: "Error: " stands in front of the document title
	Section  string // key of the current menu item: "home", "courses", "skills", "learning", "team", "teaching", "network", "admin" or ""
	Wide     bool   // for the heat map and the register
	NoIndex  bool
	Viewer   Viewer
	Flash    string          // what just changed, told once; "" for nothing
	Settings models.Settings // what the network says of itself; the zero one is what holds until it does
	Refresh  int             // seconds after which a browser without script asks again, 0 for never

	Beside []components.SubItem // further pages of the section, which not everybody has
	Crumbs []components.Crumb   // pages above this one; not with Back
	Back   string               // address of the step before; not with Crumbs
}

// Viewer is who looks at the page and what they may open.
type Viewer struct {
	Name string // "" is signed out
	Menu []MenuItem
	Demo bool // all people and figures are invented, and every page says so
}

// ToConfirm is how many assessments wait for the viewer.
func (v Viewer) ToConfirm() int { return v.team().Count - v.team().Answers }

// ToAnswer is how many of their people wait for the viewer's answer to join a course.
func (v Viewer) ToAnswer() int { return v.team().Answers }

func (v Viewer) team() (team MenuItem) {
	if i := slices.IndexFunc(v.Menu, func(item MenuItem) bool { return item.Key == "team" }); i >= 0 {
		team = v.Menu[i]
	}
	return team
}

// Opens tells whether the viewer's menu has the item.
func (v Viewer) Opens(key string) bool {
	return slices.ContainsFunc(v.Menu, func(item MenuItem) bool { return item.Key == key })
}

// MenuItem is one entry of the menu. Count is work waiting for this person, 0 for none, and CountLabel says what it is.
type MenuItem struct {
	Key, Label, Href string
	Count            int
	CountLabel       string
	HandedIn         bool // what people hand in is theirs to look at
	Answers          int  // of Count, wishes to join a course; the rest are assessments
}

const product = "Trellis"

func (p Page) documentTitle() string {
	title := p.Title + " – " + product
	if p.Failed {
		return "Error: " + title
	}
	return title
}

func (p Page) refreshSeconds() string { return strconv.Itoa(p.Refresh) }

func (p Page) strapline() string {
	return cmp.Or(p.Settings.Strapline, "Training and skills for analysts")
}

// colour is that of the header, which a browser shows around the page too.
func (p Page) colour() string { return cmp.Or(p.Settings.Colour, models.UsualColour) }

// theme is the address of the style sheet with the network's colour; empty where it has none of its own.
func (p Page) theme() string {
	if p.colour() == models.UsualColour {
		return ""
	}
	return paths.ThemeOf(p.Settings.Version)
}

// contact is how to reach those who run the network, in one line; empty where nobody has said.
func (p Page) contact() []components.Link {
	s := p.Settings
	var list []components.Link
	if s.ContactName != "" {
		list = append(list, components.Link{Label: s.ContactName})
	}
	if s.ContactEmail != "" {
		list = append(list, components.Link{Label: s.ContactEmail, Href: "mailto:" + s.ContactEmail})
	}
	if s.ContactPhone != "" {
		list = append(list, components.Link{Label: s.ContactPhone, Href: "tel:" + strings.ReplaceAll(s.ContactPhone, " ", "")})
	}
	return list
}

func (i MenuItem) count() string { return words.Number(i.Count) }

func (i MenuItem) countLabel() string {
	if i.CountLabel != "" {
		return " " + i.CountLabel
	}
	return " waiting"
}
