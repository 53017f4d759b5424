package exchange

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trellis/models"
	"trellis/models/store"
)

const (
	longestName = 250 // of a name or title, in characters
	longestCode = 120
	longestText = 20_000 // of any other text
	mostParts   = 10_000 // competencies, or role profiles, of one framework
	mostItems   = 20_000 // of any list in a JSON file
)

const codeRule = "want " + models.CodeRule

// key is a name as files are searched for it: without case, with single spaces.
func key(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// heading is a key under which the name of a column is found: "Role profile" is role_profile, as people write it.
func heading(name string) string { return strings.NewReplacer(" ", "_", "-", "_").Replace(key(name)) }

func slugOf(name string) string { return models.Slug(store.Fold(name)) }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// tooLong says that a text has more characters than it may, or nothing.
func tooLong(text string, most int) string {
	if n := utf8.RuneCountInString(text); n > most {
		return fmt.Sprintf("this is %d characters long: want %d or fewer", n, most)
	}
	return ""
}

// capitalised is the text with a capital first letter.
func capitalised(text string) string {
	first, width := utf8.DecodeRuneInString(text)
	if width == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[width:]
}

// slugs gives each name an address that no other has. It holds the number to try next for each.
type slugs map[string]int

func (s slugs) of(name, otherwise string) string {
	slug := slugOf(name)
	if slug == "" {
		slug = slugOf(otherwise)
	}
	return s.free(slug)
}

// free is the slug, or the slug with a number behind it when something has it already.
func (s slugs) free(slug string) string {
	if len(slug) > 110 {
		slug = slug[:110]
	}
	if slug = strings.Trim(slug, "-."); slug == "" {
		slug = "unnamed"
	}
	free := slug
	for s[free] > 0 {
		s[slug]++
		free = slug + "-" + strconv.Itoa(s[slug])
	}
	s[free] = 1
	return free
}
