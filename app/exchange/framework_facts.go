package exchange

import (
	"fmt"
	"strconv"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// facts are what a framework says of one of its parts, in the words of a page.
type facts struct {
	part string
	list []fact
}

type fact struct{ what, says string }

// ChangedWords is one thing that a part says otherwise than before.
type ChangedWords struct{ What, Old, New string }

// ChangedPart is a part of a framework that says something otherwise.
type ChangedPart struct {
	Name  string
	Words []ChangedWords
}

// PartsCompared tells two contents of a version apart, part by part: the framework itself, its levels and domains, its
// competencies and role profiles.
type PartsCompared struct {
	Added, Gone []string
	Changed     []ChangedPart
	Unchanged   int
}

// compared tells the parts of two contents apart. The references of both are codes.
func compared(before, after store.FrameworkContent) (c PartsCompared) {
	old := map[string][]fact{}
	var names []string
	for _, f := range factsOf(before) {
		old[f.part] = f.list
		names = append(names, f.part)
	}
	for _, f := range factsOf(after) {
		was, there := old[f.part]
		delete(old, f.part)
		if !there {
			c.Added = append(c.Added, f.part)
			continue
		}
		if words := otherwise(was, f.list); len(words) > 0 {
			c.Changed = append(c.Changed, ChangedPart{f.part, words})
		} else {
			c.Unchanged++
		}
	}
	for _, name := range names {
		if _, gone := old[name]; gone {
			c.Gone = append(c.Gone, name)
		}
	}
	return c
}

// otherwise is what is said differently. What is not said is empty.
func otherwise(before, after []fact) (words []ChangedWords) {
	old := map[string]string{}
	for _, f := range before {
		old[f.what] = f.says
	}
	for _, f := range after {
		if old[f.what] != f.says {
			words = append(words, ChangedWords{f.what, old[f.what], f.says})
		}
		delete(old, f.what)
	}
	for _, f := range before {
		if says, gone := old[f.what]; gone && says != "" {
			words = append(words, ChangedWords{f.what, says, ""})
		}
	}
	return words
}

// factsOf are what a framework says. Its references are codes.
func factsOf(c store.FrameworkContent) []facts {
	v := c.Version
	list := []facts{{"The framework", []fact{
		{"Name", c.Framework.Name},
		{"Language", v.Language},
		{"Licence", v.Licence},
		{"Source", v.Source},
		{"Attribution", v.Attribution},
		{"May be handed out", yesOrNo(!v.ExportBarred)},
		{"Identifier", v.Identifier},
		{"Description", v.Description},
		{"Notes", v.Notes},
	}}}
	labels := map[int]string{}
	for _, l := range c.Levels {
		labels[l.Value] = fmt.Sprintf("Level %d, %s", l.Value, l.Label)
		list = append(list, facts{"Level " + strconv.Itoa(l.Value), []fact{{"Name", l.Label}, {"Description", l.Description}}})
	}
	for _, d := range c.Domains {
		list = append(list, facts{"Domain " + d.Code, []fact{{"Name", d.Name}, {"Description", d.Description}, {"Identifier", d.Identifier}}})
	}
	texts := map[models.ID][]fact{}
	for _, d := range c.Descriptors {
		texts[d.CompetencyID] = append(texts[d.CompetencyID], fact{labels[d.Level], d.Text})
	}
	for _, k := range c.Competencies {
		part := ""
		if k.ParentID != nil {
			part = string(*k.ParentID)
		}
		list = append(list, facts{"Skill " + k.Code, append([]fact{
			{"Name", k.Name},
			{"Domain", string(k.DomainID)},
			{"Part of", part},
			{"Description", k.Description},
			{"Kind", string(k.Kind)},
			{"Flags", k.Flags},
			{"Holds for months", numbered(k.HoldsMonths)},
			{"See also", k.SeeAlso},
			{"Identifier", k.Identifier},
		}, texts[models.ID(k.Code)]...)})
	}
	return append(list, profileFacts(c)...)
}

func profileFacts(c store.FrameworkContent) (list []facts) {
	asked := map[models.ID][]fact{}
	for _, q := range c.Requirements {
		says := strconv.Itoa(q.Level)
		if q.UpTo != nil {
			says += " to " + strconv.Itoa(*q.UpTo)
		}
		for word, is := range map[string]bool{", core": q.Core, ", optional": q.Optional} {
			if is {
				says += word
			}
		}
		asked[q.RoleProfileID] = append(asked[q.RoleProfileID], fact{"Asks for " + string(q.CompetencyID), says})
	}
	for _, p := range c.Profiles {
		list = append(list, facts{"Role profile " + p.Code, append([]fact{
			{"Name", p.Name},
			{"Family", p.Family},
			{"Description", p.Description},
			{"Bands", p.Bands},
			{"Decision maker", yesOrNo(p.DecisionMaker)},
			{"Retired", yesOrNo(p.Retired)},
			{"At least this many of what is optional", numbered(p.OptionalMinimum)},
		}, asked[models.ID(p.Code)]...)})
	}
	return list
}

// nextVersion is a number behind that of a version: its last number, one more.
func nextVersion(version string) string {
	end := len(version)
	for end > 0 && !isDigit(version[end-1]) {
		end--
	}
	start := end
	for start > 0 && isDigit(version[start-1]) {
		start--
	}
	n, err := strconv.Atoi(version[start:end])
	if err != nil {
		return strings.TrimSpace(version) + " 2"
	}
	return version[:start] + strconv.Itoa(n+1) + version[end:]
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
