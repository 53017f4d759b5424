package paths

import "trellis/models"

// AttendanceFiles is where files about who came to a cohort are uploaded.
func AttendanceFiles(code string) string { return at("teaching", "cohorts", code, "attendance") }

// LookAtFiles is where a trainer looks at what such files say, and keeps it.
func LookAtFiles(code string) string { return AttendanceFiles(code) + "/look" }

// DropAttendanceFile puts such a file aside.
func DropAttendanceFile(code string, id models.ID) string {
	return AttendanceFiles(code) + at(string(id), "drop")
}
