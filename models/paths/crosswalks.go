package paths

import (
	"net/url"

	"trellis/models"
)

// Crosswalk is how a version compares with one of another framework; with the one that has the most matches without an id.
func Crosswalk(code, version string, with models.ID) string {
	return Framework(code, version) + "/crosswalk" + asked("with", string(with))
}

// Match is the form on which a competency is compared with one of another version; with that competency where it is known.
func Match(code, version string, of, with, to models.ID) string {
	return at("admin", "frameworks", code, version, "crosswalk", string(of)) + asked("with", string(with), "to", string(to))
}

// RemoveMatch forgets how a competency compares with another.
func RemoveMatch(code, version string, of, with, to models.ID) string {
	return Remove(at("admin", "frameworks", code, version, "crosswalk", string(of))) + asked("with", string(with), "to", string(to))
}

// asked are the parts of a query that have a value, given by name and value.
func asked(pairs ...string) string {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}
