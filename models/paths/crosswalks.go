package paths

import (
	"net/url"

	"trellis/models"
)

// Crosswalk is how a version compares with one of another framework; with the one that has the most matches without an id.
func Crosswalk(code, version string, with models.ID) string {
	return Framework(code, version) + "/crosswalk" + asked(with, "")
}

// Match is the form on which a competency is compared with one of another version; with that competency where it is known.
func Match(code, version string, of, with, to models.ID) string {
	return at("admin", "frameworks", code, version, "crosswalk", string(of)) + asked(with, to)
}

// RemoveMatch forgets how a competency compares with another, as it was said in the edition that is seen.
func RemoveMatch(code, version string, of, with, to models.ID, edition string) string {
	return Remove(at("admin", "frameworks", code, version, "crosswalk", string(of))) + asked(with, to) + "&edition=" + url.QueryEscape(edition)
}

// asked is the query that names the version with which is compared, and the competency of it; without either it is empty.
func asked(with, to models.ID) string {
	q := url.Values{}
	if with.Known() {
		q.Set("with", string(with))
	}
	if to.Known() {
		q.Set("to", string(to))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}
