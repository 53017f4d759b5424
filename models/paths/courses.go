package paths

// The pages on which courses and programmes are written, and the programmes that everybody sees.
const (
	TeachingCourses    = "/teaching/courses"
	NewCourse          = "/teaching/courses/new"
	Programmes         = "/programmes"
	TeachingProgrammes = "/teaching/programmes"
	NewProgramme       = "/teaching/programmes/new"
)

// TeachCourse is a course as those who write it see it.
func TeachCourse(code string) string { return at("teaching", "courses", code) }

// EditCourse is where a course is written.
func EditCourse(code string) string { return at("teaching", "courses", code, "edit") }

// PreviewCourse is a draft as learners will see it.
func PreviewCourse(code string) string { return at("teaching", "courses", code, "preview") }

// PublishCourse is where a draft is checked and published.
func PublishCourse(code string) string { return at("teaching", "courses", code, "publish") }

// DropCourseDraft forgets a draft.
func DropCourseDraft(code string) string { return at("teaching", "courses", code, "drop") }

// Programme is a programme, as everybody sees it.
func Programme(code string) string { return at("programmes", code) }

// EditProgramme is where a programme is written.
func EditProgramme(code string) string { return at("teaching", "programmes", code) }
