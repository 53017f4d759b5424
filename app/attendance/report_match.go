package attendance

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"trellis/app/attendance/report"
	"trellis/models"
	"trellis/models/store"
)

// MatchedBy tells how somebody in a file was found on the cohort.
type MatchedBy string

// The ways in which people are found, in the order in which they are tried.
const (
	ByRegistration MatchedBy = "registration" // the address that they registered with
	BySignIn       MatchedBy = "sign_in"      // the address that they signed in with
	ByFormer       MatchedBy = "former"       // an address that they had
	ByName         MatchedBy = "name"         // as the cohort calls nobody else
	BySaid         MatchedBy = "said"         // a trainer has said so before
	ByAnswer       MatchedBy = "answer"       // a trainer says so now
)

// match is who somebody in a file is. Nobody is asked of where it is a trainer.
type match struct {
	enrolment models.ID // none: ask
	by        MatchedBy
	trainer   string      // the name of a trainer of the cohort
	perhaps   []models.ID // whom to suggest
	why       string      // it has to be asked
}

// knownPeople are those whom a file can mean.
type knownPeople struct {
	roll     []store.RollLine
	emails   map[string]models.ID   // by folded address
	former   map[string]models.ID   // by folded address that they had
	names    map[string][]models.ID // by folded name
	said     map[string]models.ID   // by what files call them
	trainers map[string]string      // names, by folded name and address
}

func readKnownPeople(ctx context.Context, reads store.Reads, cohort models.Cohort, today models.Date) (k knownPeople, err error) {
	k = knownPeople{emails: map[string]models.ID{}, former: map[string]models.ID{}, names: map[string][]models.ID{}, trainers: map[string]string{}}
	if k.roll, err = reads.Roll(ctx, cohort.ID, models.OnRegister()...); err != nil {
		return k, err
	}
	if k.said, err = reads.AttendanceNames(ctx, cohort.ID); err != nil {
		return k, err
	}
	people := make([]models.ID, len(k.roll))
	enrolments := map[models.ID]models.ID{}
	for i, line := range k.roll {
		people[i], enrolments[line.PersonID] = line.PersonID, line.ID
		k.emails[store.Fold(line.Email)] = line.ID
		name := store.Fold(line.Name)
		k.names[name] = append(k.names[name], line.ID)
	}
	former, err := reads.FormerEmailsOf(ctx, people)
	if err != nil {
		return k, err
	}
	for _, f := range former {
		k.former[f.EmailKey] = enrolments[f.PersonID]
	}
	teachers, err := reads.TeachersOf(ctx, cohort, today)
	if err != nil {
		return k, err
	}
	trainers, err := reads.PeopleAmong(ctx, teachers)
	for _, t := range trainers {
		k.trainers[store.Fold(t.Email)], k.trainers[store.Fold(t.Name)] = t.Name, t.Name
	}
	return k, err
}

// on tells whether the enrolment is on the register.
func (k knownPeople) on(enrolment models.ID) bool {
	return slices.ContainsFunc(k.roll, func(l store.RollLine) bool { return l.ID == enrolment })
}

// name is the name of somebody on the cohort.
func (k knownPeople) name(enrolment models.ID) string {
	for _, l := range k.roll {
		if l.ID == enrolment {
			return l.Name
		}
	}
	return ""
}

// byAddress finds somebody by the addresses that a file says, in their order.
func (k knownPeople) byAddress(p report.Participant) (match, bool) {
	for _, address := range p.Addresses() {
		if id, found := k.emails[store.Fold(address)]; found {
			if address == p.Registration {
				return match{enrolment: id, by: ByRegistration}, true
			}
			return match{enrolment: id, by: BySignIn}, true
		}
	}
	for _, address := range p.Addresses() {
		if id, found := k.former[store.Fold(address)]; found {
			return match{enrolment: id, by: ByFormer}, true
		}
	}
	return match{}, false
}

// find says who somebody in a file is. Alike counts the people of the files who go by that name and whom no address tells.
func (k knownPeople) find(p report.Participant, alike int) match {
	if m, found := k.byAddress(p); found {
		return m
	}
	if trainer := k.trainerAt(p); trainer != "" {
		return match{trainer: trainer}
	}
	if m, found := k.byName(p, alike); found {
		return m
	}
	if id := k.saidBefore(p); id != "" && alike <= 1 {
		return match{enrolment: id, by: BySaid}
	}
	return k.ask(p, alike)
}

// trainerAt is the name of the trainer who has an address of somebody in a file.
func (k knownPeople) trainerAt(p report.Participant) string {
	for _, address := range p.Addresses() {
		if t := k.trainers[store.Fold(address)]; t != "" {
			return t
		}
	}
	return ""
}

