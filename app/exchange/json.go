package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trellis/models"
)

// value is a JSON value that knows where it stands. The zero of a getter is what is missing.
type value struct {
	kind    kind
	text    string // of a text, a number, true or false
	members []member
	items   []*value
	at      int
}

type member struct {
	name  string
	at    int
	value *value
}

type kind string

const (
	anObject kind = "an object"
	aList    kind = "a list"
	aText    kind = "a text"
	aNumber  kind = "a number"
	aBool    kind = "true or false"
	aNull    kind = "null"
)

// parseJSON reads a whole file as JSON; what is not JSON is refused, and there is no value then.
func parseJSON(s *source) *value {
	if !s.whole() {
		return nil
	}
	var whole json.RawMessage
	err := json.Unmarshal([]byte(s.text), &whole)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at := min(int(syntax.Offset), len(s.text))
		found := ""
		if at > 0 && !strings.Contains(syntax.Error(), "unexpected end") {
			at-- // the offset is behind the character that is wrong
			found = string([]rune(s.text[at:min(at+4, len(s.text))])[:1])
		}
		s.refuse(at, found, "this is not JSON: "+syntax.Error())
		return nil
	}
	if err != nil {
		s.refuse(0, "", "this is not JSON: "+err.Error())
		return nil
	}
	d := json.NewDecoder(strings.NewReader(s.text))
	d.UseNumber()
	r := jsonReader{source: s, decoder: d}
	return r.value()
}

type jsonReader struct {
	source  *source
	decoder *json.Decoder
}

// token is the next token and where it begins. The text is known to be JSON.
func (r *jsonReader) token() (json.Token, int) {
	at := int(r.decoder.InputOffset())
	at += strings.IndexFunc(r.source.text[at:], func(c rune) bool { return !strings.ContainsRune(" \t\r\n,:", c) })
	t, err := r.decoder.Token()
	if err != nil {
		return nil, at
	}
	return t, at
}

func (r *jsonReader) value() *value {
	t, at := r.token()
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			return r.object(at)
		}
		return r.list(at)
	case string:
		if strings.ContainsRune(t, 0) {
			r.source.refuse(at, t, `there is a NUL (\u0000) in this text: leave it out`)
		}
		return &value{kind: aText, text: strings.TrimSpace(t), at: at}
	case json.Number:
		return &value{kind: aNumber, text: t.String(), at: at}
	case bool:
		return &value{kind: aBool, text: strconv.FormatBool(t), at: at}
	}
	return &value{kind: aNull, at: at}
}

func (r *jsonReader) object(at int) *value {
	v := &value{kind: anObject, at: at}
	seen := map[string]bool{}
	for r.decoder.More() {
		name, at := r.token()
		m := member{at: at}
		m.name, _ = name.(string)
		if seen[m.name] {
			r.source.refuse(at, m.name, "this name is there twice in one object")
		}
		seen[m.name] = true
		m.value = r.value()
		v.members = append(v.members, m)
	}
	r.token()
	return v
}

func (r *jsonReader) list(at int) *value {
	v := &value{kind: aList, at: at}
	for r.decoder.More() {
		v.items = append(v.items, r.value())
	}
	r.token()
	return v
}

// get is the member with that name; nil where there is none, or null.
func (v *value) get(name string) *value {
	if v == nil {
		return nil
	}
	for _, m := range v.members {
		if m.name == name && m.value.kind != aNull {
			return m.value
		}
	}
	return nil
}

// form asks values for what a format says they are, and refuses what they are not.
type form struct{ *source }

// is refuses a value of another kind; a missing one is not refused.
func (f form) is(v *value, wanted kind, name string) bool {
	if v != nil && v.kind != wanted {
		f.refuse(v.at, v.text, fmt.Sprintf("%s is %s: want %s", name, v.kind, wanted))
	}
	return v != nil && v.kind == wanted
}

func (f form) missing(of *value, name, what string) {
	if of != nil {
		f.refuse(of.at, "", fmt.Sprintf("%s is missing: want %s", name, what))
	}
}

// optional is a text, which may be missing.
func (f form) optional(of *value, name string) string {
	v := of.get(name)
	if !f.is(v, aText, name) {
		return ""
	}
	if problem := tooLong(v.text, longestText); problem != "" {
		f.refuse(v.at, v.text, problem)
	}
	return v.text
}

