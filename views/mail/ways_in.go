package mail

import (
	"strings"
	"time"

	"trellis/app/access"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/views/words"
)

// Link brings a link that signs somebody in, sets a password, opens the first visit, or shows an address to be theirs.
func (Letters) Link(f access.LinkLetter) outbox.Letter {
	to := f.Person
	to.Email = f.To
	works := "The link works once, for " + life(f.Life) + ", and opens a page with a button."
	ignore := "If you did not ask for it, you need not do anything: nobody comes in without this letter."
	switch {
	case f.Taken:
		return plain(to, "You have an account already",
			"Somebody asked to use this address for their account in "+f.Network+". It is the address of yours, so nothing has changed.",
			"What happens next: nothing. If it was you, and you have two accounts, ask your network’s administrator. You can sign in here:",
			f.URL)
	case f.Purpose == models.ToReset:
		return plain(to, "Set a new password", "Here is the link to set a new password.", "What happens next: open it and enter a new password. "+works+" You are then signed out of all other browsers.",
			ignore, f.URL)
	case f.Purpose == models.ToJoin:
		return plain(to, "Your invitation to "+f.Network, invites(f)+" to Trellis: courses for analysts, what you can do and want to learn, and your records.",
			"What happens next: open your first page. It asks who you are and what your job is. "+works, f.URL)
	case f.Purpose == models.ToChangeEmail:
		return plain(to, "Is this your new email address?", "You asked to use this address in "+f.Network+".",
			"What happens next: open the link in a browser in which you are signed in. "+works+" Until then nothing changes.",
			"If you did not ask for it, you need not do anything.", f.URL)
	}
	return plain(to, "Your link to sign in", "Here is the link to sign in.", "What happens next: open it and press the button. "+works, ignore, f.URL)
}

func invites(f access.LinkLetter) string {
	if f.By == "" {
		return f.Network + " invites you"
	}
	return f.By + " of " + f.Network + " invites you"
}

// EmailAsked tells at the present address that somebody wants to leave it.
func (Letters) EmailAsked(f access.EmailLetter) outbox.Letter {
	to := f.Person
	to.Email = f.To
	return plain(to, "Your email address is about to change", "Somebody who is signed in as you asked to use another email address: "+f.New+".",
		"What happens next: nothing changes until the link is used that went there. If it was not you, sign out everywhere and set a new password on your account page, now:",
		f.URL)
}

// EmailChanged tells at the former address that it is no longer used.
func (Letters) EmailChanged(f access.EmailLetter) outbox.Letter {
	to := f.Person
	to.Email = f.To
	return plain(to, "Your email address has changed", "Your account now has another email address: "+f.New+". Nothing more comes to this one.",
		"What happens next: nothing. If it was not you, tell your network’s administrator at once. This page says how:",
		f.URL)
}

// SignUp asks somebody who wants to be let in to show that the address is theirs, or tells them that they are in already.
func (Letters) SignUp(f access.SignUpLetter) outbox.Letter {
	to := models.Person{Name: f.Name, Email: f.Email}
	if f.Known {
		return plain(to, "You have an account already", "Somebody asked to join "+f.Network+" with this address. It has an account already.",
			"What happens next: sign in here. If you have forgotten your password, or have none, the page sends you a link.", f.URL)
	}
	return plain(to, "Is this your email address?", "You asked to join "+f.Network+" as working for "+f.Organisation+".",
		"What happens next: open the link and press the button, to show that the address is yours. It works for "+life(models.SignUpLife)+". Somebody at "+f.Organisation+", or your network’s administrator, then says whether you work there.",
		"If you did not ask for it, you need not do anything.", f.URL)
}

// SignUpRefused tells somebody why they were not let in.
func (Letters) SignUpRefused(f access.SignUpLetter) outbox.Letter {
	return plain(models.Person{Name: f.Name, Email: f.Email}, "You were not added to "+f.Network,
		"You asked to join "+f.Network+" as working for "+f.Organisation+". You were not added. The reason given:",
		f.Reason,
		"What happens next: if something was wrong in what you entered, ask again.", f.URL)
}

// plain puts paragraphs, the last of them an address, between a greeting and our name.
func plain(to models.Person, subject string, paragraphs ...string) outbox.Letter {
	parts := append([]string{"Hello " + to.FirstName() + ","}, paragraphs...)
	parts = append(parts, "Trellis, training and skills for analysts")
	return outbox.Letter{To: to, Subject: subject, Body: strings.Join(parts, "\n\n") + "\n"}
}

// life reads "15 minutes", "24 hours" or "14 days".
func life(d time.Duration) string {
	switch {
	case d > 48*time.Hour:
		return words.Count(int(d.Hours())/24, "day", "days")
	case d >= 2*time.Hour:
		return words.Count(int(d.Hours()), "hour", "hours")
	}
	return words.Count(int(d.Minutes()), "minute", "minutes")
}