// byName finds somebody whom the cohort calls as it calls nobody else, or a trainer. The name of a guest is not enough.
func (k knownPeople) byName(p report.Participant, alike int) (match, bool) {
	name := store.Fold(p.Name)
	same, trainer := k.names[name], k.trainers[name]
	switch {
	case p.Guest:
	case name != "" && len(same) == 1 && alike == 1:
		return match{enrolment: same[0], by: ByName}, true
	case trainer != "" && len(same) == 0:
		return match{trainer: trainer}, true
	}
	return match{}, false
}

// saidBefore is whom a trainer said before that somebody in a file is, while they are on the register.
func (k knownPeople) saidBefore(p report.Participant) models.ID {
	for _, key := range saidKeys(p) {
		if id := k.said[key]; id != "" && k.on(id) {
			return id
		}
	}
	return ""
}

func (k knownPeople) ask(p report.Participant, alike int) match {
	m := match{perhaps: k.perhaps(p)}
	switch same := k.names[store.Fold(p.Name)]; {
	case p.Name == "":
		m.why = "The file does not say a name"
	case len(same) > 1:
		m.why = "Several people on the cohort have this name"
	case len(same) == 1 && alike > 1:
		m.why = "Several people in the files have this name"
	case p.Guest:
		m.why = "Joined as a guest"
	default:
		m.why = "Nobody on the cohort has this name or address"
	}
	return m
}

// saidKeys are what is remembered of an answer: the addresses, and a name of more than one word. A word such as iPhone is many people's.
func saidKeys(p report.Participant) []string {
	var keys []string
	for _, address := range p.Addresses() {
		keys = append(keys, store.Fold(address))
	}
	if name := store.Fold(p.Name); len(strings.Fields(bareName(name))) > 1 {
		keys = append(keys, name)
	}
	return keys
}

// mostSuggested is how many people are suggested for a name.
const mostSuggested = 3

// perhaps are the people whom a name or an address resembles. They are suggested, and never taken without being chosen.
func (k knownPeople) perhaps(p report.Participant) []models.ID {
	forms := nameForms(p.Name)
	for _, address := range p.Addresses() {
		local, _, _ := strings.Cut(address, "@")
		forms = append(forms, sortedWords(store.Fold(strings.NewReplacer(".", " ", "_", " ", "-", " ").Replace(local))))
	}
	var list []models.ID
	for _, near := range []func(form, name string) bool{func(form, name string) bool { return form == name }, surnameAndInitial} {
		for _, line := range k.roll {
			name := sortedWords(store.Fold(line.Name))
			if len(list) < mostSuggested && !slices.Contains(list, line.ID) && slices.ContainsFunc(forms, func(f string) bool { return f != "" && near(f, name) }) {
				list = append(list, line.ID)
			}
		}
	}
	return list
}

// nameForms are the ways to read a name as programs write it: "Surname, First (ORG)", "phone (First Surname)", "First Surname - ORG".
func nameForms(name string) []string {
	outside := bareName(name)
	texts := []string{outside}
	for rest := name; ; {
		_, after, found := strings.Cut(rest, "(")
		if !found {
			break
		}
		inside, behind, _ := strings.Cut(after, ")")
		texts, rest = append(texts, inside), behind
	}
	for _, mark := range []string{" - ", " | ", " / ", ":"} {
		if before, behind, found := strings.Cut(outside, mark); found {
			texts = append(texts, before, behind)
		}
	}
	forms := make([]string, 0, len(texts))
	for _, text := range texts {
		forms = append(forms, sortedWords(store.Fold(text)))
	}
	return forms
}

// bareName is a name without what stands in brackets.
func bareName(name string) string {
	var b strings.Builder
	depth := 0
	for _, c := range name {
		switch {
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(c)
		}
	}
	return strings.TrimSpace(b.String())
}

// sortedWords are the words of a text in the order of letters, so that a surname may stand first or last.
func sortedWords(text string) string {
	words := strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) && c != '\'' && c != '-' })
	slices.Sort(words)
	return strings.Join(words, " ")
}

// surnameAndInitial tells whether two names share a long word and, in another, the first letter: "A Lovelace", Ada Lovelace.
func surnameAndInitial(form, name string) bool {
	ours, theirs := strings.Fields(name), strings.Fields(form)
	if len(ours) < 2 || len(theirs) < 2 {
		return false
	}
	for _, word := range theirs {
		if len(word) < 3 || !slices.Contains(ours, word) {
			continue
		}
		for _, other := range theirs {
			if other != word && slices.ContainsFunc(ours, func(o string) bool { return o != word && o[:1] == other[:1] }) {
				return true
			}
		}
	}
	return false
}
