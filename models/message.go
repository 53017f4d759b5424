package models

import (
	"strings"
	"time"
)

// MessageState is where a message stands.
type MessageState string

// The states of a message.
const (
	MessageKept   MessageState = "kept" // there is no mail server: shown to administrators alone
	MessageSent   MessageState = "sent"
	MessageFailed MessageState = "failed"
)

// SecretMark stands in the text of a message where its secret belongs: at the end of an address.
const SecretMark = "…"

// Message is a mail as it was, or would be, sent.
type Message struct {
	ID        ID
	JobID     ID
	PersonID  *ID // nobody, to an address that the network does not know
	Recipient string
	Subject   string
	Body      string
	Calendar  string // an invitation that goes with it, as iCalendar
	// Secret is the token of the link in the message, until the message is sent, or the link is used or has run out. It is
	// kept nowhere else.
	Secret      string
	SecretOf    ID // the sign-in link, or the sign-up, that the secret opens
	SecretUntil *time.Time
	State       MessageState
	Problem     string
	CreatedAt   time.Time
	SentAt      *time.Time
}

// Text is the message as it reads at that time: with its secret for as long as that opens something, and with a mark in its
// place afterwards.
func (m Message) Text(now time.Time) string {
	if m.Secret == "" || m.SecretUntil == nil || !now.Before(*m.SecretUntil) {
		return m.Body
	}
	return strings.ReplaceAll(m.Body, "/"+SecretMark, "/"+m.Secret)
}