// line is a text of one line, which may be missing.
func (f form) line(of *value, name string) string {
	v := of.get(name)
	if !f.is(v, aText, name) {
		return ""
	}
	if problem := tooLong(v.text, longestName); problem != "" {
		f.refuse(v.at, v.text, problem)
	}
	return strings.Join(strings.Fields(v.text), " ")
}

// name is a text of one line that must be there.
func (f form) name(of *value, name string) string {
	v := of.get(name)
	if v == nil {
		f.missing(of, name, "a text")
		return ""
	}
	if !f.is(v, aText, name) {
		return ""
	}
	if v.text == "" {
		f.refuse(v.at, "", name+" is empty: want a text")
	}
	if problem := tooLong(v.text, longestName); problem != "" {
		f.refuse(v.at, v.text, problem)
	}
	return strings.Join(strings.Fields(v.text), " ")
}

// code is a code that must be there, and be the only one among those seen.
func (f form) code(of *value, name string, seen map[string]bool) string {
	v := of.get(name)
	if v == nil {
		f.missing(of, name, "a code")
		return ""
	}
	if !f.is(v, aText, name) {
		return ""
	}
	switch key := strings.ToLower(v.text); {
	case !models.IsCode(v.text):
		f.refuse(v.at, v.text, codeRule)
	case seen[key]:
		f.refuse(v.at, v.text, "this code is there already: want one that nothing else of its kind has")
	default:
		seen[key] = true
	}
	return v.text
}

// whole is a whole number between two others, which must be there.
func (f form) whole(of *value, name string, least, most int) int {
	v := of.get(name)
	if v == nil {
		f.missing(of, name, fmt.Sprintf("a whole number from %d to %d", least, most))
		return least
	}
	return f.number(v, name, least, most)
}

func (f form) number(v *value, name string, least, most int) int {
	if !f.is(v, aNumber, name) {
		return least
	}
	n, err := strconv.Atoi(v.text)
	if err != nil || n < least || n > most {
		f.refuse(v.at, v.text, fmt.Sprintf("%s: want a whole number from %d to %d", name, least, most))
		return least
	}
	return n
}

// flag is true or false; false where it is missing.
func (f form) flag(of *value, name string) bool {
	v := of.get(name)
	return f.is(v, aBool, name) && v.text == "true"
}

// list is a list of things of one kind, which may be missing.
func (f form) list(of *value, name string, each kind) []*value {
	v := of.get(name)
	if !f.is(v, aList, name) {
		return nil
	}
	if len(v.items) > mostItems {
		f.refuse(v.at, "", fmt.Sprintf("%s has %d items: want %d or fewer", name, len(v.items), mostItems))
		return nil
	}
	var list []*value
	for _, item := range v.items {
		if f.is(item, each, "an item of "+name) {
			list = append(list, item)
		}
	}
	return list
}

// some is a list that must have something in it.
func (f form) some(of *value, name string, each kind) []*value {
	list := f.list(of, name, each)
	if v := of.get(name); len(list) == 0 && (v == nil || v.kind == aList && len(v.items) == 0) {
		f.missing(of, name, "a list with "+string(each)+" or more")
	}
	return list
}

// object is an object that must be there.
func (f form) object(of *value, name string) *value {
	v := of.get(name)
	if v == nil {
		f.missing(of, name, "an object")
		return nil
	}
	if !f.is(v, anObject, name) {
		return nil
	}
	return v
}

// texts are the texts of a list.
func (f form) texts(of *value, name string) []string {
	var texts []string
	for _, v := range f.list(of, name, aText) {
		if problem := tooLong(v.text, longestText); problem != "" {
			f.refuse(v.at, v.text, problem)
		}
		texts = append(texts, strings.Join(strings.Fields(v.text), " "))
	}
	return texts
}

// only warns of members that the format does not know.
func (f form) only(of *value, names ...string) {
	if of == nil {
		return
	}
	for _, m := range of.members {
		if !slices.Contains(names, m.name) {
			f.warn(m.at, fmt.Sprintf("%q is not part of the format and is left out", m.name))
		}
	}
}
