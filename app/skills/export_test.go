package skills

// InRunsOf lets so many people be reminded in one transaction, until what it answers is called.
func InRunsOf(n int) (restore func()) {
	was := remindedAtOnce
	remindedAtOnce = n
	return func() { remindedAtOnce = was }
}
