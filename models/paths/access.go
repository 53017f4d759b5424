package paths

import "trellis/models"

// The addresses of the ways in.
const (
	AskForLink  = "/sign-in/link"
	AskForReset = "/sign-in/reset"
	SignUp      = "/sign-up"
	ChangeName  = "/account/name"
	ChangeEmail = "/account/email"
	InviteAll   = "/admin/invitations"
	SignUps     = "/admin/sign-ups"
)

// UseReset asks for a new password in place of a forgotten one.
func UseReset(token string) string { return at("sign-in", "reset", token) }

// Invitation opens an invitation.
func Invitation(token string) string { return at("invitations", token) }

// UseNewEmail confirms a new address.
func UseNewEmail(token string) string { return at("account", "email", token) }

// ConfirmSignUp shows that the address of a sign-up is theirs.
func ConfirmSignUp(token string) string { return at("sign-up", token) }

// EndDevice signs one browser out.
func EndDevice(id models.ID) string { return at("account", "devices", string(id), "end") }

// Invite sends somebody an invitation.
func Invite(person models.ID) string { return at("admin", "people", string(person), "invitation") }

// DecideSignUp is the page of a sign-up that waits.
func DecideSignUp(id models.ID) string { return at("admin", "sign-ups", string(id)) }

// ApproveSignUp lets somebody in.
func ApproveSignUp(id models.ID) string { return at("admin", "sign-ups", string(id), "approve") }

// RefuseSignUp does not let somebody in.
func RefuseSignUp(id models.ID) string { return at("admin", "sign-ups", string(id), "refuse") }
