package handlers

import "trellis/app/policy"

// registerRoutes are the addresses of the register of a whole cohort, of its saves, and of check-in.
func (h *Handlers) registerRoutes() []Route {
	return []Route{
		{get, "/teaching/cohorts/:code/register/all", policy.KeepRegister, h.registerGrid},
		{post, "/teaching/cohorts/:code/register/all", policy.KeepRegister, h.saveGrid},
		{get, "/teaching/cohorts/:code/register/print", policy.KeepRegister, h.signInSheet},
		{post, "/teaching/cohorts/:code/register/saves/:save/undo", policy.KeepRegister, h.undoSave},
		{get, "/teaching/cohorts/:code/register/:n/check-in", policy.KeepRegister, h.openCheckInPage},
		{post, "/teaching/cohorts/:code/register/:n/check-in", policy.KeepRegister, h.openCheckIn},
		{post, "/teaching/cohorts/:code/register/:n/check-in/close", policy.KeepRegister, h.closeCheckIn},
		{get, "/check-in", policy.CheckIn, h.checkInPage},
		{post, "/check-in", policy.CheckIn, h.checkIn},
	}
}
