package paths

import (
	"net/url"

	"trellis/models"
)

// BeginFramework begins a framework from nothing.
const BeginFramework = "/admin/frameworks/begin"

// NextFramework draws a new version from one that is published.
func NextFramework(code, version string) string { return Framework(code, version) + "/next" }

// WriteFramework is a draft as its editors see it.
func WriteFramework(code, version string) string { return Framework(code, version) + "/write" }

// MoveInFramework takes a part of a draft up or down.
func MoveInFramework(code, version string) string { return WriteFramework(code, version) + "/move" }

// DropFrameworkDraft forgets a draft.
func DropFrameworkDraft(code, version string) string {
	return WriteFramework(code, version) + "/drop"
}

// FrameworkAbout is the form of a draft itself, and its scale.
func FrameworkAbout(code, version string) string { return WriteFramework(code, version) + "/about" }

// FrameworkDomain is the form of a domain of a draft.
func FrameworkDomain(code, version string, id models.ID) string {
	return at("admin", "frameworks", code, version, "domains", string(id))
}

// FrameworkCompetency is the form of a competency of a draft.
func FrameworkCompetency(code, version string, id models.ID) string {
	return at("admin", "frameworks", code, version, "competencies", string(id))
}

// NewCompetency is the form of a new competency in a domain.
func NewCompetency(code, version string, domain models.ID) string {
	return FrameworkCompetency(code, version, "new") + "?domain=" + url.QueryEscape(string(domain))
}

// FrameworkProfile is the form of a role profile of a draft.
func FrameworkProfile(code, version string, id models.ID) string {
	return at("admin", "frameworks", code, version, "profiles", string(id))
}

// FrameworkComments are what is said of a version.
func FrameworkComments(code, version string) string { return Framework(code, version) + "/comments" }

// SettleComment says that a comment needs nothing more, and OpenComment that it does after all.
func SettleComment(code, version string, id models.ID) string {
	return at("admin", "frameworks", code, version, "comments", string(id), "settle")
}

// OpenComment says that a comment needs something after all.
func OpenComment(code, version string, id models.ID) string {
	return at("admin", "frameworks", code, version, "comments", string(id), "open")
}

// FrameworkReviews is who looks at a draft.
func FrameworkReviews(code, version string) string { return Framework(code, version) + "/reviews" }

// TakeReviewBack no longer asks somebody.
func TakeReviewBack(code, version string, id models.ID) string {
	return at("admin", "frameworks", code, version, "reviews", string(id), "take-back")
}

// Review is a draft as who is asked to review it sees it.
func Review(id models.ID) string { return at("reviews", string(id)) }

// CommentReview says something of a draft that somebody was asked to review.
func CommentReview(id models.ID) string { return Review(id) + "/comments" }

// CompareFramework is a version beside an earlier one; beside the one that it follows without a number.
func CompareFramework(code, version, earlier string) string {
	path := Framework(code, version) + "/compare"
	if earlier != "" {
		path += "?with=" + url.QueryEscape(earlier)
	}
	return path
}

// FrameworkSuccession says what became of a competency of the version that a draft was drawn from.
func FrameworkSuccession(code, version string, id models.ID) string {
	return at("admin", "frameworks", code, version, "successions", string(id))
}

// RetireFramework announces the end of a version.
func RetireFramework(code, version string) string { return Framework(code, version) + "/retire" }

// KeepFrameworkOn calls that off.
func KeepFrameworkOn(code, version string) string {
	return RetireFramework(code, version) + "/call-off"
}

// Remove asks before a part of a draft goes, and takes it out.
func Remove(part string) string { return part + "/remove" }
