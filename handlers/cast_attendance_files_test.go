package handlers

import (
	"time"

	"trellis/models"
)

// attendanceFiles gives R1-1 a file about who came that nobody has looked at yet.
func (c *cast) attendanceFiles(now time.Time) {
	row := models.AttendanceReport{
		CohortID: models.ID(c.ids["cohort"]), FileName: "who came.csv", ByID: c.actors["tess"].ID, UploadedAt: now,
		Content: []byte("Name,Email,Minutes\nAda,ada@example.org,100\nSomebody,x@example.org,30\n"),
	}
	c.Keep(&row)
	c.ids["attendance file"] = string(row.ID)
}

// attendanceFileThings are the addresses of files about who came.
func attendanceFileThings(c *cast) map[string]thing {
	cohort := map[string]string{":code": "R1-1"}
	return map[string]thing{
		"/teaching/cohorts/:code/attendance":            {cohort, trainers},
		"/teaching/cohorts/:code/attendance/look":       {cohort, trainers},
		"/teaching/cohorts/:code/attendance/:file/drop": {map[string]string{":code": "R1-1", ":file": c.ids["attendance file"]}, trainers},
	}
}
