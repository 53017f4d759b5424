package handlers

import "trellis/app/policy"

// attendanceFileRoutes are the addresses of files about who came.
func (h *Handlers) attendanceFileRoutes() []Route {
	return []Route{
		{get, "/teaching/cohorts/:code/attendance", policy.KeepRegister, h.attendanceFiles},
		{post, "/teaching/cohorts/:code/attendance", policy.KeepRegister, h.uploadAttendanceFiles},
		{get, "/teaching/cohorts/:code/attendance/look", policy.KeepRegister, h.lookAtFiles},
		{post, "/teaching/cohorts/:code/attendance/look", policy.KeepRegister, h.keepFiles},
		{post, "/teaching/cohorts/:code/attendance/:file/drop", policy.KeepRegister, h.dropAttendanceFile},
	}
}
