package paths

import (
	"net/url"
	"strconv"

	"trellis/models"
)

// CheckIn is where people mark themselves at a session, with the code that is shown there.
const CheckIn = "/check-in"

// CheckInWith is CheckIn with the code filled in.
func CheckInWith(code string) string { return CheckIn + "?code=" + url.QueryEscape(code) }

// Grid is the register of everybody at every session of a cohort.
func Grid(code string) string { return Register(code) + "/all" }

// UndoSave puts back what a save of a register had changed.
func UndoSave(code string, save models.ID) string {
	return Register(code) + at("saves", string(save), "undo")
}

// UndoSaveFrom is UndoSave that leads back to the register of a session; to that of all of them for none.
func UndoSaveFrom(code string, session int, save models.ID) string {
	if session == 0 {
		return UndoSave(code, save)
	}
	return UndoSave(code, save) + "?session=" + strconv.Itoa(session)
}

// SignInSheet is the sheet on which people sign at a session.
func SignInSheet(code string, session int) string {
	return Register(code) + "/print?session=" + strconv.Itoa(session)
}

// OpenCheckIn is the check-in of a session as it is shown in the room, and opens it.
func OpenCheckIn(code string, session int) string {
	return SessionRegister(code, session) + "/check-in"
}

// CloseCheckIn ends the check-in of a session.
func CloseCheckIn(code string, session int) string { return OpenCheckIn(code, session) + "/close" }
