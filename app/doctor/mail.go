package doctor

import "context"

// mail asks whether the mail server can be reached, and lets Trellis in.
func (d *Doctor) mail(ctx context.Context) Check {
	check := Check{Name: "mail", Status: OK, Summary: "No mail server is set: mail is kept, and shown to administrators."}
	if d.Settings.SMTPURL == "" {
		return check
	}
	if err := d.Reach(ctx); err != nil {
		check.Status, check.Found = Fault, 1
		check.Summary = "The mail server cannot be used: " + inWords(err) + ". Check TRELLIS_SMTP_URL and TRELLIS_MAIL_FROM."
		return check
	}
	check.Summary = "The mail server answers and lets Trellis in; nothing was sent."
	return check
}
