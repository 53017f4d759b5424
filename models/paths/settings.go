package paths

import "strconv"

// The pages of what an administrator says of the installation, and the notices made of it.
const (
	Settings     = "/admin/settings"
	Retention    = "/admin/retention"
	FirstDayOver = "/admin/first-day/over"
	NewFramework = "/admin/frameworks/new"
	NewImport    = "/admin/imports/new"
	Theme        = "/theme.css"
	WhoSeesWhat  = "/help/who-sees-what"
	Figures      = "/help/figures"
	AccountData  = "/account/data"
)

// ThemeOf is the style sheet of a version of the settings.
func ThemeOf(version int) string { return Theme + "?v=" + strconv.Itoa(version) }

// Emblem is the picture that stands for the network.
func Emblem(digest string) string { return "/emblem/" + digest + ".png" }

// FirstDayStep is one step of setting a network up, which loads what comes with the product when it is posted to.
func FirstDayStep(step string) string { return at("admin", "first-day", step) }

// PublishFramework makes a draft the version that holds.
func PublishFramework(code, version string) string { return Framework(code, version) + "/publish" }
